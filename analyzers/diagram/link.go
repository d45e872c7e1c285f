package diagram

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
)

// line is an edge between two nodes of the graph, before they are folded.
type line struct {
	from, to *graph.Node
	edge     Edge // without its ends
}

// leaveOut drops buckets that no outage of services is judged by, backing services
// that nobody asked for, and what is tied to nothing then. What a filter names stays.
func (d *drawer) leaveOut() {
	if d.opts.All {
		return
	}
	d.out.Satellites = d.drop(func(n *graph.Node) bool {
		return n.Bucket != nil && (satellite(n.Bucket.Purpose) || n.Bucket.ThirdParty)
	})
	if !d.opts.Backings {
		d.out.Unseen = d.drop(func(n *graph.Node) bool { return n.Backing != nil })
	}
	d.out.Idle = d.drop(func(n *graph.Node) bool { return n.Service != nil && !d.tied(n) })
	d.out.Unseen += d.drop(func(n *graph.Node) bool { return n.Backing != nil && !d.tied(n) })
}

// drop leaves out nodes that no filter names, all at once, and says how many.
func (d *drawer) drop(is func(*graph.Node) bool) int {
	var list []*graph.Node
	for n := range d.kept {
		if !d.named[n] && is(n) {
			list = append(list, n)
		}
	}
	for _, n := range list {
		delete(d.kept, n)
	}
	return len(list)
}

func satellite(p facts.Purpose) bool {
	return p == facts.PurposeLogs || p == facts.PurposeState || p == facts.PurposeArtifact
}

func (d *drawer) tied(n *graph.Node) bool {
	return slices.ContainsFunc(n.Out, func(e *graph.Edge) bool { return d.kept[e.To] }) ||
		slices.ContainsFunc(n.In, func(e *graph.Edge) bool { return d.kept[e.From] })
}

// link makes the lines between what is kept, in the order of the graph.
func (d *drawer) link() {
	for _, n := range d.graph.Nodes {
		if !d.kept[n] {
			continue
		}
		for _, e := range n.Out {
			if d.kept[e.To] {
				d.lines = append(d.lines, line{n, e.To, d.edgeOf(e)})
			}
		}
		if n.Bucket == nil || n.Bucket.Parent == "" {
			continue
		}
		if p := d.graph.Node(n.Bucket.Parent); p != nil && d.kept[p] {
			d.lines = append(d.lines, line{p, n, Edge{Kind: Holds}})
		}
	}
}

func (d *drawer) edgeOf(e *graph.Edge) Edge {
	switch e.Kind {
	case graph.CopiesTo:
		return Edge{Kind: Copies, Labels: []string{e.Copy.Mechanism}, Effective: d.rungs.effective(e.Copy)}
	case graph.SwitchesTo:
		return Edge{Kind: Switches, Labels: []string{e.Switch.Kind}, Automatic: e.Switch.Automatic}
	default:
		out := Edge{Kind: Needs, Labels: []string{string(e.Dependency.Access)}, Need: e.Dependency.Need, Confidence: e.Dependency.Confidence}
		if r, ok := d.rungs.pair[[2]facts.ID{e.From.ID, e.To.ID}]; ok {
			out.Rung = &r
		}
		return out
	}
}

// effective is what the judgement says of a copy; Unknown without one.
func (r rungs) effective(c *facts.Copy) facts.Truth {
	if v := r.bucket[c.From]; v != nil {
		for i := range v.Replicas {
			if v.Replicas[i].Copy == c {
				return v.Replicas[i].Effective
			}
		}
	}
	return facts.Unknown
}

// merge joins lines that have the same ends and the same kind: the accesses are
// listed together, and the strongest need and the lowest rung count.
func merge(edges []Edge) []Edge {
	slices.SortStableFunc(edges, compareEdges)
	var list []Edge
	for _, e := range edges {
		if n := len(list); n > 0 && compareEdges(list[n-1], e) == 0 {
			list[n-1].join(e)
			continue
		}
		e.Labels = slices.Clone(e.Labels)
		list = append(list, e)
	}
	return list
}

func compareEdges(a, b Edge) int {
	return cmp.Or(compareKeys(a.From, b.From), compareKeys(a.To, b.To), cmp.Compare(a.Kind, b.Kind))
}

// compareKeys orders s2 before s10, and services behind what they rely on.
func compareKeys(a, b string) int {
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

func (e *Edge) join(o Edge) {
	e.Labels = append(e.Labels, o.Labels...)
	slices.Sort(e.Labels)
	e.Labels = slices.Compact(e.Labels)
	if o.Need.Strength() > e.Need.Strength() {
		e.Need = o.Need
	}
	if o.Confidence == facts.Certain {
		e.Confidence = facts.Certain
	}
	e.Effective, e.Automatic = either(e.Effective, o.Effective), either(e.Automatic, o.Automatic)
	e.Rung = lower(e.Rung, o.Rung)
}

// either is what holds of two lines that are drawn as one: what both say, else nothing.
func either(a, b facts.Truth) facts.Truth {
	if a == b {
		return a
	}
	return facts.Unknown
}

func lower(a, b *resilience.Rung) *resilience.Rung {
	if a == nil || b != nil && *b < *a {
		return b
	}
	return a
}
