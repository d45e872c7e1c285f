package faults

import (
	"slices"
)

// Pair is two nodes, the smaller first, in one number: so that lists of pairs sort
// and compare fast.
type Pair uint64

func pairOf(a, b Node) Pair { return Pair(min(a, b))<<32 | Pair(max(a, b)) }

// Nodes are the two of a pair.
func (p Pair) Nodes() (a, b Node) { return Node(p >> 32), Node(p & 0xffffffff) }

// Family is the minimal cut sets of a node that hold at most two events.
type Family struct {
	Always  bool   // it fails without any event; there are no sets then
	Singles []Node // in order
	Pairs   []Pair // in order; none holds a single
	// Capped says that there are more pairs than were kept. Those kept are cut sets
	// all the same, and the singles are complete.
	Capped bool
}

// Limits bound the work on families; zero stands for DefaultPairs.
type Limits struct {
	Pairs int // how many pairs a node keeps
}

// DefaultPairs is how many pairs a node keeps where nothing else is said.
const DefaultPairs = 10_000

// Families finds the minimal cut sets of order one and two of every node, from
// the leaves up. Families share their slices, which must not be changed.
func (m *Model) Families(v View, limits Limits) []Family {
	f := &families{m: m, of: make([]Family, m.Len()), limit: limits.Pairs}
	if f.limit <= 0 {
		f.limit = DefaultPairs
	}
	leaves := make([]Node, m.Len())
	for n := range leaves {
		leaves[n] = Node(n)
		switch {
		case m.Fails(Node(n), v):
			f.of[n].Always = true
		case m.kinds[n] == event:
			f.of[n].Singles = leaves[n : n+1 : n+1]
		}
	}
	for _, c := range m.order {
		f.solve(c)
	}
	return f.of
}

type families struct {
	m     *Model
	of    []Family
	limit int
	nodes []Node // scratch
	pairs []Pair // scratch
}

// solve gives the families of one part of the model. A reason enters a cycle from
// outside and passes each of its nodes once at most, which bounds the rounds.
func (f *families) solve(c component) {
	for range len(c.nodes) + 1 {
		changed := false
		for _, n := range c.nodes {
			if f.m.kinds[n] != gate || f.of[n].Always {
				continue
			}
			got := f.gate(n)
			changed = changed || c.cyclic && !got.equal(f.of[n])
			f.of[n] = got
		}
		if !changed {
			return
		}
	}
}

func (a Family) equal(b Family) bool {
	return a.Always == b.Always && slices.Equal(a.Singles, b.Singles) && slices.Equal(a.Pairs, b.Pairs)
}

func (f *families) gate(n Node) Family {
	inputs, need := f.m.Inputs(n), int(f.m.need[n])
	switch {
	case need > len(inputs):
		return Family{}
	case need == 1:
		return f.any(inputs)
	case need == len(inputs):
		got := f.of[inputs[0]]
		for _, in := range inputs[1:] {
			got = f.both(got, f.of[in])
		}
		return got
	}
	return f.vote(inputs, need)
}

// vote is the family of k of n: for each input in turn, j of those so far fail
// when they did before it, or when it makes the j-th.
func (f *families) vote(inputs []Node, k int) Family {
	row := make([]Family, k+1)
	row[0].Always = true
	for _, in := range inputs {
		for j := k; j > 0; j-- {
			row[j] = f.either(row[j], f.both(row[j-1], f.of[in]))
		}
	}
	return row[k]
}

// any is the family of a gate that fails by one input.
func (f *families) any(inputs []Node) Family {
	only, seen := Family{}, 0
	for _, in := range inputs {
		x := &f.of[in]
		switch {
		case x.Always:
			return Family{Always: true}
		case len(x.Singles)+len(x.Pairs) > 0 || x.Capped:
			only, seen = *x, seen+1
		}
	}
	if seen <= 1 {
		return only
	}
	f.nodes, f.pairs = f.nodes[:0], f.pairs[:0]
	got := Family{}
	for _, in := range inputs {
		x := &f.of[in]
		f.nodes = append(f.nodes, x.Singles...)
		f.pairs = append(f.pairs, x.Pairs...)
		got.Capped = got.Capped || x.Capped
	}
	return f.finish(got)
}

func (f *families) either(a, b Family) Family {
	switch {
	case a.Always || b.Always:
		return Family{Always: true}
	case a.empty():
		return b
	case b.empty():
		return a
	}
	f.nodes = append(append(f.nodes[:0], a.Singles...), b.Singles...)
	f.pairs = append(append(f.pairs[:0], a.Pairs...), b.Pairs...)
	return f.finish(Family{Capped: a.Capped || b.Capped})
}

func (a Family) empty() bool {
	return !a.Always && !a.Capped && len(a.Singles) == 0 && len(a.Pairs) == 0
}

// finish makes a family of what was gathered: in order, each once, and no pair
// that a single already tells of.
func (f *families) finish(got Family) Family {
	slices.Sort(f.nodes)
	got.Singles = slices.Clone(slices.Compact(f.nodes))
	slices.Sort(f.pairs)
	f.pairs = slices.Compact(f.pairs)
	kept := f.pairs[:0]
	for _, p := range f.pairs {
		if a, b := p.Nodes(); !has(got.Singles, a) && !has(got.Singles, b) {
			kept = append(kept, p)
		}
	}
	if len(kept) > f.limit {
		kept, got.Capped = kept[:f.limit], true
	}
	got.Pairs = slices.Clone(kept)
	return got
}

// both is the family of two nodes that fail together: an event of both, two
// events of one each, or a pair of one that the other fails by as well.
func (f *families) both(a, b Family) Family {
	switch {
	case a.Always:
		return b
	case b.Always:
		return a
	case a.empty() || b.empty():
		return Family{}
	}
	got := Family{Capped: a.Capped || b.Capped}
	f.nodes, f.pairs = f.nodes[:0], f.pairs[:0]
	got.Capped = f.cross(a.Singles, b.Singles) || got.Capped
	f.hitting(a.Pairs, b)
	f.hitting(b.Pairs, a)
	return f.finish(got)
}

// cross gathers the events that two lists share, and the pairs of the others. It
// says that there were too many: any pair is as good as another then.
func (f *families) cross(a, b []Node) (capped bool) {
	f.nodes = append(f.nodes, common(a, b)...)
	shared := f.nodes
	for _, x := range a {
		if has(shared, x) {
			continue
		}
		for _, y := range b {
			if has(shared, y) {
				continue
			}
			if len(f.pairs) >= f.limit {
				return true
			}
			f.pairs = append(f.pairs, pairOf(x, y))
		}
	}
	return false
}

// hitting gathers the pairs of one side that take the other down too.
func (f *families) hitting(pairs []Pair, other Family) {
	for _, p := range pairs {
		a, b := p.Nodes()
		if _, found := slices.BinarySearch(other.Pairs, p); found || has(other.Singles, a) || has(other.Singles, b) {
			f.pairs = append(f.pairs, p)
		}
	}
}

// common lists what two ordered lists share.
func common(a, b []Node) []Node {
	var list []Node
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case b[0] < a[0]:
			b = b[1:]
		default:
			list = append(list, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return list
}

func has(list []Node, n Node) bool {
	_, found := slices.BinarySearch(list, n)
	return found
}
