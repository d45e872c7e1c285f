package clouds

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// backingSpec makes a type a backing service or, without a kind, a part of one:
// a member, a copy elsewhere, the group that copies belong to.
type backingSpec struct {
	Kind    string         `hcl:"kind,optional"`
	Product string         `hcl:"product,optional"`
	Name    hcl.Expression `hcl:"name,optional"`
	Region  hcl.Expression `hcl:"region,optional"`  // the cloud's when absent
	Regions hcl.Expression `hcl:"regions,optional"` // others that serve it too, without a person
	Scope   hcl.Expression `hcl:"scope,optional"`   // "region" when absent
	// Global says that it has no region of its own: regions lists all, or it is everywhere.
	Global bool `hcl:"global,optional"`
	// StandsFor leads to the backing service that a reference to this means.
	StandsFor hcl.Expression `hcl:"stands_for,optional"`
	// CopyOf leads to what holds the same data, in a region that may be another's.
	CopyOf hcl.Expression `hcl:"copy_of,optional"`
	// ServesFor leads to what this serves as well as the original does.
	ServesFor hcl.Expression `hcl:"serves_for,optional"`
	Read      []string       `hcl:"read,optional"` // actions that need it to answer
	Write     []string       `hcl:"write,optional"`
}

// backingDraft is what one instance says of a backing service.
type backingDraft struct {
	facts.Backing
	inst      *terraform.Instance
	spec      *typeSpec
	standsFor []ref
	copyOf    []ref
	servesFor []ref
}

// backing notes what an instance says of backing services, beside all else it may be.
func (c *collector) backing(in *terraform.Instance) {
	for _, spec := range c.v.catalog.types[typeKey{in.Addr.Resource.Mode, in.Addr.Resource.Type}] {
		if spec.Backing == nil {
			continue
		}
		s := c.v.subject(in)
		if written(spec.When) && s.ask(spec.When).truth(facts.No) != facts.Yes {
			continue
		}
		c.d.backings = append(c.d.backings, c.backingOf(in, spec, s))
		return
	}
}

func (c *collector) backingOf(in *terraform.Instance, spec *typeSpec, s *subject) *backingDraft {
	d := &backingDraft{inst: in, spec: spec}
	d.Address = in.Addr.String()
	d.ID, d.Type, d.Location, d.End = "backing:"+c.id(d.Address), in.Addr.Resource.Type, in.DeclRange, in.End
	d.Root, d.Variant = c.d.unit.root, c.d.unit.variant
	d.Provider, d.Product, d.Kind = spec.cloud.Provider, spec.Backing.Product, spec.Backing.Kind
	d.Name = s.ask(spec.Backing.Name).shown()
	d.standsFor, d.copyOf = refsOf(s.terms(spec.Backing.StandsFor)), refsOf(s.terms(spec.Backing.CopyOf))
	d.servesFor = refsOf(s.terms(spec.Backing.ServesFor))
	c.lives(d, s)
	return d
}

// lives fills in where a backing service is, and what it survives there.
func (c *collector) lives(d *backingDraft, s *subject) {
	region, scope := s.ask(d.spec.cloud.Region), s.ask(d.spec.Backing.Scope)
	switch {
	case d.spec.Backing.Global:
		region = answer{value: cty.NullVal(cty.String)}
	case written(d.spec.Backing.Region):
		region = s.ask(d.spec.Backing.Region)
	case d.spec.cloud.Environment && region.value.IsKnown() && region.value.IsNull():
		d.Region = c.v.envRegion
	}
	if text := region.text(); text != "" {
		d.Region = shortLocation(text)
	}
	d.RegionEvidence = regionEvidence(region)
	d.Scope, d.ScopeEvidence = scopeOf(scope), scope.evidence()
	if !written(d.spec.Backing.Scope) {
		d.Scope = facts.ScopeRegion
	}
	c.serves(d, s)
}

// serves adds the other regions that serve it. While they are not known, nor is
// what it survives.
func (c *collector) serves(d *backingDraft, s *subject) {
	regions := s.ask(d.spec.Backing.Regions)
	if !regions.value.IsWhollyKnown() {
		d.Scope, d.ScopeEvidence = facts.ScopeUnknown, regions.evidence()
		d.ScopeEvidence.Text = "unknown: which regions serve it is not known"
		return
	}
	list := iamTexts(regions.value)
	for i := range list {
		list[i] = shortLocation(list[i])
	}
	switch {
	case d.spec.Backing.Global && len(list) == 1:
		d.Region, d.RegionEvidence = list[0], regions.evidence()
	case d.spec.Backing.Global, slices.ContainsFunc(list, func(r string) bool { return r != d.Region }):
		d.Spread(list...)
		d.Scope, d.ScopeEvidence = facts.ScopeMultiRegion, regions.evidence()
	}
}
