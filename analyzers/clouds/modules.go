package clouds

import (
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

var (
	gitHost    = regexp.MustCompile(`\A(?:git::)?(?:https?://|ssh://)?(?:[^@/]+@)?(?:[a-z0-9.-]+\.[a-z]+)[:/]`)
	repoOfName = regexp.MustCompile(`\A([^/]+)/terraform-([a-z0-9]+)-([^/]+)(.*)\z`)
)

// moduleName brings the ways to write a module's source to one: the registry's
// NAMESPACE/NAME/PROVIDER, with //SUBMODULE behind it.
func moduleName(source string) string {
	s, _, _ := strings.Cut(source, "?")
	s = strings.TrimPrefix(s, "registry.terraform.io/")
	s = gitHost.ReplaceAllString(s, "")
	s = strings.Replace(s, ".git//", "//", 1)
	s = strings.TrimSuffix(s, ".git")
	if m := repoOfName.FindStringSubmatch(s); m != nil {
		s = m[1] + "/" + m[3] + "/" + m[2] + m[4]
	}
	return s
}

// moduleCloud is the cloud that a module makes its resources in: that of its
// entry in the vocabulary, or the one whose pattern its source fits.
func (v *Vocabulary) moduleCloud(source string) (cloud *cloudSpec, store bool) {
	name := moduleName(source)
	if specs := v.catalog.types[typeKey{terraform.Call, name}]; len(specs) > 0 {
		return specs[0].cloud, specs[0].Bucket != nil
	}
	for _, c := range v.catalog.ordered {
		if c.modules != nil && c.modules.MatchString(name) {
			return c, true
		}
	}
	return nil, false
}

// call reads a module that is not on disk and not in the vocabulary. What goes
// in may come out: its arguments stand behind its outputs.
func (c *collector) call(in *terraform.Instance) {
	var refs []ref
	doc := &document{}
	for _, name := range in.Body.Names() {
		t := in.Body.Attr(name)
		refs = append(refs, refsUnder(t, name)...)
		statementsIn(t, doc, 0)
	}
	for i := range doc.statements {
		doc.statements[i].maybe = true
	}
	for i := range refs {
		refs[i].maybe = true
	}
	c.d.aliases[in] = refs
	if len(doc.statements) > 0 {
		c.d.policies[in] = doc
	}
	cloud, store := c.v.moduleCloud(in.Addr.Resource.Type)
	if !store {
		c.unseen(in)
		return
	}
	b := opaqueBucket(in, cloud)
	for _, name := range []string{"bucket", "bucket_name", "s3_bucket_name", "name"} {
		if t := in.Body.Attr(name); !t.Absent() && t.Shape != terraform.Map {
			b.name = refOf(t, "")
			b.Name, _ = t.Text()
			break
		}
	}
	c.d.buckets = append(c.d.buckets, b)
}

var (
	// environment is an argument that gives a workload its settings.
	environment = regexp.MustCompile(`(?i)\A(?:[a-z_]+_)?(?:env|envs|environment|env_vars|env_variables|environment_vars|environment_variables|app_settings|container_definitions?|containers)\z`)
	// codeGiven is an argument that says that there is one.
	codeGiven = regexp.MustCompile(`\A(?:handler|runtime|image_uri|container_image|lambda_handler|lambda_runtime)\z`)
	// fronted is an argument that names what sends a workload its requests.
	fronted = regexp.MustCompile(`\A(?:[a-z]+_)*target_group_arns?\z`)
	// moduleNames are the arguments that name a workload, the plainest first.
	moduleNames = []string{"service_name", "function_name", "app_name", "task_name", "container_name", "name"}
)

// unseen is what a module that is not on disk runs, as far as its arguments tell:
// what is given an environment runs. How it is made is not seen, so all that it
// relies on is possible, and it counts only while it leads to a bucket.
func (c *collector) unseen(in *terraform.Instance) {
	d := &serviceDraft{inst: in, unseen: true, front: true}
	setting := &useSpec{Access: string(facts.Read), Need: string(facts.Hard), Via: string(facts.ViaEnv)}
	runs := false
	for _, name := range in.Body.Names() {
		t := in.Body.Attr(name)
		runs = runs || codeGiven.MatchString(name)
		if name == "s3_bucket" || fronted.MatchString(name) {
			c.handed(in, d, name, t)
		}
		if _, text := t.Text(); text || !environment.MatchString(name) {
			continue
		}
		for _, r := range refsUnder(t, "") {
			r.maybe = true
			d.uses = append(d.uses, useDraft{ref: r, spec: setting})
		}
	}
	if !runs && !slices.ContainsFunc(d.uses, func(u useDraft) bool { return u.spec == setting }) {
		return
	}
	d.Address, d.Root, d.Variant = in.Addr.String(), c.d.unit.root, c.d.unit.variant
	d.ID, d.Kind, d.Location, d.End = c.id(d.Address), "module", in.DeclRange, in.End
	d.Name = plainName(in)
	for _, arg := range moduleNames {
		if text, ok := in.Body.Attr(arg).Text(); ok && text != "" {
			d.Name = text
			break
		}
	}
	c.d.services = append(c.d.services, d)
}

// handed reads an argument that gives a workload its code, or its requests.
func (c *collector) handed(in *terraform.Instance, d *serviceDraft, name string, t *terraform.Term) {
	for _, r := range refsUnder(t, "") {
		if name == "s3_bucket" {
			r.maybe = true
			d.uses = append(d.uses, useDraft{ref: r, spec: &useSpec{Access: string(facts.Artifact), Need: string(facts.Soft), Via: string(facts.ViaAttribute), Named: true}})
			continue
		}
		for _, o := range r.origins {
			c.d.aliases[o.Instance] = append(c.d.aliases[o.Instance], ref{origins: []terraform.Origin{{Instance: in}}, places: r.places, maybe: true})
		}
	}
}

// handedOn drops those of them that hand what they are given on to another service,
// as a module does that makes the definition of a container.
func (c *collector) handedOn() {
	if !slices.ContainsFunc(c.d.services, func(s *serviceDraft) bool { return s.unseen }) {
		return
	}
	given := map[*terraform.Instance]bool{}
	for _, s := range c.d.services {
		for _, u := range s.uses {
			for _, o := range u.origins {
				given[o.Instance] = given[o.Instance] || o.Instance != s.inst
			}
		}
	}
	c.d.services = slices.DeleteFunc(c.d.services, func(s *serviceDraft) bool { return s.unseen && given[s.inst] })
}

// opaqueBucket is the bucket behind a module that is not on disk.
func opaqueBucket(in *terraform.Instance, cloud *cloudSpec) *bucketDraft {
	b := &bucketDraft{inst: in, spec: &typeSpec{}, cloud: cloud}
	b.Root, b.Variant, b.Address = in.Root, in.Variant, in.Addr.String()
	b.Provider, b.Product = cloud.Provider, cloud.Product
	b.ID = facts.ID(unitOf(b).String() + "#" + b.Address)
	b.Scope, b.Declared, b.Opaque = facts.ScopeUnknown, true, true
	if cloud.Regional {
		b.Scope = facts.ScopeRegion
	}
	b.Location, b.End = in.DeclRange, in.End
	b.RegionEvidence = facts.Evidence{Range: in.DeclRange, Text: "unknown: the module is not on disk"}
	if in.Provider != nil {
		if region, ok := in.Provider.Body.Attr("region").Text(); ok {
			b.RegionEvidence.Text = "assumed " + region + ", where the module's provider is: its code is not on disk"
		}
	}
	return b
}

// statementsIn finds permissions among arguments: objects with actions and
// resources.
func statementsIn(t *terraform.Term, doc *document, depth int) {
	if t == nil || depth > 12 {
		return
	}
	if t.Shape == terraform.Map {
		part := func(names ...string) []*terraform.Term {
			for _, n := range names {
				if p := t.Part(n); p != nil {
					return []*terraform.Term{p.Behind(t.Trail)}
				}
			}
			return nil
		}
		actions, resources := part("actions", "Action"), part("resources", "Resource")
		if len(actions) > 0 && len(resources) > 0 {
			if allows(part("effect", "Effect")) {
				doc.statements = append(doc.statements, newStatement(actions, resources, t.Range))
			}
			return
		}
	}
	for _, p := range t.Parts {
		statementsIn(p.Term.Behind(t.Trail), doc, depth+1)
	}
}
