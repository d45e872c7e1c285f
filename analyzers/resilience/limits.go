package resilience

import (
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// within is what a bucket that outlives a region by itself comes to with the
// key that its objects need: a key of one region is gone with that region.
func within(b *facts.Bucket, rung Rung) (Rung, []facts.Reason) {
	key := b.Encryption.Key.Region
	if !wide(b) || key == "" || key == b.Region || b.Encryption.Managed == facts.No {
		return rung, nil
	}
	return min(rung, WarmReplica), []facts.Reason{{
		Code: "X32", Text: "its objects are encrypted with a key in " + key + " alone, so they cannot be read while that region is gone",
	}}
}

// versioned tells of the one guard that is often taken for a copy.
func (j *judge) versioned(b *graph.Node) []facts.Reason {
	if native(b.Bucket) != SingleRegion || len(j.mates[b]) > 0 || b.Bucket.Guards.Versioning != facts.Yes {
		return nil
	}
	return []facts.Reason{{Code: "X23", Text: "earlier versions are kept in the same bucket, so they go with it"}}
}

// caveats are what a pair's rung does not show: a switch may work, and the
// service be down all the same.
func (j *judge) caveats(s, b *graph.Node, rung Rung) []facts.Reason {
	var list []facts.Reason
	if rung >= AutomaticRead && s.Service.Region != "" && slices.Contains(places(b.Bucket), s.Service.Region) {
		list = append(list, facts.Reason{Code: "X33", Text: "the service itself runs in " + s.Service.Region + " alone, and is gone with that region whatever the bucket survives"})
	}
	if len(j.mates[b]) > 0 && j.triggered(s, b.ID) && !slices.ContainsFunc(j.mates[b], func(m mate) bool { return j.triggered(s, m.id) }) {
		list = append(list, facts.Reason{Code: "X39", Text: "events come from this bucket alone: what is written to the copy starts nothing"})
	}
	if rung == WarmReplica && len(j.mates[b]) > 0 && j.literal(s, b) {
		list = append(list, facts.Reason{Code: "X20", Text: "the bucket's name is written into the service, so to use the copy is to change and deploy it"})
	}
	return list
}

// triggered says that a store's events start a service.
func (j *judge) triggered(s *graph.Node, id facts.ID) bool {
	return slices.ContainsFunc(s.NeedsOn(id), func(e *graph.Edge) bool { return e.Dependency.Access == facts.Trigger })
}

// literal says that a service has the name of a bucket in its own text.
func (j *judge) literal(s, b *graph.Node) bool {
	return slices.ContainsFunc(s.NeedsOn(b.ID), func(e *graph.Edge) bool { return e.Dependency.Literal })
}
