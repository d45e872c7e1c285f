package faults

import "slices"

// wave spreads failures forwards through a model: a gate fails when it has counted
// as many failed inputs as it needs. What fails in the view alone is spread once;
// each outage is then spread upon that, and forgotten by a new generation number
// instead of by clearing.
type wave struct {
	m      *Model
	always []bool  // fails in the view without any event
	base   []int32 // failed inputs, of those
	gen    int32
	stamp  []int32 // the generation that count and failed are of
	count  []int32
	failed []int32 // the generation in which a node failed
	queue  []Node  // what failed, in order
}

func (m *Model) wave(v View) *wave {
	size := m.Len()
	w := &wave{m: m, always: make([]bool, size), base: make([]int32, size), stamp: make([]int32, size), count: make([]int32, size), failed: make([]int32, size)}
	for node := range Node(size) {
		if m.Fails(node, v) {
			w.always[node] = true
			w.queue = append(w.queue, node)
		}
	}
	for read := 0; read < len(w.queue); {
		n := w.queue[read]
		read++
		for _, g := range m.out.of(n) {
			if w.base[g]++; w.base[g] == m.need[g] && !w.always[g] {
				w.always[g] = true
				w.queue = append(w.queue, g)
			}
		}
	}
	return w
}

// spread lets events happen together, and gives what fails by them, each after
// what it fails by. What fails without them is left out. The list is good until
// the next call.
func (w *wave) spread(events ...Node) []Node {
	w.gen++
	w.queue = w.queue[:0]
	for _, e := range events {
		if !w.always[e] && w.failed[e] != w.gen {
			w.fail(e)
		}
	}
	for read := 0; read < len(w.queue); {
		n := w.queue[read]
		read++
		for _, g := range w.m.out.of(n) {
			if w.stamp[g] != w.gen {
				w.stamp[g], w.count[g] = w.gen, w.base[g]
			}
			if w.count[g]++; w.count[g] == w.m.need[g] {
				w.fail(g)
			}
		}
	}
	return w.queue
}

func (w *wave) fail(n Node) {
	w.failed[n] = w.gen
	w.queue = append(w.queue, n)
}

// down says that a node fails in the last outage.
func (w *wave) down(n Node) bool { return w.always[n] || w.failed[n] == w.gen }

// Singles are the cut sets of order one of chosen nodes, read both ways. What
// fails without any event is in Always alone.
type Singles struct {
	Always []Node // of the chosen nodes, in their order
	events []Node
	place  []int32   // of a node among the chosen ones, from 1; 0: it is none
	blast  adjacency // by place among the events, from 0: what each takes down
	causes adjacency // by place among the chosen nodes, from 0: what takes each down
}

// Singles finds, for every basic event, which of the chosen nodes it takes down.
func (m *Model) Singles(v View, tops []Node) *Singles {
	s := &Singles{events: m.Events(), place: make([]int32, m.Len())}
	w := m.wave(v)
	for i, t := range tops {
		s.place[t] = int32(i + 1)
		if w.always[t] {
			s.Always = append(s.Always, t)
		}
	}
	s.blast.start = make([]int32, 1, len(s.events)+1)
	for _, e := range s.events {
		for _, n := range w.spread(e) {
			if s.place[n] > 0 {
				s.blast.list = append(s.blast.list, n)
			}
		}
		s.blast.start = append(s.blast.start, int32(len(s.blast.list)))
	}
	s.turn(len(tops))
	return s
}

// turn lists the events by what they take down, by counting.
func (s *Singles) turn(tops int) {
	s.causes = adjacency{start: make([]int32, tops+1), list: make([]Node, len(s.blast.list))}
	for _, n := range s.blast.list {
		s.causes.start[s.place[n]]++
	}
	for i := range tops {
		s.causes.start[i+1] += s.causes.start[i]
	}
	next := slices.Clone(s.causes.start)
	for i, e := range s.events {
		for _, n := range s.blast.of(Node(i)) {
			at := &next[s.place[n]-1]
			s.causes.list[*at] = e
			*at++
		}
	}
}

// Each calls f with every event that takes something down, and what it takes
// down, each after what it fails by. The list must not be changed.
func (s *Singles) Each(f func(event Node, tops []Node)) {
	for i, e := range s.events {
		if hit := s.blast.of(Node(i)); len(hit) > 0 {
			f(e, hit)
		}
	}
}

// Of lists the events that take one of the chosen nodes down, each alone, in
// order. The list must not be changed.
func (s *Singles) Of(top Node) []Node {
	if s.place[top] == 0 {
		return nil
	}
	return s.causes.of(Node(s.place[top] - 1))
}
