package diagram

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// finish puts groups in order, names them and draws the lines between them.
func (d *drawer) finish() *Diagram {
	groups := d.groups()
	slices.SortFunc(groups, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.node.Cluster, b.node.Cluster), -cmp.Compare(a.node.Kind, b.node.Kind),
			cmp.Compare(a.members[0].ID, b.members[0].ID))
	})
	count := map[Kind]int{}
	for _, g := range groups {
		count[g.node.Kind]++
		g.node.Key = g.node.Kind.letter() + strconv.Itoa(count[g.node.Kind])
		d.out.Nodes = append(d.out.Nodes, g.node)
	}
	edges := make([]Edge, 0, len(d.lines))
	for _, l := range d.lines {
		l.edge.From, l.edge.To = d.group[l.from].node.Key, d.group[l.to].node.Key
		edges = append(edges, l.edge)
	}
	d.out.Edges, d.out.Cluster = merge(edges), d.opts.Cluster
	return &d.out
}

// groups lists every group once, with what it says of its members.
func (d *drawer) groups() []*group {
	var list []*group
	for _, n := range d.graph.Nodes {
		g := d.group[n]
		if g == nil {
			continue
		}
		if g.members[0] == n {
			g.node.Cluster = d.cluster(n)
			list = append(list, g)
		}
		g.node.Members = append(g.node.Members, n.ID)
		g.node.Names = append(g.node.Names, nameOf(n))
		switch {
		case n.Service != nil:
			d.out.Services++
		case n.Bucket != nil:
			d.out.Buckets++
		default:
			d.out.Backings++
		}
	}
	return list
}

// cluster is the heading of the box that a node stands in.
func (d *drawer) cluster(n *graph.Node) string {
	node := d.nodeOf(n)
	switch d.opts.Cluster {
	case ByRoot:
		return cmp.Or(node.Root, ".")
	case ByNone:
		return ""
	default:
		if node.Region == "" {
			node.Region = "region unknown"
			if node.Kind == Service {
				node.Region = "no one region, or unknown"
			}
		}
		return cmp.Or(node.Provider, "unknown") + " " + node.Region
	}
}

// Title is what to call a node: its name, or how many of what it stands for.
func (n *Node) Title() string {
	if len(n.Names) == 1 {
		return n.Names[0]
	}
	if n.Kind == Bucket {
		return facts.Count(len(n.Names), "bucket")
	}
	return facts.Count(len(n.Names), cmp.Or(n.What, "service"))
}
