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
		at := d
		if name := d.child("name"); name != nil {
			at = name
		}
		bucket := at.text()
		if isBucketName(bucket) {
			sub.add(Mention{Provider: f.vendor, Bucket: bucket, Locator: shown(bucket), Region: provider.child("region").text(), Certain: true}, at)
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
	nameBuckets(root)
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
		sub.code(properties)
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

// nameBuckets puts the names of the buckets that a template makes where it refers
// to them.
func nameBuckets(root *setting) {
	names := map[string]string{}
	for _, r := range root.child("Resources").items() {
		if name := r.at("Properties", "BucketName").text(); r.child("Type").text() == "AWS::S3::Bucket" && name != "" && len(name) <= maxName {
			names[r.key] = name
		}
	}
	root.each(func(s *setting) {
		if !s.leaf {
			if ref := s.child("Ref").text(); ref != "" && len(s.below) == 1 {
				s.leaf, s.value, s.below = true, "${"+ref+"}", nil
			}
		}
		if s.leaf && strings.Contains(s.value, "${") {
			s.value = reference.ReplaceAllStringFunc(s.value, func(ref string) string {
				logical, _, _ := strings.Cut(strings.Trim(ref, "${}"), ".")
				return firstOf(names[logical], ref)
			})
		}
	})
}

// code reads where the code of a function lies.
func (f *finder) code(properties *setting) {
	sub := f.named("")
	sub.need = facts.Soft
	sub.reach(properties.at("Code", "S3Bucket"), facts.Artifact)
	sub.reach(properties.at("CodeUri", "Bucket"), facts.Artifact)
	if s := properties.child("CodeUri"); s.text() != "" {
		if p, ok := f.locate(s.text()); ok && isBucketName(p.Bucket) {
			m := mentionOf(p)
			m.Locator, m.Access = shown(s.text()), facts.Artifact
			sub.add(m, s)
		}
	}
	f.take(sub)
}
