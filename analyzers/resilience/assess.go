package resilience

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// Assess judges a whole graph by a model.
func Assess(g *graph.Graph, m *Model) *Assessment {
	as := &assessor{g: g, now: newJudge(g, false), hope: newJudge(g, true), model: m, out: Assessment{Model: m}}
	for _, b := range g.Buckets() {
		as.bucket(b)
	}
	as.out.Outages = m.outages(g)
	slices.SortFunc(as.out.Pairs, func(x, y PairVerdict) int {
		return cmp.Or(cmp.Compare(x.Service, y.Service), cmp.Compare(x.Bucket, y.Bucket))
	})
	slices.SortFunc(as.out.SPOFs, func(x, y SPOF) int {
		return cmp.Or(-cmp.Compare(x.Score.Value, y.Score.Value), cmp.Compare(x.ID, y.ID))
	})
	return &as.out
}

// assessor judges one bucket after another.
type assessor struct {
	g     *graph.Graph
	now   *judge // what is decided
	hope  *judge // undecided copies taken for effective
	model *Model
	out   Assessment
}

// relier is a service's reliance on a bucket, with the rungs it stands on.
type relier struct {
	graph.Reliance
	step    step
	best    Rung
	standby bool // only the second choice behind another bucket
}

func (a *assessor) bucket(b *graph.Node) {
	v := BucketVerdict{Bucket: b.ID, Replicas: replicas(a.g, b), Rung: a.now.data(b), RungBest: a.hope.data(b)}
	_, v.Reasons = within(b.Bucket, v.Rung)
	v.Reasons = append(v.Reasons, a.now.versioned(b)...)
	if doubt := b.Bucket.RegionDoubt; doubt != "" {
		v.Reasons = append(v.Reasons, facts.Reason{Code: "region-doubtful", Text: doubt})
	}
	bound := b.Bucket.Scope == facts.ScopeZone || b.Bucket.Scope == facts.ScopeRegion
	v.SingleRegion = bound && len(a.now.mates[b]) == 0
	reliers := a.reliers(b)
	lowest, best := ActiveActive, ActiveActive
	firm, high := false, Zonal
	for _, r := range reliers {
		a.out.Pairs = append(a.out.Pairs, PairVerdict{
			Service: r.Service.ID, Bucket: b.ID, Rung: r.step.rung, RungBest: r.best, Switch: r.step.sw, Reasons: r.step.reasons,
		})
		if r.Firm() && len(r.Path) == 1 {
			firm = true
			lowest, best = min(lowest, r.step.rung), min(best, r.best)
		}
		if r.step.sw != nil && (v.Switch == nil || r.step.rung > high) {
			v.Switch, high = r.step.sw, r.step.rung
		}
		v.Reasons = append(v.Reasons, r.step.reasons...)
	}
	if firm {
		v.Rung, v.RungBest = lowest, best
	}
	v.Reasons = distinct(v.Reasons)
	a.out.Buckets = append(a.out.Buckets, v)
	a.spofs(b, reliers)
}

// reliers climbs the ladder for every service that relies on a bucket. One
// that relies on it through others stands where they stand.
func (a *assessor) reliers(b *graph.Node) []relier {
	var list []relier
	for _, r := range a.g.Reliances(b) {
		at := r.Last().From
		list = append(list, relier{Reliance: r, step: a.now.pair(at, b), best: a.hope.pair(at, b).rung, standby: a.now.standby(at, b)})
	}
	return list
}

// confidenceOf is certain when a certain need alone makes the event, and no
// undecided copy could lift the service off its rung.
func confidenceOf(firm []relier, lowest Rung) facts.Confidence {
	for _, r := range firm {
		if r.Confidence == facts.Certain && r.step.rung == lowest && r.best == r.step.rung {
			return facts.Certain
		}
	}
	return facts.Possible
}
