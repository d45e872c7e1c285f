package faults

import (
	"math"
	"slices"
)

// Times says for how many minutes each node is down when events happen together,
// each for so many minutes: zero for what never fails, infinity for what does not
// come back. The largest of the times that a gate waits for counts, where it fails
// by one input, and the smallest where it fails by all: a (min, max) algebra, so
// no moment has to be tried. Doubts last for ever unless the best is hoped for.
func (m *Model) Times(hope bool, lasting map[Node]float64) []float64 {
	t := make([]float64, m.Len())
	for n := range t {
		t[n] = m.alone(Node(n), hope, lasting)
	}
	var scratch []float64
	for _, c := range m.order {
		for range len(c.nodes) + 1 { // a reason passes each node of a cycle once at most
			changed := false
			for _, n := range c.nodes {
				if m.kinds[n] != gate || m.need[n] == 0 {
					continue
				}
				scratch = scratch[:0]
				for _, in := range m.Inputs(n) {
					scratch = append(scratch, t[in])
				}
				if d := nth(scratch, int(m.need[n])); d > t[n] {
					t[n], changed = d, true
				}
			}
			if !c.cyclic || !changed {
				break
			}
		}
	}
	return t
}

// alone is how long a node fails by itself.
func (m *Model) alone(n Node, hope bool, lasting map[Node]float64) float64 {
	switch {
	case m.kinds[n] == event:
		return lasting[n]
	case m.kinds[n] == delay:
		return m.delays[n]
	case m.Fails(n, View{At: math.Inf(1), Hope: hope}):
		return math.Inf(1)
	}
	return 0
}

// nth is the k-th largest of some times: until then, k of them are still down.
func nth(times []float64, k int) float64 {
	switch {
	case k > len(times):
		return 0
	case k == 1:
		return slices.Max(times)
	case k == len(times):
		return slices.Min(times)
	}
	slices.Sort(times)
	return times[len(times)-k]
}
