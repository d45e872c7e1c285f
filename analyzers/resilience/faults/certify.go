package faults

import "slices"

// Derivation proves that events which happen together take a node down: it lists
// nodes that fail, each after the inputs that it fails by, the node itself last.
// It is nil when they do not.
func (m *Model) Derivation(v View, top Node, events ...Node) []Node {
	w := m.wave(v)
	always := slices.Clone(w.queue)
	rank := make(map[Node]int)
	for i, n := range append(always, w.spread(events...)...) {
		rank[n] = i + 1
	}
	if rank[top] == 0 {
		return nil
	}
	asked, list := map[Node]bool{top: true}, []Node{top}
	for i := 0; i < len(list); i++ {
		for _, in := range m.reasons(list[i], v, events, rank) {
			if !asked[in] {
				asked[in] = true
				list = append(list, in)
			}
		}
	}
	slices.SortFunc(list, func(a, b Node) int { return rank[a] - rank[b] })
	return list
}

// reasons are the first inputs to fail that are enough for a node to.
func (m *Model) reasons(n Node, v View, events []Node, rank map[Node]int) []Node {
	if m.Fails(n, v) || slices.Contains(events, n) {
		return nil
	}
	var failed []Node
	for _, in := range m.Inputs(n) {
		if rank[in] > 0 && rank[in] < rank[n] {
			failed = append(failed, in)
		}
	}
	slices.SortFunc(failed, func(a, b Node) int { return rank[a] - rank[b] })
	return failed[:min(len(failed), m.Needed(n))]
}

// Support proves that a node survives events which happen together: it lists
// nodes that hold one another up, the node itself first. It is nil when the node fails.
func (m *Model) Support(v View, top Node, events ...Node) []Node {
	w := m.wave(v)
	w.spread(events...)
	if w.down(top) {
		return nil
	}
	asked, list := map[Node]bool{top: true}, []Node{top}
	for i := 0; i < len(list); i++ {
		n := list[i]
		left := len(m.Inputs(n)) - m.Needed(n) + 1 // so many must hold
		for _, in := range m.Inputs(n) {
			if left <= 0 {
				break
			}
			if w.down(in) {
				continue
			}
			left--
			if !asked[in] {
				asked[in] = true
				list = append(list, in)
			}
		}
	}
	return list
}
