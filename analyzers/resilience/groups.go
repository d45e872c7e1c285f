package resilience

import (
	"cmp"
	"math"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience/faults"
)

// RiskGroup is two events that together take services down which neither does
// alone: what copies have in common, and what they do not.
type RiskGroup struct {
	Events   [2]string // by name
	Services []facts.ID
	// Certain when it is so for one of the services whatever is not known: that both
	// take it down, and neither alone.
	Confidence facts.Confidence
}

// RiskGroups lists the pairs of events that take some service down for as long as
// both last: those that take most down first. Of a place that is part of another
// the narrower one is told, as its loss is the likelier. Capped says that some
// service has more pairs than are kept.
func (h *Hazards) RiskGroups() (groups []RiskGroup, capped bool) {
	byEvents := map[[2]string]*RiskGroup{}
	best := h.Model.Families(faults.View{At: math.Inf(1), Hope: true}, faults.Limits{})
	worst := h.Model.Families(faults.View{At: math.Inf(1)}, faults.Limits{})
	for i := range h.Services {
		s := &h.Services[i]
		b, w := best[s.Down], worst[s.Down]
		capped = capped || b.Capped || w.Capped
		for _, p := range b.Pairs {
			_, both := slices.BinarySearch(w.Pairs, p)
			h.group(byEvents, p, s.ID, both)
		}
		for _, p := range w.Pairs {
			if _, told := slices.BinarySearch(b.Pairs, p); !told {
				h.group(byEvents, p, s.ID, false)
			}
		}
	}
	for _, g := range byEvents {
		slices.Sort(g.Services)
		g.Services = slices.Compact(g.Services)
		groups = append(groups, *g)
	}
	slices.SortFunc(groups, func(a, b RiskGroup) int {
		return cmp.Or(-cmp.Compare(len(a.Services), len(b.Services)), slices.Compare(a.Events[:], b.Events[:]))
	})
	return groups, capped
}

// group adds a service to a pair of events.
func (h *Hazards) group(groups map[[2]string]*RiskGroup, p faults.Pair, id facts.ID, certain bool) {
	x, y := p.Nodes()
	a, b := h.Domain(x), h.Domain(y)
	if !narrow(a.Class) || !narrow(b.Class) {
		return
	}
	key := [2]string{a.Name(), b.Name()}
	slices.Sort(key[:])
	g := groups[key]
	if g == nil {
		g = &RiskGroup{Events: key, Confidence: facts.Possible}
		groups[key] = g
	}
	if certain {
		g.Confidence = facts.Certain
	}
	g.Services = append(g.Services, id)
}

// narrow says that no narrower event stands for those of a class.
func narrow(c Class) bool {
	return c == Deletion || c == ZoneLoss || c == ServiceLoss || c == AccountLoss
}
