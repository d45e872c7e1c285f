package clouds

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

func (c *collector) copy(in *terraform.Instance, spec *copySpec, cloud *cloudSpec, s *subject) {
	if d, _ := s.doubt(spec.Doubts); d != nil {
		note := facts.Unresolved{What: "source of " + in.Addr.String(), Why: d.Why, Range: in.DeclRange}
		if !slices.Contains(c.d.unresolved, note) { // several copies may share a doubt
			c.d.unresolved = append(c.d.unresolved, note)
		}
		return
	}
	for _, with := range s.joined(spec.With, in.Root) {
		for _, one := range with.nested(spec.ForEach) {
			if to := refsOf(one.terms(spec.To)); len(to) > 0 && one.ask(spec.Only).truth(facts.Yes) != facts.No {
				d := copyOf(in, spec, cloud, one, to)
				d.home = s.ask(cloud.Region).text()
				c.d.copies = append(c.d.copies, d)
			}
		}
	}
}

func copyOf(in *terraform.Instance, spec *copySpec, cloud *cloudSpec, one *subject, to []ref) copyDraft {
	region := one.ask(spec.Region)
	d := copyDraft{
		inst: in, from: refsOf(one.terms(spec.From)), to: to, key: refsOf(one.terms(spec.Key)),
		region: strings.ToLower(region.shown()), regionEvidence: region.evidence(),
		role: refsOf(one.terms(spec.Role)), allows: spec.Allows, cloud: cloud, mixed: spec.Mixed,
	}
	enabled := one.ask(spec.Enabled)
	d.Mechanism, d.Enabled, d.Condition = spec.Mechanism, enabled.truth(facts.No), enabled.condition()
	d.doubt(in, enabled)
	d.Whole = one.ask(spec.Whole).truth(facts.Yes)
	d.Cold = one.ask(spec.Cold).truth(facts.No) == facts.Yes
	d.Zonal = one.ask(spec.Zonal).truth(facts.No) == facts.Yes
	d.Timed = one.ask(spec.Timed).truth(facts.No) == facts.Yes
	d.Deletes = one.ask(spec.Deletes).truth(facts.No)
	d.NeedsVersioning = spec.NeedsVersioning
	if written(spec.Selects) {
		d.Selects = one.ask(spec.Selects).truth(facts.No)
	}
	d.Foreign = one.ask(spec.Foreign).truth(facts.No)
	d.Location = in.DeclRange
	d.Evidence = []facts.Evidence{{Range: in.DeclRange}}
	if ev := enabled.evidence(); ev.Range.Filename != "" {
		d.Evidence = append(d.Evidence, ev)
	}
	d.Evidence = append(d.Evidence, to[0].evidence()[0])
	return d
}

// doubt lets a copy that only one of several instances may make hang on the
// condition of that instance.
func (d *copyDraft) doubt(in *terraform.Instance, enabled answer) {
	switch {
	case !in.Doubtful || d.Enabled == facts.No:
	case in.When != "" && (d.Enabled == facts.Yes || enabled.test != ""):
		d.Enabled, d.Condition = facts.Unknown, terraform.Both(in.When, enabled.test)
	case d.Enabled == facts.Yes:
		d.Enabled, d.Condition = facts.Unknown, "how many instances of "+in.Addr.Resource.String()+" there are"
	}
}

func (c *collector) switches(in *terraform.Instance, spec *switchSpec, s *subject) {
	used := map[string]bool{}
	usedKnown := true
	for _, t := range s.terms(spec.UsedBy) {
		text, ok := t.Spell()
		used[text] = true
		usedKnown = usedKnown && ok
	}
	for _, one := range s.nested(spec.ForEach) {
		d := switchDraft{inst: in}
		d.Kind, d.Reads, d.Writes, d.Automatic = spec.Kind, spec.Reads, spec.Writes, facts.TruthOf(spec.Automatic)
		id := one.terms(spec.ID)
		d.Used = facts.No
		if len(id) > 0 {
			text, ok := id[0].Spell()
			switch {
			case used[text]:
				d.Used = facts.Yes
			case !ok || !usedKnown:
				d.Used = facts.Unknown
			}
		}
		d.Codes = stringList(one.ask(spec.Codes).value)
		d.members = members(spec, s, one)
		d.Location = one.each.Places()[0]
		d.Evidence = []facts.Evidence{{Range: d.Location}}
		c.d.switches = append(c.d.switches, d)
	}
}

// members finds what the members of a switch lead to, in their order.
func members(spec *switchSpec, s, one *subject) []ref {
	var list []ref
	for _, m := range one.terms(spec.Members) {
		want, _ := m.Spell()
		for _, origin := range s.nested(spec.Origins) {
			ids := children(origin.each, spec.OriginID)
			if len(ids) == 0 {
				continue
			}
			if got, _ := ids[0].Spell(); got == want {
				list = append(list, refsOf(children(origin.each, spec.Locator))...)
			}
		}
	}
	return list
}

// stringList lists the primitive elements of a value as strings.
func stringList(v cty.Value) []string {
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return nil
	}
	var list []string
	for it := v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		if s, ok := terraform.StringOf(e); ok {
			list = append(list, s)
		}
	}
	slices.Sort(list)
	return list
}
