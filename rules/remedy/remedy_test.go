package remedy

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/rules"
)

func TestArchitectures(t *testing.T) {
	list, diags := load(builtin)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for i, a := range list {
		if i > 0 && list[i-1].ID == a.ID {
			t.Errorf("%s is there twice", a.ID)
		}
		if a.RungAfter < 0 || a.RungAfter > 6 || !slices.Contains([]string{"S", "M", "L"}, a.Effort) {
			t.Errorf("%s: rung %d, effort %q", a.ID, a.RungAfter, a.Effort)
		}
		if len(a.Steps) == 0 || len(a.Caveats) == 0 || a.Test == "" {
			t.Errorf("%s lacks steps, caveats or a test", a.ID)
		}
	}
	catalog, diags := rules.Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for _, r := range catalog.Rules() {
		for _, id := range r.Suggest {
			if !slices.ContainsFunc(list, func(a *architecture) bool { return a.ID == id }) {
				t.Errorf("%s suggests %s, which is no architecture", r.ID, id)
			}
		}
	}
}

// Where every partner lies under another law the proposal says so, and only
// if it names a partner.
func TestResidency(t *testing.T) {
	const warning = "another country's law"
	list, _ := load(builtin)
	for _, a := range list {
		for region, abroad := range map[string]bool{"eu-west-1": false, "eu-west-2": true, "": false} {
			f := rules.Finding{Bucket: "b"}
			p := newProposer(&analyzers.Result{Assessment: &resilience.Assessment{}}, []rules.Finding{f})
			got := p.proposal(&f, &facts.Bucket{ID: "b", Provider: "aws", Region: region}, a)
			warned := slices.ContainsFunc(got.Caveats, func(c string) bool { return strings.Contains(c, warning) })
			if want := abroad && uses(a, "{partner}"); warned != want {
				t.Errorf("%s in %q: warned %v, want %v", a.ID, region, warned, want)
			}
		}
	}
}

func TestPropose(t *testing.T) {
	set := &facts.Set{
		Buckets: []facts.Bucket{{
			ID: "main", Address: "main", Provider: "aws", Product: "s3", Region: "us-east-1", Scope: facts.ScopeRegion,
			Purpose: facts.PurposeData, Declared: true, Guards: facts.Guards{Versioning: facts.Yes},
		}},
		Services: []facts.Service{{ID: "www", Name: "www", Tier: facts.Tier0}},
		Dependencies: []facts.Dependency{{
			Service: "www", Bucket: "main", Access: facts.Serve, Need: facts.Hard, Confidence: facts.Certain, Evidence: []facts.Evidence{{}},
		}},
	}
	g := graph.Build(set)
	res := &analyzers.Result{Facts: set, Graph: g, Assessment: resilience.Assess(g, resilience.Defaults())}
	catalog, _ := rules.Builtin()
	found, _ := catalog.Check(res)
	proposals, diags := Propose(res, found)
	if diags.HasErrors() || len(found) == 0 {
		t.Fatalf("%d findings, %v", len(found), diags)
	}
	byFinding := map[string]int{}
	for _, p := range proposals {
		byFinding[p.Finding]++
		if byFinding[p.Finding] > most || p.RungAfter < p.RungBefore || p.ScoreAfter > found[0].Score || p.Proved {
			t.Errorf("%+v", p)
		}
	}
	first := proposals[slices.IndexFunc(proposals, func(p Proposal) bool { return p.Finding == found[0].Fingerprint })]
	if first.Architecture != "F01" || first.RungAfter != resilience.AutomaticRead || first.ScoreAfter >= found[0].Score {
		t.Errorf("first proposal: %+v", first)
	}
	if !slices.Contains(first.Steps, "create a bucket in us-west-2 and enable versioning on both buckets") {
		t.Errorf("the partner region is not named: %q", first.Steps)
	}
}

// Replacing one score must give what grading the whole estate anew gives, but
// for the last bits, as the sum is taken in another order.
func TestIndex(t *testing.T) {
	var findings []rules.Finding
	for i, f := range []struct {
		bucket facts.ID
		score  float64
	}{{"a", 93}, {"a", 40}, {"b", 71.3}, {"c", 40}, {"d", 0}, {"b", 71.3}} {
		findings = append(findings, rules.Finding{Fingerprint: string(rune('a' + i)), Bucket: f.bucket, Score: f.score})
	}
	p := newProposer(&analyzers.Result{Assessment: &resilience.Assessment{}}, findings)
	for i := range findings {
		for _, score := range []float64{0, 12.5, 40, 71.3, 99} {
			changed := slices.Clone(findings)
			changed[i].Score = score
			want, _ := resilience.Grade(slices.Sorted(maps.Values(rules.Worst(changed))))
			if got := p.index(&findings[i], score); math.Abs(got-want) > 1e-9 {
				t.Errorf("finding %d at %g: index %v, want %v", i, score, got, want)
			}
		}
	}
}
