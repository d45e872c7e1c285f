package resilience

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// BootstrapLoop is a group of services that wait for one another when they
// start. While they run nothing is wrong; once all of them are down, none can
// be the first to come back.
type BootstrapLoop struct {
	Services []facts.ID // all that are on a circle of the group, in ID order
	// Path is a short circle: who waits for whom, back to the first. It is of certain
	// edges alone where there is one.
	Path       []*graph.Edge
	Confidence facts.Confidence // Certain when the path is
}

// BootstrapLoops lists the loops of a graph, by the first of their services.
// Only needs at startup count: who needs another only while it works can start
// before it.
func BootstrapLoops(g *graph.Graph) []BootstrapLoop {
	all := waiting(g, func(*graph.Edge) bool { return true })
	sure := waiting(g, func(e *graph.Edge) bool { return e.Dependency.Confidence == facts.Certain })
	certain := map[*graph.Node][]*graph.Edge{}
	for _, group := range sure.groups() {
		path := sure.circle(group[0])
		for _, n := range group {
			certain[n] = path
		}
	}
	var list []BootstrapLoop
	for _, group := range all.groups() {
		loop := BootstrapLoop{Confidence: facts.Possible}
		for _, n := range group {
			loop.Services = append(loop.Services, n.ID)
			if path := certain[n]; path != nil && loop.Path == nil {
				loop.Path, loop.Confidence = path, facts.Certain
			}
		}
		if loop.Path == nil {
			loop.Path = all.circle(group[0])
		}
		list = append(list, loop)
	}
	return list
}

// waits says which services wait for which at startup.
type waits struct {
	services []*graph.Node // in ID order
	out, in  map[*graph.Node][]*graph.Edge
}

func waiting(g *graph.Graph, counts func(*graph.Edge) bool) *waits {
	w := &waits{out: map[*graph.Node][]*graph.Edge{}, in: map[*graph.Node][]*graph.Edge{}}
	for _, n := range g.Nodes {
		if n.Service == nil {
			continue
		}
		w.services = append(w.services, n)
		for _, e := range n.Needs() {
			if e.To.Service != nil && e.Dependency.Need == facts.Startup && counts(e) {
				w.out[n], w.in[e.To] = append(w.out[n], e), append(w.in[e.To], e)
			}
		}
	}
	return w
}

// groups are the services that wait for themselves through others, those of one
// circle or of circles that touch together: strongly connected components, by
// Kosaraju's two walks.
func (w *waits) groups() [][]*graph.Node {
	var order []*graph.Node
	seen := map[*graph.Node]bool{}
	for _, n := range w.services {
		order = append(order, finished(n, w.out, ahead, seen)...)
	}
	var list [][]*graph.Node
	clear(seen)
	for _, n := range slices.Backward(order) {
		group := finished(n, w.in, behind, seen)
		if len(group) > 1 || len(group) == 1 && w.itself(n) {
			slices.SortFunc(group, func(a, b *graph.Node) int { return cmp.Compare(a.ID, b.ID) })
			list = append(list, group)
		}
	}
	slices.SortFunc(list, func(a, b []*graph.Node) int { return cmp.Compare(a[0].ID, b[0].ID) })
	return list
}

func ahead(e *graph.Edge) *graph.Node { return e.To }

func behind(e *graph.Edge) *graph.Node { return e.From }

func (w *waits) itself(n *graph.Node) bool {
	return slices.ContainsFunc(w.out[n], func(e *graph.Edge) bool { return e.To == n })
}

// finished walks from a node and gives what it had not seen, each after all that
// it leads to. It keeps its own stack: a chain of services may be long.
func finished(from *graph.Node, edges map[*graph.Node][]*graph.Edge, end func(*graph.Edge) *graph.Node, seen map[*graph.Node]bool) []*graph.Node {
	if seen[from] {
		return nil
	}
	type frame struct {
		n  *graph.Node
		at int // the next of its edges
	}
	var done []*graph.Node
	seen[from] = true
	stack := []frame{{n: from}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.at == len(edges[top.n]) {
			done, stack = append(done, top.n), stack[:len(stack)-1]
			continue
		}
		next := end(edges[top.n][top.at])
		top.at++
		if !seen[next] {
			seen[next] = true
			stack = append(stack, frame{n: next})
		}
	}
	return done
}

// circle is a shortest way from a service back to itself; nil when there is none.
func (w *waits) circle(from *graph.Node) []*graph.Edge {
	by := map[*graph.Node]*graph.Edge{} // the edge that each was first met by
	for front := []*graph.Node{from}; len(front) > 0; front = front[1:] {
		for _, e := range w.out[front[0]] {
			if by[e.To] == nil {
				by[e.To] = e
				front = append(front, e.To)
			}
		}
	}
	var path []*graph.Edge
	for e := by[from]; e != nil; e = by[e.From] {
		path = append(path, e)
		if e.From == from {
			break
		}
	}
	slices.Reverse(path)
	return path
}
