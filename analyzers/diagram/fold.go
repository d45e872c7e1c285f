package diagram

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// group is one node of the diagram: nodes of the graph that are alike.
type group struct {
	members []*graph.Node // in ID order
	node    Node
}

// fold puts nodes that are alike together: services of one root and kind that
// rely on the same things in the same way, then buckets of one place and rung, and
// backing services of one place and product, that the same services rely on in the
// same way.
func (d *drawer) fold() {
	d.group = map[*graph.Node]*group{}
	name := func(n *graph.Node) string { return string(n.ID) }
	d.foldKind(func(n *graph.Node) bool { return n.Service != nil }, d.ties(true, name))
	group := func(n *graph.Node) string {
		if n.Service != nil {
			return string(d.group[n].members[0].ID)
		}
		return string(n.ID)
	}
	ties := d.ties(false, group)
	d.foldKind(func(n *graph.Node) bool { return n.Bucket != nil }, ties)
	d.foldKind(func(n *graph.Node) bool { return n.Backing != nil }, ties)
}

// ties tells, for each node, how it is tied to others, as a text that is equal for
// nodes that are tied alike. Whoever relies on a service does not matter to it.
func (d *drawer) ties(services bool, name func(*graph.Node) string) map[*graph.Node][]string {
	ties := map[*graph.Node][]string{}
	for i := range d.lines {
		l := &d.lines[i]
		text := l.edge.text()
		if (l.from.Service != nil) == services {
			ties[l.from] = append(ties[l.from], "to "+text+name(l.to))
		}
		if l.to.Service == nil && !services {
			ties[l.to] = append(ties[l.to], "from "+text+name(l.from))
		}
	}
	return ties
}

func (e *Edge) text() string {
	rung := "-"
	if e.Rung != nil {
		rung = e.Rung.String()
	}
	return fmt.Sprintf("%s %q %s %s %d %d %s ", e.Kind, e.Labels, e.Need, e.Confidence, e.Effective, e.Automatic, rung)
}

func (d *drawer) foldKind(is func(*graph.Node) bool, ties map[*graph.Node][]string) {
	alike := map[string]*group{}
	for _, n := range d.graph.Nodes {
		if !d.kept[n] || !is(n) {
			continue
		}
		key := string(n.ID)
		if !d.opts.Expand && !d.alone[n] {
			list := ties[n]
			slices.Sort(list)
			key = d.kin(n) + strings.Join(slices.Compact(list), "\n")
		}
		if alike[key] == nil {
			alike[key] = &group{node: d.nodeOf(n)}
		}
		g := alike[key]
		g.members = append(g.members, n)
		d.group[n] = g
	}
}

// kin is what nodes must have in common to be drawn as one, besides their ties.
func (d *drawer) kin(n *graph.Node) string {
	if s := n.Service; s != nil {
		return fmt.Sprintf("%q", []string{s.Unit(), s.Kind, s.Provider, s.Region, string(s.Tier)})
	}
	if k := n.Backing; k != nil {
		return fmt.Sprintf("%q", []string{facts.UnitName(k.Root, k.Variant), k.Provider, k.Product, k.Kind, k.Region, string(k.Scope)})
	}
	b, rung := n.Bucket, ""
	if v := d.rungs.bucket[n.ID]; v != nil {
		rung = v.Rung.String()
	}
	return fmt.Sprintf("%q", []string{
		facts.UnitName(b.Root, b.Variant), b.Provider, b.Type, b.Region, string(b.Scope), string(b.Purpose), rung,
	})
}

func (d *drawer) nodeOf(n *graph.Node) Node {
	if s := n.Service; s != nil {
		return Node{Kind: Service, What: s.Kind, Provider: s.Provider, Region: s.Region, Root: s.Unit(), Tier: s.Tier}
	}
	if k := n.Backing; k != nil {
		return Node{Kind: Backing, What: k.Kind, Provider: k.Provider, Region: k.Region, Scope: k.Scope, Root: facts.UnitName(k.Root, k.Variant)}
	}
	b := n.Bucket
	out := Node{
		Kind: Bucket, What: string(b.Purpose), Provider: b.Provider, Region: b.Region, Scope: b.Scope,
		Root: facts.UnitName(b.Root, b.Variant),
	}
	if v := d.rungs.bucket[n.ID]; v != nil {
		out.Rung = &v.Rung
	}
	return out
}

// nameOf is what people call a node.
func nameOf(n *graph.Node) string {
	if n.Service != nil {
		return cmp.Or(n.Service.Name, n.Service.Address, string(n.ID))
	}
	if k := n.Backing; k != nil {
		return cmp.Or(k.Name, k.Address, string(n.ID))
	}
	b := n.Bucket
	return cmp.Or(b.Name, b.Address, b.Like(), string(n.ID))
}
