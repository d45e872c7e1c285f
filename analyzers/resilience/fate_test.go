package resilience

import (
	"slices"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// A copy counts only if its region is one, and another than the source's; one
// event for both regions is told, and lowers confidence alone.
func TestFate(t *testing.T) {
	for name, tc := range map[string]struct {
		from, to  string
		doubt     [2]string // of source and copy
		effective facts.Truth
		code      string
		sure      facts.Confidence
	}{
		"two regions":            {"eu-west-1", "eu-central-1", [2]string{}, facts.Yes, "", facts.Certain},
		"hit together":           {"me-south-1", "me-central-1", [2]string{}, facts.Yes, "X36", facts.Possible},
		"copy in no region":      {"eu-west-1", "eu-wset-1", [2]string{"", "no region"}, facts.Unknown, "region-doubtful", facts.Certain},
		"source in no region":    {"eu-wset-1", "eu-west-1", [2]string{"no region", ""}, facts.Unknown, "region-doubtful", facts.Certain},
		"both in one that is no": {"eu-wset-1", "eu-wset-1", [2]string{"no region", "no region"}, facts.No, "X01", facts.Certain},
	} {
		set := estate(func(s *facts.Set) {
			s.Buckets[0].Region, s.Buckets[0].RegionDoubt = tc.from, tc.doubt[0]
			s.Buckets[1].Region, s.Buckets[1].RegionDoubt = tc.to, tc.doubt[1]
			s.Copies = []facts.Copy{replication()}
		})
		from, to := &set.Buckets[0], &set.Buckets[1]
		got := judgeCopy(&set.Copies[0], from, to)
		codes := codesOf(got.Reasons)
		told := slices.ContainsFunc(codes, func(c string) bool { return c == "X36" || c == "region-doubtful" || c == "X01" })
		if got.Effective != tc.effective || told != (tc.code != "") || tc.code != "" && !slices.Contains(codes, tc.code) || got.Confidence != tc.sure {
			t.Errorf("%s: effective %v, %v, %s", name, got.Effective, codes, got.Confidence)
		}
		spofs := Assess(graph.Build(set), Defaults()).SPOFs
		if i := slices.IndexFunc(spofs, func(s SPOF) bool { return s.Class == ServiceLoss && s.Bucket == "main" }); tc.doubt[0] != "" && (i < 0 || spofs[i].Confidence != facts.Possible) {
			t.Errorf("%s: the loss of a region that may be none must be possible: %+v", name, spofs)
		}
	}
}

func codesOf(reasons []facts.Reason) []string {
	var list []string
	for _, r := range reasons {
		list = append(list, r.Code)
	}
	return list
}
