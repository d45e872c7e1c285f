package resilience

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// waitsFor is a dependency of one service on another at startup.
func waitsFor(from, to int, need facts.Need, c facts.Confidence) facts.Dependency {
	return facts.Dependency{Service: id(from), OnService: id(to), Need: need, Confidence: c}
}

func callers(n int, deps ...facts.Dependency) *facts.Set {
	s := &facts.Set{Dependencies: deps}
	for i := range n {
		s.Services = append(s.Services, facts.Service{ID: id(i)})
	}
	return s
}

func TestBootstrapLoops(t *testing.T) {
	const sure, maybe = facts.Certain, facts.Possible
	for name, tc := range map[string]struct {
		set  *facts.Set
		want []facts.ID // of the only loop
		path int        // how many edges its circle has
		how  facts.Confidence
	}{
		"a chain":               {callers(3, waitsFor(0, 1, facts.Startup, sure), waitsFor(1, 2, facts.Startup, sure)), nil, 0, ""},
		"two":                   {callers(3, waitsFor(0, 1, facts.Startup, sure), waitsFor(1, 0, facts.Startup, sure), waitsFor(2, 0, facts.Startup, sure)), []facts.ID{id(0), id(1)}, 2, sure},
		"itself":                {callers(1, waitsFor(0, 0, facts.Startup, sure)), []facts.ID{id(0)}, 1, sure},
		"one need is for later": {callers(2, waitsFor(0, 1, facts.Startup, sure), waitsFor(1, 0, facts.Hard, sure)), nil, 0, ""},
		"one is possible":       {callers(2, waitsFor(0, 1, facts.Startup, sure), waitsFor(1, 0, facts.Startup, maybe)), []facts.ID{id(0), id(1)}, 2, maybe},
		"a certain circle within": {
			callers(3, waitsFor(0, 1, facts.Startup, maybe), waitsFor(1, 2, facts.Startup, sure), waitsFor(2, 1, facts.Startup, sure), waitsFor(2, 0, facts.Startup, sure)),
			[]facts.ID{id(0), id(1), id(2)},
			2, sure,
		},
	} {
		loops := BootstrapLoops(graph.Build(tc.set))
		if tc.want == nil {
			if len(loops) > 0 {
				t.Errorf("%s: %+v", name, loops)
			}
			continue
		}
		if len(loops) != 1 || !slices.Equal(loops[0].Services, tc.want) || len(loops[0].Path) != tc.path || loops[0].Confidence != tc.how {
			t.Errorf("%s: %+v", name, loops)
		}
	}
}

// Against the plain definition: a service is in a loop when it reaches itself,
// and two are in one when each reaches the other.
func TestBootstrapLoopsAgainstNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(61, 62)) //nolint:gosec // a test's own numbers
	for range 10_000 {
		s := callers(1 + r.IntN(8))
		for range r.IntN(14) {
			s.Dependencies = append(s.Dependencies, waitsFor(r.IntN(len(s.Services)), r.IntN(len(s.Services)),
				one(r, facts.Startup, facts.Startup, facts.Startup, facts.Hard, facts.Soft), one(r, facts.Certain, facts.Certain, facts.Possible)))
		}
		loop := map[facts.ID]int{}
		for i, l := range BootstrapLoops(graph.Build(s)) {
			for _, id := range l.Services {
				loop[id] = i + 1
			}
			checkCircle(t, l)
			if got := slices.ContainsFunc(l.Services, func(id facts.ID) bool { return leads(s, id, id, true) }); got != (l.Confidence == facts.Certain) {
				t.Fatalf("%+v of %+v: certain %t", l, s, got)
			}
		}
		for _, a := range s.Services {
			for _, b := range s.Services {
				together := leads(s, a.ID, b.ID, false) && leads(s, b.ID, a.ID, false)
				if got := loop[a.ID] != 0 && loop[a.ID] == loop[b.ID]; got != together {
					t.Fatalf("%s and %s in one loop: %t, want %t: %+v", a.ID, b.ID, got, together, s)
				}
			}
		}
	}
}

// leads says that one service waits for another, in one step or more.
func leads(s *facts.Set, from, to facts.ID, sure bool) bool {
	met := map[facts.ID]bool{}
	for front := []facts.ID{from}; len(front) > 0; front = front[1:] {
		for _, d := range s.Dependencies {
			if d.Service == front[0] && d.Need == facts.Startup && !met[d.OnService] && (!sure || d.Confidence == facts.Certain) {
				met[d.OnService] = true
				front = append(front, d.OnService)
			}
		}
	}
	return met[to]
}

// checkCircle sees that a path is one: from service to service of the loop, and
// back, as certain as it says.
func checkCircle(t *testing.T, l BootstrapLoop) {
	t.Helper()
	for i, e := range l.Path {
		next := l.Path[(i+1)%len(l.Path)]
		if e.To != next.From || e.Dependency.Need != facts.Startup || !slices.Contains(l.Services, e.From.ID) ||
			l.Confidence == facts.Certain && e.Dependency.Confidence != facts.Certain {
			t.Fatalf("no circle: step %d of %+v", i, l)
		}
	}
	if len(l.Path) == 0 {
		t.Fatalf("no circle: %+v", l)
	}
}

// A chain of thirty thousand services, closed at its end.
func TestLongBootstrapLoop(t *testing.T) {
	const n = 30_000
	s := callers(n)
	for i := range n {
		s.Dependencies = append(s.Dependencies, waitsFor(i, (i+1)%n, facts.Startup, facts.Certain))
	}
	if loops := BootstrapLoops(graph.Build(s)); len(loops) != 1 || len(loops[0].Services) != n || len(loops[0].Path) != n {
		t.Errorf("%d loops", len(loops))
	}
}
