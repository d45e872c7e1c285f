package resilience

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// Outage is what the loss of a place takes down through one backing service.
type Outage struct {
	Event        string // aws:dynamodb:us-east-1; a zone's loss ends in ":zone"
	Class        Class  // ServiceLoss or ZoneLoss
	Backing      facts.ID
	SingleRegion bool
	Services     []Affected       // those that are down or degraded, in ID order; their rungs say nothing
	Confidence   facts.Confidence // Possible when no service certainly needs it
	Score        Score
}

// outages gives one for each backing service that does not survive its place
// and that some service needs to work.
func (m *Model) outages(g *graph.Graph) []Outage {
	var list []Outage
	for _, n := range g.Backings() {
		reliances := g.Reliances(n)
		if n.Backing.Bound() && slices.ContainsFunc(reliances, func(r graph.Reliance) bool { return r.Firm() }) {
			list = append(list, m.outage(n.Backing, reliances))
		}
	}
	return list
}

func (m *Model) outage(b *facts.Backing, reliances []graph.Reliance) Outage {
	o := Outage{
		Event: b.Provider + ":" + b.Product + ":" + cmp.Or(b.Region, "?"), Class: ServiceLoss,
		Backing: b.ID, SingleRegion: b.SingleRegion(), Confidence: facts.Possible,
	}
	if b.Scope == facts.ScopeZone {
		o.Event, o.Class = o.Event+":zone", ZoneLoss
	}
	in := Input{Class: o.Class}
	if !o.SingleRegion {
		in.RTO, in.RPO = m.switching(WarmReplica), m.lag(WarmReplica, false)
	}
	for _, r := range reliances {
		tier := r.Service.Service.Tier
		o.Services = append(o.Services, Affected{ID: r.Service.ID, Need: r.Need, Tier: tier})
		in.Services = append(in.Services, Weight{Tier: tier, Need: r.Need})
		if r.Firm() && r.Confidence == facts.Certain {
			o.Confidence = facts.Certain
		}
	}
	o.Score = m.Calculate(in)
	return o
}
