package remedy

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/regions"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/rules"
)

// most is how many architectures are proposed for one finding.
const most = 3

// Propose names backup architectures that fit each finding, best first.
// Diagnostics are about the architectures, not about the estate.
func Propose(res *analyzers.Result, findings []rules.Finding) ([]Proposal, hcl.Diagnostics) {
	list, diags := load(builtin)
	if diags.HasErrors() {
		return nil, diags
	}
	p := newProposer(res, findings)
	var all []Proposal
	for i := range findings {
		got, d := p.propose(&findings[i], list)
		diags = append(diags, d...)
		all = append(all, got...)
	}
	return all, diags
}

type proposer struct {
	res   *analyzers.Result
	rungs map[facts.ID]resilience.Rung
	at    map[facts.ID][]*rules.Finding // findings by locus
	worst map[facts.ID]float64          // the worst score at each locus
	debt  float64                       // of all loci
}

func newProposer(res *analyzers.Result, findings []rules.Finding) *proposer {
	p := &proposer{res: res, rungs: map[facts.ID]resilience.Rung{}, at: map[facts.ID][]*rules.Finding{}, worst: rules.Worst(findings)}
	for _, score := range slices.Sorted(maps.Values(p.worst)) { // sorted: sums of floats hang on their order
		p.debt += resilience.Debt(score)
	}
	for i := range findings {
		id := rules.Locus(&findings[i])
		p.at[id] = append(p.at[id], &findings[i])
	}
	for i := range res.Assessment.Buckets {
		p.rungs[res.Assessment.Buckets[i].Bucket] = res.Assessment.Buckets[i].Rung
	}
	return p
}

func (p *proposer) propose(f *rules.Finding, list []*architecture) ([]Proposal, hcl.Diagnostics) {
	b := p.bucket(f)
	if b == nil {
		return nil, nil
	}
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{"each": p.value(b)}}
	var fits []Proposal
	for _, id := range f.Rule.Suggest {
		i := slices.IndexFunc(list, func(a *architecture) bool { return a.ID == id })
		if i < 0 {
			continue // the catalogue's test finds such a slip
		}
		v, diags := list[i].When.Value(ctx)
		if diags.HasErrors() {
			return nil, diags
		}
		if ok, err := convert.Convert(v, cty.Bool); err != nil || ok.False() {
			continue
		}
		if one := p.proposal(f, b, list[i]); f.SPOF == nil || one.ScoreAfter < f.Score {
			fits = append(fits, one)
		}
	}
	// A stable sort keeps the rule's own order among equals.
	slices.SortStableFunc(fits, func(x, y Proposal) int { return cmp.Compare(x.ScoreAfter, y.ScoreAfter) })
	return fits[:min(len(fits), most)], nil
}

// bucket is the bucket a finding is about.
func (p *proposer) bucket(f *rules.Finding) *facts.Bucket {
	return p.res.Graph.Bucket(rules.Locus(f))
}

func (p *proposer) value(b *facts.Bucket) cty.Value {
	served, used := false, false
	for _, e := range p.res.Graph.Node(b.ID).In {
		if e.Kind == graph.Needs && e.Dependency.Need.Firm() {
			served = served || e.Dependency.Access == facts.Serve
			used = used || e.Dependency.Access != facts.Serve
		}
	}
	return cty.ObjectVal(map[string]cty.Value{
		"provider": cty.StringVal(b.Provider), "scope": cty.StringVal(string(b.Scope)), "purpose": cty.StringVal(string(b.Purpose)),
		"served": cty.BoolVal(served), // some distribution serves from it
		"used":   cty.BoolVal(used),   // some other service reads or writes it
	})
}

func (p *proposer) proposal(f *rules.Finding, b *facts.Bucket, a *architecture) Proposal {
	before := p.rung(b.ID)
	after := max(before, resilience.Rung(a.RungAfter)) //nolint:gosec // 0 to 6, checked by a test
	partner := partnerOf(b)
	out := Proposal{
		Finding: f.Fingerprint, Architecture: a.ID, Title: a.Title, Protects: a.Protects, RTO: a.RTO, RPO: a.RPO, Cost: a.Cost, Effort: a.Effort,
		RungBefore: before, RungAfter: after, ScoreAfter: f.Score, Test: a.Test,
		Steps: fill(a.Steps, partner), Caveats: fill(a.Caveats, partner),
	}
	if uses(a, "{partner}") && regions.Abroad(b.Provider, b.Region) {
		out.Caveats = append(out.Caveats, "every region that suits as a partner of "+b.Region+" lies under another country's law: ask first where the data may go")
	}
	if f.SPOF != nil && f.SPOF.Class != resilience.Deletion && after > before {
		out.ScoreAfter = min(f.Score, p.res.Assessment.Model.Rescore(f.SPOF, b, after).Value)
	}
	if f.SPOF != nil && f.SPOF.Class == resilience.Deletion {
		out.ScoreAfter = 0 // the event is gone
	}
	out.IndexAfter = p.index(f, out.ScoreAfter)
	return out
}

func (p *proposer) rung(id facts.ID) resilience.Rung {
	if r, ok := p.rungs[id]; ok {
		return r
	}
	return resilience.SingleRegion
}

// index is the estate's index with the score of one finding replaced. What
// else is wrong at the same place stays.
func (p *proposer) index(f *rules.Finding, score float64) float64 {
	at := rules.Locus(f)
	for _, other := range p.at[at] {
		if other.Fingerprint != f.Fingerprint {
			score = max(score, other.Score)
		}
	}
	return resilience.Index(p.debt - resilience.Debt(p.worst[at]) + resilience.Debt(score))
}

// partnerOf is a good region for a copy, in words when none is known.
func partnerOf(b *facts.Bucket) string {
	if list := regions.Partners(b.Provider, b.Region); len(list) > 0 {
		return list[0].ID
	}
	return "another region"
}

// uses says that some step of an architecture speaks of a word.
func uses(a *architecture, word string) bool {
	return slices.ContainsFunc(a.Steps, func(s string) bool { return strings.Contains(s, word) })
}

func fill(list []string, partner string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ReplaceAll(s, "{partner}", partner)
	}
	return out
}
