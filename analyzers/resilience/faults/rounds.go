package faults

// Gate is one gate of a model without cycles.
type Gate struct {
	Node   Node
	Round  int // how often the node was told before, on its way round a cycle
	Final  bool
	Needed int     // how many inputs must fail
	Inputs []Input // each told before it, or a leaf
}

// Input is a gate's input.
type Input struct {
	Node  Node
	Round int // of a gate; -1 stands for the last time that it was told
}

// Unrolled lists the gates that tops hang on, each after those that feed it. A cycle is told as often
// as it has nodes, the first time as if nothing had come round: after so many
// rounds nothing new can. It is for programs that read no cycles, and refuses, with
// false, when that would take more than so many gates.
func (m *Model) Unrolled(limit int, tops ...Node) ([]Gate, bool) {
	var list []Gate
	asked := m.above(tops)
	in := make([]int32, m.Len()) // the component of a node, from 1
	for i, c := range m.order {
		for _, n := range c.nodes {
			in[n] = int32(i + 1)
		}
		rounds := 1
		if c.cyclic {
			rounds = len(c.nodes)
		}
		for r := range rounds {
			for _, n := range c.nodes {
				if m.kinds[n] != gate || !asked[n] {
					continue
				}
				if len(list) >= limit {
					return nil, false
				}
				list = append(list, m.told(n, r, rounds, func(x Node) bool { return c.cyclic && in[x] == in[n] }))
			}
		}
	}
	return list, true
}

// told is one telling of a gate. What comes round is what was told in the round
// before; in the first there is none.
func (m *Model) told(n Node, round, rounds int, inside func(Node) bool) Gate {
	g := Gate{Node: n, Round: round, Final: round == rounds-1, Needed: int(m.need[n])}
	for _, x := range m.Inputs(n) {
		switch {
		case !inside(x):
			g.Inputs = append(g.Inputs, Input{x, -1})
		case round > 0:
			g.Inputs = append(g.Inputs, Input{x, round - 1})
		}
	}
	return g
}

// above says of each node whether some of the tops hang on it.
func (m *Model) above(tops []Node) []bool {
	asked := make([]bool, m.Len())
	for front := tops; len(front) > 0; {
		var next []Node
		for _, n := range front {
			if !asked[n] {
				asked[n] = true
				next = append(next, m.Inputs(n)...)
			}
		}
		front = next
	}
	return asked
}
