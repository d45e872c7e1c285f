package graph

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
)

// Build makes the graph of a set of facts. The order of the facts does not
// matter; edges to what is not in the set are left out.
func Build(set *facts.Set) *Graph {
	g := &Graph{Facts: set, byID: map[facts.ID]*Node{}, containers: map[facts.ID][]facts.ID{}}
	for i := range set.Buckets {
		b := &set.Buckets[i]
		g.add(&Node{ID: b.ID, Bucket: b})
		if b.Parent != "" {
			g.containers[b.Parent] = append(g.containers[b.Parent], b.ID)
		}
	}
	for i := range set.Services {
		s := &set.Services[i]
		g.add(&Node{ID: s.ID, Service: s})
	}
	for i := range set.Backings {
		b := &set.Backings[i]
		g.add(&Node{ID: b.ID, Backing: b})
	}
	slices.SortFunc(g.Nodes, func(a, b *Node) int { return cmp.Compare(a.ID, b.ID) })
	for i := range set.Dependencies {
		d := &set.Dependencies[i]
		g.join(d.Service, cmp.Or(d.Bucket, d.OnService, d.Backing), Edge{Kind: Needs, Dependency: d})
	}
	for i := range set.Copies {
		c := &set.Copies[i]
		g.join(c.From, c.To, Edge{Kind: CopiesTo, Copy: c})
	}
	for i := range set.Switches {
		s := &set.Switches[i]
		for _, m := range s.Members {
			g.join(s.Service, m, Edge{Kind: SwitchesTo, Switch: s})
		}
	}
	for _, n := range g.Nodes {
		slices.SortStableFunc(n.Out, compare)
		slices.SortStableFunc(n.In, compare)
	}
	return g
}

// add keeps the first of two nodes with one ID.
func (g *Graph) add(n *Node) {
	if g.byID[n.ID] == nil {
		g.byID[n.ID] = n
		g.Nodes = append(g.Nodes, n)
	}
}

func (g *Graph) join(from, to facts.ID, e Edge) {
	e.From, e.To = g.byID[from], g.byID[to]
	if e.From == nil || e.To == nil {
		return
	}
	e.From.Out = append(e.From.Out, &e)
	e.To.In = append(e.To.In, &e)
}

// compare orders edges by their kind, so that those of one kind stand together,
// then by what they say, so that no order of input shows.
func compare(a, b *Edge) int {
	if c := cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.From.ID, b.From.ID)); c != 0 {
		return c
	}
	switch a.Kind {
	case CopiesTo:
		return cmp.Or(cmp.Compare(a.To.ID, b.To.ID), compareCopies(a.Copy, b.Copy))
	case SwitchesTo:
		return cmp.Or(facts.CompareRanges(a.Switch.Location, b.Switch.Location), cmp.Compare(a.Switch.Kind, b.Switch.Kind),
			slices.Compare(a.Switch.Members, b.Switch.Members), cmp.Compare(a.To.ID, b.To.ID))
	default:
		return cmp.Or(cmp.Compare(a.To.ID, b.To.ID), compareDependencies(a.Dependency, b.Dependency))
	}
}

func compareCopies(a, b *facts.Copy) int {
	return cmp.Or(facts.CompareRanges(a.Location, b.Location), cmp.Compare(a.Mechanism, b.Mechanism),
		cmp.Compare(a.Enabled, b.Enabled), cmp.Compare(a.Whole, b.Whole), cmp.Compare(a.Deletes, b.Deletes),
		cmp.Compare(a.Condition, b.Condition), truthy(a.Cold, b.Cold), truthy(a.Timed, b.Timed))
}

func compareDependencies(a, b *facts.Dependency) int {
	c := cmp.Or(cmp.Compare(a.Access, b.Access), cmp.Compare(a.Via, b.Via),
		cmp.Compare(b.Need.Strength(), a.Need.Strength()), cmp.Compare(a.Confidence, b.Confidence))
	if c != 0 || len(a.Evidence) == 0 || len(b.Evidence) == 0 {
		return c
	}
	return facts.CompareRanges(a.Evidence[0].Range, b.Evidence[0].Range)
}

func truthy(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
