package resilience

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// spofs adds the events that take a service down through this bucket alone:
// the loss of its place, and a deletion that nothing undoes. A bucket for logs,
// state or artifacts is judged by that, not as an outage of services; one of
// somebody else's by no event, as its owner alone can do something about it.
func (a *assessor) spofs(n *graph.Node, reliers []relier) {
	b := n.Bucket
	// A standby is not what the service runs on: its loss costs the spare only.
	all := slices.DeleteFunc(slices.Clone(reliers), func(r relier) bool { return r.standby })
	firm := slices.DeleteFunc(slices.Clone(all), func(r relier) bool { return !r.Firm() })
	switch b.Purpose {
	case facts.PurposeLogs, facts.PurposeState, facts.PurposeArtifact:
		return
	default:
	}
	if len(firm) == 0 || b.ThirdParty {
		return
	}
	a.placeLoss(n, all, firm)
	a.deletion(n, all, firm)
}

// placeLoss is the event that the storage service of the bucket's region, or
// its zone, is gone.
func (a *assessor) placeLoss(n *graph.Node, all, firm []relier) {
	b := n.Bucket
	lowest := ActiveActive
	for _, r := range firm {
		lowest = min(lowest, r.step.rung)
	}
	if lowest == ActiveActive {
		return
	}
	s := SPOF{
		Class: ServiceLoss, Event: cmp.Or(b.Provider, "unknown") + ":" + cmp.Or(b.Product, "storage") + ":" + cmp.Or(b.Region, "?"),
		Bucket: b.ID, RTOMinutes: a.model.switching(lowest), Services: affectedBy(all), Confidence: confidenceOf(firm, lowest),
	}
	if b.Scope == facts.ScopeUnknown || b.Scope == "" || b.Opaque || !b.Declared || b.RegionDoubt != "" {
		s.Confidence = facts.Possible // it may live in several regions by itself, or elsewhere, or have a copy that cannot be seen
	}
	if lowest == Zonal {
		s.Class, s.Event = ZoneLoss, s.Event+":zone"
	}
	s.ID = s.Event + "/" + string(b.ID)
	s.RPOMinutes = a.model.lag(lowest, slices.ContainsFunc(a.now.mates[n], func(m mate) bool { return m.timed }))
	s.Kind = a.model.kind(s.RTOMinutes, firm)
	a.add(s, b, all)
}

// Lag is how much data an effective copy may miss, in minutes.
func (m *Model) Lag(r *Replica) float64 {
	rung := min(r.Cap, WarmReplica)
	return *m.lag(max(rung, ColdCopy), r.Copy.Timed)
}

// lag is how much data a rung may lose, in minutes; nil when no copy survives.
func (m *Model) lag(r Rung, timed bool) *float64 {
	lost := m.CopyRPO
	switch {
	case r <= SingleRegion:
		return nil
	case r == ColdCopy:
		lost = m.ColdRPO
	case r == ActiveActive:
		lost = m.SyncRPO
	case timed:
		lost = m.TimedRPO
	}
	return &lost
}

// kind compares the time to restore with what the most demanding service that
// is hit asks for.
func (m *Model) kind(rto *float64, firm []relier) Kind {
	if rto == nil {
		return KindHard
	}
	for _, r := range firm {
		if target, ok := m.TargetMinutes[r.Service.Service.Tier]; ok && *rto > target {
			return KindRTO
		}
	}
	return KindSoft
}

// Target is the shortest time to restore, in minutes, that a service which an
// event takes down is held to; false when none of them has a target.
func (m *Model) Target(s *SPOF) (minutes float64, ok bool) {
	for _, a := range s.Services {
		if t, has := m.TargetMinutes[a.Tier]; has && a.Need.Firm() && (!ok || t < minutes) {
			minutes, ok = t, true
		}
	}
	return minutes, ok
}

// deletion is the event that someone deletes what the services need. Earlier
// versions, a lock, soft delete or an independent copy undo it.
func (a *assessor) deletion(n *graph.Node, all, firm []relier) {
	b := n.Bucket
	deletable := b.Deletable()
	if deletable == facts.No {
		return
	}
	if slices.ContainsFunc(a.now.mates[n], func(m mate) bool { return m.out && m.copy.Deletes == facts.No }) {
		return
	}
	event := "bucket:" + string(b.ID) + "!deleted"
	s := SPOF{ID: event, Class: Deletion, Event: event, Bucket: b.ID, Kind: KindHard, Services: affectedBy(all), Confidence: facts.Possible}
	certain := slices.ContainsFunc(firm, func(r relier) bool { return r.Confidence == facts.Certain })
	undecided := slices.ContainsFunc(a.hope.mates[n], func(m mate) bool { return m.out && m.copy.Deletes != facts.Yes })
	if certain && !undecided && deletable == facts.Yes {
		s.Confidence = facts.Certain
	}
	a.add(s, b, all)
}

// add scores a single point of failure and keeps it.
func (a *assessor) add(s SPOF, b *facts.Bucket, all []relier) {
	s.Score = a.model.score(&s, b)
	lead := slices.MaxFunc(all, func(x, y relier) int {
		return cmp.Compare(a.model.weigh(weightOf(x), false), a.model.weigh(weightOf(y), false))
	})
	s.Score.Factors[0].Evidence = lead.Service.Service.TierEvidence
	if s.Class != Deletion {
		s.Score.Factors[1].Evidence = b.RegionEvidence
	}
	a.out.SPOFs = append(a.out.SPOFs, s)
}

func weightOf(r relier) Weight { return Weight{Tier: r.Service.Service.Tier, Need: r.Need} }

func affectedBy(all []relier) []Affected {
	list := make([]Affected, len(all))
	for i, r := range all {
		list[i] = Affected{ID: r.Service.ID, Need: r.Need, Tier: r.Service.Service.Tier, Rung: r.step.rung}
	}
	return list
}

// score takes each rung that some service stands on in turn: those on it and
// below are down until it is climbed, the others are spared. The worst counts,
// so that a service without a switch does not lend its outage to one with.
func (m *Model) score(s *SPOF, b *facts.Bucket) Score {
	in := m.input(s, b)
	if s.Class == Deletion {
		return m.Calculate(in)
	}
	var worst Score
	for rung := Zonal; rung <= ActiveActive; rung++ {
		in.Services, in.Spared, in.RTO = nil, nil, m.switching(rung)
		stands := false
		for _, svc := range s.Services {
			w := Weight{Tier: svc.Tier, Need: svc.Need}
			if svc.Rung > rung {
				in.Spared = append(in.Spared, w)
				continue
			}
			in.Services = append(in.Services, w)
			stands = stands || svc.Rung == rung
		}
		if !stands {
			continue
		}
		if got := m.Calculate(in); worst.Factors == nil || got.Value > worst.Value {
			worst = got
		}
	}
	return worst
}

func (m *Model) input(s *SPOF, b *facts.Bucket) Input {
	in := Input{Class: s.Class, RTO: s.RTOMinutes, RPO: s.RPOMinutes, Data: b.DataClass, Purpose: b.Purpose, Unseen: !b.Declared || b.Opaque}
	for _, svc := range s.Services {
		in.Services = append(in.Services, Weight{Tier: svc.Tier, Need: svc.Need})
	}
	in.Stated = m.stated(s)
	return in
}

// stated is the shortest target that a team itself set for what an event takes
// down; nil when it set none for one of them.
func (m *Model) stated(s *SPOF) *float64 {
	for _, a := range s.Services {
		if a.Need.Firm() && !m.Stated[a.Tier] {
			return nil
		}
	}
	if t, ok := m.Target(s); ok {
		return &t
	}
	return nil
}

// Rescore is the score that a single point of failure would have on another
// rung, with a copy whose lag is promised.
func (m *Model) Rescore(s *SPOF, b *facts.Bucket, to Rung) Score {
	moved := *s
	moved.Class, moved.RPOMinutes = ServiceLoss, m.lag(to, true)
	moved.Services = slices.Clone(s.Services)
	for i := range moved.Services {
		moved.Services[i].Rung = max(moved.Services[i].Rung, to)
	}
	return m.score(&moved, b)
}

// Alone is the score that a single point of failure has for one of its
// services.
func (m *Model) Alone(s *SPOF, b *facts.Bucket, svc *facts.Service, need facts.Need) Score {
	in := m.input(s, b)
	in.Services = []Weight{{Tier: svc.Tier, Need: need}}
	return m.Calculate(in)
}

// RepairPath scores state that shares the region of what it must rebuild.
func (m *Model) RepairPath(services []*facts.Service) Score {
	in := Input{Class: RegionLoss, Purpose: facts.PurposeState}
	for _, s := range services {
		in.Services = append(in.Services, Weight{Tier: s.Tier, Need: facts.Hard})
	}
	return m.Calculate(in)
}
