package appconfig

import (
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// findServerless reads a service of the Serverless Framework: the variables of
// all its functions, those of each, and the buckets whose events start them.
func findServerless(f *finder, root *setting, _ *estate) {
	name := firstText(f.service, root.child("service"), root.at("service", "name"))
	provider := root.child("provider")
	f.vendor = vendorIn(provider.child("name").text())
	functions := root.child("functions").items()
	for _, fn := range functions {
		sub := f.named(name + "/" + fn.key)
		sub.events(fn.child("events"), resolve(provider.child("region").text()))
		group := &setting{key: "environment", parent: provider, line: fn.line}
		group.pairs(provider.child("environment"))
		group.pairs(fn.child("environment"))
		sub.environment(group)
		f.take(sub)
	}
	if len(functions) == 0 {
		sub := f.named(name)
		sub.environment(provider.child("environment"))
		f.take(sub)
	}
	if d := provider.child("deploymentBucket"); d != nil {
		sub := f.named(name)
		sub.access, sub.need = facts.Artifact, facts.Soft
		bucket := firstText(d.text(), d.child("name"))
		if isBucketName(bucket) {
			sub.add(Mention{Provider: f.vendor, Bucket: bucket, Locator: shown(bucket), Region: provider.child("region").text()}, d)
		}
		f.take(sub)
	}
}

// events reads the buckets whose events start a function.
func (f *finder) events(events *setting, region value) {
	for _, event := range events.items() {
		at := event.child("s3")
		if at == nil {
			continue
		}
		bucket := at
		if b := at.child("bucket"); b != nil {
			bucket = b
		}
		v := resolve(bucket.text())
		if !isBucketName(v.text) {
			continue
		}
		m := Mention{Provider: "aws", Bucket: v.text, Locator: shown(bucket.text()), Access: facts.Trigger, Certain: !v.open(), References: v.references}
		if !region.open() {
			m.Region = region.text
		}
		f.add(m, bucket)
	}
}

// findCloudFormation reads the functions of SAM and CloudFormation: their
// variables, the policies that name a bucket, and the events of one.
func findCloudFormation(f *finder, root *setting, _ *estate) {
	f.vendor = "aws"
	for _, r := range root.child("Resources").items() {
		if !strings.Contains(r.child("Type").text(), "Function") {
			continue
		}
		sub := f.named(r.key)
		properties := r.child("Properties")
		group := &setting{key: "Environment", parent: &setting{}, line: r.line}
		group.pairs(root.at("Globals", "Function", "Environment", "Variables"))
		group.pairs(properties.at("Environment", "Variables"))
		sub.environment(group)
		for _, p := range properties.child("Policies").items() {
			sub.policy(p)
		}
		for _, event := range properties.child("Events").items() {
			if event.child("Type").text() == "S3" {
				sub.reach(event.at("Properties", "Bucket"), facts.Trigger)
			}
		}
		f.take(sub)
	}
}

// policyAccess are SAM's policy templates for buckets.
var policyAccess = map[string]facts.Access{
	"S3ReadPolicy": facts.Read, "S3WritePolicy": facts.Write, "S3CrudPolicy": facts.ReadWrite, "S3FullAccessPolicy": facts.ReadWrite,
}

func (f *finder) policy(p *setting) {
	for _, template := range p.items() {
		if access, ok := policyAccess[template.key]; ok {
			f.reach(template.child("BucketName"), access)
		}
	}
}

// reach adds the use of a bucket that a setting names.
func (f *finder) reach(s *setting, access facts.Access) {
	if v := resolve(s.text()); v.text != "" && isBucketName(v.text) {
		f.add(Mention{Provider: "aws", Bucket: v.text, Locator: shown(s.text()), Access: access, Certain: !v.open(), References: v.references}, s)
	}
}
