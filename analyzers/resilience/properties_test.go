package resilience

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// What nobody's failure touches changes neither an event nor its score, and so not
// the index: there is no denominator to fill.
func TestHealthyNodes(t *testing.T) {
	t.Parallel()
	eachEstate(t, 11, func(r *rand.Rand, s *facts.Set, before *Assessment) {
		more := cloned(s)
		for i := range 1 + r.IntN(4) {
			addHealthy(r, more, i)
		}
		after := Assess(graph.Build(more), before.Model)
		same := slices.EqualFunc(before.SPOFs, after.SPOFs, func(x, y SPOF) bool {
			return x.ID == y.ID && x.Kind == y.Kind && x.Confidence == y.Confidence && x.Score.Value == y.Score.Value &&
				x.Score.Vector == y.Score.Vector && slices.Equal(x.Services, y.Services)
		})
		if !same || indexOf(before) != indexOf(after) {
			t.Errorf("healthy nodes turn %s into %s:\n%+v", spofsOf(before), spofsOf(after), more)
		}
	})
}

// addHealthy adds a bucket that outlives what may happen to it, or on which
// nobody relies, and a service that relies on nothing else.
func addHealthy(r *rand.Rand, s *facts.Set, i int) {
	b := bucket(facts.ID(fmt.Sprintf("healthy%d", i)), "us-east-1")
	svc := facts.Service{ID: facts.ID(fmt.Sprintf("well%d", i)), Tier: one(r, tiers...)}
	d := facts.Dependency{Service: svc.ID, Bucket: b.ID, Access: facts.Read, Need: one(r, needs...), Confidence: facts.Certain}
	if d.Need.Firm() {
		b.Scope, b.Regions = facts.ScopeDualRegion, []string{"us-east-1", "us-east-4"}
	}
	s.Buckets, s.Services, s.Dependencies = append(s.Buckets, b, bucket(b.ID+"-idle", "us-west-2")), append(s.Services, svc), append(s.Dependencies, d)
	if r.IntN(2) == 0 { // what is in trouble calls it, which is its own affair
		s.Dependencies = append(s.Dependencies, facts.Dependency{Service: s.Services[0].ID, OnService: svc.ID, Need: facts.Hard, Confidence: facts.Certain})
	}
}

// Data that lies in two buckets, or a service that is two, both of them needed as
// the one was, is no better score.
func TestSplitting(t *testing.T) {
	t.Parallel()
	eachEstate(t, 21, func(r *rand.Rand, s *facts.Set, before *Assessment) {
		bucket, service := one(r, s.Buckets...).ID, one(r, s.Services...).ID
		for what, split := range map[string]*facts.Set{"bucket": splitBucket(s, bucket), "service": splitService(s, service)} {
			if after := Assess(graph.Build(split), before.Model); indexOf(after) > indexOf(before) {
				t.Errorf("splitting the %s (%s or %s) turns %s into %s:\n%+v", what, bucket, service, spofsOf(before), spofsOf(after), s)
			}
		}
	})
}

// splitBucket puts one half of a bucket's data into a second bucket, with all
// that the first has: who needs it, its copies and its switches.
func splitBucket(s *facts.Set, whole facts.ID) *facts.Set {
	more, half := cloned(s), whole+"-half"
	for _, b := range s.Buckets {
		if b.ID == whole {
			b.ID = half
			more.Buckets = append(more.Buckets, b)
		}
	}
	for _, d := range s.Dependencies {
		if d.Bucket == whole {
			d.Bucket = half
			more.Dependencies = append(more.Dependencies, d)
		}
	}
	for _, c := range s.Copies {
		if c.From == whole || c.To == whole {
			c.From, c.To = renamed(c.From, whole, half), renamed(c.To, whole, half)
			more.Copies = append(more.Copies, c)
		}
	}
	for _, sw := range s.Switches {
		if slices.Contains(sw.Members, whole) {
			sw.Members = []facts.ID{renamed(sw.Members[0], whole, half), renamed(sw.Members[1], whole, half)}
			more.Switches = append(more.Switches, sw)
		}
	}
	return more
}

func renamed(id, from, to facts.ID) facts.ID {
	if id == from {
		return to
	}
	return id
}

// splitService makes two of a service, each of which needs what it needed. Who
// called it calls both.
func splitService(s *facts.Set, whole facts.ID) *facts.Set {
	more, half := cloned(s), whole+"-half"
	for _, svc := range s.Services {
		if svc.ID == whole {
			svc.ID = half
			more.Services = append(more.Services, svc)
		}
	}
	for _, d := range s.Dependencies {
		if d.Service == whole || d.OnService == whole {
			d.Service, d.OnService = renamed(d.Service, whole, half), renamed(d.OnService, whole, half)
			more.Dependencies = append(more.Dependencies, d)
		}
	}
	for _, sw := range s.Switches {
		if sw.Service == whole {
			sw.Service = half
			more.Switches = append(more.Switches, sw)
		}
	}
	return more
}

// One service more that an event takes down, a higher tier, a firmer need: the
// score of no event falls.
func TestWorseEstates(t *testing.T) {
	t.Parallel()
	eachEstate(t, 31, func(r *rand.Rand, s *facts.Set, before *Assessment) {
		joined, raised, firmer := cloned(s), cloned(s), cloned(s)
		joined.Services = append(joined.Services, facts.Service{ID: "joins", Tier: one(r, tiers...)})
		d := one(r, s.Dependencies...)
		d.Service = "joins"
		joined.Dependencies = append(joined.Dependencies, d)
		svc := &raised.Services[r.IntN(len(raised.Services))]
		svc.Tier = tiers[min(slices.Index(tiers, svc.Tier)+1+r.IntN(2), len(tiers)-1)]
		firmer.Copies, firmer.Switches = nil, nil // a second bucket that is needed firmly is a way out where there are copies
		base := Assess(graph.Build(cloned(firmer)), before.Model)
		firmer.Dependencies[r.IntN(len(firmer.Dependencies))].Need = facts.Hard
		neverLower(t, "a service joins", before, joined)
		neverLower(t, "a tier rises", before, raised)
		neverLower(t, "a need hardens", base, firmer)
	})
}

// neverLower sees that every event is still there, and scores no less.
func neverLower(t *testing.T, what string, before *Assessment, worse *facts.Set) {
	t.Helper()
	after := map[string]float64{}
	for _, s := range Assess(graph.Build(worse), before.Model).SPOFs {
		after[s.ID] = s.Score.Value
	}
	for _, s := range before.SPOFs {
		if got, ok := after[s.ID]; !ok || got < s.Score.Value {
			t.Errorf("%s: %s falls from %v to %v (%t):\n%+v", what, s.ID, s.Score.Value, got, ok, worse)
		}
	}
}

// Services that are called one keep the highest tier and the firmest need, and
// lose no more than breadth: 0.15 of the blast.
func TestMerging(t *testing.T) {
	t.Parallel()
	r, m := rand.New(rand.NewPCG(41, 42)), Defaults() //nolint:gosec // a test's own numbers
	for range 100_000 {
		in := Input{Class: ServiceLoss, Services: randomWeights(r, 2+r.IntN(20))}
		merged, k := in, 2+r.IntN(len(in.Services)-1)
		merged.Services = append([]Weight{joined(in.Services[:k])}, in.Services[k:]...)
		before, _ := m.blast(in)
		after, _ := m.blast(merged)
		if after < before-0.15-1e-9 || m.owner(merged) != m.owner(in) || m.policy(merged) != m.policy(in) {
			t.Fatalf("merging the first %d turns a blast of %v into %v: %+v", k, before, after, in.Services)
		}
	}
}

// joined is the one service that several are called.
func joined(list []Weight) Weight {
	tier, need := 0, 0
	for _, w := range list {
		tier, need = max(tier, slices.Index(tiers, w.Tier)), max(need, slices.Index(needs, w.Need))
	}
	return Weight{Tier: tiers[tier], Need: needs[need]}
}

func randomWeights(r *rand.Rand, n int) []Weight {
	list := make([]Weight, n)
	for i := range list {
		list[i] = Weight{Tier: one(r, tiers...), Need: one(r, needs...)}
	}
	return list
}

// spofsOf writes events with their scores for a failed test.
func spofsOf(a *Assessment) string {
	var text string
	for _, s := range a.SPOFs {
		text += fmt.Sprintf("[%s %v]", s.ID, s.Score.Value)
	}
	return text
}
