package clouds

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

func (c *collector) service(in *terraform.Instance, spec *typeSpec, s *subject) {
	d := &serviceDraft{inst: in, cloud: spec.cloud, tags: tagsOf(spec.cloud, s)}
	d.Address = in.Addr.String()
	d.ID, d.Kind, d.Provider = c.id(d.Address), spec.Service.Kind, spec.cloud.Provider
	d.Root, d.Variant = c.d.unit.root, c.d.unit.variant
	d.Location, d.End = in.DeclRange, in.End
	d.Name = s.ask(spec.Service.Name).shown()
	if d.Name == "" {
		d.Name = in.Addr.Resource.Name + in.Addr.Key.String()
		if n := len(in.Addr.Module); n > 0 {
			d.Name = in.Addr.Module.String() + "/" + d.Name
		}
	}
	if !spec.Service.Global {
		d.Region = s.ask(spec.cloud.Region).text()
		if written(spec.Service.Region) {
			d.Region = s.ask(spec.Service.Region).text()
		}
	}
	d.identity = refsOf(s.terms(spec.Identity))
	d.partOf = refsOf(s.terms(spec.PartOf))
	d.silent = spec.Service.Silent
	d.front, d.group = spec.Service.Front, s.spelt(spec.Service.Group)
	for _, sw := range spec.Switches {
		if sw.ForEach == "" && !written(sw.With) {
			d.group = s.spelt(sw.Group)
		}
	}
	for _, u := range spec.Uses {
		d.uses = append(d.uses, useOf(u, s)...)
	}
	for _, r := range spec.Relies {
		d.relies = append(d.relies, reliesOf(r, s)...)
	}
	if spec.ServesItself {
		b := c.d.buckets[len(c.d.buckets)-1] // made from the same instance just before
		d.uses = append(d.uses, useDraft{
			ref: ref{places: []hcl.Range{in.DeclRange}}, direct: b,
			spec: &useSpec{Access: string(facts.Serve), Need: string(facts.Hard), Via: string(facts.ViaOrigin)},
		})
	}
	c.d.services = append(c.d.services, d)
}

func useOf(u *useSpec, s *subject) []useDraft {
	var list []useDraft
	for _, one := range u.subjects(s) {
		part := *one
		part.inside = true
		but, whole := refsOf(part.terms(u.But)), one
		if u.Inside {
			whole = &part
		}
		for _, r := range refsOf(whole.terms(u.From)) {
			if !slices.ContainsFunc(but, r.same) {
				list = append(list, useDraft{ref: r, spec: u})
			}
		}
	}
	return list
}

func reliesOf(spec *relySpec, s *subject) []relyDraft {
	var list []relyDraft
	for _, r := range refsOf(s.terms(spec.On)) {
		list = append(list, relyDraft{
			ref: r, access: facts.Access(cmp.Or(spec.Access, string(facts.ReadWrite))), need: facts.Need(cmp.Or(spec.Need, string(facts.Hard))),
		})
	}
	return list
}

// subjects narrows a use to the blocks that its where clause keeps. A key that
// is not known keeps its block: a missed edge is worse than a doubtful one.
func (u *useSpec) subjects(s *subject) []*subject {
	if u.Where == nil {
		return []*subject{s}
	}
	wanted := map[string]bool{}
	certain := true
	for _, t := range s.terms(u.Where.In) {
		text, ok := t.Spell()
		wanted[text] = true
		certain = certain && ok
	}
	var kept []*subject
	for _, one := range s.nested(u.Where.Each) {
		keys := children(one.each, u.Where.Key)
		if len(keys) == 0 {
			continue
		}
		text, ok := keys[0].Spell()
		if !certain || !ok || wanted[text] {
			kept = append(kept, one)
		}
	}
	return kept
}

func (c *collector) grant(in *terraform.Instance, spec *typeSpec, g *grantSpec, s *subject) {
	d := grantDraft{inst: in, cloud: spec.cloud, spec: g, to: refsOf(s.terms(g.To)), bucket: refsOf(s.terms(g.Bucket)), at: in.DeclRange}
	d.role = s.ask(g.Role).text()
	for _, t := range s.terms(g.Policy) {
		if doc := documentFrom(t); doc != nil {
			if d.inline == nil {
				d.inline = &document{}
			}
			d.inline.statements = append(d.inline.statements, doc.statements...)
			continue
		}
		if s, ok := t.Text(); ok && strings.HasPrefix(strings.TrimSpace(s), "{") && !composed(t) {
			c.d.unresolved = append(c.d.unresolved, facts.Unresolved{What: "policy of " + in.Addr.String(), Why: "it is not JSON, so what it allows is not known", Range: t.Range})
			continue
		}
		d.policy = append(d.policy, refsOf([]*terraform.Term{t})...)
	}
	if g.Statements != "" {
		if t := s.self.Attr(g.Statements); !t.Absent() {
			if d.inline == nil {
				d.inline = &document{}
			}
			for _, e := range itemsOf(t) {
				statementsIn(e, d.inline, 0)
			}
		}
	}
	if len(d.policy) > 0 || d.inline != nil || len(d.bucket) > 0 {
		c.d.grants = append(c.d.grants, d)
	}
}
