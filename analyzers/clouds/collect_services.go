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
	d.Name = s.nameOf(spec.Service.Name)
	if d.Name == "" {
		d.Name = plainName(in)
	}
	if !spec.Service.Global {
		d.Region = s.ask(spec.cloud.Region).text()
		if written(spec.Service.Region) {
			d.Region = s.ask(spec.Service.Region).text()
		}
	}
	d.identity = append(refsOf(s.terms(spec.Identity)), bearing(refsOf(s.terms(spec.RolesIn)))...)
	d.host = spec.Service.Host
	d.partOf = refsOf(s.terms(spec.PartOf))
	d.silent, d.later, d.most = spec.Service.Silent, spec.Service.Later, facts.Need(spec.Service.Need)
	d.front, d.relays, d.group = spec.Service.Front, spec.Service.Relays, s.spelt(spec.Service.Group)
	for _, sw := range spec.Switches {
		if sw.ForEach == "" && !written(sw.With) {
			d.group = s.spelt(sw.Group)
		}
	}
	for _, u := range spec.Uses {
		for _, one := range s.blocks(u.ForEach) {
			for _, with := range one.joined(u.With, in.Root) {
				d.uses = append(d.uses, useOf(u, with)...)
			}
		}
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

// nameOf is the first of several ways to name something of which all is known.
func (s *subject) nameOf(e hcl.Expression) string {
	list, diags := hcl.ExprList(e)
	if diags.HasErrors() {
		return s.ask(e).shown()
	}
	for _, one := range list {
		if name := s.ask(one).shown(); name != "" {
			return name
		}
	}
	return ""
}

// plainName is what a service is called that has no name of its own.
func plainName(in *terraform.Instance) string {
	name := in.Addr.Resource.Name + in.Addr.Key.String()
	if len(in.Addr.Module) > 0 {
		name = in.Addr.Module.String() + "/" + name
	}
	return name
}

func useOf(u *useSpec, s *subject) []useDraft {
	var list []useDraft
	for _, one := range u.subjects(s) {
		if written(u.Only) && one.ask(u.Only).truth(facts.Yes) == facts.No {
			continue
		}
		part := *one
		part.inside = true
		but, whole := refsOf(part.terms(u.But)), one
		if u.Inside {
			whole = &part
		}
		for _, r := range refsOf(whole.terms(u.From)) {
			if !slices.ContainsFunc(but, r.same) && u.keeps(one, r) {
				r.places, r.secret = append(slices.Clip(one.joint), r.places...), r.secret || u.Secret
				list = append(list, useDraft{ref: r, spec: u})
			}
		}
	}
	return list
}

// blocks gives one subject for each block of some types; without types, it is
// the subject itself.
func (s *subject) blocks(types []string) []*subject {
	if len(types) == 0 {
		return []*subject{s}
	}
	var list []*subject
	for _, path := range types {
		list = append(list, s.nested(path)...)
	}
	return list
}

// keeps says that a use means the value under a key. While it is not known which
// one it means, it may mean each.
func (u *useSpec) keeps(s *subject, r ref) bool {
	key := s.ask(u.Key)
	return !written(u.Key) || !key.value.IsKnown() || key.text() == r.key
}

// bearing keeps of the values that a text is made of those that refer to
// something: a name in it may be anything's.
func bearing(refs []ref) []ref {
	return slices.DeleteFunc(refs, func(r ref) bool { return len(r.origins) == 0 })
}

func reliesOf(spec *relySpec, s *subject) []relyDraft {
	var list []relyDraft
	for _, one := range s.blocks(spec.ForEach) {
		for _, r := range refsOf(one.terms(spec.On)) {
			if spec.like != nil && !spec.like.MatchString(strings.ToLower(r.key)) {
				continue
			}
			if spec.Referred {
				r.text = ""
			}
			if spec.Called != "" && r.exact {
				r.text = spec.Called + " " + r.text
			}
			list = append(list, relyDraft{
				ref: r, access: facts.Access(cmp.Or(spec.Access, string(facts.ReadWrite))), need: facts.Need(cmp.Or(spec.Need, string(facts.Hard))),
			})
		}
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

// texts are the known strings that terms are made of.
func texts(terms []*terraform.Term) []string {
	var list []string
	for _, r := range refsOf(terms) {
		if r.known {
			list = append(list, r.text)
		}
	}
	return list
}

func (c *collector) grant(in *terraform.Instance, spec *typeSpec, g *grantSpec, s *subject) {
	d := grantDraft{inst: in, cloud: spec.cloud, spec: g, to: refsOf(s.terms(g.To)), bucket: refsOf(s.terms(g.Bucket)), at: in.DeclRange}
	d.roles = []string{s.ask(g.Role).text()}
	if written(g.Custom) {
		for _, custom := range s.joined(g.Custom, in.Root) {
			d.roles = append(d.roles, texts(custom.terms(g.Actions))...)
		}
	}
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
