package rules

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
)

// Check evaluates every rule on a result. Findings come by level, then highest
// score first, then by place. Diagnostics are about the rules, not about the estate.
func (c *Catalog) Check(res *analyzers.Result) ([]Finding, hcl.Diagnostics) {
	v := newView(res)
	items := map[string][]item{}
	for name, list := range collections() {
		items[name] = list(v)
	}
	var found []Finding
	var diags hcl.Diagnostics
	for _, r := range c.rules {
		for i := range items[r.Over] {
			f, d := r.check(v, &items[r.Over][i])
			diags = append(diags, d...)
			if f != nil {
				found = append(found, *f)
			}
		}
	}
	return order(found), diags
}

// order sorts findings and keeps one of each fingerprint, the worst: the same
// line read with several sets of inputs is one finding.
func order(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Level.Rank(), a.Level.Rank()), -cmp.Compare(a.Score, b.Score), facts.CompareRanges(a.Location, b.Location),
			cmp.Compare(a.Rule.ID, b.Rule.ID), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	at := map[string]int{}
	var kept []Finding
	for i := range found {
		f := &found[i]
		if first, dup := at[f.Fingerprint]; dup {
			kept[first].Variants = append(kept[first].Variants, f.Variants...)
			continue
		}
		at[f.Fingerprint] = len(kept)
		kept = append(kept, *f)
	}
	for i := range kept {
		kept[i].Variants = distinct(kept[i].Variants)
	}
	return kept
}

// distinct drops repeats of a name; the first stays the first, the others are sorted.
func distinct(names []string) []string {
	if len(names) < 2 {
		return names
	}
	rest := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == names[0] })
	slices.Sort(rest)
	return append(names[:1:1], slices.Compact(rest)...)
}

// check evaluates one rule on one item; nil when it is not broken.
func (r *Rule) check(v *view, it *item) (*Finding, hcl.Diagnostics) {
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{"each": it.value}, Functions: ruleFunctions}
	when, diags := evaluate(r.When, ctx, cty.Bool)
	if diags.HasErrors() || when.False() {
		return nil, diags
	}
	message, diags := evaluate(r.Message, ctx, cty.String)
	if diags.HasErrors() {
		return nil, diags
	}
	score := it.score
	if r.Score != nil {
		if s, d := evaluate(r.Score, ctx, cty.Number); !d.HasErrors() {
			score, _ = s.AsBigFloat().Float64()
		} else if !isNull(r.Score) {
			return nil, d
		}
	}
	f := &Finding{
		Rule: r, Fingerprint: fingerprint(r.ID, v.canonical(it.subject), v.canonical(it.bucket), v.canonical(facts.ID(it.dependent))), Score: score, Confidence: it.confidence,
		Message: strings.TrimSpace(message.AsString()), Subject: it.subject, Bucket: it.bucket, Services: it.services,
		Location: it.at, End: it.end, Related: it.related, Trace: clean(it.trace), SPOF: it.spof,
	}
	if name := v.variant[Locus(f)]; name != "" {
		f.Variants = []string{name}
	}
	f.Level = v.level(f, it.stated)
	return f, nil
}

func isNull(e hcl.Expression) bool {
	v, d := e.Value(nil)
	return !d.HasErrors() && v.IsNull()
}

func evaluate(e hcl.Expression, ctx *hcl.EvalContext, typ cty.Type) (cty.Value, hcl.Diagnostics) {
	v, diags := e.Value(ctx)
	if diags.HasErrors() {
		return v, diags
	}
	v, err := convert.Convert(v, typ)
	if err != nil || v.IsNull() || !v.IsKnown() {
		return v, hcl.Diagnostics{{
			Severity: hcl.DiagError, Summary: "Rule gives no " + typ.FriendlyName(), Detail: fmt.Sprint("This expression must give a known value of that type. ", err),
			Subject: e.Range().Ptr(),
		}}
	}
	return v, nil
}

// level is the level of a score, lowered where the claim is weaker: a rule's
// own limit, a possible claim, and services whose tier nobody stated. A first
// run warns; it does not block.
func (v *view) level(f *Finding, stated bool) Level {
	l := LevelOf(f.Score)
	limit := f.Rule.MaxLevel
	if f.Confidence == facts.Possible || !stated && !v.tiered(f.Services) {
		limit = lower(limit, LevelWarning)
	}
	return lower(l, limit)
}

// tiered says that a stated tier, and not the weight that unknown ones are
// given, makes the score what it is.
func (v *view) tiered(services []facts.ID) bool {
	stated, unknown, high := false, false, false
	for _, id := range services {
		n := v.node(id)
		if n == nil || n.Service == nil {
			continue
		}
		switch n.Service.Tier {
		case facts.TierUnknown:
			unknown = true
		case facts.Tier0, facts.Tier1: // they weigh more than an unknown tier
			stated, high = true, true
		default:
			stated = true
		}
	}
	return stated && (high || !unknown)
}

// LevelOf is the level that a score alone gives.
func LevelOf(score float64) Level {
	switch {
	case score >= 70:
		return LevelError
	case score >= 40:
		return LevelWarning
	case score >= 10:
		return LevelNote
	}
	return LevelNone
}

func lower(a, b Level) Level {
	if a.Rank() > b.Rank() {
		return b
	}
	return a
}

// Locus is the bucket or service whose fix settles a finding; the index counts
// each once.
func Locus(f *Finding) facts.ID { return cmp.Or(f.Bucket, f.Subject) }

// Worst is the worst score at each locus.
func Worst(findings []Finding) map[facts.ID]float64 {
	worst := map[facts.ID]float64{}
	for i := range findings {
		at := Locus(&findings[i])
		worst[at] = max(worst[at], findings[i].Score)
	}
	return worst
}

// fingerprint is the identity of a finding from one run to the next. It holds
// no path, line, message or score.
func fingerprint(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// clean drops evidence without a place and repeats of the line before.
func clean(list []facts.Evidence) []facts.Evidence {
	var kept []facts.Evidence
	for _, e := range list {
		if e.Range.Filename == "" {
			continue
		}
		if n := len(kept); n > 0 && kept[n-1].Range.Filename == e.Range.Filename && kept[n-1].Range.Start.Line == e.Range.Start.Line {
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

// traceOf is the evidence about a bucket: where it is declared, what decided
// its region, what guards it, what copies it.
func (v *view) traceOf(b *facts.Bucket) []facts.Evidence {
	list := []facts.Evidence{{Range: b.Location, Text: v.line(b.Location)}, b.RegionEvidence, b.ScopeEvidence}
	for _, r := range v.verdict[b.ID].Replicas {
		list = append(list, r.Copy.Evidence...)
	}
	if sw := v.verdict[b.ID].Switch; sw != nil {
		list = append(list, sw.Evidence...)
	}
	return list
}

func (v *view) line(r hcl.Range) string {
	return strings.TrimSpace(v.res.Lines[r.Filename][r.Start.Line])
}

// relatedOf is where each affected service refers to the bucket.
func (v *view) relatedOf(s *resilience.SPOF) []facts.Evidence {
	var list []facts.Evidence
	for _, e := range v.node(s.Bucket).In {
		if e.Kind == graph.Needs {
			list = append(list, e.Dependency.Evidence[0])
		}
	}
	slices.SortStableFunc(list, func(a, b facts.Evidence) int { return facts.CompareRanges(a.Range, b.Range) })
	return clean(list)
}

// ruleFunctions are the functions that rules may call.
var ruleFunctions = map[string]function.Function{
	"length": stdlib.LengthFunc, "join": stdlib.JoinFunc, "contains": stdlib.ContainsFunc, "format": stdlib.FormatFunc, "lower": stdlib.LowerFunc,
	"max": stdlib.MaxFunc, "min": stdlib.MinFunc, "coalesce": stdlib.CoalesceFunc, "distinct": stdlib.DistinctFunc, "sort": stdlib.SortFunc,
	"concat": stdlib.ConcatFunc,
}
