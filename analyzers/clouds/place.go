package clouds

import (
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// place fills in where a bucket lives, and what says so.
func (c *collector) place(b *bucketDraft, spec *typeSpec, s *subject) {
	region := regionOf(spec, s)
	b.Region = c.v.regionText(spec, s)
	switch {
	case len(region.terms) > 0:
		b.RegionEvidence = regionEvidence(region)
	case region.text() != "":
		b.RegionEvidence = facts.Evidence{Range: b.Location, Text: region.text() + " is the default of " + b.Type}
	case !region.value.IsKnown():
	case b.Region != "":
		b.RegionEvidence = facts.Evidence{Range: b.Location, Text: "given by --env-region"}
	case written(spec.Bucket.Region), spec.Bucket.Elsewhere:
		b.RegionEvidence = facts.Evidence{Range: b.Location, Text: "unknown: nothing here says where it lives"}
	case spec.cloud.Assumed != "":
		b.RegionEvidence = facts.Evidence{Range: b.Location, Text: "assumed " + spec.cloud.Assumed + ", where it goes unless the environment names another region"}
	default:
		b.RegionEvidence = unsaidRegion(b.Location, s)
	}
}

// doubts takes back a scope that the settings cannot have together, and notes why.
func (c *collector) doubts(b *bucketDraft, spec *typeSpec, s *subject) {
	if d, a := s.doubt(spec.Bucket.Doubts); d != nil {
		b.Scope, b.ScopeEvidence = facts.ScopeUnknown, a.evidence()
		b.ScopeEvidence.Text = "unknown: " + d.Why
		c.d.unresolved = append(c.d.unresolved, facts.Unresolved{What: "scope of " + b.Address, Why: d.Why, Range: a.evidence().Range})
	}
}

// doubt is the first of several doubts that holds, and what it was read from.
func (s *subject) doubt(list []*doubtSpec) (*doubtSpec, answer) {
	for _, d := range list {
		if a := s.ask(d.When); a.truth(facts.No) == facts.Yes {
			return d, a
		}
	}
	return nil, answer{}
}

// scope notes a setting that decides the scope of a bucket beside its own block.
func (c *collector) scope(in *terraform.Instance, spec *scopeSpec, s *subject) {
	for _, one := range s.nested(spec.ForEach) {
		when := one.ask(spec.When)
		d := scopeDraft{inst: in, of: refsOf(one.terms(spec.Of)), is: facts.Scope(spec.Is), evidence: when.evidence()}
		switch when.truth(facts.Yes) {
		case facts.No:
			continue
		case facts.Unknown:
			d.is, d.evidence.Text = facts.ScopeUnknown, "unknown: hangs on "+when.condition()
		case facts.Yes:
		}
		if d.evidence.Range.Filename == "" {
			d.evidence = facts.Evidence{Range: in.DeclRange}
		}
		c.d.scopes = append(c.d.scopes, d)
	}
}

// scopes gives buckets the scope that settings beside their blocks decide.
func (l *linker) scopes(d *Draft) {
	for _, sc := range d.scopes {
		for _, b := range l.targets(sc.of, sc.inst, d.unit) {
			b.Scope, b.ScopeEvidence = sc.is, sc.evidence
		}
	}
}

// endpoint is the URL that the requests of a type go to, where one is written.
func (s *subject) endpoint(spec *typeSpec) answer {
	if written(spec.Bucket.Endpoint) {
		return s.ask(spec.Bucket.Endpoint)
	}
	return s.ask(spec.cloud.Endpoint)
}

// answering settles who answers for a bucket behind an endpoint of its own: the
// vendor whose host it is. What is no vendor's known host speaks the same
// protocol, and no more is known of it.
func (c *collector) answering(b *bucketDraft, a answer) {
	switch {
	case !a.value.IsKnown():
		b.Region, b.RegionEvidence = "", regionEvidence(a)
		return
	case a.text() == "":
		return
	}
	p, ok := c.v.catalog.locate(pathStyle(a.text()))
	switch {
	case !ok:
		b.Provider, b.Region, b.RegionEvidence = "s3-compatible", "", a.evidence()
		b.RegionEvidence.Text = "unknown: it is no known vendor's host"
	case p.provider != b.Provider:
		b.Provider, b.Product, b.Region, b.RegionEvidence = p.provider, p.product, p.region, a.evidence()
		b.Scope, b.ScopeEvidence = c.v.catalog.scope(p.provider), facts.Evidence{}
	}
}

// pathStyle is the address of some bucket behind an endpoint.
func pathStyle(endpoint string) string {
	if !strings.Contains(endpoint, "://") {
		endpoint = "https://" + endpoint
	}
	return strings.TrimRight(endpoint, "/") + "/bucket"
}
