package reporters

import (
	"cmp"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
)

// downtimes are the minutes of a year that each service is certainly expected to be
// down, made when they are first asked for.
func (v *view) downtimes() map[facts.ID]float64 {
	if v.downtime == nil {
		v.downtime = map[facts.ID]float64{}
		if h := v.hazards(); h != nil {
			for id, causes := range h.Causes(v.assessment.Model, true) {
				v.downtime[id] = v.assessment.Model.Downtime(causes)
			}
		}
	}
	return v.downtime
}

// hazards is the fault model of the result, made when it is first asked for; nil
// when nothing was judged.
func (v *view) hazards() *resilience.Hazards {
	if v.faults == nil && v.assessment.Model != nil && v.Result.Graph != nil {
		v.faults = resilience.NewHazards(v.Result.Graph, v.assessment.Model, false)
	}
	return v.faults
}

// riskGroups are the pairs of events that take services down together.
func (v *view) riskGroups() []wireGroup {
	list := []wireGroup{}
	h := v.hazards()
	if h == nil {
		return list
	}
	groups, _ := h.RiskGroups()
	for _, g := range groups[:min(len(groups), maxGroups)] {
		list = append(list, wireGroup{Events: g.Events[:], Services: convert(g.Services, wireID), Confidence: string(g.Confidence)})
	}
	return list
}

// maxGroups is how many pairs a report lists: those that take most services down.
const maxGroups = 1000

// expected is that of one service, to the tenth of a minute; nil when nothing that
// is known to be lost takes it down.
func (v *view) expected(id facts.ID) *float64 {
	if minutes, ok := v.downtimes()[id]; ok {
		minutes = rounded(minutes)
		return &minutes
	}
	return nil
}

// longestDown is the service of the highest stated tier that is expected to be down
// longest; nil when no tier is stated, or nothing takes such a service down.
func (v *view) longestDown() (*facts.Service, float64) {
	var worst *facts.Service
	var most float64
	for i := range v.facts.Services {
		s := &v.facts.Services[i]
		minutes, ok := v.downtimes()[s.ID]
		if !ok || minutes == 0 || s.Tier == facts.TierUnknown || s.Tier == facts.Tier4 {
			continue
		}
		if worst == nil || cmp.Or(cmp.Compare(s.Tier, worst.Tier), -cmp.Compare(minutes, most), cmp.Compare(s.ID, worst.ID)) < 0 {
			worst, most = s, minutes
		}
	}
	return worst, most
}
