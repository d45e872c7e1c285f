package reporters

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"
	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/rules"
	"github.com/resilint/resilint/rules/remedy"
)

// writeText writes findings the way compilers do, the worst first, and a summary.
func writeText(w io.Writer, r *Report) error {
	v := newView(r)
	p := &text{view: v, style: style{on: r.Options.Color}, sums: v.totals()}
	shown := p.findings
	if r.Options.All {
		shown = p.all
	}
	for _, f := range shown {
		p.finding(f)
	}
	p.hidden = len(p.all) - len(shown)
	p.summary()
	_, err := io.WriteString(w, p.String())
	return err
}

// text is a text report in the making.
type text struct {
	*view
	style
	strings.Builder
	sums   totals
	hidden int    // findings not shown
	indent string // as wide as the line number that the source is shown with
}

func (p *text) at(rng hcl.Range, column bool) string { return p.Options.at(rng, column) }

func (p *text) finding(f *rules.Finding) {
	p.indent = strings.Repeat(" ", len(strconv.Itoa(max(f.Location.Start.Line, 1))))
	doubt := ""
	if f.Confidence == facts.Possible {
		doubt = p.dim(" (possible)")
	}
	p.line(p.level(f.Level, fmt.Sprintf("%s[%s]", f.Level, f.Rule.ID)) + p.bold(": "+Escape(f.Message)) + doubt)
	p.source(f)
	p.variants(f)
	p.services(f)
	p.related(f)
	p.score(f)
	p.fixes(f)
	p.fact("help", "resilint explain "+f.Rule.ID+"; this finding: resilint explain "+ShortFingerprint(f))
	p.line("")
}

func (p *text) line(s string) { p.WriteString(s + "\n") }

// fact writes "= key: value" under the source.
func (p *text) fact(key, value string) {
	p.line(p.indent + " " + p.gutter("=") + " " + p.bold(key+":") + " " + value)
}

// more continues a fact.
func (p *text) more(value string) { p.line(p.indent + "     " + value) }

// variants says with which inputs the rule is broken.
func (p *text) variants(f *rules.Finding) {
	switch n := len(f.Variants); {
	case n == 1:
		p.fact("variant", Escape(f.Variants[0]))
	case n > 1:
		names := slices.Sorted(slices.Values(f.Variants))
		p.fact("variants", Escape(strings.Join(names, ", "))+p.dim(" (as in "+Escape(f.Variants[0])+" here)"))
	}
}

// source shows the line a finding stands on, with carets under its range.
func (p *text) source(f *rules.Finding) {
	if f.Location.Filename == "" {
		return
	}
	p.line(p.indent + p.gutter("--> ") + p.at(f.Location, true))
	line, ok := p.shownLine(f.Location.Filename, f.Location.Start.Line)
	if !ok || strings.TrimSpace(line) == "" {
		return
	}
	start, end := span(line, f.Location)
	before, marked, after := visible(line[:start]), visible(line[start:end]), visible(line[end:])
	bar := p.indent + " " + p.gutter("|")
	p.line(bar)
	p.line(p.gutter(strconv.Itoa(f.Location.Start.Line)+" |") + " " + before + marked + after)
	carets := strings.Repeat("^", max(1, displaywidth.String(marked)))
	p.line(bar + " " + strings.Repeat(" ", displaywidth.String(before)) + p.level(f.Level, carets))
	p.line(bar)
}

// visible is Escape for a source line, where tabs are layout and not an attack.
func visible(s string) string { return Escape(strings.ReplaceAll(s, "\t", "    ")) }

const maxNotes = 3

// related lists the places that a finding points to, and the whole path when asked for.
func (p *text) related(f *rules.Finding) {
	shown := f.Related
	switch {
	case f.SPOF != nil && f.Bucket == "":
		shown = nil // the services were listed, each with its place
	case !p.Options.Verbose:
		shown = shown[:min(len(shown), maxNotes)]
	}
	for _, e := range shown {
		p.fact("note", p.evidence(e))
	}
	if hidden := len(f.Related) - len(shown); hidden > 0 && len(shown) > 0 {
		p.more(fmt.Sprintf("and %s (all of them: --verbose)", facts.Count(hidden, "more note")))
	}
	if p.Options.Verbose {
		for i, e := range f.Trace {
			p.fact(fmt.Sprintf("path %d", i+1), p.evidence(e))
		}
	}
}

func (p *text) evidence(e facts.Evidence) string {
	place := p.at(e.Range, false)
	switch {
	case e.Text == "":
		return place
	case place == "":
		return Escape(e.Text)
	}
	return Escape(e.Text) + p.dim(" at "+place)
}

// score shows the number and what made it.
func (p *text) score(f *rules.Finding) {
	value := fmt.Sprintf("%.1f", f.Score)
	if f.SPOF == nil {
		p.fact("score", value)
		return
	}
	p.fact("score", value+p.dim("  "+Escape(f.SPOF.Score.Vector)))
	names, values := 0, 0
	for _, factor := range f.SPOF.Score.Factors {
		names, values = max(names, len(factor.Name)), max(values, len(number(factor.Value)))
	}
	for _, factor := range f.SPOF.Score.Factors {
		reason := Escape(factor.Reason)
		if place := p.at(factor.Evidence.Range, false); place != "" {
			reason += p.dim(" at " + place)
		}
		p.more(fmt.Sprintf("  %-*s  %-*s  %s", names, factor.Name, values, number(factor.Value), reason))
	}
}

// number writes a factor with two decimals, or more when it is too small for them.
func number(n float64) string {
	if n != 0 && n < 0.005 {
		return strconv.FormatFloat(n, 'g', 2, 64)
	}
	return strconv.FormatFloat(n, 'f', 2, 64)
}

const maxFixes = 2

// fixes shows the best proposals, what each reaches and what it costs.
func (p *text) fixes(f *rules.Finding) {
	proposals := p.proposals[f.Fingerprint]
	shown := proposals
	if !p.Options.Verbose {
		shown = proposals[:min(len(proposals), maxFixes)]
	}
	for _, s := range shown {
		proved := ""
		if s.Proved {
			proved = p.green(" (proved by analysing the changed estate)")
		}
		p.fact("fix", Escape(strings.TrimSpace(s.Architecture+" "+s.Title))+proved)
		p.more(fmt.Sprintf("  rung %d %s -> %d %s, score %.1f -> %.1f%s",
			s.RungBefore, s.RungBefore, s.RungAfter, s.RungAfter, f.Score, s.ScoreAfter, p.gain(s)))
		terms := []string{label("effort", s.Effort), label("RTO", s.RTO), label("RPO", s.RPO), label("cost", s.Cost)}
		terms = slices.DeleteFunc(terms, func(term string) bool { return term == "" })
		if len(terms) > 0 {
			p.more("  " + strings.Join(terms, " · "))
		}
	}
	if hidden := len(proposals) - len(shown); hidden > 0 {
		p.more(fmt.Sprintf("and %s (all of them: --verbose)", facts.Count(hidden, "more proposal")))
	}
}

// gain is what a proposal does to the index of the whole estate.
func (p *text) gain(s *remedy.Proposal) string {
	if p.sums.index == nil {
		return ""
	}
	return fmt.Sprintf(", index %.1f -> %.1f", *p.sums.index, s.IndexAfter)
}

func label(name, value string) string {
	if value == "" {
		return ""
	}
	return name + " " + Escape(value)
}
