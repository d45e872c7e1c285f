package resilience

import (
	"maps"
	"math"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience/faults"
)

// Cause is an event that takes a service down, and for how long at most: until its
// switch is turned, or, with no way out, until the place is back.
type Cause struct {
	Event *Domain
	// RTO is in minutes; nil when the service waits for the place.
	RTO *float64
}

// Causes lists the events that each take a service down alone, in the order of
// their names, with doubts for bad or for good. A service is down as long as it
// cannot read and write what it should.
func (h *Hazards) Causes(m *Model, hope bool) map[facts.ID][]Cause {
	tops := make([]faults.Node, len(h.Services))
	for i := range h.Services {
		tops[i] = h.Services[i].Stuck
	}
	type pair struct {
		service int
		event   faults.Node
	}
	until := map[pair]float64{}
	moments := append(slices.Sorted(maps.Values(m.Switching)), math.Inf(1))
	before := 0.0
	for _, at := range slices.Compact(moments) {
		// What is down just before a switch is turned is down until then.
		singles := h.Model.Singles(faults.View{At: before, Hope: hope}, tops)
		for i := range h.Services {
			for _, e := range singles.Of(tops[i]) {
				until[pair{i, e}] = at
			}
		}
		before = at
	}
	causes := map[facts.ID][]Cause{}
	for p, minutes := range until {
		c := Cause{Event: h.Domain(p.event)}
		if !math.IsInf(minutes, 1) {
			c.RTO = &minutes
		}
		id := h.Services[p.service].ID
		causes[id] = append(causes[id], c)
	}
	for _, list := range causes {
		slices.SortFunc(list, func(a, b Cause) int { return compareDomains(a.Event, b.Event) })
	}
	return causes
}

// Expected is how many minutes of a year an event of a class takes, on average: it
// lasts as long as the prior says, or until the service is back by a copy. What does
// not end by itself and has no copy is not counted, as nobody can say how long it lasts.
func (m *Model) Expected(c Class, rto *float64) float64 {
	prior, minutes := m.Events[c], 0.0
	for i, lasts := range prior.Lasts {
		switch {
		case rto == nil:
		case lasts == 0 || *rto < lasts:
			lasts = *rto
		}
		minutes += Shares[i] * lasts
	}
	return prior.PerYear * minutes
}

// Downtime is how many minutes of a year a service is expected to be down for its
// causes, on the model's assumptions. It is a floor: pairs of events, and what is
// deleted for good, are not in it.
func (m *Model) Downtime(causes []Cause) float64 {
	var sum float64
	for _, c := range causes {
		sum += m.Expected(c.Event.Class, c.RTO)
	}
	return sum
}
