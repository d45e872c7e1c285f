package reporters_test

import (
	"io/fs"
	"path"
	"slices"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/fixtures"
)

// Marks that all estates have together, at least.
const (
	markedEdges = 549
	markedNone  = 307
)

// Every marked line proves the edge that it is said to prove, and a line that
// only looks like an edge proves none.
func TestEdges(t *testing.T) {
	edges, none := 0, 0
	eachEstate(t, func(t *testing.T, _ string, estate fs.FS) {
		t.Helper()
		marks, err := fixtures.Edges(estate)
		if err != nil {
			t.Fatal(err)
		}
		if len(marks) == 0 {
			return
		}
		set := reportOf(t, estate, 2).Result.Facts
		for _, m := range marks {
			got := provedAt(set, m)
			if m.None {
				none++
				for _, d := range got {
					t.Errorf("%s:%d proves an edge of %s on %s", m.File, m.Line, d.Service, d.Bucket+d.OnService+d.Backing)
				}
				continue
			}
			edges++
			if !slices.ContainsFunc(got, func(d facts.Dependency) bool { return says(set, d, m) }) {
				t.Errorf("%s:%d proves no edge of %q %s %s (possible: %t), but %+v", m.File, m.Line, m.Service, m.Access, m.Need, m.Possible, got)
			}
		}
	})
	if edges < markedEdges || none < markedNone {
		t.Errorf("%d edges and %d lines without one are marked", edges, none)
	}
}

// provedAt lists the dependencies that have evidence on a line.
func provedAt(set *facts.Set, m fixtures.Edge) []facts.Dependency {
	var list []facts.Dependency
	for _, d := range set.Dependencies {
		if slices.ContainsFunc(d.Evidence, func(e facts.Evidence) bool { return e.Range.Filename == m.File && e.Range.Start.Line == m.Line }) {
			list = append(list, d)
		}
	}
	return list
}

func says(set *facts.Set, d facts.Dependency, m fixtures.Edge) bool {
	s := set.Services[slices.IndexFunc(set.Services, func(s facts.Service) bool { return s.ID == d.Service })]
	return (s.Name == m.Service || path.Base(s.Name) == m.Service) && string(d.Access) == m.Access && string(d.Need) == m.Need &&
		(d.Confidence == facts.Possible) == m.Possible
}
