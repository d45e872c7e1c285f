package resilience

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// Weight is one affected service in a score.
type Weight struct {
	Tier facts.Tier
	Need facts.Need
}

// Input is what a score is made of. RTO and RPO are minutes; nil means that
// there is no alternative, or that no copy survives.
type Input struct {
	Class    Class
	Services []Weight
	// Spared are services that are back sooner than RTO; their data is at stake too.
	Spared   []Weight
	RTO, RPO *float64
	// Stated is a target that a policy states, in minutes; nil when none does.
	Stated  *float64
	Data    string // class of the data, as a tag names it; empty when unsaid
	Purpose facts.Purpose
	// Unseen says that the bucket's owner may keep copies that cannot be seen from here:
	// it alters no number, only what is said of them.
	Unseen bool
	// Degraded weighs the services as degraded, not down.
	Degraded bool
}

// Calculate scores an event: 100 · P · L · I, I = 1 − (1−U)(1−D), U = B · R
// (docs/scoring.md). The value has one decimal.
func (m *Model) Calculate(in Input) Score {
	prior := m.Events[in.Class]
	blast, lead := m.blast(in)
	recovery := recoveryOf(in)
	class, value := m.worth(in)
	loss := m.owner(in) * value * curve(in.RPO) * deltaOf(prior.Loss)
	likely := math.Min(1, math.Max(0.5, 1+0.1*math.Log10(prior.PerYear)))
	policy := m.policy(in)
	impact := 1 - (1-blast*recovery)*(1-loss)
	return Score{
		Value:  math.Round(1000*policy*likely*impact) / 10,
		Vector: m.vector(in, blast, class, likely, policy),
		Factors: []Factor{
			{Name: "blast", Value: round2(blast), Reason: lead},
			{Name: "recovery", Value: round2(recovery), Reason: recoveryReason(in)},
			{Name: "data", Value: round2(loss), Reason: dataReason(in, class)},
			{Name: "likelihood", Value: round2(likely), Reason: fmt.Sprintf("%s, assumed %g times a year", in.Class.words(), prior.PerYear)},
			{Name: "policy", Value: policy, Reason: policyReason(in, policy)},
		},
	}
}

// blast is the reach of the event. The worst-hit service sets the level and
// breadth adds at most 0.15: there is no dividing by the size of the estate.
func (m *Model) blast(in Input) (float64, string) {
	weights := make([]float64, 0, len(in.Services))
	counts := map[facts.Tier]int{}
	for _, s := range in.Services {
		weights = append(weights, m.weigh(s, in.Degraded))
		counts[s.Tier]++
	}
	if len(weights) == 0 {
		return 0, "no service relies on it"
	}
	return reach(weights), fmt.Sprintf("%s (%s)", facts.Count(len(in.Services), "service"), tierCounts(counts))
}

// reach joins weights to one number. Each weight in turn is taken for the worst
// and the lighter ones for its company, and the highest result counts: among
// weights below 0.07 the plain formula would fall when a heavier one joins.
func reach(weights []float64) float64 {
	slices.Sort(weights)
	var b, sum float64
	for _, w := range weights {
		sum += w
		if w > 0 {
			b = math.Max(b, w+math.Min(0.15, 0.05*math.Log2(sum/w)))
		}
	}
	return math.Min(1, b)
}

func tierCounts(counts map[facts.Tier]int) string {
	text := facts.CountTiers(counts)
	n := counts[facts.TierUnknown]
	if n == 0 {
		return text
	}
	unknown := fmt.Sprintf("%d of unknown tier", n)
	if text == "" {
		return unknown
	}
	return text + ", " + unknown
}

// curve maps minutes onto 0..1, a day and more being 1; nil is 1.
func curve(minutes *float64) float64 {
	if minutes == nil {
		return 1
	}
	return math.Min(1, math.Log10(1+math.Max(0, *minutes))/math.Log10(1441))
}

func recoveryOf(in Input) float64 {
	r := curve(in.RTO)
	if in.RTO != nil && in.Stated != nil && *in.RTO <= *in.Stated {
		r *= 0.5
	}
	return r
}

func recoveryReason(in Input) string {
	switch {
	case in.RTO == nil && in.Unseen:
		return "nothing to switch to is seen here: down until the provider is back"
	case in.RTO == nil:
		return "nothing to switch to: down until the provider is back"
	}
	return "back after about " + Minutes(*in.RTO)
}

// owner is the tier weight of the most important service, however
// softly it is hit: data that is lost is lost for it.
func (m *Model) owner(in Input) float64 {
	var w float64
	for _, s := range slices.Concat(in.Services, in.Spared) {
		w = math.Max(w, m.Weight[s.Tier])
	}
	return w
}

// weigh is how much one affected service counts.
func (m *Model) weigh(s Weight, degraded bool) float64 {
	switch {
	case !s.Need.Firm():
		return m.Weight[s.Tier] * HardnessSoft
	case degraded:
		return m.Weight[s.Tier] * HardnessDegraded
	}
	return m.Weight[s.Tier] * HardnessFirm
}

// worth is the class of the data and its value. State is a system of record
// whatever its tags say: nothing else knows what was built.
func (m *Model) worth(in Input) (string, float64) {
	if in.Purpose == facts.PurposeState {
		return m.class("system-of-record")
	}
	return m.class(in.Data)
}

// deltaOf weighs the chance that the data is gone for good.
func deltaOf(loss float64) float64 { return math.Max(0, 1+0.3*math.Log10(loss)) }

func dataReason(in Input, class string) string {
	words := map[string]string{"system-of-record": "a system of record", "user": "user data", "derived": "derived data", "cache": "a cache"}[class]
	if in.Data == "" && in.Purpose != facts.PurposeState {
		words += " (assumed)"
	}
	switch {
	case in.RPO == nil && in.Unseen:
		return words + "; no copy is seen here"
	case in.RPO == nil:
		return words + "; no copy survives"
	}
	return fmt.Sprintf("%s; up to %s of it lost", words, Minutes(*in.RPO))
}

// policy is 1 when some affected tier is meant to survive this, else less.
func (m *Model) policy(in Input) float64 {
	for _, s := range in.Services {
		if m.inScope(s.Tier, in.Class) {
			return 1
		}
	}
	return m.OutOfScope
}

// words says what a class of events is.
func (c Class) words() string {
	switch c {
	case Deletion:
		return "a mistaken deletion"
	case ZoneLoss:
		return "the loss of a zone"
	case RegionLoss:
		return "the loss of a whole region"
	case GlobalService:
		return "the loss of a global service"
	case AccountLoss:
		return "the loss of the account"
	case ProviderLoss:
		return "the loss of the provider"
	default:
		return "the loss of a region's storage service"
	}
}

func policyReason(in Input, p float64) string {
	if p == 1 {
		return "tiers hit here must survive " + in.Class.words()
	}
	return "wider than these tiers must survive"
}

func (m *Model) vector(in Input, blast float64, class string, likely, policy float64) string {
	minutes := func(t *float64) string {
		if t == nil {
			return "none"
		}
		return fmt.Sprintf("%gm", math.Round(*t))
	}
	if class == "system-of-record" {
		class = "sor"
	}
	return fmt.Sprintf("%s/e=%s/B=%.2f/R=%s/D=%s,%s/L=%s/P=%g", m.Version, in.Class, blast, minutes(in.RTO),
		class, minutes(in.RPO), strings.TrimPrefix(fmt.Sprintf("%.2f", likely), "0"), policy)
}

func round2(f float64) float64 { return math.Round(f*100) / 100 }

// Minutes writes a time for people: "5 min", "4 h", "2 d".
func Minutes(m float64) string {
	switch {
	case m < 120:
		return fmt.Sprintf("%g min", math.Round(m))
	case m < 48*60:
		return fmt.Sprintf("%g h", math.Round(m/6)/10)
	}
	return fmt.Sprintf("%g d", math.Round(m/144)/10)
}
