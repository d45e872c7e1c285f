package clouds

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// maxText is the longest text that is searched for bucket names.
const maxText = 1 << 20

// ref is a value that may name a bucket, a role or a policy, detached from the
// evaluation that gave it.
type ref struct {
	key     string // the attribute or environment variable that holds it
	origins []terraform.Origin
	text    string // as far as it is known; see terraform.Term.Spell
	exact   bool   // text stands for the whole value
	known   bool   // text is the value
	maybe   bool   // only one branch of an undecided condition holds it
	secret  bool   // text is sensitive: it may be compared, never shown
	places  []hcl.Range
}

func refOf(t *terraform.Term, key string) ref {
	r := ref{key: key, origins: terraform.Origins(t.Value), places: t.Places(), maybe: terraform.Doubted(t.Value), secret: functions.IsSensitive(t.Value)}
	slices.SortFunc(r.origins, func(a, b terraform.Origin) int {
		if c := strings.Compare(a.Instance.Addr.String(), b.Instance.Addr.String()); c != 0 {
			return c
		}
		return strings.Compare(a.Attr, b.Attr)
	})
	if v := t.Bare(); v != cty.NilVal && (!v.IsKnown() || v.Type() == cty.String) {
		_, r.known = terraform.StringOf(v)
		r.text, r.exact = t.Spell()
	}
	return r
}

// same says that two refs are one value at one place.
func (r ref) same(o ref) bool {
	return r.text == o.text && slices.Equal(r.places, o.places) && slices.Equal(r.origins, o.origins)
}

// shown is the text for people to read.
func (r ref) shown() string {
	if r.secret {
		return "(sensitive)"
	}
	return r.text
}

func refsOf(terms []*terraform.Term) []ref {
	var refs []ref
	for _, t := range terms {
		refs = append(refs, refsUnder(t, "")...)
	}
	return refs
}

// refsUnder lists the refs of all strings that a term is made of.
func refsUnder(t *terraform.Term, key string) []ref {
	var refs []ref
	leaves(t, key, func(l *terraform.Term, key string) {
		if l.Shape != terraform.Choice {
			refs = append(refs, refOf(l, key))
			return
		}
		a, b := refsUnder(l.Parts[0].Term.Behind(l.Trail), key), refsUnder(l.Parts[1].Term.Behind(l.Trail), key)
		refs = append(refs, doubt(a, b)...)
		refs = append(refs, doubt(b, a)...)
	})
	return refs
}

// doubt marks the refs that the other branch of a condition does not have.
func doubt(refs, other []ref) []ref {
	for i := range refs {
		refs[i].maybe = refs[i].maybe || !slices.ContainsFunc(other, func(o ref) bool {
			return o.text == refs[i].text && o.exact == refs[i].exact && slices.Equal(o.origins, refs[i].origins)
		})
	}
	return refs
}

// evidence lists where a ref was found, the use first.
func (r ref) evidence() []facts.Evidence {
	list := make([]facts.Evidence, 0, len(r.places))
	for _, p := range r.places {
		if n := len(list); n > 0 && list[n-1].Range.Filename == p.Filename && list[n-1].Range.Start.Line == p.Start.Line {
			continue
		}
		list = append(list, facts.Evidence{Range: p})
	}
	return list
}

// leaves visits the strings a term is made of, each with the key it stands
// under. A {name, value} pair has the name as its key.
func leaves(t *terraform.Term, key string, visit func(*terraform.Term, string)) {
	if t.Absent() {
		return
	}
	switch t.Shape {
	case terraform.Map:
		name, named := t.Part("name").Text()
		for _, p := range t.Parts {
			k := p.Name
			if named && (k == "value" || k == "valueFrom") {
				k = name
			}
			leaves(p.Term.Behind(t.Trail), k, visit)
		}
	case terraform.List:
		for _, p := range t.Parts {
			leaves(p.Term.Behind(t.Trail), key, visit)
		}
	case terraform.Choice:
		visit(t, key)
	case terraform.Formula:
		visit(t, key)
		for _, p := range t.Parts {
			if p.Term.Shape == terraform.Map || p.Term.Shape == terraform.List {
				leaves(p.Term.Behind(t.Trail), key, visit) // what goes in may come out
			}
		}
	case terraform.Template:
		templateLeaves(t, key, visit)
	case terraform.Text:
		for _, p := range t.Parts {
			leaves(p.Term.Behind(t.Trail), key, visit)
		}
		if s, ok := t.Text(); ok && len(s) <= maxText && t.Parts[0].Name != "jsonencode" && t.Parts[0].Name != "yamlencode" {
			visit(&terraform.Term{Value: cty.StringVal(s), Range: t.Range, Trail: t.Trail}, key)
		}
	default:
		valueLeaves(t, key, visit)
	}
}

// templateLeaves visits a template as one string. The parts of a longer text
// are visited by themselves too, so that each is found where it stands.
func templateLeaves(t *terraform.Term, key string, visit func(*terraform.Term, string)) {
	if inner, ok := documentOf(t); ok {
		leaves(inner, key, visit)
		return
	}
	openWords(t, func(word *terraform.Term) { visit(word, key) })
	if oneLine(t) {
		visit(t, key)
		return
	}
	for _, p := range t.Parts {
		leaves(p.Term.Behind(t.Trail), key, visit)
	}
	if s, ok := t.Text(); ok {
		visit(&terraform.Term{Value: cty.StringVal(s), Range: t.Range, Trail: t.Trail}, key)
	}
}

// oneLine says that no known part of a template breaks the line. A string within a
// document is one, on however many lines the document stands.
func oneLine(t *terraform.Term) bool {
	if t.Shape == terraform.Template {
		return !slices.ContainsFunc(t.Parts, func(p terraform.Part) bool { return !oneLine(p.Term) })
	}
	s, _ := t.Text()
	return !strings.Contains(s, "\n")
}

// valueLeaves visits the strings of a value that no constructor made.
func valueLeaves(t *terraform.Term, key string, visit func(*terraform.Term, string)) {
	v, marks := t.Value.Unmark()
	if !v.IsKnown() || v.IsNull() {
		visit(t, key)
		return
	}
	if v.Type() == cty.String {
		if inner, ok := documentOf(t); ok {
			leaves(inner, key, visit)
			return
		}
		visit(t, key)
		return
	}
	if !v.CanIterateElements() {
		return
	}
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		name := key
		if s, ok := terraform.StringOf(k); ok && !v.Type().IsTupleType() && !v.Type().IsListType() && !v.Type().IsSetType() {
			name = s
		}
		valueLeaves(&terraform.Term{Value: e.WithMarks(marks), Range: t.Range, Trail: t.Trail}, name, visit)
	}
}

// documentOf reads a string that holds JSON. Parts of the string that are not
// known are put back where they stood, so that each keeps its own marks.
func documentOf(t *terraform.Term) (*terraform.Term, bool) {
	if composed(t) {
		return nil, false
	}
	var holes []*terraform.Term
	text := fill(t, &holes)
	trimmed := strings.TrimSpace(text)
	if len(text) > maxText || !strings.HasPrefix(trimmed, "{") && !strings.HasPrefix(trimmed, "[") {
		return nil, false
	}
	var doc any
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		if len(holes) == 0 || json.Unmarshal([]byte(quoted(text)), &doc) != nil {
			return nil, false
		}
	}
	return documentTerm(doc, t, holes), true
}

// quoted puts each hole that stands for a whole value of a document, as a number
// that is not known does, in quotes.
func quoted(text string) string {
	var b strings.Builder
	inString, escaped := false, false
	for _, c := range text {
		switch {
		case escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"':
			inString = !inString
		case !inString && c == '\uE000':
			b.WriteByte('"')
		}
		b.WriteRune(c)
		if !inString && c == '\uE001' {
			b.WriteByte('"')
		}
	}
	return b.String()
}

// hole is how a part that is not literal is written into a document.
const hole = "\uE000%d\uE001"

// fill writes a template's text with a hole for each part that came from
// somewhere else.
func fill(t *terraform.Term, holes *[]*terraform.Term) string {
	if t.Shape != terraform.Template {
		s, known := t.Text()
		if known && len(terraform.Origins(t.Value)) == 0 {
			return s
		}
		if known && (strings.HasPrefix(strings.TrimSpace(s), "{") || strings.HasPrefix(strings.TrimSpace(s), "[") || strings.ContainsAny(s, "\"\n\\")) {
			return s // a document inside a document
		}
		*holes = append(*holes, t)
		return fmt.Sprintf(hole, len(*holes)-1)
	}
	var b strings.Builder
	for _, p := range t.Parts {
		b.WriteString(fill(p.Term, holes))
	}
	return b.String()
}

// documentTerm turns decoded JSON into terms that stand where the text stands.
func documentTerm(doc any, t *terraform.Term, holes []*terraform.Term) *terraform.Term {
	out := &terraform.Term{Range: t.Range, Trail: t.Trail, Value: functions.Hush(cty.StringVal(""), t.Value)}
	switch doc := doc.(type) {
	case map[string]any:
		out.Shape = terraform.Map
		keys := make([]string, 0, len(doc))
		for k := range doc {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			out.Parts = append(out.Parts, terraform.Part{Name: k, Term: documentTerm(doc[k], t, holes)})
		}
		out.Value = cty.EmptyObjectVal
	case []any:
		out.Shape = terraform.List
		for _, item := range doc {
			out.Parts = append(out.Parts, terraform.Part{Term: documentTerm(item, t, holes)})
		}
		out.Value = cty.EmptyTupleVal
	case string:
		return refill(doc, out, holes)
	case bool:
		out.Value = cty.BoolVal(doc)
	default:
		out.Value = cty.NullVal(cty.DynamicPseudoType)
	}
	return out
}

// refill puts the holes of a string back.
func refill(s string, out *terraform.Term, holes []*terraform.Term) *terraform.Term {
	out.Shape = terraform.Template
	value := out.Value // empty, and sensitive if the document is
	known := true
	var plain strings.Builder
	add := func(t *terraform.Term) {
		out.Parts = append(out.Parts, terraform.Part{Term: t})
		text, ok := t.Text()
		known = known && ok
		plain.WriteString(text)
		_, marks := t.Value.UnmarkDeep()
		value = value.WithMarks(marks)
	}
	for len(s) > 0 {
		i := strings.Index(s, "\uE000")
		if i < 0 {
			add(&terraform.Term{Value: cty.StringVal(s), Range: out.Range})
			break
		}
		if i > 0 {
			add(&terraform.Term{Value: cty.StringVal(s[:i]), Range: out.Range})
		}
		var n int
		rest := s[i+len("\uE000"):]
		digits, after, ok := strings.Cut(rest, "\uE001")
		if _, err := fmt.Sscanf(digits, "%d", &n); !ok || err != nil || n < 0 || n >= len(holes) {
			s = rest
			continue
		}
		add(holes[n])
		s = after
	}
	_, marks := value.Unmark()
	if known {
		out.Value = cty.StringVal(plain.String()).WithMarks(marks)
	} else {
		out.Value = cty.UnknownVal(cty.String).WithMarks(marks)
	}
	if len(out.Parts) == 1 {
		only := *out.Parts[0].Term
		only.Value = only.Value.WithMarks(marks)
		only.Trail = append(slices.Clip(out.Trail), only.Trail...)
		return &only
	}
	return out
}
