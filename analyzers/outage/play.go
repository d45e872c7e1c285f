package outage

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/nearest"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/resilience/faults"
)

// Play lets everything that the selectors name be lost together. The error is a
// *nearest.UnknownError: a selector names nothing of the estate, where it must.
func Play(g *graph.Graph, a *resilience.Assessment, selectors []Selector, must bool) (*Simulation, error) {
	p := &player{g: g, a: a, h: resilience.NewHazards(g, a.Model, true), model: a.Model, sim: &Simulation{Selectors: selectors}}
	p.index()
	if len(p.h.Services) == 0 {
		return p.sim, nil // nothing relies on anything
	}
	worst, best, err := p.losses(selectors, must)
	if err != nil {
		return nil, err
	}
	p.worst, p.best = p.h.Model.Times(false, worst), p.h.Model.Times(true, best)
	for i := range p.h.Services {
		p.outcome(&p.h.Services[i])
	}
	slices.SortStableFunc(p.sim.Services, func(x, y Outcome) int {
		return cmp.Or(-cmp.Compare(x.Worst.Down, y.Worst.Down), -cmp.Compare(x.Worst.Stuck, y.Worst.Stuck),
			-cmp.Compare(x.Worst.Hurt, y.Worst.Hurt), cmp.Compare(x.Service.ID, y.Service.ID))
	})
	p.buckets()
	return p.sim, nil
}

// player plays one outage.
type player struct {
	g           *graph.Graph
	a           *resilience.Assessment
	h           *resilience.Hazards
	model       *resilience.Model
	worst, best []float64
	sim         *Simulation
	pairs       map[[2]facts.ID]*resilience.PairVerdict
	replicas    map[facts.ID][]resilience.Replica
	parted      map[string]bool // events that are lost verb by verb too
}

func (p *player) index() {
	p.pairs, p.replicas, p.parted = map[[2]facts.ID]*resilience.PairVerdict{}, map[facts.ID][]resilience.Replica{}, map[string]bool{}
	for i := range p.a.Pairs {
		v := &p.a.Pairs[i]
		p.pairs[[2]facts.ID{v.Service, v.Bucket}] = v
	}
	for i := range p.a.Buckets {
		p.replicas[p.a.Buckets[i].Bucket] = p.a.Buckets[i].Replicas
	}
	for i := range p.h.Domains {
		if d := &p.h.Domains[i]; d.Verb != resilience.AnyVerb {
			p.parted[d.Event] = true
		}
	}
}

// losses gives how long each failure domain is gone, with what is not known being
// bad, and good.
func (p *player) losses(selectors []Selector, must bool) (worst, best map[faults.Node]float64, err error) {
	worst, best = map[faults.Node]float64{}, map[faults.Node]float64{}
	for i := range selectors {
		s := &selectors[i]
		found := p.guarded(s)
		for k := range p.h.Domains {
			d := &p.h.Domains[k]
			yes, certain := s.takes(d, p.g.Bucket(d.Bucket))
			if !yes || s.Verb != d.Verb && p.parted[d.Event] {
				continue
			}
			found = true
			minutes, assumed := p.lasting(s, d)
			worst[d.Node] = max(worst[d.Node], minutes)
			if certain {
				best[d.Node] = max(best[d.Node], minutes)
			}
			p.sim.Losses = append(p.sim.Losses, Loss{Event: d.Name(), Minutes: minutes, Assumed: assumed, Certain: certain})
		}
		if !found && must {
			return nil, nil, p.unknown(s)
		}
	}
	p.sim.Losses = slices.Compact(slices.SortedFunc(slices.Values(p.sim.Losses), func(x, y Loss) int {
		return cmp.Or(cmp.Compare(x.Event, y.Event), cmp.Compare(x.Minutes, y.Minutes))
	}))
	return worst, best, nil
}

// guarded notes the buckets that a selector would delete and that do not lose
// anything by it.
func (p *player) guarded(s *Selector) bool {
	name, deleted := strings.CutSuffix(s.Event, "!deleted")
	if !deleted {
		return false
	}
	found := false
	for _, n := range p.g.Buckets() {
		if n.Bucket.Deletable() == facts.No && n.Bucket.Called(strings.TrimPrefix(name, "bucket:")) {
			p.sim.Guarded = append(p.sim.Guarded, n.Bucket)
			found = true
		}
	}
	return found
}

// lasting is how long a selector takes a domain away. What is deleted does not
// come back by itself.
func (p *player) lasting(s *Selector, d *resilience.Domain) (minutes float64, assumed bool) {
	switch {
	case d.Class == resilience.Deletion:
		return math.Inf(1), false
	case s.Minutes > 0:
		return s.Minutes, false
	}
	return p.model.Events[d.Class].Usual(), true
}

// unknown says which events there are that are most like a selector's.
func (p *player) unknown(s *Selector) error {
	var known []string
	for i := range p.h.Domains {
		known = append(known, p.h.Domains[i].Event)
	}
	for _, n := range p.g.Buckets() {
		known = append(known, "bucket:"+cmp.Or(n.Bucket.Name, n.Bucket.Address)+"!deleted")
	}
	return nearest.Unknown("event", s.Event, known)
}

func (p *player) outcome(h *resilience.ServiceHazard) {
	times := func(t []float64) Times { return Times{Down: t[h.Down], Stuck: t[h.Stuck], Hurt: t[h.Hurt]} }
	o := Outcome{Service: p.g.Service(h.ID), Worst: times(p.worst), Best: times(p.best)}
	if o.Worst.Hurt == 0 {
		p.sim.Spared = append(p.sim.Spared, o.Service)
		return
	}
	o.Target, o.Held = p.model.TargetMinutes[o.Service.Tier]
	n := p.g.Node(h.ID)
	for _, e := range n.Needs() {
		switch {
		case e.To.Bucket != nil && p.gone(e.To.ID) > 0:
			o.Stores = append(o.Stores, p.store(n, e))
		case e.To.Service != nil && p.worst[p.h.Service(e.To.ID).Hurt] > 0:
			o.On = append(o.On, e.To.Service)
		}
	}
	o.On = slices.Compact(o.On)
	p.sim.Services = append(p.sim.Services, o)
}

// gone is how long a bucket is away, for the verb that is away longest.
func (p *player) gone(id facts.ID) float64 {
	var t float64
	for _, n := range p.h.Stores(id) {
		t = max(t, p.worst[n])
	}
	return t
}

// store says how a service stands with a bucket that is gone.
func (p *player) store(n *graph.Node, e *graph.Edge) Store {
	s := Store{Bucket: e.To.Bucket, Dependency: e.Dependency}
	for verb, way := range p.h.Capabilities(n.ID, e.To.ID) {
		s.Gone = max(s.Gone, p.worst[p.h.Stores(e.To.ID)[verb]])
		s.Back = max(s.Back, p.worst[way])
	}
	if v := p.pairs[[2]facts.ID{n.ID, e.To.ID}]; v != nil {
		s.Rung, s.Switch, s.Reasons = v.Rung, v.Switch, v.Reasons
	}
	return s
}

// buckets tells of the data that is gone, and of what repairs need.
func (p *player) buckets() {
	for _, n := range p.g.Buckets() {
		t := p.gone(n.ID)
		if t == 0 {
			continue
		}
		switch n.Bucket.Purpose {
		case facts.PurposeState, facts.PurposeArtifact:
			p.sim.Repairs = append(p.sim.Repairs, Repair{Bucket: n.Bucket, Minutes: t, Roots: rootsOf(n)})
		default:
			if len(n.In) > 0 {
				p.sim.Data = append(p.sim.Data, Data{Bucket: n.Bucket, Deleted: math.IsInf(t, 1), Lag: p.lag(n)})
			}
		}
	}
}

// rootsOf lists the root modules whose state a bucket holds.
func rootsOf(n *graph.Node) []string {
	roots := map[string]bool{}
	for _, e := range n.In {
		if e.Dependency != nil && e.Dependency.Access == facts.State && e.From.Service != nil {
			roots[e.From.Service.Root] = true
		}
	}
	return slices.Sorted(maps.Keys(roots))
}

// lag is what the best effective copy that is not gone too may miss.
func (p *player) lag(n *graph.Node) *float64 {
	var best *float64
	for _, r := range p.replicas[n.ID] {
		if r.Effective != facts.Yes || p.gone(r.To) > 0 {
			continue
		}
		if lost := p.model.Lag(&r); best == nil || lost < *best {
			best = &lost
		}
	}
	return best
}

func sorted(set map[float64]bool) []float64 { return slices.Sorted(maps.Keys(set)) }
