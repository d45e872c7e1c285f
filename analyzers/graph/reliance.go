package graph

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
)

// Reliance says that a service relies on a bucket, itself or through services
// that it relies on.
type Reliance struct {
	Service *Node
	// Need is the strongest there is, that of the weakest edge of its path.
	Need facts.Need
	// Confidence is Certain when edges that are all certain make the need a
	// firm one (hard or startup), or when there is no firm need at all.
	Confidence facts.Confidence
	// Path leads from the service to the bucket, a short one of that need.
	Path []*Edge
}

// Last is the edge that touches the bucket.
func (r *Reliance) Last() *Edge { return r.Path[len(r.Path)-1] }

// Firm says that the service does not work without the bucket.
func (r *Reliance) Firm() bool { return r.Need.Firm() }

// Reliances lists every service that relies on a bucket, in ID order. What
// relies on a service that relies on the bucket does so too: a chain is as
// strong as its weakest need, and cycles add nothing.
func (g *Graph) Reliances(bucket *Node) []Reliance {
	certain := reach(bucket, func(e *Edge) bool { return e.Dependency.Confidence == facts.Certain })
	all := reach(bucket, func(*Edge) bool { return true })
	var list []Reliance
	for n, r := range all {
		if sure, ok := certain[n]; ok && (sure.Firm() || !r.Firm()) {
			r = sure
			r.Confidence = facts.Certain
		} else {
			r.Confidence = facts.Possible
		}
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b Reliance) int { return cmp.Compare(a.Service.ID, b.Service.ID) })
	return list
}

// reach walks from a bucket against its edges, the strongest needs first, so
// that each service is met with the best need it has.
func reach(bucket *Node, follow func(*Edge) bool) map[*Node]Reliance {
	met := map[*Node]Reliance{}
	for _, need := range []facts.Need{facts.Hard, facts.Startup, facts.Soft} {
		front := append([]*Node{bucket}, services(met)...)
		for len(front) > 0 {
			front = step(front, need, follow, met)
		}
	}
	return met
}

// services lists the services met so far in ID order.
func services(met map[*Node]Reliance) []*Node {
	list := make([]*Node, 0, len(met))
	for n := range met {
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b *Node) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// step meets the services one edge away whose need is at least as strong.
func step(front []*Node, need facts.Need, follow func(*Edge) bool, met map[*Node]Reliance) []*Node {
	var next []*Node
	for _, n := range front {
		for _, e := range ofKind(n.In, Needs) {
			if e.From.Service == nil || e.Dependency.Need.Strength() < need.Strength() || !follow(e) {
				continue
			}
			if _, ok := met[e.From]; ok {
				continue
			}
			met[e.From] = Reliance{Service: e.From, Need: need, Path: append([]*Edge{e}, met[n].Path...)}
			next = append(next, e.From)
		}
	}
	return next
}
