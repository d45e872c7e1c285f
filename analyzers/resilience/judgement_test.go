package resilience

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// Each of these once came out wrong.
func TestFineJudgements(t *testing.T) {
	assess := func(change func(*facts.Set)) *Assessment { return Assess(graph.Build(estate(change)), Defaults()) }
	switched := func(s *facts.Set) { s.Copies, s.Switches = []facts.Copy{replication()}, []facts.Switch{group()} }
	alone := assess(switched).SPOFs[0].Score.Value
	mixed := assess(func(s *facts.Set) {
		switched(s)
		s.Services = append(s.Services, facts.Service{ID: "dev", Tier: facts.Tier4})
		s.Dependencies = append(s.Dependencies, facts.Dependency{Service: "dev", Bucket: "main", Need: facts.Hard, Confidence: facts.Certain})
	}).SPOFs[0].Score.Value
	if mixed < alone || mixed > alone+10 {
		t.Errorf("a dev service without a switch moves the score from %v to %v", alone, mixed)
	}
	for name, change := range map[string]func(*facts.Copy){
		"undecided rule":     func(c *facts.Copy) { c.Enabled, c.Deletes = facts.Unknown, facts.No },
		"undecided deletion": func(c *facts.Copy) { c.Deletes = facts.Unknown },
	} {
		a := assess(func(s *facts.Set) {
			c := replication()
			c.NeedsVersioning = false
			change(&c)
			s.Buckets[0].Guards.Versioning, s.Copies = facts.No, []facts.Copy{c}
		})
		i := slices.IndexFunc(a.SPOFs, func(s SPOF) bool { return s.Class == Deletion })
		if i < 0 || a.SPOFs[i].Confidence != facts.Possible {
			t.Errorf("%s: a deletion that a copy may undo must be possible: %+v", name, a.SPOFs)
		}
	}
	a := assess(func(s *facts.Set) { s.Buckets[0].Scope = facts.ScopeUnknown })
	if i := slices.IndexFunc(a.Buckets, func(v BucketVerdict) bool { return v.Bucket == "main" }); a.Buckets[i].SingleRegion || a.SPOFs[0].Confidence != facts.Possible {
		t.Errorf("an unknown scope is neither a pass nor a fail: %+v", a.Buckets[i])
	}
}

// The order of the facts does not show in the judgement.
func TestShuffled(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6)) //nolint:gosec // a test's own numbers
	fresh := func() *facts.Set {
		return estate(func(s *facts.Set) {
			back := replication()
			back.From, back.To = "copy", "main"
			s.Copies, s.Switches = []facts.Copy{replication(), back}, []facts.Switch{group()}
			for i := range 9 {
				s.Services = append(s.Services, facts.Service{ID: id(i), Tier: facts.Tier1})
				s.Dependencies = append(s.Dependencies,
					facts.Dependency{Service: id(i), Bucket: "main", Need: facts.Startup, Confidence: facts.Possible},
					facts.Dependency{Service: id(i), OnService: id((i + 1) % 9), Need: facts.Hard, Confidence: facts.Certain},
					facts.Dependency{Service: id(i), Bucket: "copy", Need: facts.Soft, Confidence: facts.Certain})
			}
		})
	}
	want := Assess(graph.Build(fresh()), Defaults())
	for range 50 {
		s := fresh()
		r.Shuffle(len(s.Buckets), func(i, j int) { s.Buckets[i], s.Buckets[j] = s.Buckets[j], s.Buckets[i] })
		r.Shuffle(len(s.Services), func(i, j int) { s.Services[i], s.Services[j] = s.Services[j], s.Services[i] })
		r.Shuffle(len(s.Copies), func(i, j int) { s.Copies[i], s.Copies[j] = s.Copies[j], s.Copies[i] })
		r.Shuffle(len(s.Dependencies), func(i, j int) {
			s.Dependencies[i], s.Dependencies[j] = s.Dependencies[j], s.Dependencies[i]
		})
		if diff := cmp.Diff(want, Assess(graph.Build(s), Defaults())); diff != "" {
			t.Fatalf("shuffled facts (-want +got):\n%s", diff)
		}
	}
}

// Light weights too: the plain formula falls when a t3 joins eight t4 services
// that need the bucket softly.
func TestReachNeverFalls(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8)) //nolint:gosec // a test's own numbers
	for range 50_000 {
		weights := make([]float64, 1+r.IntN(12))
		for i := range weights {
			weights[i] = r.Float64() * r.Float64() * r.Float64()
		}
		more := append([]float64{r.Float64()}, weights...)
		if before, after := reach(weights), reach(more); after < before {
			t.Fatalf("%v joining %v lowers %v to %v", more, weights, before, after)
		}
	}
}
