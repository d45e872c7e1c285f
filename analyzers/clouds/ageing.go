package clouds

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// age notes rules that remove the objects of a whole bucket, or archive them.
// One that is off, or may be, or whose days are not known, is no proof of it.
func (c *collector) age(in *terraform.Instance, spec *ageSpec, s *subject) {
	of := refsOf(s.terms(spec.Of))
	for _, one := range s.nested(spec.ForEach) {
		if one.ask(spec.Enabled).truth(facts.Yes) != facts.Yes || one.ask(spec.Whole).truth(facts.Yes) != facts.Yes {
			continue
		}
		d := ageDraft{inst: in, of: of}
		for _, part := range []struct {
			days hcl.Expression
			to   *int
		}{{spec.Expire, &d.ExpireDays}, {spec.Archive, &d.ArchiveDays}} {
			a := one.ask(part.days)
			n, err := strconv.Atoi(a.text())
			if err == nil && n >= 0 && len(a.terms) > 0 {
				*part.to, d.Evidence = max(n, 1), a.evidence() // on the day itself is the first
			}
		}
		if d.ExpireDays > 0 || d.ArchiveDays > 0 {
			c.d.ages = append(c.d.ages, d)
		}
	}
}

// ages tells buckets when they lose or archive objects; of several rules the
// first to act counts.
func (l *linker) ages(d *Draft) {
	for _, a := range d.ages {
		for _, b := range l.targets(a.of, a.inst, d.unit) {
			hasten(&b.Lifecycle, a.Lifecycle)
		}
	}
	for _, b := range d.buckets { // containers lose what their account removes
		if b.account != nil {
			hasten(&b.Lifecycle, b.account.Lifecycle)
		}
	}
}

// hasten takes over those days of another lifecycle that come sooner.
func hasten(to *facts.Lifecycle, from facts.Lifecycle) {
	sooner := func(days *int, n int) {
		if n > 0 && (*days == 0 || n < *days) {
			*days, to.Evidence = n, from.Evidence
		}
	}
	sooner(&to.ExpireDays, from.ExpireDays)
	sooner(&to.ArchiveDays, from.ArchiveDays)
}
