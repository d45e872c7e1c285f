package resilience

import "github.com/resilint/resilint/analyzers/facts"

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

// Defaults is the model of version 1. The sources are named in docs/scoring.md.
func Defaults() Model {
	return Model{
		Version: "RSL:1",
		Weight: map[facts.Tier]float64{
			facts.Tier0: 1, facts.Tier1: 0.8, facts.Tier2: 0.5, facts.Tier3: 0.25, facts.Tier4: 0.1,
			facts.TierUnknown: 0.6, // between t1 and t2: a first run warns and does not block
		},
		TargetMinutes: map[facts.Tier]float64{
			facts.Tier0: 15, facts.Tier1: 60, facts.Tier2: 4 * 60, facts.Tier3: 24 * 60, facts.TierUnknown: 4 * 60,
		},
		Survives: map[facts.Tier]Class{
			facts.Tier0: RegionLoss, facts.Tier1: RegionLoss, facts.Tier2: RegionLoss, facts.TierUnknown: RegionLoss,
			facts.Tier3: ZoneLoss,
		},
		OutOfScope:   0.4,
		Value:        map[string]float64{"system-of-record": 1, "user": 0.8, "derived": 0.3, "cache": 0.05},
		DefaultClass: "user",
		Events: map[Class]Prior{
			Deletion:      {PerYear: 0.5, Loss: 0.9, Breadth: 0},                                        // assumption
			ZoneLoss:      {PerYear: 0.5, Loss: 0.05, Breadth: 1, Lasts: [3]float64{60, 240, 720}},      // assumption
			ServiceLoss:   {PerYear: 0.2, Loss: 0.03, Breadth: 2, Lasts: [3]float64{114, 258, 1308}},    // with 4.9 h on average: 58 min/yr, next to a 99.99 % design
			RegionLoss:    {PerYear: 0.05, Loss: 0.1, Breadth: 3, Lasts: [3]float64{240, 720, 2880}},    // assumption
			GlobalService: {PerYear: 0.05, Loss: 0.02, Breadth: 4, Lasts: [3]float64{120, 360, 840}},    // assumption
			AccountLoss:   {PerYear: 0.01, Loss: 0.5, Breadth: 4, Lasts: [3]float64{1440, 4320, 14400}}, // assumption
			ProviderLoss:  {PerYear: 0.003, Loss: 0.3, Breadth: 5, Lasts: [3]float64{360, 1440, 4320}},  // assumption
		},
		Switching: map[Rung]float64{
			ColdCopy: 8 * 60, WarmReplica: 4 * 60, ManualSwitch: 60, AutomaticRead: 5, ActiveActive: 1,
		},
		ColdRPO: 24 * 60, CopyRPO: 60, TimedRPO: 15, SyncRPO: 1,
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
