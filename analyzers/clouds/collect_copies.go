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
	for _, a := range spec.abroad {
		if from := refsOf(one.terms(a.from)); len(from) > 0 {
			d.abroad = append(d.abroad, abroadDraft{a.cloud, from})
		}
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
