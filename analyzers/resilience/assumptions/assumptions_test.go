package assumptions_test

import (
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/resilint/resilint/analyzers/resilience/assumptions"
)

func with(t *testing.T, text string) (*assumptions.Set, hcl.Diagnostics) {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(text), "own.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return assumptions.Builtin().With(file.Body)
}

// TestBuiltin holds that every number that is asked for is there.
func TestBuiltin(t *testing.T) {
	s := assumptions.Builtin()
	if s.Own || len(s.Tiers) != 6 || len(s.Events) != 7 {
		t.Errorf("own %v, %d tiers, %d events", s.Own, len(s.Tiers), len(s.Events))
	}
	for name, tier := range s.Tiers {
		if tier.Weight == nil || tier.Stated || (tier.Minutes == nil) != (name == "t4") {
			t.Errorf("tier %s: %+v", name, tier)
		}
	}
	for class, e := range s.Events {
		if e.PerYear == nil || e.Loss == nil || (e.Minutes[0] > 0) != (class != "deletion") {
			t.Errorf("event %s: %+v", class, e)
		}
	}
	for _, m := range append(s.Switching.Minutes[:], s.Lag.Minutes[:]...) {
		if m <= 0 {
			t.Errorf("a time is missing: %v, %v", s.Switching.Minutes, s.Lag.Minutes)
		}
	}
}

// TestWith holds that what is said replaces what it names, and nothing else; and
// that the built-in set stays as it is.
func TestWith(t *testing.T) {
	s, diags := with(t, `
tier "t1" { rto = "30m" }
`)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	if got := s.Tiers["t1"]; *got.Minutes != 30 || !got.Stated || *got.Weight != 0.8 || got.Survives != "region" || s.Own {
		t.Errorf("got %+v, own %v: a target alone is no other score", got, s.Own)
	}
	s, diags = with(t, `
event "zone" { per_year = 2 }
switching { manual_switch = "30m" }
lag { timed = "5m" }
data { cache = 0.1 }
`)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	if !s.Own || *s.Events["zone"].PerYear != 2 || *s.Events["zone"].Loss != 0.05 || s.Events["zone"].Minutes[1] != 240 ||
		s.Switching.Minutes[2] != 30 || s.Switching.Minutes[0] != 480 || s.Lag.Minutes[2] != 5 || *s.Data.Cache != 0.1 || *s.Data.User != 0.8 {
		t.Errorf("got %+v", s)
	}
	if b := assumptions.Builtin(); *b.Events["zone"].PerYear != 0.5 || b.Switching.Minutes[2] != 60 || *b.Data.Cache != 0.05 || *b.Tiers["t1"].Minutes != 60 {
		t.Error("the built-in set was changed")
	}
}

// TestPrinted holds that docs/policy.md shows what is built in.
func TestPrinted(t *testing.T) {
	page, err := os.ReadFile("../../../docs/policy.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("defaults.hcl")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), string(text)) {
		t.Error("docs/policy.md does not show defaults.hcl as it is")
	}
}
