package resilience

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// tiers are the tiers from the least important to the most: that of which nobody
// knows weighs between t2 and t1.
var tiers = []facts.Tier{facts.Tier4, facts.Tier3, facts.Tier2, facts.TierUnknown, facts.Tier1, facts.Tier0}

var needs = []facts.Need{facts.Soft, facts.Startup, facts.Hard}

// one picks any of a list.
func one[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

func truth(r *rand.Rand) facts.Truth { return one(r, facts.No, facts.Unknown, facts.Yes) }

// mostly is one value in three cases of four, and any otherwise.
func mostly(r *rand.Rand, t facts.Truth) facts.Truth {
	if r.IntN(4) > 0 {
		return t
	}
	return truth(r)
}

// randomEstate is a small estate of any kind: buckets b0, b1..., services s00,
// s01... that rely on them and on one another, copies and switches, good and bad.
func randomEstate(r *rand.Rand) *facts.Set {
	s := &facts.Set{}
	for i := range 1 + r.IntN(4) {
		s.Buckets = append(s.Buckets, randomBucket(r, i))
	}
	for i := range 1 + r.IntN(5) {
		s.Services = append(s.Services, facts.Service{ID: id(i), Tier: one(r, tiers...)})
	}
	for range 1 + r.IntN(2*len(s.Services)) {
		d := facts.Dependency{
			Service: one(r, s.Services...).ID, Access: one(r, facts.Read, facts.Write, facts.ReadWrite), Need: one(r, needs...),
			Confidence: one(r, facts.Certain, facts.Certain, facts.Possible), Permitted: mostly(r, facts.Yes),
		}
		if r.IntN(4) == 0 {
			d.OnService = one(r, s.Services...).ID
		} else {
			d.Bucket = one(r, s.Buckets...).ID
		}
		s.Dependencies = append(s.Dependencies, d)
	}
	for range r.IntN(3) {
		if c := randomCopy(r, one(r, s.Buckets...).ID, one(r, s.Buckets...).ID); c.From != c.To {
			s.Copies = append(s.Copies, c)
			s.Switches = append(s.Switches, randomSwitch(r, one(r, s.Services...).ID, c.From, c.To))
		}
	}
	return s
}

func randomBucket(r *rand.Rand, i int) facts.Bucket {
	b := bucket(facts.ID(fmt.Sprintf("b%d", i)), one(r, "us-east-1", "us-west-2", "eu-west-1"))
	b.Scope = one(r, facts.ScopeRegion, facts.ScopeRegion, facts.ScopeRegion, facts.ScopeZone, facts.ScopeDualRegion, facts.ScopeGeo, facts.ScopeUnknown)
	b.DataClass = one(r, "", "system-of-record", "user", "derived", "cache")
	b.Declared, b.Opaque = r.IntN(8) > 0, r.IntN(8) == 0
	b.Guards = facts.Guards{Versioning: mostly(r, facts.Yes), Lock: truth(r), SoftDelete: truth(r)}
	return b
}

func randomCopy(r *rand.Rand, from, to facts.ID) facts.Copy {
	c := facts.Copy{
		From: from, To: to, Enabled: mostly(r, facts.Yes), Whole: mostly(r, facts.Yes), Cold: r.IntN(6) == 0, Timed: r.IntN(2) == 0,
		NeedsVersioning: r.IntN(2) == 0, Deletes: truth(r), Allowed: mostly(r, facts.Yes), Selects: mostly(r, facts.Unknown),
	}
	if r.IntN(6) == 0 {
		c.Key.Region = one(r, "us-east-1", "us-west-2")
	}
	return c
}

func randomSwitch(r *rand.Rand, service facts.ID, members ...facts.ID) facts.Switch {
	return facts.Switch{
		Kind: "dns", Service: service, Members: members, Automatic: mostly(r, facts.Yes), Probed: mostly(r, facts.Yes), Used: mostly(r, facts.Yes),
		Reads: r.IntN(4) > 0, Writes: r.IntN(2) == 0, Written: truth(r), Misled: r.IntN(6) == 0, Spreads: r.IntN(4) == 0,
		Blind: r.IntN(6) == 0, SameHost: r.IntN(6) == 0, Home: one(r, "", "", "us-east-1"),
	}
}

// cloned is a set whose lists may be changed without changing the other's.
func cloned(s *facts.Set) *facts.Set {
	return &facts.Set{
		Buckets: slices.Clone(s.Buckets), Services: slices.Clone(s.Services), Dependencies: slices.Clone(s.Dependencies),
		Copies: slices.Clone(s.Copies), Switches: slices.Clone(s.Switches),
	}
}

// indexOf is the index of an assessment: the worst score of each bucket counts.
func indexOf(a *Assessment) float64 {
	worst := map[facts.ID]float64{}
	for i := range a.SPOFs {
		s := &a.SPOFs[i]
		worst[s.Bucket] = max(worst[s.Bucket], s.Score.Value)
	}
	index, _ := Grade(slices.Sorted(maps.Values(worst))) // sorted: sums of floats depend on their order
	return index
}

// eachEstate judges many random estates.
func eachEstate(t *testing.T, seed uint64, check func(r *rand.Rand, s *facts.Set, before *Assessment)) {
	t.Helper()
	r, m := rand.New(rand.NewPCG(seed, seed+1)), Defaults() //nolint:gosec // a test's own numbers
	found := 0
	for range 6_000 {
		s := randomEstate(r)
		a := Assess(graph.Build(s), m)
		found += len(a.SPOFs)
		check(r, s, a)
		if t.Failed() {
			return
		}
	}
	if found < 3_000 {
		t.Errorf("only %d single points of failure in all: the estates say too little", found)
	}
}
