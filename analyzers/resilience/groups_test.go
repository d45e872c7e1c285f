package resilience

import (
	"slices"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// TestRiskGroups holds that a copy and its bucket fail together, that a copy which
// may not be enabled makes the pair possible, and that a sole bucket makes none.
func TestRiskGroups(t *testing.T) {
	for _, c := range []struct {
		name    string
		enabled facts.Truth
		want    facts.Confidence // empty: no pair
	}{{"copied", facts.Yes, facts.Certain}, {"perhaps", facts.Unknown, facts.Possible}, {"off", facts.No, ""}} {
		set := &facts.Set{
			Buckets: []facts.Bucket{
				{ID: "east", Provider: "aws", Product: "s3", Region: "us-east-1", Scope: facts.ScopeRegion, Declared: true, Guards: facts.Guards{Versioning: facts.Yes}},
				{ID: "west", Provider: "aws", Product: "s3", Region: "us-west-2", Scope: facts.ScopeRegion, Declared: true, Guards: facts.Guards{Versioning: facts.Yes}},
			},
			Services: []facts.Service{{ID: "api"}},
			Dependencies: []facts.Dependency{
				{Service: "api", Bucket: "east", Access: facts.Read, Need: facts.Hard, Confidence: facts.Certain, Evidence: []facts.Evidence{{}}},
			},
			Copies: []facts.Copy{{From: "east", To: "west", Mechanism: "replication", Enabled: c.enabled, Whole: facts.Yes, Deletes: facts.No}},
		}
		groups, capped := NewHazards(graph.Build(set), Defaults(), false).RiskGroups()
		if capped {
			t.Errorf("%s: capped", c.name)
		}
		want := [2]string{"aws:s3:us-east-1", "aws:s3:us-west-2"}
		i := slices.IndexFunc(groups, func(g RiskGroup) bool { return g.Events == want })
		switch {
		case c.want == "" && len(groups) > 0:
			t.Errorf("%s: got %v", c.name, groups)
		case c.want != "" && (i < 0 || groups[i].Confidence != c.want || !slices.Equal(groups[i].Services, []facts.ID{"api"})):
			t.Errorf("%s: got %v, want %s", c.name, groups, c.want)
		}
	}
}
