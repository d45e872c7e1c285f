package clouds

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/facts"
)

// told writes what is known of a set, one fact a line: buckets with provider, product,
// region and scope, the guards that something decided, copies and edges.
func told(s *facts.Set) []string {
	var list []string
	for _, b := range s.Buckets {
		line := fmt.Sprintf("%s: %s %s %q %s", short(b.ID), b.Provider, b.Product, b.Region, b.Scope)
		if text := b.RegionEvidence.Text; text != "" {
			line += " (" + text + ")"
		}
		if text := b.ScopeEvidence.Text; text != "" {
			line += " [" + text + "]"
		}
		list = append(list, line+guarded(b.Guards)+aged(b.Lifecycle))
	}
	for _, c := range s.Copies {
		line := fmt.Sprintf("%s => %s: %s enabled=%s whole=%s deletes=%s", short(c.From), short(c.To), c.Mechanism, c.Enabled, c.Whole, c.Deletes)
		if c.Cold {
			line += " cold"
		}
		if c.Zonal {
			line += " zonal"
		}
		list = append(list, line)
	}
	for _, u := range s.Unresolved {
		list = append(list, "unresolved: "+u.What+": "+u.Why)
	}
	return append(list, edges(s)...)
}

func guarded(g facts.Guards) string {
	text := ""
	for _, one := range []struct {
		name string
		is   facts.Truth
	}{{"versioning", g.Versioning}, {"lock", g.Lock}, {"soft-delete", g.SoftDelete}, {"force-destroy", g.ForceDestroy}} {
		if one.is == facts.Yes {
			text += " +" + one.name
		}
	}
	return text
}

func aged(l facts.Lifecycle) string {
	text := ""
	if l.ExpireDays > 0 {
		text += fmt.Sprintf(" expire=%d", l.ExpireDays)
	}
	if l.ArchiveDays > 0 {
		text += fmt.Sprintf(" archive=%d", l.ArchiveDays)
	}
	return text
}

type providerCase struct {
	tf   string
	want []string
}

func checkProviders(t *testing.T, cases map[string]providerCase) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := told(factsOf(t, map[string]string{"main.tf": tc.tf}))
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s\nall:\n%s", diff, strings.Join(got, "\n"))
			}
		})
	}
}
