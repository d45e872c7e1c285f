package clouds

import (
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// Collect reads the instances of one root module, evaluated with the inputs of
// one variant; the variant is empty when there is but one set of inputs.
func (v *Vocabulary) Collect(root, variant string, instances []*terraform.Instance, backends []*terraform.Backend) *Draft {
	c := &collector{v: v, d: &Draft{
		unit: unit{root, variant}, policies: map[*terraform.Instance]*document{}, aliases: map[*terraform.Instance][]ref{},
		called: map[string][]*terraform.Instance{}, acting: map[string][]*serviceDraft{}, later: map[*terraform.Instance]bool{}, keys: map[*terraform.Instance]facts.Key{},
	}}
	specs := make([]*typeSpec, len(instances))
	for i, in := range instances {
		if specs[i] = v.specOf(in); specs[i] != nil {
			c.callNames(in, specs[i])
			c.trusts(in, specs[i])
		}
	}
	for i, in := range instances {
		c.backing(in)
		c.d.insts = append(c.d.insts, in)
		if specs[i] != nil {
			c.instance(in, specs[i])
		} else if in.Addr.Resource.Mode == terraform.Call {
			c.call(in)
		}
	}
	for _, b := range backends {
		c.backend(b)
	}
	c.handedOn()
	return c.d
}

type collector struct {
	v *Vocabulary
	d *Draft
}

func (c *collector) instance(in *terraform.Instance, spec *typeSpec) {
	s := c.subject(in)
	if spec.Bucket != nil {
		c.bucket(in, spec, s)
	}
	if spec.Service != nil {
		c.service(in, spec, s)
	}
	for _, g := range spec.Guards {
		c.guard(in, g, s)
	}
	for _, cp := range spec.Copies {
		c.copy(in, cp, spec.cloud, s)
	}
	for _, sw := range spec.Switches {
		c.switches(in, sw, spec.cloud, s)
	}
	for _, g := range spec.Grants {
		for _, with := range s.joined(g.With, in.Root) {
			for _, one := range with.nested(g.ForEach) {
				c.grant(in, spec, g, one)
			}
		}
	}
	if spec.Policy != nil {
		c.d.policies[in] = policyOf(spec.Policy, s)
	}
	c.d.leads = append(c.d.leads, refsOf(s.terms(spec.LeadsTo))...)
	c.d.leftover = append(c.d.leftover, refsOf(s.terms(spec.Leftover))...)
	if written(spec.Alias) {
		c.d.aliases[in] = append(c.d.aliases[in], refsOf(s.terms(spec.Alias))...)
	}
	for _, p := range spec.Passes {
		c.pass(in, p, s)
	}
	if spec.Channel != nil {
		c.d.channels = append(c.d.channels, channelOf(in, spec.Channel, s))
	}
	if spec.Key != nil {
		c.key(in, spec, s)
	}
	if spec.Encrypt != nil {
		c.cipher(in, spec.Encrypt, s)
	}
	for _, a := range spec.Ageing {
		c.age(in, a, s)
	}
	for _, sc := range spec.Scopes {
		c.scope(in, sc, s)
	}
	for _, p := range spec.Purposes {
		if refs := refsOf(s.terms(p.Of)); len(refs) > 0 {
			c.d.purposes = append(c.d.purposes, purposeDraft{of: refs, is: facts.Purpose(p.Is)})
		}
	}
}

// subject makes an instance the thing that expressions speak about.
func (v *Vocabulary) subject(in *terraform.Instance) *subject {
	return &subject{self: in.Body, provider: in.Provider, funcs: v.funcs}
}

// nested gives one subject for each block of a type, "each" standing for it and
// "outer" for the block around it.
func (s *subject) nested(block string) []*subject {
	if block == "" {
		return []*subject{s}
	}
	path, body := strings.Split(block, "."), s.self
	if path[0] == "with" {
		path, body = path[1:], s.with
	}
	list := s.items(body.Attr(path[0]))
	for _, name := range path[1:] {
		var inner []*subject
		for _, outer := range list {
			for _, t := range children(outer.each, name) {
				for _, one := range s.items(t) {
					one.outer = outer.each
					inner = append(inner, one)
				}
			}
		}
		list = inner
	}
	return list
}

// items gives one subject for each block, or element, that a term holds.
func (s *subject) items(t *terraform.Term) []*subject {
	if t.Absent() {
		return nil
	}
	var list []*subject
	for _, e := range itemsOf(t) {
		c := *s
		c.each = e
		list = append(list, &c)
	}
	return list
}

// itemsOf lists the blocks, or the elements of an argument used like blocks. A
// map of objects counts like a list of them.
func itemsOf(t *terraform.Term) []*terraform.Term {
	if t.Shape == terraform.List || keyed(t) {
		items := make([]*terraform.Term, len(t.Parts))
		for i, p := range t.Parts {
			items[i] = p.Term.Behind(t.Trail)
		}
		return items
	}
	v, marks := t.Value.Unmark()
	if t.Shape != terraform.Map && v.IsKnown() && !v.IsNull() && (v.Type().IsTupleType() || v.Type().IsListType() || v.Type().IsSetType()) {
		var items []*terraform.Term
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			items = append(items, &terraform.Term{Value: e.WithMarks(marks), Range: t.Range, Trail: t.Trail})
		}
		return items
	}
	return []*terraform.Term{t}
}

// keyed says that a term is a map whose values are objects.
func keyed(t *terraform.Term) bool {
	if t.Shape != terraform.Map || len(t.Parts) == 0 {
		return false
	}
	for _, p := range t.Parts {
		if p.Term.Shape != terraform.Map {
			return false
		}
	}
	return true
}

func (c *collector) id(address string) facts.ID { return facts.ID(c.d.unit.String() + "#" + address) }
