package appconfig

import (
	"cmp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// template is a template of CloudFormation, or the part of another document that
// is one, with its functions written out.
type template struct {
	root      *setting
	buckets   map[string]*making  // the buckets that it makes, by logical id
	named     map[string]*making  // the same by their names, as far as it tells them
	grants    map[string][]*grant // what roles, policies and instance profiles allow, by logical id
	defaults  map[string]string   // of parameters
	points    map[string]string   // the texts that name the buckets of access points, by logical id and by name
	templates *finder
	left      int // grants that may still be given
}

// making is a bucket that a template makes.
type making struct {
	Making
	name  string // with the variables in it left open; "${id}" where the template tells none
	doubt bool   // a condition decides whether it is made
}

// findCloudFormation reads a template of CloudFormation or SAM.
func findCloudFormation(f *finder, root *setting, _ *estate) {
	f.vendor = "aws"
	f.stack(root)
}

// stack reads the resources of a template: each that names a bucket is a service.
func (f *finder) stack(root *setting) {
	t := templateOf(f, root)
	for _, r := range root.child("Resources").items() {
		kind := r.child("Type").text()
		switch {
		case kind == "AWS::S3::Bucket":
			f.notified(t, r)
		case kind == "AWS::S3ObjectLambda::AccessPoint":
			at := r.at("Properties", "ObjectLambdaConfiguration", "SupportingAccessPoint")
			sub := f.named(r.key)
			sub.reach(t, at, at.text(), facts.Read)
			f.take(sub)
		case !passive(kind):
			sub := f.named(r.key)
			sub.resource(t, r, kind)
			f.take(sub)
		}
	}
}

// templateOf writes out the functions of a template.
func templateOf(f *finder, root *setting) *template {
	t := &template{root: root, buckets: map[string]*making{}, named: map[string]*making{}, grants: map[string][]*grant{}, defaults: map[string]string{}, points: map[string]string{}, templates: f, left: maxGrants}
	for _, p := range root.child("Parameters").items() {
		text := p.child("Default").text()
		if r, _ := keyOf(p.key); r == bucketKey && placeholder.MatchString(text) {
			continue // one to fill in is no value
		}
		if len(text) <= maxName && !strings.Contains(p.child("Type").text(), "::") && !strings.ContainsAny(text, "${}") {
			t.defaults[p.key] = text
		}
	}
	for _, r := range root.child("Resources").items() {
		if r.child("Type").text() == "AWS::S3::Bucket" {
			t.make(r)
		}
	}
	t.fold(root.child("Resources"))
	t.fold(root.child("Globals"))
	t.point()
	t.permit()
	return t
}

// make notes a bucket that the template makes.
func (t *template) make(r *setting) {
	b := &making{Making: Making{r.key, r.child("Type").spot()}, name: ownName(r.key), doubt: r.child("Condition").text() != ""}
	t.buckets[r.key] = b
	name := r.at("Properties", "BucketName")
	t.fold(name)
	if text := name.text(); text != "" && len(text) <= maxName {
		b.name = text
		if known := resolve(text).text; t.named[known] == nil {
			t.named[known] = b
		}
	}
}

// passive says that resources of a type use no bucket: they are one's own
// satellites, or say what others may do.
func passive(kind string) bool {
	return slices.ContainsFunc([]string{
		"AWS::S3", "AWS::IAM::", "AWS::KMS::", "AWS::SQS::", "AWS::SNS::", "AWS::Lambda::Permission", "AWS::CloudWatch::", "AWS::SSM::Parameter",
		"AWS::SecretsManager::", "AWS::CloudFormation::CustomResource", "Custom::", "AWS::EC2::VPCEndpoint", "AWS::Logs::MetricFilter", "AWS::Cognito::", "AWS::CloudFront::CloudFrontOriginAccessIdentity", "AWS::CloudFront::OriginAccessControl", "AWS::CloudFormation::WaitCondition",
	}, func(prefix string) bool { return strings.HasPrefix(kind, prefix) })
}

// resource reads one resource that may use buckets: its variables, what it names,
// and what the roles allow that it has.
func (f *finder) resource(t *template, r *setting, kind string) {
	properties := r.child("Properties")
	if builds(kind) {
		f.need = facts.Soft
	}
	switch {
	case strings.HasSuffix(kind, "Function"):
		f.function(t, properties)
	case kind == "AWS::Serverless::StateMachine":
		f.permitted(t, properties)
		f.startedBy(t, properties)
	}
	f.uses(t, properties, kind)
	f.starts(t, r, kind)
	f.setUp(t, r.at("Metadata", "AWS::CloudFormation::Init"), kind)
	f.allowed(t, properties)
	t.claim(f.found)
	f.narrow()
	if r.child("Condition").text() != "" {
		f.doubt()
	}
}

// function reads what only functions have: common variables, SAM's policies and
// events, and where their code lies.
func (f *finder) function(t *template, properties *setting) {
	group := &setting{key: "Environment", parent: &setting{}, line: properties.place()}
	group.pairs(t.root.at("Globals", "Function", "Environment", "Variables"))
	group.pairs(properties.at("Environment", "Variables"))
	f.environment(group)
	t.name(f.found)
	f.permitted(t, properties)
	f.startedBy(t, properties)
}

// permitted reads the policies that SAM lets a resource have, by their templates or
// written out.
func (f *finder) permitted(t *template, properties *setting) {
	for _, p := range properties.child("Policies").items() {
		for _, s := range p.items() {
			access, ok := policyAccess[s.key]
			for _, name := range alternativesOf(s.child("BucketName")) {
				if !ok {
					break
				}
				sub := f.named("")
				sub.reach(t, name, name.text(), access)
				for i := range sub.found {
					sub.found[i].Granted = true
				}
				if name != s.child("BucketName") {
					sub.doubt()
				}
				f.take(sub)
			}
		}
		f.grant(t, t.statements(p))
	}
}

// alternativesOf are the values that a condition chooses from; a value by itself
// where none does.
func alternativesOf(s *setting) []*setting {
	choice := s.child("Fn::If")
	if choice == nil || len(choice.below) != 3 {
		return []*setting{s}
	}
	var list []*setting
	for _, one := range choice.below[1:] {
		list = append(list, alternativesOf(one)...)
	}
	return list
}

// policyAccess are SAM's policy templates for buckets.
var policyAccess = map[string]facts.Access{
	"S3ReadPolicy": facts.Read, "S3WritePolicy": facts.Write, "S3CrudPolicy": facts.ReadWrite, "S3FullAccessPolicy": facts.ReadWrite,
}

// reach adds the use of a bucket that a text names.
func (f *finder) reach(t *template, at *setting, text string, access facts.Access) {
	if at == nil || text == "" {
		return
	}
	m, ok := t.bucket(text)
	if !ok {
		v := resolve(text)
		m = Mention{Provider: "aws", Bucket: v.text, Certain: !v.open() && !v.defaulted, References: v.references}
	}
	if m.Access = access; isBucketName(m.Bucket) {
		m.Locator = firstOf(m.Locator, shown(resolve(text).text))
		f.add(m, at)
	}
}

// uses reads what the properties of a resource name.
func (f *finder) uses(t *template, s *setting, kind string) {
	switch {
	case s == nil || nameless[s.key] || s.key == "Parameters" && handsOn(kind):
		return
	case s.leaf:
		f.property(t, s, kind)
		return
	case isVariableList(s):
		group := &setting{key: "Environment", parent: &setting{}, line: s.line}
		group.pairs(s)
		f.environment(group)
		t.name(f.found)
	}
	for i, child := range s.below {
		if s.key == "Fn::If" && (i == 0 || child.text() == "${AWS::NoValue}") {
			continue
		}
		sub := f.named("")
		sub.uses(t, child, kind)
		if s.key == "Fn::If" {
			sub.doubt()
		}
		f.take(sub)
	}
}

// nameless are properties that name nothing which a resource uses: those that
// describe, and those that are read as policies.
var nameless = map[string]bool{
	"Tags": true, "Description": true, "Policies": true, "Events": true, "PolicyDocument": true, "AssumeRolePolicyDocument": true, "Metadata": true,
	"Handler": true, "FunctionName": true, "ZipFile": true,
}

// handsOn says that the parameters of a resource are those of another template.
func handsOn(kind string) bool {
	return strings.HasPrefix(kind, "AWS::CloudFormation::") || strings.HasPrefix(kind, "AWS::Serverless::Application") || strings.HasPrefix(kind, "AWS::RDS::")
}

// isVariableList says that a list holds variables of an environment.
func isVariableList(s *setting) bool {
	return s.list && len(s.below) > 0 && strings.HasPrefix(strings.ToLower(s.key), "environment")
}

// property reads one property: a bucket by its value, or by its name.
func (f *finder) property(t *template, s *setting, kind string) {
	text := s.text()
	if strings.Contains(text, "\n") || isCommand(s) {
		f.scripted(t, s, kind)
		return
	}
	m, ok := t.bucket(text)
	v := resolve(text)
	if r, _ := keyOf(propertyKey(s)); !ok && r == bucketKey && s.parent.key != "Variables" && !strings.ContainsAny(v.text, " :/") && isBucketName(v.text) {
		m, ok = Mention{Provider: "aws", Bucket: v.text, Certain: !v.open() && !v.defaulted, References: v.references}, true
	}
	if !ok {
		return
	}
	m.Locator = firstOf(m.Locator, shown(resolve(text).text))
	m.Access, m.Need = usage(kind, s.path())
	m.Access = cmp.Or(accessOfTask(s), m.Access)
	f.add(m, s)
}

// propertyKey is what names a setting: its key, or that of a pair of key and value.
func propertyKey(s *setting) string {
	if s.key == "Value" && s.parent != nil {
		return firstOf(s.parent.child("Key").text(), s.parent.child("Name").text())
	}
	if s.parent != nil && s.parent.key == "Fn::If" && s.parent.parent != nil {
		return s.parent.parent.key
	}
	return s.key
}

// place is the line of a setting; 1 where there is none.
func (s *setting) place() int {
	if s == nil {
		return 1
	}
	return s.line
}
