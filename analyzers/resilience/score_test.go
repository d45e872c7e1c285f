package resilience

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
)

func services(n int, tier facts.Tier, need facts.Need) []Weight {
	list := make([]Weight, n)
	for i := range list {
		list[i] = Weight{Tier: tier, Need: need}
	}
	return list
}

// The sixteen worked cases of docs/scoring.md.
func TestWorkedCases(t *testing.T) {
	t0 := services(1, facts.Tier0, facts.Hard)
	t1 := services(1, facts.Tier1, facts.Hard)
	twelve := append(append(services(2, facts.Tier0, facts.Hard), services(4, facts.Tier1, facts.Hard)...), services(6, facts.Tier2, facts.Hard)...)
	const sor = "system-of-record"
	for _, tc := range []struct {
		name string
		in   Input
		want float64
	}{
		{"1 sole bucket of twelve services", Input{Class: ServiceLoss, Services: twelve, Data: sor}, 93.0},
		{"2 sole bucket can be deleted", Input{Class: Deletion, Services: t0, Data: sor}, 97.0},
		{"3 replica whose key or switch dies with the region", Input{Class: ServiceLoss, Services: t0, RPO: new(15.0), Data: sor}, 93.0},
		{"4 backup elsewhere", Input{Class: ServiceLoss, Services: t0, RTO: new(480.0), RPO: new(1440.0), Data: sor}, 86.6},
		{"5 replica the app cannot reach", Input{Class: ServiceLoss, Services: t0, RTO: new(240.0), RPO: new(15.0), Data: sor}, 74.9},
		{"6 replica and manual switch", Input{Class: ServiceLoss, Services: t0, RTO: new(60.0), RPO: new(15.0), Data: sor}, 60.9},
		{"7 automatic read failover", Input{Class: ServiceLoss, Services: t0, RTO: new(5.0), RPO: new(15.0), Data: sor}, 37.4},
		{"8 active-active", Input{Class: ServiceLoss, Services: t0, RTO: new(1.0), RPO: new(1.0), Data: sor}, 13.2},
		{"9 T1, one service, user data", Input{Class: ServiceLoss, Services: t1, Data: "user"}, 80.9},
		{"10 T2 report bucket", Input{Class: ServiceLoss, Services: services(1, facts.Tier2, facts.Hard), Data: "derived"}, 50.3},
		{"11 T1 static assets, degraded", Input{Class: ServiceLoss, Services: t1, Data: "derived", Degraded: true}, 44.5},
		{"12 dev cache, out of policy", Input{Class: ServiceLoss, Services: services(1, facts.Tier4, facts.Hard), Data: "cache"}, 3.8},
		{"13 co-located backups", Input{Class: RegionLoss, Services: services(1, facts.Tier0, facts.Soft), Data: sor}, 66.1},
		{"14 state bucket", Input{Class: RegionLoss, Services: t1, Purpose: facts.PurposeState}, 79.3},
		{"15 provider loss, out of policy", Input{Class: ProviderLoss, Services: t0, Data: sor}, 29.9},
		{"16 tier unknown", Input{Class: ServiceLoss, Services: services(1, facts.TierUnknown, facts.Hard), Data: "user"}, 65.5},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Defaults().Calculate(tc.in); got.Value != tc.want {
				t.Errorf("Calculate = %v (%s), want %v", got.Value, got.Vector, tc.want)
			}
		})
	}
}

// A stated target that is met halves the recovery factor.
func TestStatedTarget(t *testing.T) {
	in := Input{Class: ServiceLoss, Services: services(1, facts.Tier0, facts.Hard), RTO: new(5.0), RPO: new(15.0)}
	free := Defaults().Calculate(in).Value
	in.Stated = new(5.0)
	if met := Defaults().Calculate(in).Value; met >= free {
		t.Errorf("with a met target %v, without %v", met, free)
	}
	in.Stated = new(4.0)
	if missed := Defaults().Calculate(in).Value; missed != free {
		t.Errorf("with a missed target %v, without %v", missed, free)
	}
}

// Making things worse never lowers a score: another service, a higher tier, a
// longer outage, more data lost, an event that is more frequent or destroys more.
func TestMonotone(t *testing.T) {
	t.Parallel()
	r, m := rand.New(rand.NewPCG(1, 2)), Defaults() //nolint:gosec // a test's own numbers
	classes := []Class{Deletion, ZoneLoss, ServiceLoss, RegionLoss, GlobalService, AccountLoss, ProviderLoss}
	for range 30_000 {
		in := Input{Class: one(r, classes...), Services: randomWeights(r, 1+r.IntN(8)), RTO: new(r.Float64() * 3000), RPO: new(r.Float64() * 3000)}
		in.Data, in.Degraded = one(r, "", "system-of-record", "user", "derived", "cache"), r.IntN(4) == 0
		if r.IntN(4) == 0 {
			in.Stated = new(r.Float64() * 1000)
		}
		before := m.Calculate(in).Value
		for what, worse := range worsened(r, in) {
			if after := m.Calculate(worse).Value; after < before {
				t.Fatalf("%s lowers %v to %v: %+v", what, before, after, in)
			}
		}
		likelier := *m
		likelier.Events = maps.Clone(m.Events)
		prior := m.Events[in.Class]
		prior.PerYear, prior.Loss = prior.PerYear*(1+9*r.Float64()), prior.Loss+(1-prior.Loss)*r.Float64()
		likelier.Events[in.Class] = prior
		if after := likelier.Calculate(in).Value; after < before {
			t.Fatalf("%g times a year, lost with %g: %v falls to %v: %+v", prior.PerYear, prior.Loss, before, after, in)
		}
	}
}

// worsened is an input with one thing worse.
func worsened(r *rand.Rand, in Input) map[string]Input {
	joined, raised, longer, endless, later, gone := in, in, in, in, in, in
	joined.Services = append(slices.Clone(in.Services), randomWeights(r, 1)...)
	raised.Services = slices.Clone(in.Services)
	w := &raised.Services[r.IntN(len(raised.Services))]
	w.Tier = tiers[min(slices.Index(tiers, w.Tier)+1, len(tiers)-1)]
	longer.RTO, endless.RTO = new(*in.RTO*2), nil
	later.RPO, gone.RPO = new(*in.RPO+60), nil
	return map[string]Input{
		"another service": joined, "a higher tier": raised, "a longer outage": longer, "an outage without end": endless,
		"more data lost": later, "all data lost": gone,
	}
}

func TestGrade(t *testing.T) {
	repeat := func(n int, s float64) []float64 {
		list := make([]float64, n)
		for i := range list {
			list[i] = s
		}
		return list
	}
	for _, tc := range []struct {
		scores []float64
		index  float64
		letter string
	}{
		{nil, 100, "A"},
		{repeat(1, 93), 44.7, "D"},
		{repeat(2, 93), 20.0, "F"},
		{repeat(1, 50), 88.2, "B"},
		{repeat(10, 50), 28.7, "D"},
		{repeat(1, 37), 95.1, "A"},
		{repeat(50, 20), 67.0, "C"},
		{repeat(1, 75), 65.6, "C"},
	} {
		index, letter := Grade(tc.scores)
		if math.Abs(index-tc.index) > 0.05 || letter != tc.letter {
			t.Errorf("Grade(%v) = %.1f %s, want %.1f %s", tc.scores, index, letter, tc.index, tc.letter)
		}
	}
}

// What cannot be seen is not said to be missing, and counts as if it were.
func TestUnseenCopies(t *testing.T) {
	in := Input{Class: ServiceLoss, Services: []Weight{{Need: facts.Hard}}}
	seen := Defaults().Calculate(in)
	in.Unseen = true
	unseen := Defaults().Calculate(in)
	if seen.Value != unseen.Value || seen.Vector != unseen.Vector {
		t.Errorf("%v and %v", seen, unseen)
	}
	for i, f := range unseen.Factors {
		if says := strings.Contains(f.Reason, "seen here"); says != (f.Name == "recovery" || f.Name == "data") || says == strings.Contains(seen.Factors[i].Reason, "seen here") && says {
			t.Errorf("%s: %s", f.Name, f.Reason)
		}
	}
}
