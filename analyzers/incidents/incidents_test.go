package incidents_test

import (
	"strings"
	"testing"
	"time"

	"github.com/resilint/resilint/analyzers/incidents"
	"github.com/resilint/resilint/analyzers/outage"
)

// TestAll holds that every incident can be read and played, and tells who tells of it.
func TestAll(t *testing.T) {
	all, diags := incidents.All()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	if len(all) < 12 {
		t.Errorf("only %d incidents", len(all))
	}
	seen := map[string]bool{}
	for _, i := range all {
		if seen[i.ID] || !strings.HasSuffix(i.ID, i.Date) {
			t.Errorf("%s: the ID is used twice, or does not end in its date", i.ID)
		}
		seen[i.ID] = true
		if _, err := time.Parse(time.DateOnly, i.Date); err != nil {
			t.Errorf("%s: %v", i.ID, err)
		}
		if i.Told != "primary" && i.Told != "secondary" {
			t.Errorf("%s: told %q", i.ID, i.Told)
		}
		for _, text := range append(i.Elsewhere("eu-west-1"), i.Outages...) {
			if _, err := outage.Parse(text); err != nil {
				t.Errorf("%s: %v", i.ID, err)
			}
		}
	}
}
