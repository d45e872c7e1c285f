package analyzers

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/resilience/faults"
	"github.com/resilint/resilint/analyzers/settings"
)

// Assertion is one that the configuration makes of a service, and that does not hold.
type Assertion struct {
	settings.Assert
	Service    *facts.Service
	Events     []string // that the service does not survive in that time, in order
	Confidence facts.Confidence
	// Bucket is one whose loss is such an event; empty when none is.
	Bucket facts.ID
	// Expected is how many minutes of a year the service is down, on the model's
	// assumptions, where an availability is asserted that this is more than; else zero.
	Expected float64
}

// assert holds what the configuration asserts against the fault model. An
// assertion about no service is told of: it is likely misspelt.
func (a *analysis) assert() {
	if a.opts.Config == nil || len(a.opts.Config.asserts) == 0 {
		return
	}
	h := resilience.NewHazards(a.res.Graph, a.res.Assessment.Model, false)
	for i := range a.opts.Config.asserts {
		said := a.opts.Config.asserts[i]
		about := a.about(&said)
		if len(about) == 0 && !a.res.Incomplete {
			a.res.Diagnostics = append(a.res.Diagnostics, &hcl.Diagnostic{
				Severity: hcl.DiagWarning, Summary: "No service of that name", Subject: &said.Range,
				Detail: fmt.Sprintf("Something is asserted of services called %q, and there is none.", said.Name),
			})
		}
		if said.Survives != "" {
			a.res.Assertions = append(a.res.Assertions, a.broken(h, &said, about)...)
		}
		if said.Availability != nil {
			a.res.Assertions = append(a.res.Assertions, a.unavailable(h, &said, about)...)
		}
	}
}

// unavailable lists the services that cannot be up for as much of the year as is
// asserted: for certain when they cannot even with all that is not known being good.
func (a *analysis) unavailable(h *resilience.Hazards, said *settings.Assert, about []*facts.Service) []Assertion {
	m := a.res.Assessment.Model
	best, worst := h.Causes(m, true), h.Causes(m, false)
	var list []Assertion
	for _, s := range about {
		found := Assertion{Assert: *said, Service: s, Confidence: facts.Certain}
		causes := best[s.ID]
		if m.Downtime(causes) <= said.Allowed() {
			causes, found.Confidence = worst[s.ID], facts.Possible
		}
		if found.Expected = m.Downtime(causes); found.Expected <= said.Allowed() {
			continue
		}
		for _, c := range causes {
			found.Events = append(found.Events, c.Event.Event)
		}
		found.Events = slices.Compact(found.Events)
		list = append(list, found)
	}
	return list
}

// about lists the services that an assertion is about.
func (a *analysis) about(said *settings.Assert) []*facts.Service {
	var list []*facts.Service
	for i := range a.res.Facts.Services {
		if s := &a.res.Facts.Services[i]; s.Called(said.Name) {
			list = append(list, s)
		}
	}
	return list
}

// broken lists the services of which an assertion does not hold: for certain when
// what is not known does not matter.
func (a *analysis) broken(h *resilience.Hazards, said *settings.Assert, about []*facts.Service) []Assertion {
	tops := make([]faults.Node, len(about))
	for i, s := range about {
		tops[i] = h.Service(s.ID).Stuck
	}
	sure := h.Model.Singles(faults.View{At: said.Minutes, Hope: true}, tops)
	all := h.Model.Singles(faults.View{At: said.Minutes}, tops)
	var list []Assertion
	for i, s := range about {
		found := Assertion{Assert: *said, Service: s, Confidence: facts.Certain}
		events := a.within(h, said, sure.Of(tops[i]))
		if len(events) == 0 {
			events, found.Confidence = a.within(h, said, all.Of(tops[i])), facts.Possible
		}
		for _, d := range events {
			found.Events = append(found.Events, d.Event)
			for k := range a.res.Assessment.SPOFs {
				if x := &a.res.Assessment.SPOFs[k]; found.Bucket == "" && x.Event == d.Event && slices.ContainsFunc(x.Services, func(v resilience.Affected) bool { return v.ID == s.ID }) {
					found.Bucket = x.Bucket
				}
			}
		}
		slices.Sort(found.Events)
		found.Events = slices.Compact(found.Events)
		if len(found.Events) > 0 {
			list = append(list, found)
		}
	}
	return list
}

// breadths are the classes of events that each breadth of an assertion adds to
// the narrower ones.
var breadths = map[resilience.Class]string{
	resilience.Deletion: "deletion", resilience.ZoneLoss: "zone", resilience.ServiceLoss: "service", resilience.RegionLoss: "region",
	resilience.GlobalService: "global", resilience.AccountLoss: "global", resilience.ProviderLoss: "provider",
}

// within keeps the events that an assertion speaks of.
func (a *analysis) within(h *resilience.Hazards, said *settings.Assert, events []faults.Node) []*resilience.Domain {
	asked := slices.Index(settings.Breadths, said.Survives)
	var list []*resilience.Domain
	for _, n := range events {
		d := h.Domain(n)
		breadth := slices.Index(settings.Breadths, breadths[d.Class])
		if breadth == asked || breadth > 0 && breadth < asked { // deletion stands by itself
			list = append(list, d)
		}
	}
	return list
}
