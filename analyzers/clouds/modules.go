package clouds

import (
	"regexp"
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
	if len(doc.statements) > 0 {
		c.d.policies[in] = doc
	}
	cloud, store := c.v.moduleCloud(in.Addr.Resource.Type)
	if store || !c.unseen(in, doc) { // what is sent to one that relays goes to those behind it, and nowhere else
		c.d.aliases[in] = append(c.d.aliases[in], refs...)
	}
	if !store {
		return
	}
	b := opaqueBucket(in, cloud)
	for _, name := range []string{"bucket", "bucket_name", "s3_bucket_name", "storage_account_name", "name"} {
		if t := in.Body.Attr(name); !t.Absent() && t.Shape != terraform.Map {
			b.name = refOf(t, "")
			b.Name, _ = t.Text()
			break
		}
	}
	c.d.buckets = append(c.d.buckets, b)
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

// statementsIn finds permissions among arguments: policies as text, and objects with
// actions and resources.
func statementsIn(t *terraform.Term, doc *document, depth int) {
	if t == nil || depth > 12 {
		return
	}
	if t.Shape != terraform.Map && t.Shape != terraform.List && !composed(t) {
		if text := documentFrom(t); text != nil {
			doc.statements = append(doc.statements, text.statements...)
			return
		}
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
