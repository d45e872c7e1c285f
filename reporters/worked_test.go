package reporters_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/fixtures"
	"github.com/resilint/resilint/reporters"
)

// The worked cases of docs/scoring.md, the whole way from Terraform to a single
// point of failure, in the order of the table. Case 3 stands where its estate
// stands, not the table: docs/scoring.md says why.
func TestWorkedCases(t *testing.T) {
	r := reportOf(t, fixtures.FS("worked-cases"), 2)
	last := -1
	for _, tc := range []struct {
		root  string
		class resilience.Class
		want  float64
	}{
		{"02-deletable", resilience.Deletion, 97.0},
		{"01-sole-bucket", resilience.ServiceLoss, 93.0},
		{"03-key-in-lost-region", resilience.ServiceLoss, 86.6},
		{"04-backup-elsewhere", resilience.ServiceLoss, 86.6},
		{"09-user-data", resilience.ServiceLoss, 80.9},
		{"05-replica-without-switch", resilience.ServiceLoss, 74.9},
		{"16-unknown-tier", resilience.ServiceLoss, 65.5},
		{"06-manual-switch", resilience.ServiceLoss, 60.9},
		{"10-reports", resilience.ServiceLoss, 50.3},
		{"07-automatic-failover", resilience.ServiceLoss, 37.4},
		{"12-test-cache", resilience.ServiceLoss, 3.8},
	} {
		at := spofIn(r, tc.root, tc.class)
		if at < 0 {
			t.Errorf("%s: no event of class %s", tc.root, tc.class)
			continue
		}
		s := &r.Result.Assessment.SPOFs[at]
		if s.Score.Value != tc.want || s.Confidence != facts.Certain {
			t.Errorf("%s: %v (%s, %s), want %v", tc.root, s.Score.Value, s.Score.Vector, s.Confidence, tc.want)
		}
		if at < last {
			t.Errorf("%s stands before the case above it", tc.root)
		}
		last = at
	}
}

// spofIn finds the event of a class in a root; -1 when there is none.
func spofIn(r *reporters.Report, root string, class resilience.Class) int {
	return slices.IndexFunc(r.Result.Assessment.SPOFs, func(s resilience.SPOF) bool {
		return s.Class == class && r.Result.Graph.Bucket(s.Bucket).Root == root
	})
}

// Case 14 is no outage of a service, but of its repair: between cases 9 and 5.
func TestWorkedState(t *testing.T) {
	r := reportOf(t, fixtures.FS("worked-cases"), 2)
	for _, f := range r.Findings {
		if strings.HasPrefix(f.Location.Filename, "14-state/") && f.Rule.ID == "RL5001" {
			if f.Score != 79.3 {
				t.Errorf("the state scores %v, want 79.3", f.Score)
			}
			return
		}
	}
	t.Error("no finding about the state")
}

// In case 8 the loss of a region takes nothing down, so nothing has its score:
// it is what the automatic failover of case 7 would have one step further up.
func TestWorkedActiveActive(t *testing.T) {
	r := reportOf(t, fixtures.FS("worked-cases"), 2)
	if at := spofIn(r, "08-active-active", resilience.ServiceLoss); at >= 0 {
		t.Errorf("%s is no single point of failure", r.Result.Assessment.SPOFs[at].ID)
	}
	for _, v := range r.Result.Assessment.Buckets {
		if r.Result.Graph.Bucket(v.Bucket).Root == "08-active-active" && v.Rung != resilience.ActiveActive {
			t.Errorf("%s stands on rung %s", v.Bucket, v.Rung)
		}
	}
	s := &r.Result.Assessment.SPOFs[spofIn(r, "07-automatic-failover", resilience.ServiceLoss)]
	got := r.Result.Assessment.Model.Rescore(s, r.Result.Graph.Bucket(s.Bucket), resilience.ActiveActive)
	if got.Value != 13.2 {
		t.Errorf("one step up: %v (%s), want 13.2", got.Value, got.Vector)
	}
}
