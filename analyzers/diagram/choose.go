package diagram

import (
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/nearest"
	"github.com/resilint/resilint/analyzers/resilience"
)

// nodes is a set of nodes of the graph.
type nodes map[*graph.Node]bool

// choose keeps the nodes that every filter keeps.
func (d *drawer) choose() error {
	d.kept, d.named, d.alone = nodes{}, nodes{}, nodes{}
	for _, n := range d.graph.Nodes {
		d.kept[n] = true
	}
	for _, filter := range []func() (nodes, error){d.byService, d.byBucket, d.byRegion, d.byEvent} {
		keep, err := filter()
		if err != nil {
			return err
		}
		if keep == nil {
			continue // the filter is not in use
		}
		for n := range d.kept {
			if !keep[n] {
				delete(d.kept, n)
			}
		}
	}
	return nil
}

// byService keeps services and everything that they rely on.
func (d *drawer) byService() (nodes, error) {
	found, err := d.lookUp("service", d.opts.Services, func(n *graph.Node, pattern string) bool {
		return n.Service != nil && n.Service.Called(pattern)
	}, func(n *graph.Node) []string {
		if n.Service == nil {
			return nil
		}
		return []string{n.Service.Name, facts.LastPart(n.Service.Name), n.Service.Address}
	})
	return d.reach(found, forward), err
}

// byBucket keeps buckets, their copies and everything that relies on them.
func (d *drawer) byBucket() (nodes, error) {
	found, err := d.lookUp("bucket", d.opts.Buckets, func(n *graph.Node, pattern string) bool {
		return n.Bucket != nil && n.Bucket.Called(pattern)
	}, func(n *graph.Node) []string {
		if n.Bucket == nil {
			return nil
		}
		return []string{n.Bucket.Name, n.Bucket.Address}
	})
	keep := d.reach(found, backward)
	for n := range found {
		for m := range d.reach(nodes{n: true}, copies) {
			keep[m] = true
		}
	}
	return keep, err
}

// byRegion keeps what lives in a region, and the services that rely on it.
func (d *drawer) byRegion() (nodes, error) {
	if d.opts.Region == "" {
		return nil, nil
	}
	region, found, known := strings.ToLower(d.opts.Region), nodes{}, []string{}
	for _, n := range d.graph.Nodes {
		for _, r := range regionsOf(n) {
			known = append(known, r)
			if r == region {
				found[n] = true
			}
		}
	}
	if len(found) == 0 {
		return nil, nearest.Unknown("region", d.opts.Region, known)
	}
	return d.reach(found, backward), nil
}

func regionsOf(n *graph.Node) []string {
	switch {
	case n.Service != nil:
		return present(n.Service.Region)
	case n.Bucket != nil:
		return append(present(n.Bucket.Region), n.Bucket.Regions...)
	}
	return append(present(n.Backing.Region), n.Backing.Regions...)
}

func present(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// byEvent keeps what an event is a single point of failure of, and the services
// that it hits. The event of a backing service alone asks for backing services.
func (d *drawer) byEvent() (nodes, error) {
	if d.opts.Event == "" {
		return nil, nil
	}
	keep, known := nodes{}, []string{}
	hit := func(event string, at facts.ID, services []resilience.Affected) bool {
		known = append(known, event)
		if event != d.opts.Event {
			return false
		}
		keep[d.graph.Node(at)] = true
		for _, s := range services {
			keep[d.graph.Node(s.ID)] = true
		}
		return true
	}
	for i := range d.assessment.SPOFs {
		s := &d.assessment.SPOFs[i]
		hit(s.Event, s.Bucket, s.Services)
	}
	for i := range d.assessment.Outages {
		o := &d.assessment.Outages[i]
		d.opts.Backings = hit(o.Event, o.Backing, o.Services) || d.opts.Backings
	}
	if len(keep) == 0 {
		return nil, nearest.Unknown("event", d.opts.Event, known)
	}
	delete(keep, nil)
	return keep, nil
}

// lookUp finds the nodes that patterns describe; nil without patterns.
func (d *drawer) lookUp(what string, patterns []string, is func(*graph.Node, string) bool, names func(*graph.Node) []string) (nodes, error) {
	if len(patterns) == 0 {
		return nil, nil
	}
	found := nodes{}
	for _, pattern := range patterns {
		known, hit := []string{}, false
		for _, n := range d.graph.Nodes {
			known = append(known, names(n)...)
			if is(n, pattern) {
				found[n], d.named[n], hit = true, true, true
				d.alone[n] = d.alone[n] || !strings.Contains(pattern, "*")
			}
		}
		if !hit {
			return nil, nearest.Unknown(what, pattern, known)
		}
	}
	return found, nil
}

// reach is everything that steps lead to, the start included; nil from nil.
func (d *drawer) reach(from nodes, step func(*graph.Graph, *graph.Node) []*graph.Node) nodes {
	if from == nil {
		return nil
	}
	met, front := nodes{}, []*graph.Node{}
	for n := range from {
		met[n] = true
		front = append(front, n)
	}
	for len(front) > 0 {
		n := front[len(front)-1]
		front = front[:len(front)-1]
		for _, next := range step(d.graph, n) {
			if next != nil && !met[next] {
				met[next] = true
				front = append(front, next)
			}
		}
	}
	return met
}

// forward leads from a service to what it relies on, from a bucket to its copies
// and its account.
func forward(g *graph.Graph, n *graph.Node) []*graph.Node {
	var list []*graph.Node
	for _, e := range n.Out {
		list = append(list, e.To)
	}
	if n.Bucket != nil && n.Bucket.Parent != "" {
		list = append(list, g.Node(n.Bucket.Parent))
	}
	return list
}

// backward leads from anything to the services that rely on it.
func backward(_ *graph.Graph, n *graph.Node) []*graph.Node {
	var list []*graph.Node
	for _, e := range n.In {
		if e.From.Service != nil {
			list = append(list, e.From)
		}
	}
	return list
}

// copies leads from a bucket to where its objects go and come from, and to its account.
func copies(g *graph.Graph, n *graph.Node) []*graph.Node {
	list := forward(g, n)
	for _, e := range n.In {
		if e.Kind == graph.CopiesTo {
			list = append(list, e.From)
		}
	}
	return list
}
