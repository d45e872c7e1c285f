package faults_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/resilint/resilint/analyzers/resilience/faults"
)

// plan is a model as a list, from which both the real one and the naive answers
// are made.
type plan struct {
	kinds  []byte // 'e'vent, 'd'elay, '?' doubt, 'g'ate
	need   []int  // of gates; -1: all
	delay  []float64
	inputs [][]int // of gates; they may lead to anything, so there are cycles
}

func randomPlan(r *rand.Rand) plan {
	var p plan
	leaves, gates := 1+r.IntN(14), 1+r.IntN(12)
	for range leaves {
		p.add("eeeeeeed?"[r.IntN(9)], 0, float64(r.IntN(4)*10), nil)
	}
	for range gates {
		need := []int{1, 1, -1, -1, 2, 3}[r.IntN(6)]
		var in []int
		for range r.IntN(5) {
			reach := len(p.kinds)
			if r.IntN(4) == 0 {
				reach = leaves + gates // forwards too
			}
			in = append(in, r.IntN(reach))
		}
		p.add('g', need, 0, in)
	}
	return p
}

func (p *plan) add(kind byte, need int, delay float64, in []int) {
	p.kinds, p.need, p.delay, p.inputs = append(p.kinds, kind), append(p.need, need), append(p.delay, delay), append(p.inputs, in)
}

func (p *plan) model() *faults.Model {
	var b faults.Builder
	for i, k := range p.kinds {
		switch k {
		case 'e':
			b.Event()
		case 'd':
			b.Delay(p.delay[i])
		case '?':
			b.Doubt()
		default:
			b.AtLeast(p.need[i])
		}
	}
	for g, in := range p.inputs {
		for _, i := range in {
			b.Feed(faults.Node(g), faults.Node(i))
		}
	}
	return b.Model()
}

// down is the naive answer: look at every gate again until nothing changes.
func (p *plan) down(v faults.View, events ...int) []bool {
	fails := make([]bool, len(p.kinds))
	for changed := true; changed; {
		changed = false
		for n := range p.kinds {
			if !fails[n] && p.fails(n, v, events, fails) {
				fails[n], changed = true, true
			}
		}
	}
	return fails
}

func (p *plan) fails(n int, v faults.View, events []int, fails []bool) bool {
	switch p.kinds[n] {
	case 'e':
		return slices.Contains(events, n)
	case 'd':
		return p.delay[n] > v.At
	case '?':
		return !v.Hope
	}
	distinct := slices.Compact(slices.Sorted(slices.Values(p.inputs[n])))
	count := 0
	for _, in := range distinct {
		if fails[in] {
			count++
		}
	}
	need := p.need[n]
	if need < 0 {
		need = len(distinct)
	}
	return count >= need
}

func (p *plan) events() []int {
	var list []int
	for n, k := range p.kinds {
		if k == 'e' {
			list = append(list, n)
		}
	}
	return list
}

var views = []faults.View{{}, {At: 10}, {At: 20, Hope: true}, {At: math.Inf(1)}, {At: math.Inf(1), Hope: true}}

// TestBruteForce compares the cut sets of random models with cycles, votes, delays
// and doubts with those that trying every event and every two of them finds.
func TestBruteForce(t *testing.T) {
	for seed := range uint64(4000) {
		p := randomPlan(rand.New(rand.NewPCG(seed, 7)))
		for _, v := range views {
			compareFamilies(t, seed, &p, v)
			if t.Failed() {
				return
			}
		}
	}
}

func compareFamilies(t *testing.T, seed uint64, p *plan, v faults.View) {
	t.Helper()
	m := p.model()
	got := m.Families(v, faults.Limits{})
	all := make([]faults.Node, m.Len())
	for n := range all {
		all[n] = faults.Node(n)
	}
	singles := m.Singles(v, all)
	want := naive(p, v)
	for n := range got {
		g, w := got[n], want[n]
		if g.Always != w.Always || !slices.Equal(g.Singles, w.Singles) || !slices.Equal(g.Pairs, w.Pairs) {
			t.Errorf("seed %d, %+v, node %d: got %+v, want %+v", seed, v, n, g, w)
		}
		if of := singles.Of(faults.Node(n)); !slices.Equal(of, w.Singles) {
			t.Errorf("seed %d, %+v, node %d: singles %v, want %v", seed, v, n, of, w.Singles)
		}
		if slices.Contains(singles.Always, faults.Node(n)) != w.Always {
			t.Errorf("seed %d, %+v, node %d: always should be %v", seed, v, n, w.Always)
		}
	}
}

func naive(p *plan, v faults.View) []faults.Family {
	want := make([]faults.Family, len(p.kinds))
	note := func(fails []bool, put func(f *faults.Family)) {
		for n, down := range fails {
			if down && !want[n].Always {
				put(&want[n])
			}
		}
	}
	note(p.down(v), func(f *faults.Family) { f.Always = true })
	for _, e := range p.events() {
		note(p.down(v, e), func(f *faults.Family) { f.Singles = append(f.Singles, faults.Node(e)) })
	}
	for i, a := range p.events() {
		for _, b := range p.events()[i+1:] {
			note(p.down(v, a, b), func(f *faults.Family) {
				if !slices.Contains(f.Singles, faults.Node(a)) && !slices.Contains(f.Singles, faults.Node(b)) {
					f.Pairs = append(f.Pairs, faults.Pair(uint64(a)<<32|uint64(b)))
				}
			})
		}
	}
	return want
}

// TestCertificates asks for a proof of every answer, and lets the checker read it.
func TestCertificates(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 11))
		p := randomPlan(r)
		m, v := p.model(), views[r.IntN(len(views))]
		var events []faults.Node
		var plain []int
		for _, e := range p.events() {
			if r.IntN(3) == 0 {
				events, plain = append(events, faults.Node(e)), append(plain, e)
			}
		}
		for n, down := range p.down(v, plain...) {
			top := faults.Node(n)
			proof, support := m.Derivation(v, top, events...), m.Support(v, top, events...)
			if (proof != nil) != down || (support != nil) == down {
				t.Fatalf("seed %d, node %d: down %v, proof %v, support %v", seed, n, down, proof, support)
			}
			err := faults.CheckSupport(m, v, top, events, support)
			if down {
				err = faults.CheckDerivation(m, v, top, events, proof)
			}
			if err != nil {
				t.Fatalf("seed %d, node %d: %v", seed, n, err)
			}
		}
	}
}

// TestCheckers plants mistakes in proofs: a step left out, or a claim about
// something else.
func TestCheckers(t *testing.T) {
	var b faults.Builder
	east, west, slow := b.Event(), b.Event(), b.Delay(60)
	copied := b.Any(west, slow)
	top := b.All(east, copied)
	m, v := b.Model(), faults.View{}
	proof := m.Derivation(v, top, east)
	for i := range proof {
		if err := faults.CheckDerivation(m, v, top, []faults.Node{east}, slices.Delete(slices.Clone(proof), i, i+1)); err == nil {
			t.Errorf("a proof without its step %d is taken: %v", i, proof)
		}
	}
	later := faults.View{At: 60}
	support := m.Support(later, top, east)
	for i := range support {
		if err := faults.CheckSupport(m, later, top, []faults.Node{east}, slices.Delete(slices.Clone(support), i, i+1)); err == nil {
			t.Errorf("a proof without its step %d is taken: %v", i, support)
		}
	}
	if err := faults.CheckSupport(m, v, top, []faults.Node{east}, support); err == nil {
		t.Error("what holds later is taken to hold at once")
	}
}

// TestTimes compares the times that nodes are down with what fails at each moment.
func TestTimes(t *testing.T) {
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 13))
		p := randomPlan(r)
		lasting, hope := map[faults.Node]float64{}, r.IntN(2) == 0
		for _, e := range p.events() {
			if r.IntN(2) == 0 {
				lasting[faults.Node(e)] = float64(5 + 10*r.IntN(4))
			}
		}
		times := p.model().Times(hope, lasting)
		for at := 0.0; at < 50; at += 2.5 {
			var still []int
			for n, d := range lasting {
				if d > at {
					still = append(still, int(n))
				}
			}
			for n, down := range p.down(faults.View{At: at, Hope: hope}, still...) {
				if down != (times[n] > at) {
					t.Fatalf("seed %d, node %d at %v: down %v, and its time is %v", seed, n, at, down, times[n])
				}
			}
		}
	}
}

// TestBrackets holds that doubts lie between the two ways to take them: whatever
// is true of each, the hopeful answer fails no more, and the other no less.
func TestBrackets(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 17))
		p := randomPlan(r)
		truth := plan{kinds: slices.Clone(p.kinds), need: p.need, delay: p.delay, inputs: slices.Clone(p.inputs)}
		for n, k := range p.kinds {
			if k == '?' { // one of the two completions: a gate that always or never fails
				truth.kinds[n] = 'g'
				truth.need = slices.Clone(truth.need)
				truth.need[n] = r.IntN(2)
			}
		}
		events := p.events()
		event := events[:min(len(events), r.IntN(3))]
		worst, so, best := p.down(faults.View{}, event...), truth.down(faults.View{}, event...), p.down(faults.View{Hope: true}, event...)
		for n := range worst {
			if so[n] && !worst[n] || best[n] && !so[n] {
				t.Fatalf("seed %d, node %d: worst %v, real %v, best %v", seed, n, worst[n], so[n], best[n])
			}
		}
	}
}

// TestCapped holds that a node which keeps too few pairs says so, keeps its
// singles, and claims nothing that is no cut set.
func TestCapped(t *testing.T) {
	var b faults.Builder
	left, right, shared := b.Any(), b.Any(), b.Event()
	for range 20 {
		b.Feed(left, b.Event())
		b.Feed(right, b.Event())
	}
	b.Feed(left, shared)
	b.Feed(right, shared)
	top := b.All(left, right)
	m := b.Model()
	f := m.Families(faults.View{}, faults.Limits{Pairs: 50})[top]
	if !f.Capped || len(f.Pairs) != 50 || !slices.Equal(f.Singles, []faults.Node{shared}) {
		t.Errorf("got %d pairs, singles %v, capped %v", len(f.Pairs), f.Singles, f.Capped)
	}
	for _, p := range f.Pairs {
		x, y := p.Nodes()
		if m.Derivation(faults.View{}, top, x, y) == nil {
			t.Errorf("%d and %d are no cut set", x, y)
		}
	}
	if whole := m.Families(faults.View{}, faults.Limits{})[top]; whole.Capped || len(whole.Pairs) != 400 {
		t.Errorf("without a cap: %d pairs, capped %v", len(whole.Pairs), whole.Capped)
	}
}
