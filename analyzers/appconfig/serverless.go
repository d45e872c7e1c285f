package appconfig

import (
	"github.com/resilint/resilint/analyzers/facts"
)

// findServerless reads a service of the Serverless Framework: the variables of
// all its functions, those of each, the buckets whose events start them, what
// their role allows, and the resources that the service makes.
func findServerless(f *finder, root *setting, e *estate) {
	(&variables{root: root, estate: e, file: f.file}).fill()
	name := firstText(f.service, root.child("service"), root.at("service", "name"))
	s := &slsService{finder: f, root: root, name: name, provider: root.child("provider")}
	if f.vendor = vendorIn(firstText("", s.provider.child("name"), s.provider)); f.vendor == "" {
		f.vendor = "aws" // the framework's own
	}
	s.template = templateOf(f, slsResources(root))
	s.region = resolve(s.provider.child("region").text())
	s.template.fold(root.child("functions"))
	s.functions()
	s.deployment()
	s.plugins()
	s.rest()
}

// slsService is a service of the Serverless Framework on its way.
type slsService struct {
	*finder
	root, provider *setting
	name           string
	region         value
	template       *template
}

// slsResources are the resources of a service as one template, which several files
// or maps may make.
func slsResources(root *setting) *setting {
	resources := root.child("resources")
	if resources == nil || !resources.list {
		return resources
	}
	all := &setting{}
	group := all.add("Resources", resources.line, resources.column)
	for _, part := range resources.below {
		group.below = append(group.below, part.child("Resources").items()...)
	}
	return all
}

// functions reads each function as a service of its own.
func (s *slsService) functions() {
	common := s.grants(s.provider)
	taken := map[string]bool{}
	functions := s.root.child("functions").items()
	functions = functions[:min(len(functions), maxBeside)]
	everywhere := s.provider.child("environment")
	if len(functions)*len(everywhere.items()) > 10*maxSettings {
		everywhere = nil // nobody writes that many
	}
	for _, fn := range functions {
		sub := s.named(s.name + "/" + fn.key)
		sub.events(s.template, fn.child("events"))
		group := &setting{key: "environment", parent: s.provider, line: fn.line}
		group.pairs(everywhere)
		group.pairs(fn.child("environment"))
		sub.environment(group)
		s.template.name(sub.found)
		for _, variable := range group.items() {
			sub.own(s.template, variable)
		}
		if own := append(s.grants(fn), s.template.grants[roleOf(fn)]...); len(own) > 0 {
			sub.grant(s.template, own)
		} else {
			sub.allow(s.template, common, len(functions) == 1, taken)
		}
		sub.narrow()
		s.placed(sub)
	}
	sub := s.named(s.name)
	if len(functions) == 0 && s.provider.child("environment") != nil {
		sub.environment(s.provider.child("environment"))
	}
	var rest []*grant
	for _, g := range common {
		if m, ok := s.template.bucket(g.at.text()); ok && !taken[m.Bucket] {
			rest = append(rest, g)
		}
	}
	sub.grant(s.template, rest)
	s.placed(sub)
}

// roleOf is what the service's own resources call the role of a function.
func roleOf(fn *setting) string {
	role := fn.child("role").text()
	return firstOf(logical(role), role)
}

// own reads a variable whose value is a bucket of the service's own resources.
func (f *finder) own(t *template, variable *setting) {
	if m, ok := t.own(variable.text()); ok {
		f.add(m, variable)
	}
}

// grants are what the statements of a role allow, as all versions of the
// framework write them.
func (s *slsService) grants(of *setting) []*grant {
	var list []*grant
	for _, statements := range []*setting{
		of.child("iamRoleStatements"), of.at("iam", "role", "statements"), of.at("role", "statements"),
	} {
		for _, one := range statements.items() {
			s.template.fold(one)
			list = append(list, statementOf(one)...)
		}
	}
	return list
}

// allow adds what all functions may do, for the buckets that a function names; the
// only one may do all of it.
func (f *finder) allow(t *template, list []*grant, only bool, taken map[string]bool) {
	named := map[string]bool{}
	for i := range f.found {
		named[f.found[i].Bucket] = true
	}
	for _, g := range list {
		if m, ok := t.bucket(g.at.text()); ok && (only || named[m.Bucket]) {
			f.grant(t, []*grant{g})
			taken[m.Bucket] = true
		}
	}
}

// placed takes what was found; it is where the service is, if nothing says better.
func (s *slsService) placed(sub *finder) {
	for i := range sub.found {
		if m := &sub.found[i]; m.Provider == "aws" && s.region.text != "" && !s.region.open() && !s.region.defaulted {
			m.live(s.region.text, s.provider.child("region").spot())
		}
	}
	s.template.claim(sub.found)
	s.take(sub)
}

// events reads the buckets whose events start a function.
func (f *finder) events(t *template, events *setting) {
	for _, event := range events.items() {
		bucket := event.child("s3")
		if b := bucket.child("bucket"); b != nil {
			bucket = b
		}
		if m, ok := t.own(bucket.text()); ok {
			m.Access = facts.Trigger
			f.add(m, bucket)
			continue
		}
		if v := resolve(bucket.text()); isBucketName(v.text) {
			f.add(Mention{
				Provider: "aws", Bucket: v.text, Locator: shown(bucket.text()), Access: facts.Trigger, Certain: !v.open() && !v.defaulted, References: v.references,
			}, bucket)
		}
	}
}

// deployment reads where a service is uploaded to when it is deployed.
func (s *slsService) deployment() {
	d := s.provider.child("deploymentBucket")
	if name := d.child("name"); name != nil {
		d = name
	}
	s.moved(d, facts.Artifact)
}

// moved adds a bucket that only a deployment uses.
func (s *slsService) moved(at *setting, access facts.Access) {
	v := resolve(at.text())
	if !isBucketName(v.text) {
		return
	}
	sub := s.named(s.name)
	sub.access, sub.need = access, facts.Soft
	sub.add(Mention{Provider: s.vendor, Bucket: v.text, Locator: shown(at.text()), Certain: !v.open() && !v.defaulted, References: v.references}, at)
	s.placed(sub)
}

// plugins reads the settings of those that upload what lies in folders.
func (s *slsService) plugins() {
	custom := s.root.child("custom")
	sync := custom.child("s3Sync")
	if sync.child("buckets") != nil {
		sync = sync.child("buckets")
	}
	for _, one := range sync.items() {
		s.moved(one.child("bucketName"), facts.Write)
	}
	for _, at := range []*setting{
		custom.at("client", "bucketName"), custom.at("fullstack", "bucketName"), custom.at("assets", "bucket"), custom.at("s3Deploy", "bucket"), custom.at("deploymentBucket", "name"),
	} {
		s.moved(at, facts.Write)
	}
	for _, one := range custom.at("assets", "targets").items() {
		s.moved(one.child("bucket"), facts.Write)
	}
	s.moved(s.root.at("package", "artifactsS3Path"), facts.Artifact)
}

// rest reads the other resources that the service makes.
func (s *slsService) rest() {
	sub := s.named("")
	sub.vendor = "aws"
	sub.stack(&setting{below: slsResources(s.root).items()})
	s.placed(sub)
}
