package resilience

import (
	"math/rand/v2"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// decoys are ways to have a copy that helps nobody, each with the best that it
// may be taken for, whatever else is right about it.
var decoys = map[string]struct {
	rung Rung
	make func(r *rand.Rand, s *facts.Set)
}{
	"in the same region": {SingleRegion, func(r *rand.Rand, s *facts.Set) {
		s.Buckets[1].Region = s.Buckets[0].Region
		s.Switches = []facts.Switch{randomSwitch(r, "svc", "main", "copy")}
	}},
	"in another account of the same region": {SingleRegion, func(r *rand.Rand, s *facts.Set) {
		s.Buckets[1].Region, s.Copies[0].Foreign = s.Buckets[0].Region, facts.Yes
		s.Switches = []facts.Switch{randomSwitch(r, "svc", "main", "copy")}
	}},
	"without a switch": {WarmReplica, func(*rand.Rand, *facts.Set) {}},
	"with another service's switch": {WarmReplica, func(r *rand.Rand, s *facts.Set) {
		s.Services = append(s.Services, facts.Service{ID: "other"})
		s.Switches = []facts.Switch{randomSwitch(r, "other", "main", "copy")}
	}},
	"with a switch that no traffic passes": {WarmReplica, func(r *rand.Rand, s *facts.Set) {
		s.Switches = []facts.Switch{randomSwitch(r, "svc", "main", "copy")}
		s.Switches[0].Used = facts.No
	}},
	"that the service may not read": {WarmReplica, func(_ *rand.Rand, s *facts.Set) {
		d := s.Dependencies[0]
		d.Bucket, d.Permitted = "copy", facts.No
		s.Dependencies = append(s.Dependencies, d)
	}},
	"that its role may not write": {SingleRegion, func(r *rand.Rand, s *facts.Set) {
		s.Copies[0].Allowed = facts.No
		s.Switches = []facts.Switch{randomSwitch(r, "svc", "main", "copy")}
	}},
	"that is off": {SingleRegion, func(r *rand.Rand, s *facts.Set) {
		s.Copies[0].Enabled = facts.No
		s.Switches = []facts.Switch{randomSwitch(r, "svc", "main", "copy")}
	}},
	"under the key of the lost region": {ColdCopy, func(r *rand.Rand, s *facts.Set) {
		s.Copies[0].Key.Region = s.Buckets[0].Region
		s.Switches = []facts.Switch{randomSwitch(r, "svc", "main", "copy")}
	}},
}

// A copy that is not reachable, not switched to or not independent never counts
// as a way out, even when what is undecided about it is taken for good.
func TestDecoys(t *testing.T) {
	t.Parallel()
	r, m := rand.New(rand.NewPCG(51, 52)), Defaults() //nolint:gosec // a test's own numbers
	for range 2_000 {
		for what, decoy := range decoys {
			s := estate(func(s *facts.Set) {
				c := randomCopy(r, "main", "copy")
				s.Copies = []facts.Copy{c}
				s.Services[0].Tier, s.Dependencies[0].Access = one(r, tiers...), one(r, facts.Read, facts.ReadWrite)
				s.Buckets[0].Scope = one(r, facts.ScopeRegion, facts.ScopeUnknown, facts.ScopeZone)
				decoy.make(r, s)
			})
			for _, p := range Assess(graph.Build(s), m).Pairs {
				if p.Service == "svc" && p.Bucket == "main" && max(p.Rung, p.RungBest) > decoy.rung {
					t.Fatalf("a copy %s is taken for rung %s, at best %s: %+v", what, p.Rung, p.RungBest, s)
				}
			}
		}
	}
}
