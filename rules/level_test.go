package rules

import (
	"testing"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// A first run warns: services of unknown tier alone never make an error, nor
// beside a service that weighs less than they do.
func TestUnknownTierNeverBlocks(t *testing.T) {
	set := &facts.Set{Services: []facts.Service{
		{ID: "t0", Tier: facts.Tier0}, {ID: "t2", Tier: facts.Tier2}, {ID: "t4", Tier: facts.Tier4}, {ID: "u"},
	}}
	v := &view{res: &analyzers.Result{Graph: graph.Build(set)}}
	for name, tc := range map[string]struct {
		services   []facts.ID
		confidence facts.Confidence
		want       Level
	}{
		"stated":                      {[]facts.ID{"t0"}, facts.Certain, LevelError},
		"stated, and unknown beside":  {[]facts.ID{"u", "t0"}, facts.Certain, LevelError},
		"stated low, none unknown":    {[]facts.ID{"t2", "t4"}, facts.Certain, LevelError},
		"unknown":                     {[]facts.ID{"u"}, facts.Certain, LevelWarning},
		"unknown leads a stated tier": {[]facts.ID{"u", "t2", "t4"}, facts.Certain, LevelWarning},
		"possible":                    {[]facts.ID{"t0"}, facts.Possible, LevelWarning},
		"nobody":                      {nil, facts.Certain, LevelWarning},
	} {
		f := &Finding{Rule: &Rule{MaxLevel: LevelError}, Score: 90, Services: tc.services, Confidence: tc.confidence}
		if got := v.level(f, false); got != tc.want {
			t.Errorf("%s: level %s, want %s", name, got, tc.want)
		}
	}
}
