package clouds

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

func (c *collector) switches(in *terraform.Instance, spec *switchSpec, cloud *cloudSpec, s *subject) {
	around := s.joined(spec.With, in.Root)
	if len(around) == 0 {
		around = []*subject{s} // what it refers to is not in the estate
	}
	for _, with := range around {
		for _, one := range with.nested(spec.ForEach) {
			if one.ask(spec.Only).truth(facts.Yes) == facts.Yes {
				c.d.switches = append(c.d.switches, switchOf(in, spec, cloud, one))
			}
		}
	}
}

// pass lets references to what something is sent to lead to what it reaches.
func (c *collector) pass(in *terraform.Instance, spec *passSpec, s *subject) {
	to := thisOr(in, spec.To, s)
	for _, r := range thisOr(in, spec.From, s) {
		for _, o := range outer(r.origins) {
			if o.Instance.Root != c.d.unit.root {
				c.d.foreign = append(c.d.foreign, o.Instance)
			}
			c.d.aliases[o.Instance] = append(c.d.aliases[o.Instance], sentFrom(r, to, spec.Maybe)...)
			c.d.later[o.Instance] = c.d.later[o.Instance] || spec.Later
		}
	}
}

// sentFrom is where a value sends to; what stands on no line of its own is proved by
// the line of the value.
func sentFrom(r ref, to []ref, maybe bool) []ref {
	list := slices.Clone(to)
	for i := range list {
		list[i].maybe = list[i].maybe || maybe
		if len(list[i].places) == 0 {
			list[i].places = r.places
		}
	}
	return list
}

// outer leaves those origins out that others among them were made of: the name of
// a domain may be made of a certificate's, and what is sent to the certificate is
// sent nowhere.
func outer(origins []terraform.Origin) []terraform.Origin {
	if len(origins) < 2 {
		return origins
	}
	var inner []terraform.Origin
	for _, o := range origins {
		if t := o.Instance.Body.Attr(o.Attr); !t.Absent() {
			inner = append(inner, terraform.Origins(t.Value)...)
		}
	}
	return slices.DeleteFunc(slices.Clone(origins), func(o terraform.Origin) bool { return slices.Contains(inner, o) })
}

// thisOr is what an expression refers to or, where there is none, the instance.
func thisOr(in *terraform.Instance, e hcl.Expression, s *subject) []ref {
	if !written(e) {
		return []ref{{origins: []terraform.Origin{{Instance: in}}}}
	}
	return refsOf(s.terms(e))
}

func switchOf(in *terraform.Instance, spec *switchSpec, cloud *cloudSpec, one *subject) switchDraft {
	d := switchDraft{inst: in, spec: spec, cloud: cloud, doubtful: in.Doubtful, asks: refsOf(one.terms(spec.Asks)), group: one.spelt(spec.Group)}
	d.Kind, d.Reads, d.Writes, d.Blind = spec.Kind, spec.Reads, spec.Writes, spec.Blind
	d.order, _ = strconv.ParseFloat(one.ask(spec.Order).text(), 64)
	d.Automatic = both(one.ask(spec.Automatic).truth(facts.No), one.ask(spec.Enabled).truth(facts.Yes))
	d.Probed = facts.Yes
	if written(spec.Probed) {
		d.Probed = one.suffices(spec.Probed)
	}
	d.SameHost = one.ask(spec.SameHost).truth(facts.No) == facts.Yes
	d.Codes, d.Home = stringList(one.ask(spec.Codes).value), one.ask(spec.Home).text()
	d.Used, d.Written = facts.Yes, facts.No
	if spec.Through != nil {
		d.through(spec.Through, one)
	}
	d.reach(spec, one)
	d.Location = in.DeclRange
	if one.each != nil {
		d.Location = one.each.Places()[0]
	}
	d.Evidence = []facts.Evidence{{Range: d.Location}}
	return d
}

// both joins two truths of which the weaker one counts.
func both(a, b facts.Truth) facts.Truth {
	switch {
	case a == facts.No || b == facts.No:
		return facts.No
	case a == facts.Unknown || b == facts.Unknown:
		return facts.Unknown
	}
	return facts.Yes
}

// spelt writes the terms of an expression as one text; empty when some part of
// it could not be named.
func (s *subject) spelt(e hcl.Expression) string {
	var parts []string
	for _, t := range s.terms(e) {
		text, exact := t.Spell()
		if !exact {
			return ""
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "\x00")
}

// suffices says that one of several settings is there. One that refers to an
// instance is, although what it will be is not known.
func (s *subject) suffices(e hcl.Expression) facts.Truth {
	items, diags := hcl.ExprList(e)
	if diags.HasErrors() {
		items = []hcl.Expression{e}
	}
	var said []facts.Truth
	for _, item := range items {
		if pathOf(item) == nil {
			said = append(said, s.ask(item).truth(facts.No))
			continue
		}
		for _, t := range s.terms(item) {
			said = append(said, stands(t))
		}
	}
	switch {
	case slices.Contains(said, facts.Yes):
		return facts.Yes
	case slices.Contains(said, facts.Unknown):
		return facts.Unknown
	}
	return facts.No
}

// stands says that a term holds something other than nothing, "" and false.
func stands(t *terraform.Term) facts.Truth {
	v := t.Bare()
	text, primitive := terraform.StringOf(v)
	switch {
	case primitive:
		return facts.TruthOf(text != "" && text != "false")
	case t.Shape == terraform.Map || t.Shape == terraform.List:
		return facts.TruthOf(len(t.Parts) > 0)
	case !v.IsKnown() && len(terraform.Origins(t.Value)) == 0:
		return facts.Unknown
	}
	return facts.Yes
}

// through finds out whether traffic of the same instance passes through a
// switch, and what clients may do there.
func (d *switchDraft) through(spec *throughSpec, one *subject) {
	d.Used = facts.No
	id, exact := "", false
	if terms := one.terms(spec.ID); len(terms) > 0 {
		id, exact = terms[0].Spell()
	}
	for _, each := range spec.Each {
		for _, block := range one.nested(each) {
			for _, t := range below(block.each, spec.Target) {
				switch text, ok := t.Spell(); {
				case exact && ok && text == id:
					d.Used = facts.Yes
					d.writes(spec, block)
				case (!exact || !ok) && d.Used == facts.No:
					d.Used = facts.Unknown
				}
			}
		}
	}
}

func (d *switchDraft) writes(spec *throughSpec, block *subject) {
	for _, t := range below(block.each, spec.Methods) {
		if slices.ContainsFunc(stringList(t.Bare()), func(m string) bool { return slices.Contains(spec.Writes, m) }) {
			d.Written = facts.Yes
		}
	}
}

// below follows a dotted path from a term.
func below(t *terraform.Term, path string) []*terraform.Term {
	if path == "" {
		return nil
	}
	list := []*terraform.Term{t}
	for name := range strings.SplitSeq(path, ".") {
		var next []*terraform.Term
		for _, t := range list {
			next = append(next, children(t, name)...)
		}
		list = next
	}
	return slices.DeleteFunc(list, (*terraform.Term).Absent)
}

// reach finds what the members of a switch lead to, in their order.
func (d *switchDraft) reach(spec *switchSpec, one *subject) {
	for _, m := range one.terms(spec.Members) {
		if spec.Origins == nil {
			d.members = append(d.members, refsOf([]*terraform.Term{m}))
			continue
		}
		for _, id := range itemsOf(m) {
			if want, exact := id.Spell(); exact {
				for _, origin := range one.nested(spec.Origins.Each) {
					d.origin(spec.Origins, origin.each, want)
				}
			}
		}
	}
}

// origin adds the block that a member id means.
func (d *switchDraft) origin(spec *originsSpec, block *terraform.Term, want string) {
	ids := below(block, spec.ID)
	if len(ids) == 0 {
		return
	}
	if got, _ := ids[0].Spell(); got != want {
		return
	}
	d.members = append(d.members, refsOf(below(block, spec.Locator)))
	if spec.Probed != "" && len(below(block, spec.Probed)) == 0 {
		d.Probed = facts.No
	}
	if spec.SameHost != "" && len(below(block, spec.SameHost)) == 0 {
		d.SameHost = true
	}
}
