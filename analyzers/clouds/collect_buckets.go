package clouds

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

func (c *collector) bucket(in *terraform.Instance, spec *typeSpec, s *subject) {
	b := &bucketDraft{inst: in, spec: spec, cloud: spec.cloud}
	b.Address = in.Addr.String()
	b.ID, b.Type = c.id(b.Address), in.Addr.Resource.Type
	b.Root, b.Variant = c.d.unit.root, c.d.unit.variant
	b.Declared = in.Addr.Resource.Mode != terraform.Data
	b.Location, b.End = in.DeclRange, in.End
	b.Guards.PreventDestroy = facts.TruthOf(in.PreventDestroy)
	b.Opaque = in.Addr.Resource.Mode == terraform.Call && spec.Bucket.Default == nil
	c.describe(b, spec, s)
	c.d.buckets = append(c.d.buckets, b)
	if spec.Bucket.Via != "" {
		c.keeps(b, facts.Via(spec.Bucket.Via), in.DeclRange)
	}
}

// describe fills in name, place and scope.
func (c *collector) describe(b *bucketDraft, spec *typeSpec, s *subject) {
	b.Provider, b.Product = spec.cloud.Provider, spec.cloud.Product
	name := s.ask(spec.Bucket.Name)
	b.Name, b.prefix = name.shown(), s.spelt(spec.Bucket.Prefix)
	if terms := s.terms(spec.Bucket.Name); len(terms) > 0 {
		b.name = refOf(terms[0], "")
		if !b.name.known && b.name.text != "${...}" {
			b.NameLike = b.name.shown()
		}
	}
	c.place(b, spec, s)
	b.Scope = scopeOf(s.ask(spec.Bucket.Scope))
	b.ScopeEvidence = s.ask(spec.Bucket.Scope).evidence()
	c.doubts(b, spec, s)
	b.Secondary = s.ask(spec.Bucket.Secondary).truth(facts.Unknown)
	b.Regions = stringList(s.ask(spec.Bucket.Regions).value)
	if d := spec.Bucket.Default; d != nil {
		b.Guards.Versioning, b.Guards.Lock = s.ask(d.Versioning).truth(facts.Unknown), s.ask(d.Lock).truth(facts.Unknown)
		b.Guards.SoftDelete, b.Guards.ForceDestroy = s.ask(d.SoftDelete).truth(facts.Unknown), s.ask(d.ForceDestroy).truth(facts.Unknown)
	}
	b.Purpose = facts.Purpose(spec.Bucket.Purpose)
	b.DataClass = dataClass(tagsOf(spec.cloud, s))
	b.parent, b.within = refsOf(s.terms(spec.Bucket.Parent)), refsOf(s.terms(spec.Bucket.Within))
	c.answering(b, s.endpoint(spec))
}

func regionOf(spec *typeSpec, s *subject) answer {
	if spec.Bucket != nil && spec.Bucket.Elsewhere {
		return answer{value: cty.NullVal(cty.String)}
	}
	if spec.Bucket != nil && written(spec.Bucket.Region) {
		return s.ask(spec.Bucket.Region)
	}
	return s.ask(spec.cloud.Region)
}

// regionEvidence says what decided a region or, when it is unknown, what it
// hangs on.
func regionEvidence(a answer) facts.Evidence {
	ev := a.evidence()
	if _, ok := terraform.StringOf(a.value); ok || ev.Range.Filename == "" {
		return ev
	}
	ev.Text = "unknown"
	if cond := a.condition(); cond != "" {
		ev.Text = "unknown: " + cond + " has no value"
	}
	return ev
}

// unsaidRegion points at the place where a region could have been named.
func unsaidRegion(header hcl.Range, s *subject) facts.Evidence {
	if s.provider != nil {
		return facts.Evidence{Range: s.provider.DeclRange, Text: "unknown: this provider configuration names no region"}
	}
	return facts.Evidence{Range: header, Text: "unknown: no provider configuration is declared for it"}
}

func scopeOf(a answer) facts.Scope {
	switch s := facts.Scope(a.text()); s {
	case facts.ScopeZone, facts.ScopeRegion, facts.ScopeDualRegion, facts.ScopeMultiRegion, facts.ScopeGeo:
		return s
	default:
		return facts.ScopeUnknown
	}
}

func (c *collector) guard(in *terraform.Instance, g *guardSpec, s *subject) {
	d := guardDraft{inst: in, of: refsOf(s.terms(g.Of))}
	d.Evidence = map[string]facts.Evidence{}
	say := func(name string, e hcl.Expression, to *facts.Truth) bool {
		a := s.ask(e)
		if len(a.terms) == 0 {
			return false
		}
		*to = a.truth(facts.No)
		ev := a.evidence()
		if cond := a.condition(); cond != "" {
			ev.Text = "unknown: hangs on " + cond
		}
		d.Evidence[name] = ev
		return true
	}
	said := say("versioning", g.Versioning, &d.Versioning)
	said = say("lock", g.Lock, &d.Lock) || said
	said = say("soft_delete", g.SoftDelete, &d.SoftDelete) || said
	said = say("force_destroy", g.ForceDestroy, &d.ForceDestroy) || said
	if said {
		c.d.guards = append(c.d.guards, d)
	}
}

func (c *collector) backend(b *terraform.Backend) {
	spec := c.v.catalog.backends[b.Type]
	if spec == nil || spec.Bucket == nil {
		return
	}
	s := &subject{self: b.Body, funcs: c.v.funcs}
	d := &bucketDraft{spec: spec, cloud: spec.cloud}
	d.Root, d.Variant = c.d.unit.root, c.d.unit.variant
	d.Location, d.End = b.DeclRange, b.End
	c.describe(d, spec, s)
	if d.Name == "" && !d.name.exact {
		c.d.unresolved = append(c.d.unresolved, facts.Unresolved{
			What: "backend " + b.Type, Why: "it names no bucket here: the rest of its configuration is given to terraform init", Range: b.DeclRange,
		})
		return
	}
	d.Purpose = facts.PurposeState
	c.d.buckets = append(c.d.buckets, d)
	d.name.maybe = d.name.maybe || b.Given
	c.keeps(d, facts.ViaBackend, d.Location)
}

// keeps says that Terraform itself relies on a bucket for the root's state.
func (c *collector) keeps(b *bucketDraft, via facts.Via, at hcl.Range) {
	id := c.id("terraform")
	i := slices.IndexFunc(c.d.services, func(s *serviceDraft) bool { return s.ID == id })
	if i < 0 {
		s := &serviceDraft{cloud: b.cloud, tags: map[string]tag{}}
		s.ID, s.Kind, s.Provider = id, "terraform", b.Provider
		s.Root, s.Variant = c.d.unit.root, c.d.unit.variant
		s.Name, s.Location, s.End = strings.TrimPrefix(c.d.unit.String()+"/terraform", "./"), at, b.End
		i = len(c.d.services)
		c.d.services = append(c.d.services, s)
	}
	r := b.name
	r.places, r.origins = []hcl.Range{at}, nil
	c.d.services[i].uses = append(c.d.services[i].uses, useDraft{ref: r, direct: b, spec: &useSpec{
		Access: string(facts.State), Need: string(facts.Soft), Via: string(via),
	}})
}
