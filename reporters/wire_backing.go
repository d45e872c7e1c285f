package reporters

import (
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
)

// wireBacking is a backing service, with the services that its place takes down.
type wireBacking struct {
	ID             string         `json:"id"`
	Address        string         `json:"address"`
	Root           string         `json:"root"`
	Variant        string         `json:"variant,omitempty"`
	Provider       string         `json:"provider"`
	Product        string         `json:"product"`
	Kind           string         `json:"kind"`
	Type           string         `json:"type"`
	Name           string         `json:"name"`
	Region         string         `json:"region"`
	Regions        []string       `json:"regions"`
	RegionEvidence wireEvidence   `json:"region_evidence"`
	Scope          string         `json:"scope"`
	ScopeEvidence  wireEvidence   `json:"scope_evidence"`
	SingleRegion   bool           `json:"single_region"`
	Event          string         `json:"event,omitempty"` // the loss that takes the services down
	Services       []wireReliance `json:"services"`
	Location       wireLocation   `json:"location"`
}

// wireReliance is a service that an event takes down or degrades.
type wireReliance struct {
	ID   string `json:"id"`
	Need string `json:"need"`
	Tier string `json:"tier"`
}

func (v *view) wireBackings() []wireBacking {
	outages := map[facts.ID]*resilience.Outage{}
	for i := range v.assessment.Outages {
		o := &v.assessment.Outages[i]
		outages[o.Backing] = o
	}
	return convert(v.facts.Backings, func(b facts.Backing) wireBacking {
		w := wireBacking{
			ID: string(b.ID), Address: b.Address, Root: v.shown(b.Root), Variant: b.Variant, Provider: b.Provider,
			Product: b.Product, Kind: b.Kind, Type: b.Type, Name: b.Name, Region: b.Region, Regions: texts(b.Regions),
			RegionEvidence: v.wireEvidence(b.RegionEvidence), Scope: string(b.Scope), ScopeEvidence: v.wireEvidence(b.ScopeEvidence),
			SingleRegion: b.SingleRegion(), Services: []wireReliance{}, Location: v.wireLocation(b.Location, b.End),
		}
		if o := outages[b.ID]; o != nil {
			w.Event = o.Event
			w.Services = convert(o.Services, func(a resilience.Affected) wireReliance {
				return wireReliance{ID: string(a.ID), Need: string(a.Need), Tier: string(a.Tier)}
			})
		}
		return w
	})
}
