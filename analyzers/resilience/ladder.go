package resilience

import (
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// judge walks the ladder. With best set, undecided copies count as effective.
type judge struct {
	g    *graph.Graph
	best bool
	// mates are the stores that hold the same data elsewhere, by bucket.
	mates map[*graph.Node][]mate
}

// mate is another store of a bucket's data, outside its failure domain.
type mate struct {
	id     facts.ID
	copy   *facts.Copy
	cap    Rung
	whole  bool // it holds every object
	timed  bool
	out    bool // data flows from the bucket to the mate
	twoWay bool // and back
}

func newJudge(g *graph.Graph, best bool) *judge {
	j := &judge{g: g, best: best, mates: map[*graph.Node][]mate{}}
	for _, b := range g.Buckets() {
		j.mates[b] = j.matesOf(b)
	}
	return j
}

// counts says that a copy is taken for effective.
func (j *judge) counts(r Replica) bool {
	return r.Effective == facts.Yes || j.best && r.Effective == facts.Unknown
}

// matesOf finds the effective copies of a bucket, and what it is a copy of.
func (j *judge) matesOf(b *graph.Node) []mate {
	var list []mate
	for _, e := range j.g.CopiesFrom(b) {
		if r := judgeCopy(e.Copy, e.From.Bucket, e.To.Bucket); j.counts(r) {
			list = append(list, mate{
				id: e.Copy.To, copy: e.Copy, cap: r.Cap, timed: e.Copy.Timed, whole: e.Copy.Whole != facts.No, out: true,
			})
		}
	}
	for _, e := range j.g.CopiesInto(b) {
		r := judgeCopy(e.Copy, e.From.Bucket, e.To.Bucket)
		if !j.counts(r) {
			continue
		}
		back := slices.IndexFunc(list, func(m mate) bool { return m.out && j.g.Kin(m.id, e.Copy.From) })
		if back >= 0 {
			list[back].twoWay = list[back].whole && e.Copy.Whole != facts.No && !e.Copy.Cold
			continue
		}
		// The source holds all that was copied, ready to be read.
		list = append(list, mate{id: e.Copy.From, copy: e.Copy, cap: ActiveActive, whole: true, timed: e.Copy.Timed})
	}
	return list
}

// data is the rung that location and effective copies alone give.
func (j *judge) data(b *graph.Node) Rung {
	rung, _ := within(b.Bucket, native(b.Bucket))
	for _, m := range j.mates[b] {
		rung = max(rung, min(WarmReplica, m.cap))
	}
	return rung
}

// native is the rung of a bucket by itself.
func native(b *facts.Bucket) Rung {
	switch b.Scope {
	case facts.ScopeZone:
		return Zonal
	case facts.ScopeGeo:
		return ManualSwitch // the customer can fail the account over, in about an hour
	case facts.ScopeDualRegion, facts.ScopeMultiRegion:
		return ActiveActive
	default:
		return SingleRegion
	}
}

// step is the rung that one way out gives, and why.
type step struct {
	rung    Rung
	sw      *facts.Switch
	reasons []facts.Reason
}

// pair says on which rung a service stands with a bucket.
func (j *judge) pair(s, b *graph.Node) step {
	got := step{rung: j.data(b)}
	_, got.reasons = within(b.Bucket, got.rung)
	if b.Bucket.Scope == facts.ScopeGeo {
		got = j.geo(s, b)
	}
	for _, m := range j.mates[b] {
		if out := j.way(s, b, m); out.rung > got.rung || out.rung == got.rung && got.sw == nil && out.sw != nil {
			got.rung, got.sw = out.rung, out.sw
			got.reasons = append(out.reasons, got.reasons...)
		} else {
			got.reasons = append(got.reasons, out.reasons...)
		}
	}
	for _, sw := range s.Switches() {
		got.reasons = append(got.reasons, j.emptySwitch(b, sw)...)
	}
	got.reasons = append(got.reasons, j.caveats(s, b, got.rung)...)
	got.reasons = distinct(got.reasons)
	return got
}

// way is what one mate gives a service, by its switches or by its own second endpoint.
func (j *judge) way(s, b *graph.Node, m mate) step {
	best := step{rung: min(WarmReplica, m.cap)}
	var unused []facts.Reason
	for _, sw := range s.Switches() {
		if !j.member(sw, b.ID) || !j.member(sw, m.id) || sw.Blind && wide(b.Bucket) {
			continue
		}
		got := j.switched(sw, s, b, m)
		got.rung = min(got.rung, m.cap)
		if got.sw != nil && got.rung > best.rung {
			best = got
		} else {
			unused = append(unused, got.reasons...)
		}
	}
	switch {
	case best.sw != nil || m.cap <= WarmReplica || !j.needsBoth(s, b.ID, m.id):
	case j.barred(s, m.id):
		best.reasons = []facts.Reason{{Code: "X09", Text: "the service is given the copy too, but none of its permissions is on it"}}
	default:
		best.rung = min(ManualSwitch, m.cap)
		best.reasons = []facts.Reason{{Code: "endpoint-list", Text: "the service is given both the bucket and its copy, so a person can send it there"}}
	}
	if m.out && m.copy.Mechanism == "object-replication" && j.writes(s, b) {
		best.rung = min(best.rung, ManualSwitch)
		unused = append(unused, facts.Reason{Code: "X29", Text: "the copy refuses writes until somebody deletes the rule that fills it"})
	}
	best.reasons = append(best.reasons, unused...)
	return best
}

// barred says that a service may certainly not use a store that it relies on.
func (j *judge) barred(s *graph.Node, id facts.ID) bool {
	return slices.ContainsFunc(j.g.NeedsOnKin(s, id), func(e *graph.Edge) bool { return e.Dependency.Permitted == facts.No })
}

// member says that a switch can lead to a store.
func (j *judge) member(sw *facts.Switch, id facts.ID) bool {
	return slices.ContainsFunc(sw.Members, func(m facts.ID) bool { return j.g.Kin(m, id) })
}

// needsBoth says that a service certainly relies on two stores at once, and
// knows both: the origins of a distribution are no list to choose from.
func (j *judge) needsBoth(s *graph.Node, a, b facts.ID) bool {
	return j.needs(s, a, facts.ViaOrigin) && j.needs(s, b, facts.ViaOrigin)
}

// needs says that a service certainly relies on a store, in another way than the
// ones named.
func (j *judge) needs(s *graph.Node, id facts.ID, but ...facts.Via) bool {
	return slices.ContainsFunc(j.g.NeedsOnKin(s, id), func(e *graph.Edge) bool {
		d := e.Dependency
		return d.Confidence == facts.Certain && d.Need.Firm() && !slices.Contains(but, d.Via)
	})
}

// writes says that a service changes what is in a bucket.
func (j *judge) writes(s, b *graph.Node) bool {
	return slices.ContainsFunc(s.NeedsOn(b.ID), func(e *graph.Edge) bool {
		a := e.Dependency.Access
		return a == facts.Write || a == facts.ReadWrite
	})
}

func distinct(reasons []facts.Reason) []facts.Reason {
	var list []facts.Reason
	for _, r := range reasons {
		if !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}
