package resilience

import (
	"fmt"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience/faults"
)

// Hazards is an estate in failure space: what has to be lost for each service to
// be down. Every alternative that a service has to a bucket fails with the place
// that it stands in, and with its switch: until it is turned, and where it is
// turned from. What is not known is a doubt.
type Hazards struct {
	Model    *faults.Model
	Domains  []Domain // in the order of what the graph reaches
	Services []ServiceHazard
	byID     map[facts.ID]int
	byNode   map[faults.Node]int
	stores   map[facts.ID]map[Verb]faults.Node
	// by service and bucket
	capabilities map[[2]facts.ID]map[Verb]faults.Node
	names        map[faults.Node]string
}

// ServiceHazard holds the nodes that say how a service is.
type ServiceHazard struct {
	ID facts.ID
	// Down fails when the service does nothing of use: what it must read is gone, or
	// what it runs on.
	Down faults.Node
	// Stuck fails when the service cannot write what it should; always with Down.
	Stuck faults.Node
	// Hurt fails when anything that it relies on is gone, however softly.
	Hurt faults.Node
}

// Service finds the nodes of a service; nil when there are none.
func (h *Hazards) Service(id facts.ID) *ServiceHazard {
	if i, ok := h.byID[id]; ok {
		return &h.Services[i]
	}
	return nil
}

// Domain finds the failure domain that a basic event is the loss of; nil when the
// node is none.
func (h *Hazards) Domain(n faults.Node) *Domain {
	if i, ok := h.byNode[n]; ok {
		return &h.Domains[i]
	}
	return nil
}

// Stores are the nodes of a bucket by itself, by the verb that it is asked for;
// one and the same where the model tells no verbs apart.
func (h *Hazards) Stores(id facts.ID) map[Verb]faults.Node { return h.stores[id] }

// Capabilities are the nodes that fail when a service has no way to a bucket's
// data, by the verb that it asks.
func (h *Hazards) Capabilities(service, bucket facts.ID) map[Verb]faults.Node {
	return h.capabilities[[2]facts.ID{service, bucket}]
}

// Find is the basic event of a name; the bucket tells several of a place that is
// not known apart. It is faults.None when there is none.
func (h *Hazards) Find(event string, bucket facts.ID) faults.Node {
	for i := range h.Domains {
		if d := &h.Domains[i]; d.Event == event && d.Verb == AnyVerb && (d.Bucket == "" || d.Bucket == bucket) {
			return d.Node
		}
	}
	return faults.None
}

// Name says what a node is the failure of, as a short sentence's end: "aws:s3:eu-west-1
// is lost". It is empty for what only joins others.
func (h *Hazards) Name(n faults.Node) string { return h.names[n] }

// NewHazards makes the model of a graph. With verbs, the loss of a storage
// service's reads and that of its writes are events of their own beside the loss
// of both.
func NewHazards(g *graph.Graph, m *Model, verbs bool) *Hazards {
	b := &hazards{
		domains: domains{verbs: verbs, nodes: map[string]faults.Node{}},
		g:       g, now: newJudge(g, false), hope: newJudge(g, true), model: m,
		out: &Hazards{
			byID: map[facts.ID]int{}, byNode: map[faults.Node]int{},
			stores: map[facts.ID]map[Verb]faults.Node{}, capabilities: map[[2]facts.ID]map[Verb]faults.Node{},
			names: map[faults.Node]string{},
		},
	}
	b.declare()
	for i := range b.out.Services {
		b.service(&b.out.Services[i])
	}
	b.out.Model, b.out.Domains = b.Model(), b.list
	for i := range b.list {
		b.out.byNode[b.list[i].Node] = i
	}
	b.out.name(g)
	return b.out
}

// name calls the nodes that people ask for.
func (h *Hazards) name(g *graph.Graph) {
	for i := range h.Domains {
		h.names[h.Domains[i].Node] = h.Domains[i].Name() + " is lost"
	}
	for id, stores := range h.stores {
		for _, n := range stores {
			h.names[n] = g.Bucket(id).Title() + " is gone"
		}
	}
	for pair, ways := range h.capabilities {
		for verb, n := range ways {
			h.names[n] = fmt.Sprintf("%s has nowhere else to %s than %s", g.Service(pair[0]).Title(), verb, g.Bucket(pair[1]).Title())
		}
	}
	for i := range h.Services {
		s := &h.Services[i]
		name := g.Service(s.ID).Title()
		h.names[s.Down], h.names[s.Stuck], h.names[s.Hurt] = name+" is down", name+" cannot do all that it should", name+" lacks something"
	}
}

// hazards builds the model.
type hazards struct {
	domains
	g         *graph.Graph
	now, hope *judge
	model     *Model
	out       *Hazards
}

// declare makes the nodes of every bucket, and of every service before any is
// wired: they may call one another in circles.
func (b *hazards) declare() {
	for _, n := range b.g.Buckets() {
		b.out.stores[n.ID] = map[Verb]faults.Node{
			VerbRead: b.store(b.g, n.Bucket, VerbRead), VerbWrite: b.store(b.g, n.Bucket, VerbWrite),
		}
	}
	for _, n := range b.g.Nodes {
		if n.Service == nil {
			continue
		}
		s := ServiceHazard{ID: n.ID, Down: b.Any()}
		s.Stuck = b.Any(s.Down)
		s.Hurt = b.Any(s.Stuck)
		b.out.byID[n.ID] = len(b.out.Services)
		b.out.Services = append(b.out.Services, s)
	}
}

// service wires a service to what it runs on and to what it relies on.
func (b *hazards) service(s *ServiceHazard) {
	n := b.g.Node(s.ID)
	if n.Service.Region != "" && n.Service.Provider != "" {
		b.Feed(s.Down, b.region(n.Service.Provider, n.Service.Region))
	}
	for _, e := range n.Needs() {
		b.need(s, n, e)
	}
}

// need wires one edge. What may not be needed takes a doubt to fail by.
func (b *hazards) need(s *ServiceHazard, n *graph.Node, e *graph.Edge) {
	to := s.Hurt
	if e.Dependency.Need.Firm() {
		to = s.Down
	}
	feed := func(into, from faults.Node) {
		if e.Dependency.Confidence != facts.Certain {
			from = b.All(from, b.Doubt())
		}
		b.Feed(into, from)
	}
	switch {
	case e.To.Bucket != nil:
		b.bucket(s, n, e, to, feed)
	case e.To.Backing != nil:
		feed(to, b.backing(e.To.Backing))
	case e.To.Service != nil:
		on := b.out.Service(e.To.ID)
		feed(to, on.Down)
		if to == s.Down {
			feed(s.Stuck, on.Stuck)
		}
		feed(s.Hurt, on.Hurt)
	}
}

// bucket wires what a service does with a bucket: what it reads to whether it is
// up, what it writes besides to whether it is stuck.
func (b *hazards) bucket(s *ServiceHazard, n *graph.Node, e *graph.Edge, to faults.Node, feed func(into, from faults.Node)) {
	if b.now.standby(n, e.To) {
		to = s.Hurt // a spare: its loss costs the second choice only
	}
	switch e.Dependency.Access {
	case facts.Write, facts.Logs:
		feed(to, b.capability(n, e.To, VerbWrite))
	case facts.ReadWrite, facts.State:
		feed(to, b.capability(n, e.To, VerbRead))
		if to == s.Down {
			to = s.Stuck
		}
		feed(to, b.capability(n, e.To, VerbWrite))
	default:
		feed(to, b.capability(n, e.To, VerbRead))
	}
}

// capability fails when every way to the data does.
func (b *hazards) capability(s, to *graph.Node, verb Verb) faults.Node {
	return b.gate("capability "+string(s.ID)+" "+string(to.ID)+" "+string(verb), func() []faults.Node {
		all := b.All(b.store(b.g, to.Bucket, verb))
		for _, w := range b.ways(s, to, verb) {
			b.Feed(all, w)
		}
		pair := [2]facts.ID{s.ID, to.ID}
		if b.out.capabilities[pair] == nil {
			b.out.capabilities[pair] = map[Verb]faults.Node{}
		}
		b.out.capabilities[pair][verb] = all
		return []faults.Node{all}
	})
}

// ways are the alternatives that a service has to a bucket: copies that are
// certain as they are, better ones and others with a doubt.
func (b *hazards) ways(s, to *graph.Node, verb Verb) []faults.Node {
	var list []faults.Node
	sure := map[facts.ID]Rung{}
	for _, m := range b.now.mates[to] {
		step := b.now.way(s, to, m)
		sure[m.id] = step.rung
		list = append(list, b.way(to, m, step, verb, false))
	}
	for _, m := range b.hope.mates[to] {
		if step := b.hope.way(s, to, m); step.rung > sure[m.id] {
			list = append(list, b.way(to, m, step, verb, true))
		}
	}
	if to.Bucket.Scope == facts.ScopeGeo {
		list = append(list, b.geo(s, to, verb))
	}
	return list
}

// way is one copy: it fails with the store that it is, until it is switched to,
// and, where a person turns the switch, with the place that it is turned from.
func (b *hazards) way(from *graph.Node, m mate, got step, verb Verb, doubtful bool) faults.Node {
	inputs := []faults.Node{b.Delay(b.delay(got, verb))}
	if to := b.g.Bucket(m.id); to != nil {
		inputs = append(inputs, b.store(b.g, to, verb))
	}
	if doubtful {
		inputs = append(inputs, b.Doubt())
	}
	if got.sw != nil && got.sw.Home != "" && got.rung <= ManualSwitch {
		inputs = append(inputs, b.region(from.Bucket.Provider, got.sw.Home))
	}
	inputs = append(inputs, b.spread(from, m)...)
	if m.copy.Key.Region != "" {
		inputs = append(inputs, b.key(from.Bucket.Provider, m.copy.Key))
	}
	return b.Any(inputs...)
}

// delay is how long it takes to reach a copy. A switch for reads alone leaves
// writes to a person.
func (b *hazards) delay(got step, verb Verb) float64 {
	rung := max(got.rung, ColdCopy)
	if verb == VerbWrite && rung == AutomaticRead && (got.sw == nil || !got.sw.Writes) {
		rung = WarmReplica
	}
	return b.model.Switching[rung]
}

// spread are the mistakes in a bucket that its copy repeats.
func (b *hazards) spread(from *graph.Node, m mate) []faults.Node {
	if !m.out || m.copy.Deletes == facts.No {
		return nil
	}
	list := b.mistakes(b.g, from.Bucket)
	if m.copy.Deletes == facts.Unknown {
		for i, n := range list {
			list[i] = b.All(n, b.Doubt())
		}
	}
	return list
}

// geo is the secondary of an account, under the provider's own control.
func (b *hazards) geo(s, to *graph.Node, verb Verb) faults.Node {
	got := b.now.geo(s, to)
	inputs := append([]faults.Node{b.Delay(b.delay(got, verb))}, b.mistakes(b.g, to.Bucket)...)
	for _, r := range to.Bucket.Regions {
		if r != to.Bucket.Region {
			inputs = append(inputs, b.product(place{provider: to.Bucket.Provider, product: to.Bucket.Product, region: r}, verb))
		}
	}
	return b.Any(append(inputs, b.everywhere(place{provider: to.Bucket.Provider, product: to.Bucket.Product}, verb))...)
}

// backing is what else a service loses with a place. One with a copy in another
// region comes back by a person.
func (b *hazards) backing(x *facts.Backing) faults.Node {
	return b.gate("backing "+string(x.ID), func() []faults.Node {
		at := place{provider: x.Provider, product: x.Product, region: x.Region, unknown: x.ID}
		switch {
		case !x.Bound():
			return []faults.Node{b.everywhere(at, AnyVerb)}
		case x.Scope == facts.ScopeZone:
			return []faults.Node{b.zone(at), b.product(at, AnyVerb)}
		case x.SingleRegion():
			return []faults.Node{b.product(at, AnyVerb)}
		}
		all := b.All(b.product(at, AnyVerb))
		for _, r := range x.Regions {
			if r != x.Region {
				at.region = r
				b.Feed(all, b.Any(b.Delay(b.model.Switching[WarmReplica]), b.product(at, AnyVerb)))
			}
		}
		return []faults.Node{all}
	})
}
