// Package faults finds what takes something down: the minimal cut sets of order
// one and two of many top events at once, exactly; what one outage does, and for
// how long; and certificates for both answers.
//
// It knows gates, basic events and time. It does not know what an event is the
// loss of: neither clouds nor services, and no fact. Terms are those of fault-tree
// analysis (basic event, house event, gate, minimal cut set). A Model may hold
// cycles: a node fails only for a reason that begins outside of it (the least
// fixpoint), so that a cycle alone never fails. A Model is immutable, and safe for
// use by many goroutines.
package faults

import (
	"cmp"
	"slices"
)

// Node names a leaf or a gate of a model.
type Node int32

// None is no node.
const None Node = -1

// kind tells leaves and gates apart.
type kind uint8

const (
	gate  kind = iota
	event      // a basic event: fails when it is said to happen
	delay      // a house event: fails until its time has come
	doubt      // a house event: fails unless the best is hoped for
)

// View says when, and how doubts are taken. The zero value looks at the moment
// that the outage begins, and takes every doubt for bad.
type View struct {
	At   float64 // minutes since the outage began: a delay above it still fails
	Hope bool    // doubts do not fail
}

// Builder makes a Model. The zero value is an empty one.
type Builder struct {
	kinds  []kind
	need   []int32 // how many inputs must fail; below zero: all
	delays []float64
	wires  []wire
}

type wire struct{ gate, input Node }

// Event adds a basic event.
func (b *Builder) Event() Node { return b.add(event, 0, 0) }

// Delay adds a leaf that fails until so many minutes have passed. Whatever takes
// time to begin to work has one among the inputs that it fails with.
func (b *Builder) Delay(minutes float64) Node { return b.add(delay, 0, minutes) }

// Doubt adds a leaf that fails unless the best is hoped for. What may not be
// there has one among its inputs (or); what may not be needed fails only together
// with one (and).
func (b *Builder) Doubt() Node { return b.add(doubt, 0, 0) }

// Any adds a gate that fails as soon as one of its inputs does.
func (b *Builder) Any(inputs ...Node) Node { return b.AtLeast(1, inputs...) }

// All adds a gate that fails when all of its inputs do; without any it always fails.
func (b *Builder) All(inputs ...Node) Node { return b.AtLeast(-1, inputs...) }

// AtLeast adds a gate that fails when so many of its inputs do (k of n).
func (b *Builder) AtLeast(n int, inputs ...Node) Node {
	g := b.add(gate, int32(max(-1, min(n, 1<<30))), 0)
	for _, in := range inputs {
		b.Feed(g, in)
	}
	return g
}

// Feed adds an input to a gate. The same input counts once. Gates may be fed
// after they were used, so that they can stand in cycles.
func (b *Builder) Feed(gate, input Node) { b.wires = append(b.wires, wire{gate, input}) }

func (b *Builder) add(k kind, need int32, minutes float64) Node {
	b.kinds, b.need, b.delays = append(b.kinds, k), append(b.need, need), append(b.delays, minutes)
	return Node(len(b.kinds) - 1)
}

// Model is a finished graph of leaves and gates. Inputs and outputs lie in one
// array each, with the place where those of a node begin.
type Model struct {
	kinds  []kind
	need   []int32
	delays []float64
	in     adjacency
	out    adjacency
	order  []component // inputs before those they feed
}

// adjacency lists nodes by node: those of n are list[start[n]:start[n+1]].
type adjacency struct {
	start []int32
	list  []Node
}

func (a adjacency) of(n Node) []Node { return a.list[a.start[n]:a.start[n+1]] }

// Model finishes the graph. The builder may go on to be used.
func (b *Builder) Model() *Model {
	wires := slices.Clone(b.wires)
	slices.SortFunc(wires, func(x, y wire) int { return cmp.Or(cmp.Compare(x.gate, y.gate), cmp.Compare(x.input, y.input)) })
	wires = slices.Compact(wires)
	m := &Model{kinds: slices.Clone(b.kinds), need: slices.Clone(b.need), delays: slices.Clone(b.delays)}
	m.in = adjacent(len(m.kinds), wires, func(w wire) (of, to Node) { return w.gate, w.input })
	m.out = adjacent(len(m.kinds), wires, func(w wire) (of, to Node) { return w.input, w.gate })
	for n := range m.need {
		if m.need[n] < 0 {
			m.need[n] = int32(len(m.in.of(Node(n))))
		}
	}
	m.order = m.components()
	return m
}

// adjacent sorts wires by counting. Those of one node keep their order.
func adjacent(nodes int, wires []wire, ends func(wire) (of, to Node)) adjacency {
	a := adjacency{start: make([]int32, nodes+1), list: make([]Node, len(wires))}
	for _, w := range wires {
		of, _ := ends(w)
		a.start[of+1]++
	}
	for i := range nodes {
		a.start[i+1] += a.start[i]
	}
	next := slices.Clone(a.start)
	for _, w := range wires {
		of, to := ends(w)
		a.list[next[of]] = to
		next[of]++
	}
	return a
}

// Len is the number of nodes: they are 0 to Len-1, in the order they were added.
func (m *Model) Len() int { return len(m.kinds) }

// Inputs lists what feeds a gate, in order. The list must not be changed.
func (m *Model) Inputs(n Node) []Node { return m.in.of(n) }

// Needed is how many of a gate's inputs must fail for it to fail.
func (m *Model) Needed(n Node) int { return int(m.need[n]) }

// IsEvent says that a node is a basic event.
func (m *Model) IsEvent(n Node) bool { return m.kinds[n] == event }

// IsDelay says that a node is a house event that is over after some time.
func (m *Model) IsDelay(n Node) bool { return m.kinds[n] == delay }

// IsDoubt says that a node is a house event that hope turns off.
func (m *Model) IsDoubt(n Node) bool { return m.kinds[n] == doubt }

// Fails says that a node fails by itself in a view: a house event that is on, or
// a gate that needs no input for it.
func (m *Model) Fails(n Node, v View) bool {
	switch m.kinds[n] {
	case delay:
		return m.delays[n] > v.At
	case doubt:
		return !v.Hope
	case gate:
		return m.need[n] == 0
	case event:
	}
	return false
}

// Events lists the basic events, in order.
func (m *Model) Events() []Node {
	var list []Node
	for n, k := range m.kinds {
		if k == event {
			list = append(list, Node(n))
		}
	}
	return list
}
