package reporters

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"github.com/resilint/resilint/analyzers/facts"
)

// row is one service with one bucket; several dependencies between the two are one row.
type row struct {
	service, bucket facts.ID
	access          []string
	need            facts.Need
	confidence      facts.Confidence
	score           float64
	spof            bool
}

// writeTable writes services against buckets, then the buckets nobody relies on.
func writeTable(w io.Writer, r *Report) error {
	v := newView(r)
	rows := v.rows()
	var b strings.Builder
	if len(rows) == 0 {
		fmt.Fprintf(&b, "no service relies on a bucket: looked at %s and %s in %s\n",
			facts.Count(len(v.facts.Buckets), "bucket"), facts.Count(len(v.facts.Services), "service"), facts.Count(r.Result.Files, "file"))
	} else if err := v.table(&b, rows); err != nil {
		return fmt.Errorf("drawing the table: %w", err)
	}
	v.withoutDependants(&b)
	if len(v.facts.Unresolved) > 0 {
		fmt.Fprintf(&b, "not analysed: %s\n", strings.Join(v.unresolvedKinds(), ", "))
	}
	b.WriteString(v.totals().line(style{on: r.Options.Color}) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (v *view) table(w io.Writer, rows []*row) error {
	table := tablewriter.NewTable(w,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{Symbols: tw.NewSymbols(tw.StyleRounded)})),
		// The width of a character must not depend on the locale of the machine.
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAlignment(tw.AlignLeft),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithAlignment(tw.Alignment{
			tw.AlignLeft, tw.AlignLeft, tw.AlignLeft, tw.AlignLeft, tw.AlignLeft,
			tw.AlignLeft, tw.AlignLeft, tw.AlignLeft, tw.AlignRight,
		}),
	)
	table.Header("service", "bucket", "region", "scope", "rung", "access", "need", "confidence", "score")
	for _, r := range rows {
		if err := table.Append(v.cells(r)); err != nil {
			return err
		}
	}
	return table.Render()
}

// rows gives the pairs, the worst first.
func (v *view) rows() []*row {
	byPair := map[pair]*row{}
	var rows []*row
	for _, d := range v.facts.Dependencies {
		if d.Bucket == "" {
			continue
		}
		r := byPair[pair{d.Service, d.Bucket}]
		if r == nil {
			r = &row{service: d.Service, bucket: d.Bucket, confidence: facts.Possible}
			byPair[pair{d.Service, d.Bucket}], rows = r, append(rows, r)
		}
		r.add(d)
	}
	for _, s := range v.assessment.SPOFs {
		for _, a := range s.Services {
			if r := byPair[pair{a.ID, s.Bucket}]; r != nil {
				r.score, r.spof = max(r.score, s.Score.Value), true
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.service, b.service), cmp.Compare(a.bucket, b.bucket))
	})
	return rows
}

// add keeps the strongest of what the dependencies of a pair say.
func (r *row) add(d facts.Dependency) {
	if !slices.Contains(r.access, string(d.Access)) {
		r.access = append(r.access, string(d.Access))
	}
	if d.Need.Strength() > r.need.Strength() {
		r.need = d.Need
	}
	if d.Confidence == facts.Certain {
		r.confidence = facts.Certain
	}
}

func (v *view) cells(r *row) []string {
	region, scope, rung, score := "unknown", string(facts.ScopeUnknown), "unknown", "-"
	if b := v.buckets[r.bucket]; b != nil {
		region = cmp.Or(b.Region, strings.Join(b.Regions, " "), region)
		scope = string(cmp.Or(b.Scope, facts.ScopeUnknown))
	}
	if p := v.pairs[pair{r.service, r.bucket}]; p != nil {
		rung = fmt.Sprintf("%d %s", p.Rung, p.Rung)
	}
	if r.spof {
		score = fmt.Sprintf("%.1f", r.score)
	}
	slices.Sort(r.access)
	cells := []string{
		v.serviceLabel(r.service), v.bucketLabel(r.bucket), region, scope, rung,
		strings.Join(r.access, ", "), string(r.need), string(r.confidence), score,
	}
	for i, cell := range cells {
		cells[i] = Escape(cell)
	}
	return cells
}

// serviceLabel is the name of a service; its address where several share the name.
func (v *view) serviceLabel(id facts.ID) string {
	s := v.services[id]
	if s == nil {
		return string(id)
	}
	name := cmp.Or(s.Name, s.Address, string(id))
	if v.named[s.Name] > 1 {
		name = cmp.Or(s.Address, string(id))
	}
	if s.Kind == "terraform" { // named after its unit
		return name
	}
	return facts.UnitName(name, s.Variant)
}

// withoutDependants lists the buckets that no row shows: nobody relies on them, so they are no risk.
func (v *view) withoutDependants(w io.Writer) {
	used := map[facts.ID]bool{}
	for _, d := range v.facts.Dependencies {
		used[d.Bucket] = true
	}
	var names []string
	for _, b := range v.facts.Buckets {
		if !used[b.ID] {
			names = append(names, Escape(v.bucketLabel(b.ID)))
		}
	}
	if len(names) > 0 {
		fmt.Fprintf(w, "%s without dependants: %s\n", facts.Count(len(names), "bucket"), strings.Join(names, ", "))
	}
}
