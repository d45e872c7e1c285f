package reporters

import (
	"slices"

	"github.com/resilint/resilint/rules"
	"github.com/resilint/resilint/rules/remedy"
)

func (v *view) wireFinding(f *rules.Finding) wireFinding {
	start := f.Location.Start
	w := wireFinding{
		Fingerprint: f.Fingerprint, LineHash: v.lineHash(f.Location.Filename, start.Line),
		Rule: f.Rule.ID, Name: f.Rule.Name, Level: string(f.Level), Score: rounded(f.Score),
		Confidence: string(f.Confidence), Message: f.Message,
		Subject: string(f.Subject), Bucket: string(f.Bucket), Services: convert(f.Services, wireID),
		Location: wirePlace{
			File: v.shown(f.Location.Filename), Line: known(start.Line), Column: known(start.Column),
			EndLine: known(max(start.Line, f.Location.End.Line, f.End.Line)),
		},
		Related: convert(f.Related, v.wireEvidence), Trace: convert(f.Trace, v.wireEvidence),
		Suggestions: convert(v.proposals[f.Fingerprint], wireSuggestionOf),
	}
	if f.SPOF != nil {
		w.SPOF = f.SPOF.ID
	}
	if len(f.Variants) > 0 {
		w.Variant, w.Variants = f.Variants[0], slices.Sorted(slices.Values(f.Variants))
	}
	return w
}

func wireSuggestionOf(p *remedy.Proposal) wireSuggestion {
	return wireSuggestion{
		Architecture: p.Architecture, Title: p.Title, Protects: p.Protects, RTO: p.RTO, RPO: p.RPO,
		Cost: p.Cost, Effort: p.Effort, RungBefore: int(p.RungBefore), RungAfter: int(p.RungAfter),
		ScoreAfter: rounded(p.ScoreAfter), IndexAfter: rounded(p.IndexAfter), Proved: p.Proved,
		Edits: []struct{}{}, Steps: texts(p.Steps), Caveats: texts(p.Caveats), Test: p.Test,
	}
}
