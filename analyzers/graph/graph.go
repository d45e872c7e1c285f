// Package graph turns facts into a dependency graph: services, buckets and
// backing services are nodes, and every edge is its evidence.
//
// It knows who relies on whom and nothing of what that means; it knows no
// syntax and no cloud. A Graph is immutable once built.
package graph

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
)

// EdgeKind says what an edge means.
type EdgeKind uint8

// The kinds of edges.
const (
	Needs EdgeKind = iota
	CopiesTo
	SwitchesTo
)

// Node is a service, a bucket or a backing service; exactly one of the three is set.
type Node struct {
	ID      facts.ID
	Service *facts.Service
	Bucket  *facts.Bucket
	Backing *facts.Backing
	Out, In []*Edge
}

// Edge is a dependency, a copy or a switch; exactly one of the three is set.
type Edge struct {
	From, To   *Node
	Kind       EdgeKind
	Dependency *facts.Dependency
	Copy       *facts.Copy
	Switch     *facts.Switch
}

// Graph is a whole estate. Nodes are in ID order, and so are each node's edges.
type Graph struct {
	Nodes []*Node
	Facts *facts.Set
	byID  map[facts.ID]*Node
	// containers lists those of each account, in the order of the facts.
	containers map[facts.ID][]facts.ID
}

// Node finds a node by its ID; nil when there is none.
func (g *Graph) Node(id facts.ID) *Node { return g.byID[id] }

// Bucket finds a bucket by its ID; nil when there is none.
func (g *Graph) Bucket(id facts.ID) *facts.Bucket {
	if n := g.byID[id]; n != nil {
		return n.Bucket
	}
	return nil
}

// Service finds a service by its ID; nil when there is none.
func (g *Graph) Service(id facts.ID) *facts.Service {
	if n := g.byID[id]; n != nil {
		return n.Service
	}
	return nil
}

// Buckets lists the nodes that are buckets, in ID order.
func (g *Graph) Buckets() []*Node {
	var list []*Node
	for _, n := range g.Nodes {
		if n.Bucket != nil {
			list = append(list, n)
		}
	}
	return list
}

// Backings lists the nodes that are backing services, in ID order.
func (g *Graph) Backings() []*Node {
	var list []*Node
	for _, n := range g.Nodes {
		if n.Backing != nil {
			list = append(list, n)
		}
	}
	return list
}

// Needs lists a service's edges to what it depends on, in the order of their ends.
// The list is the node's own: it must not be changed.
func (n *Node) Needs() []*Edge { return ofKind(n.Out, Needs) }

// NeedsOn lists a service's edges to one bucket or service.
func (n *Node) NeedsOn(id facts.ID) []*Edge {
	needs := n.Needs()
	first, _ := slices.BinarySearchFunc(needs, id, func(e *Edge, id facts.ID) int { return cmp.Compare(e.To.ID, id) })
	last := first
	for last < len(needs) && needs[last].To.ID == id {
		last++
	}
	return needs[first:last:last]
}

// NeedsOnKin lists a service's edges to a store, its account and its containers.
func (g *Graph) NeedsOnKin(n *Node, id facts.ID) []*Edge {
	list := n.NeedsOn(id)
	if b := g.Bucket(id); b != nil && b.Parent != "" {
		list = append(list, n.NeedsOn(b.Parent)...)
	}
	for _, c := range g.containers[id] {
		list = append(list, n.NeedsOn(c)...)
	}
	return list
}

// Switches lists a service's switches, each once, in their order.
func (n *Node) Switches() []*facts.Switch {
	var list []*facts.Switch
	seen := map[*facts.Switch]bool{}
	for _, e := range ofKind(n.Out, SwitchesTo) {
		if !seen[e.Switch] {
			seen[e.Switch] = true
			list = append(list, e.Switch)
		}
	}
	return list
}

// CopiesFrom lists the copies that leave a bucket; a container has those of
// its account too.
func (g *Graph) CopiesFrom(n *Node) []*Edge {
	return slices.Concat(ofKind(n.Out, CopiesTo), ofKind(g.account(n).Out, CopiesTo))
}

// CopiesInto lists the copies that arrive in a bucket; a container has those of
// its account too.
func (g *Graph) CopiesInto(n *Node) []*Edge {
	return slices.Concat(ofKind(n.In, CopiesTo), ofKind(g.account(n).In, CopiesTo))
}

// account is the node of a container's account, or a node without edges.
func (g *Graph) account(n *Node) *Node {
	if n.Bucket != nil && n.Bucket.Parent != "" {
		if p := g.byID[n.Bucket.Parent]; p != nil && p.Bucket != nil && p != n {
			return p
		}
	}
	return &Node{}
}

// Kin says that two IDs mean the same store: one bucket, or an account and a
// container of it. Switches name accounts where services name containers.
func (g *Graph) Kin(a, b facts.ID) bool {
	if a == b {
		return true
	}
	x, y := g.Bucket(a), g.Bucket(b)
	return x != nil && x.Parent == b || y != nil && y.Parent == a
}

// ofKind is the part of a node's edges that has one kind.
func ofKind(edges []*Edge, kind EdgeKind) []*Edge {
	at := func(k EdgeKind) int {
		i, _ := slices.BinarySearchFunc(edges, k, func(e *Edge, k EdgeKind) int { return cmp.Compare(e.Kind, k) })
		return i
	}
	first, last := at(kind), at(kind+1)
	return edges[first:last:last]
}
