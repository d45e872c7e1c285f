package reporters

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/rules"
)

// summary ends the report: the grade, what was looked at, what was found and
// what was not analysed. It never just says that all is well.
func (p *text) summary() {
	line := p.sums.line(p.style)
	if n := len(p.facts.Unresolved); n > 0 && p.sums.index != nil {
		line += fmt.Sprintf(" · of what was seen: %d things were not", n)
	}
	p.line(line)
	if svc, minutes := p.longestDown(); svc != nil {
		p.line(fmt.Sprintf("expected downtime: about %s a year for %s (%s), by what it relies on and on the assumptions of the model", roughly(minutes), Escape(svc.Title()), svc.Tier))
	}
	p.line("looked at " + p.scope())
	p.line(p.found())
	if n := p.Result.Tests; n > 0 && p.Options.Verbose {
		p.line("skipped " + facts.Count(n, "test file") + " of modules: they deploy nothing")
	}
	if len(p.facts.Unresolved) > 0 {
		p.notAnalysed()
	}
	if p.Result.Incomplete {
		p.line(p.level(rules.LevelWarning, "incomplete") +
			": some files could not be read or parsed, or a limit struck; the result does not cover them")
	}
}

// line is the triple that is always shown together: a letter alone hides too much.
func (t totals) line(s style) string {
	if t.index == nil {
		return "no grade: no bucket was found, so there is nothing to grade"
	}
	return fmt.Sprintf("grade %s · index %.1f · worst %.1f", s.grade(t.grade), *t.index, t.worst)
}

// scope says what was looked at.
func (p *text) scope() string {
	parts := []string{
		fmt.Sprintf("%s (%d in a single region)", facts.Count(len(p.facts.Buckets), "bucket"), p.sums.single),
		facts.Count(len(p.facts.Services), "service"), dependencies(len(p.facts.Dependencies)),
		copies(len(p.facts.Copies)),
	}
	return strings.Join(parts, ", ") + fmt.Sprintf(" in %s and %s, with %s",
		facts.Count(len(p.Result.Roots), "root"), facts.Count(p.Result.Files, "file"), facts.Count(len(p.Catalog), "rule"))
}

// found counts findings by level, and those that are not shown.
func (p *text) found() string {
	levels := []string{}
	for _, l := range []rules.Level{rules.LevelError, rules.LevelWarning, rules.LevelNote} {
		if n := p.sums.levels[l]; n > 0 {
			levels = append(levels, p.level(l, facts.Count(n, string(l))))
		}
	}
	text := facts.Count(len(p.findings), "finding")
	if len(levels) > 0 {
		text += " (" + strings.Join(levels, ", ") + ")"
	}
	text += ", " + spofs(len(p.assessment.SPOFs))
	if p.hidden > 0 {
		text += fmt.Sprintf(", %d of lower level not shown (--all shows them)", p.hidden)
	}
	return text
}

// notAnalysed says plainly what the result does not cover.
func (p *text) notAnalysed() {
	p.line(p.level(rules.LevelWarning, "not analysed") + ": " + strings.Join(p.unresolvedKinds(), ", "))
	if n := p.regionless(); n > 0 {
		p.line("  the provider of " + facts.Count(n, "bucket") + " names no region: --env-region gives the one that AWS_REGION would")
	}
	if !p.Options.Verbose {
		p.line("  the result does not cover them; --verbose lists them")
		return
	}
	for _, u := range p.facts.Unresolved {
		line := "  " + Escape(u.What) + ": " + Escape(u.Why)
		if place := p.at(u.Range, false); place != "" {
			line += p.dim(" at " + place)
		}
		p.line(line)
	}
}

// regionless counts the buckets whose region the environment decides.
func (v *view) regionless() int {
	n := 0
	for _, b := range v.facts.Buckets {
		if b.Region == "" && strings.HasSuffix(b.RegionEvidence.Text, "names no region") {
			n++
		}
	}
	return n
}

const maxKinds = 6

// unresolvedKinds counts what was not followed by the reason why, the most frequent first.
func (v *view) unresolvedKinds() []string {
	times := map[string]int{}
	var reasons []string
	for _, u := range v.facts.Unresolved {
		if times[u.Why] == 0 {
			reasons = append(reasons, u.Why)
		}
		times[u.Why]++
	}
	slices.SortFunc(reasons, func(a, b string) int {
		return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(a, b))
	})
	var kinds []string
	rest := len(v.facts.Unresolved)
	for _, why := range reasons[:min(len(reasons), maxKinds)] {
		kinds = append(kinds, fmt.Sprintf("%d (%s)", times[why], Escape(why)))
		rest -= times[why]
	}
	if rest > 0 {
		kinds = append(kinds, fmt.Sprintf("%d for other reasons", rest))
	}
	return kinds
}

func dependencies(n int) string {
	if n == 1 {
		return "1 dependency"
	}
	return fmt.Sprintf("%d dependencies", n)
}

func copies(n int) string {
	if n == 1 {
		return "1 copy"
	}
	return fmt.Sprintf("%d copies", n)
}

func spofs(n int) string {
	if n == 1 {
		return "1 single point of failure"
	}
	return fmt.Sprintf("%d single points of failure", n)
}
