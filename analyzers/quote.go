package analyzers

import (
	"bytes"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform/planjson"
)

// maxQuote is the longest line that is quoted, in bytes.
const maxQuote = 400

// quote gives every piece of evidence its source line, then assesses: facts
// are complete from here on.
func (a *analysis) quote(files []source.File) {
	q := &quoter{plans: a.plans, files: make(map[string][]byte, len(files)), starts: map[string][]int{}, lines: map[string]map[int]string{}}
	for _, f := range files {
		q.files[f.Path] = f.Src
	}
	set := a.res.Facts
	for i := range set.Buckets {
		b := &set.Buckets[i]
		q.line(b.Location.Filename, b.Location.Start.Line)
		q.fill(&b.RegionEvidence)
		q.fill(&b.ScopeEvidence)
		q.fill(&b.Encryption.Evidence)
		q.fill(&b.Lifecycle.Evidence)
		for name, ev := range b.Guards.Evidence {
			q.fill(&ev)
			b.Guards.Evidence[name] = ev
		}
	}
	for i := range set.Services {
		s := &set.Services[i]
		q.line(s.Location.Filename, s.Location.Start.Line)
		q.fill(&s.TierEvidence)
	}
	for i := range set.Dependencies {
		q.all(set.Dependencies[i].Evidence)
	}
	for i := range set.Copies {
		q.line(set.Copies[i].Location.Filename, set.Copies[i].Location.Start.Line)
		q.all(set.Copies[i].Evidence)
	}
	for i := range set.Switches {
		q.line(set.Switches[i].Location.Filename, set.Switches[i].Location.Start.Line)
		q.all(set.Switches[i].Evidence)
	}
	a.res.Lines = q.lines
	a.assess()
	a.assert()
}

type quoter struct {
	plans  []*planjson.Plan
	files  map[string][]byte
	starts map[string][]int // where each line of a quoted file begins
	lines  map[string]map[int]string
}

func (q *quoter) all(list []facts.Evidence) {
	for i := range list {
		q.fill(&list[i])
	}
}

func (q *quoter) fill(ev *facts.Evidence) {
	if ev.Range.Filename == "" {
		return
	}
	for _, p := range q.plans {
		if text := p.Text(ev.Range); text != "" && ev.Text == "" {
			ev.Text = text // of the rest of the line nobody knows what is secret
		}
	}
	text := q.line(ev.Range.Filename, ev.Range.Start.Line)
	if ev.Text == "" {
		ev.Text = strings.TrimSpace(text)
	}
}

// line is a source line, secrets hidden, remembered for reports.
func (q *quoter) line(file string, n int) string {
	if text, ok := q.lines[file][n]; ok {
		return text
	}
	starts := q.startsOf(file)
	if n <= 0 || n > len(starts) {
		return ""
	}
	src := q.files[file][starts[n-1]:]
	if i := bytes.IndexByte(src, '\n'); i >= 0 {
		src = src[:i]
	}
	if len(src) > maxQuote {
		src = src[:maxQuote]
	}
	text := hide(strings.ToValidUTF8(strings.TrimRight(string(src), "\r"), "?"))
	if q.lines[file] == nil {
		q.lines[file] = map[int]string{}
	}
	q.lines[file][n] = text
	return text
}

// startsOf looks through a file once, however many of its lines are quoted;
// nil when it is not at hand.
func (q *quoter) startsOf(file string) []int {
	src, ok := q.files[file]
	if starts, done := q.starts[file]; done || !ok {
		return starts
	}
	starts := make([]int, 1, 1+bytes.Count(src, []byte{'\n'}))
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	q.starts[file] = starts
	return starts
}
