package clouds

import (
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
)

func TestTierOf(t *testing.T) {
	for _, tc := range []struct {
		name string
		tags map[string]string
		svc  facts.Service
		want facts.Tier
	}{
		{"its own tag", map[string]string{"tier": "T1", "environment": "dev"}, facts.Service{}, facts.Tier1},
		{"a criticality", map[string]string{"criticality": "mission-critical"}, facts.Service{}, facts.Tier0},
		{"a tag that states none", map[string]string{"tier": "web"}, facts.Service{}, facts.TierUnknown},
		{"an environment of developers", map[string]string{"environment": "Sandbox"}, facts.Service{}, facts.Tier4},
		{"an environment of users beats words", map[string]string{"environment": "production"}, facts.Service{Name: "shop-test"}, facts.TierUnknown},
		{"a word in the tag of the service", map[string]string{"service": "shop-dev"}, facts.Service{Name: "shop"}, facts.Tier4},
		{"a word in the tag of the app", map[string]string{"app": "staging/shop"}, facts.Service{Name: "shop"}, facts.Tier4},
		{"a word in the path", nil, facts.Service{Root: "live/qa/shop"}, facts.Tier4},
		{"a word in the variant", nil, facts.Service{Variant: "uat"}, facts.Tier4},
		{"a part of a word", nil, facts.Service{Name: "latest-devices"}, facts.TierUnknown},
	} {
		s := serviceDraft{Service: tc.svc, tags: map[string]tag{}}
		for k, v := range tc.tags {
			s.tags[k] = tag{value: v}
		}
		if got, _ := s.tierOf(); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
