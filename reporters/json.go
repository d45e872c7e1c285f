package reporters

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"unicode"
	"unicode/utf16"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/rules"
)

const schemaName = "resilint.report/v1"

// writeReport writes the whole report as one JSON object.
func writeReport(w io.Writer, r *Report) error {
	v := newView(r)
	return writeJSON(w, wireReport{
		Schema:       schemaName,
		Tool:         wireTool{Name: "resilint", Version: r.Version},
		Root:         r.Result.Root,
		Summary:      v.wireSummary(),
		Roots:        v.wireRoots(),
		Buckets:      convert(v.facts.Buckets, v.wireBucket),
		Services:     convert(v.facts.Services, v.wireService),
		Dependencies: convert(v.facts.Dependencies, v.wireDependency),
		Backings:     v.wireBackings(),
		SPOFs:        convert(v.assessment.SPOFs, v.wireSPOF),
		RiskGroups:   v.riskGroups(),
		Findings:     convert(v.findings, v.wireFinding),
		Diagnostics:  convert(r.Result.Diagnostics, v.wireDiagnostic),
		Unresolved:   v.wireUnresolved(),
		Rules:        convert(r.Catalog, wireRuleOf),
	})
}

func (v *view) wireSummary() wireSummary {
	t := v.totals()
	index := maybe(t.index, rounded)
	return wireSummary{
		Grade:               t.grade,
		Index:               index,
		GrossIndex:          index, // nothing is suppressed yet
		Worst:               rounded(t.worst),
		Services:            len(v.facts.Services),
		Buckets:             len(v.facts.Buckets),
		SingleRegionBuckets: t.single,
		SPOFs:               len(v.assessment.SPOFs),
		Findings: wireLevels{
			Error:   t.levels[rules.LevelError],
			Warning: t.levels[rules.LevelWarning],
			Note:    t.levels[rules.LevelNote],
		},
		Unresolved: len(v.facts.Unresolved),
		Files:      v.Result.Files,
		Incomplete: v.Result.Incomplete,
	}
}

func (v *view) wireRoots() []wireRoot {
	roots := make([]wireRoot, len(v.Result.Roots))
	for i, root := range v.Result.Roots {
		roots[i] = wireRoot{Path: v.shown(root.Path), Variant: root.Variant, Kind: root.Kind}
	}
	return roots
}

func (v *view) wireDiagnostic(d *hcl.Diagnostic) wireDiagnostic {
	w := wireDiagnostic{Severity: severity(d), Summary: d.Summary, Detail: d.Detail}
	if d.Subject != nil {
		w.File, w.Line = v.shown(d.Subject.Filename), known(d.Subject.Start.Line)
	}
	return w
}

func severity(d *hcl.Diagnostic) string {
	if d.Severity == hcl.DiagWarning {
		return "warning"
	}
	return "error"
}

func (v *view) wireUnresolved() []wireUnresolved {
	list := make([]wireUnresolved, len(v.facts.Unresolved))
	for i, u := range v.facts.Unresolved {
		list[i] = wireUnresolved{What: u.What, Why: u.Why, File: v.shown(u.Range.Filename), Line: known(u.Range.Start.Line)}
	}
	return list
}

func wireRuleOf(r *rules.Rule) wireRule {
	return wireRule{
		ID: r.ID, Name: r.Name, Summary: r.Summary, Help: r.Help,
		Level: string(r.Level), Precision: r.Precision,
	}
}

// shown writes a path as JSON shows it, relative to the scanned root.
func (v *view) shown(file string) string { return relative(v.Result.Root, file) }

// convert maps a list; the result is never nil, so that it prints as [].
func convert[T, W any](list []T, f func(T) W) []W {
	out := make([]W, len(list))
	for i, item := range list {
		out[i] = f(item)
	}
	return out
}

// texts copies a list of strings; the result is never nil.
func texts(list []string) []string { return append([]string{}, list...) }

// known is a position that may be missing: zero is no line.
func known(n int) *int {
	if n < 1 {
		return nil
	}
	return &n
}

func maybe(n *float64, f func(float64) float64) *float64 {
	if n == nil || math.IsInf(*n, 0) || math.IsNaN(*n) {
		return nil
	}
	m := f(*n)
	return &m
}

// rounded keeps two decimals: the last bits of a float differ between processors.
func rounded(n float64) float64 { return math.Round(n*100) / 100 }

// fine keeps four: a factor may be far smaller than a score.
func fine(n float64) float64 { return math.Round(n*1e4) / 1e4 }

// writeJSON writes a value the way both JSON formats look: two spaces, a newline
// at the end, no HTML escapes.
func writeJSON(w io.Writer, value any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return fmt.Errorf("encoding the report: %w", err)
	}
	_, err := w.Write(indented(defused(buf.Bytes())))
	return err
}

// indented is json.Indent with two blanks for a document that is known to be
// valid and compact: the general one takes as long as the encoding does.
func indented(doc []byte) []byte {
	out := make([]byte, 0, 2*len(doc))
	depth := 0
	line := func() {
		out = append(out, '\n')
		for range depth {
			out = append(out, "  "...)
		}
	}
	for i := 0; i < len(doc); i++ {
		switch c := doc[i]; c {
		case '"':
			end := i + 1
			for doc[end] != '"' {
				if doc[end] == '\\' {
					end++
				}
				end++
			}
			out = append(out, doc[i:end+1]...)
			i = end
		case '{', '[':
			out = append(out, c)
			if next := doc[i+1]; next == '}' || next == ']' {
				out = append(out, next)
				i++
				continue
			}
			depth++
			line()
		case '}', ']':
			depth--
			line()
			out = append(out, c)
		case ',':
			out = append(out, c)
			line()
		case ':':
			out = append(out, ": "...)
		default:
			out = append(out, c)
		}
	}
	return out
}

// defused writes the control and format characters that encoding/json leaves
// alone (DEL, C1, direction overrides) as \u escapes: JSON is printed on
// terminals too. They can only stand inside strings.
func defused(doc []byte) []byte {
	unsafe := func(r rune) bool { return r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) }
	odd := slices.IndexFunc(doc, func(c byte) bool { return c < ' ' && c != '\n' || c >= 0x7f })
	if odd < 0 || !bytes.ContainsFunc(doc[odd:], unsafe) {
		return doc
	}
	out := make([]byte, 0, len(doc)+64)
	for _, r := range string(doc) {
		if !unsafe(r) {
			out = append(out, string(r)...)
			continue
		}
		for _, u := range utf16.AppendRune(nil, r) {
			out = fmt.Appendf(out, `\u%04x`, u)
		}
	}
	return out
}
