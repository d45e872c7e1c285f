package resilience

import (
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience/assumptions"
)

// Model holds the weights and priors behind every score. All of them are
// assumptions that a team may replace; Vector names the version they belong
// to, so that scores of different versions are never compared.
type Model struct {
	Version string
	// Weight says how much a service of a tier matters.
	Weight map[facts.Tier]float64
	// TargetMinutes is the RTO that a tier is held to where no policy says one;
	// a missing tier has no target.
	TargetMinutes map[facts.Tier]float64
	// Stated says that a team set the target itself.
	Stated map[facts.Tier]bool
	// Survives is the widest event that a tier must survive; a missing tier must survive none.
	Survives map[facts.Tier]Class
	// OutOfScope is the policy factor of an event wider than asked for.
	OutOfScope float64
	// Value says how precious data of a class is; UserData stands for an unsaid class.
	Value        map[string]float64
	DefaultClass string
	Events       map[Class]Prior
	// Switching is how long it takes to reach a copy from a rung, in minutes; a
	// missing rung has no alternative.
	Switching map[Rung]float64
	// ColdRPO, CopyRPO, TimedRPO and SyncRPO are the minutes of data lost with a
	// backup, a replica, one with a promised time and one store in two regions.
	ColdRPO, CopyRPO, TimedRPO, SyncRPO float64
}

// Prior is what is assumed of a class of events.
type Prior struct {
	PerYear float64 // how often it happens
	Loss    float64 // the probability that data without a copy is gone for good
	Breadth int     // orders classes from narrow to wide
	// Lasts are the minutes that it lasts in the lighter half of cases, in most of the
	// others, and in the worst tenth (Shares); zeros for what does not end by itself.
	Lasts [3]float64
}

// Shares are how likely the three lengths of a prior are.
var Shares = [3]float64{0.5, 0.4, 0.1}

// Usual is how long an event is assumed to last when nobody says: the length that
// nine of ten do not exceed.
func (p Prior) Usual() float64 { return p.Lasts[1] }

// The hardness of a need: what a service loses without the bucket.
const (
	HardnessFirm     = 1.0
	HardnessDegraded = 0.5
	HardnessSoft     = 0.2
)

// Defaults is the model of the built-in assumptions.
func Defaults() *Model { return NewModel(assumptions.Builtin()) }

// NewModel is the model of a set of assumptions.
func NewModel(a *assumptions.Set) *Model {
	m := &Model{
		Version: a.Version, OutOfScope: a.OutOfScope, DefaultClass: "user",
		Weight: map[facts.Tier]float64{}, TargetMinutes: map[facts.Tier]float64{}, Stated: map[facts.Tier]bool{},
		Survives: map[facts.Tier]Class{}, Events: map[Class]Prior{},
		Value: map[string]float64{
			"system-of-record": *a.Data.SystemOfRecord, "user": *a.Data.User, "derived": *a.Data.Derived, "cache": *a.Data.Cache,
		},
		Switching: map[Rung]float64{},
		ColdRPO:   a.Lag.Minutes[0], CopyRPO: a.Lag.Minutes[1], TimedRPO: a.Lag.Minutes[2], SyncRPO: a.Lag.Minutes[3],
	}
	if a.Own {
		m.Version += "+own"
	}
	for i, minutes := range a.Switching.Minutes {
		m.Switching[ColdCopy+Rung(i)] = minutes
	}
	for _, t := range a.Tiers {
		m.tier(t)
	}
	for breadth, class := range []Class{Deletion, ZoneLoss, ServiceLoss, RegionLoss, GlobalService, ProviderLoss} {
		m.event(a, class, breadth)
	}
	m.event(a, AccountLoss, m.Events[GlobalService].Breadth)
	return m
}

// called is how the assumptions call a class of events.
var called = map[Class]string{
	Deletion: "deletion", ZoneLoss: "zone", ServiceLoss: "service", RegionLoss: "region",
	GlobalService: "global", AccountLoss: "account", ProviderLoss: "provider",
}

func (m *Model) event(a *assumptions.Set, class Class, breadth int) {
	e := a.Events[called[class]]
	m.Events[class] = Prior{PerYear: *e.PerYear, Loss: *e.Loss, Breadth: breadth, Lasts: e.Minutes}
}

func (m *Model) tier(t assumptions.Tier) {
	tier := facts.Tier(t.Name)
	if t.Name == "unknown" {
		tier = facts.TierUnknown
	}
	m.Weight[tier] = *t.Weight
	if t.Minutes != nil {
		m.TargetMinutes[tier], m.Stated[tier] = *t.Minutes, t.Stated
	}
	for class, name := range called {
		if name == t.Survives {
			m.Survives[tier] = class
		}
	}
}

// switching gives the minutes to reach a copy from a rung; nil: there is none.
func (m *Model) switching(r Rung) *float64 {
	if t, ok := m.Switching[r]; ok {
		return &t
	}
	return nil
}

// inScope says that a tier must survive events of a class.
func (m *Model) inScope(t facts.Tier, c Class) bool {
	widest, ok := m.Survives[t]
	return ok && m.Events[c].Breadth <= m.Events[widest].Breadth
}

// class gives the class that data is counted as, and its value.
func (m *Model) class(said string) (string, float64) {
	if v, ok := m.Value[said]; ok {
		return said, v
	}
	return m.DefaultClass, m.Value[m.DefaultClass]
}
