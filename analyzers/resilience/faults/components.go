package faults

import "slices"

// component is one strongly connected part of a model: nodes that wait for one
// another. Most hold one node, and no cycle.
type component struct {
	nodes  []Node
	cyclic bool
}

// components orders the parts of a model so that what feeds a part stands before
// it (Tarjan 1972), without recursion, as chains may be as long as the model.
func (m *Model) components() []component {
	t := &tarjan{m: m, index: make([]int32, m.Len()), low: make([]int32, m.Len()), held: make([]bool, m.Len())}
	t.all = make([]Node, 0, m.Len())
	t.parts = make([]component, 0, m.Len())
	for n := range Node(m.Len()) {
		if t.index[n] == 0 {
			t.walk(n)
		}
	}
	return t.parts
}

type tarjan struct {
	m     *Model
	index []int32 // when a node was met, from 1; 0: not yet
	low   []int32 // the earliest node that it leads to
	held  []bool  // the node is on the stack
	stack []Node
	calls []call
	next  int32
	all   []Node // the nodes of all parts, one after the other
	parts []component
}

// call is one step of the walk: a node, and how many of its inputs were seen.
type call struct {
	n    Node
	seen int
}

func (t *tarjan) walk(root Node) {
	t.enter(root)
	for len(t.calls) > 0 {
		c := &t.calls[len(t.calls)-1]
		if inputs := t.m.Inputs(c.n); c.seen < len(inputs) {
			in := inputs[c.seen]
			c.seen++
			switch {
			case t.index[in] == 0:
				t.enter(in)
			case t.held[in]:
				t.low[c.n] = min(t.low[c.n], t.index[in])
			}
			continue
		}
		t.leave(c.n)
	}
}

func (t *tarjan) enter(n Node) {
	t.next++
	t.index[n], t.low[n], t.held[n] = t.next, t.next, true
	t.stack = append(t.stack, n)
	t.calls = append(t.calls, call{n: n})
}

func (t *tarjan) leave(n Node) {
	t.calls = t.calls[:len(t.calls)-1]
	if len(t.calls) > 0 {
		up := t.calls[len(t.calls)-1].n
		t.low[up] = min(t.low[up], t.low[n])
	}
	if t.low[n] != t.index[n] {
		return
	}
	first := len(t.all)
	for {
		last := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.held[last] = false
		t.all = append(t.all, last)
		if last == n {
			break
		}
	}
	part := t.all[first:len(t.all):len(t.all)]
	t.parts = append(t.parts, component{nodes: part, cyclic: len(part) > 1 || slices.Contains(t.m.Inputs(n), n)})
}
