package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Shape says how a term was written.
type Shape uint8

// The shapes. Leaf has no parts. Map and List are constructors, blocks
// included. Template is a string made of its parts in their order. Text is a
// string rendered from its one part, as jsonencode does. Choice is one of its
// parts, and it is not known which. Formula is what a function, named by Call,
// makes of its parts, where that is not known.
const (
	Leaf Shape = iota
	Map
	List
	Template
	Text
	Choice
	Formula
)

// Term is an evaluated expression that still knows where it was written and,
// if a constructor built it, what its parts were. Following a reference keeps
// the parts of what it refers to.
type Term struct {
	// Value carries an Origin mark for each resource attribute it was made of,
	// and an Input mark for each variable without a value.
	Value cty.Value
	Range hcl.Range
	// Trail holds the places that lead here, from the first reference to the last; empty for what was written in place.
	Trail []hcl.Range
	Shape Shape
	Parts []Part
	Call  string // of a Formula: the function's name
	// Test is the condition under which a Choice is its first part, or a Leaf that
	// is not known is true, in the words of the root module's inputs; empty when it
	// cannot be put so.
	Test string
	// Direct says that the expression is nothing but a reference.
	Direct bool
}

// Part is an attribute of an object or an element of a list.
type Part struct {
	Name string // empty in a list
	Term *Term
	// Spread says that the term is no element but an argument whose elements, if
	// any, stand in its place: which ones is not known.
	Spread bool
}

// Origin is the mark on a value that came from a resource instance's attribute.
type Origin struct {
	Instance *Instance
	Attr     string
}

// Input is the mark on the unknown value of a root variable that has none.
type Input struct {
	Root string
	Name string
}

// Doubt is the mark on a value that may or may not be made of what its other
// marks name: an unknown part hid how it was put together.
type Doubt struct{}

// Doubted says that a value carries a Doubt.
func Doubted(v cty.Value) bool { return len(marks[Doubt](v)) > 0 }

// Origins lists the instance attributes that a value was made of, deeply.
// Their order is not defined.
func Origins(v cty.Value) []Origin { return marks[Origin](v) }

// Inputs lists the variables without a value that a value hangs on, deeply.
func Inputs(v cty.Value) []Input { return marks[Input](v) }

func marks[T comparable](v cty.Value) []T {
	if v == cty.NilVal || !v.ContainsMarked() {
		return nil
	}
	_, all := v.UnmarkDeep()
	var found []T
	for mark := range all {
		if m, ok := mark.(T); ok {
			found = append(found, m)
		}
	}
	return found
}

// Bare is the term's value without any mark; cty.NilVal for a nil term.
func (t *Term) Bare() cty.Value {
	if t == nil || t.Value == cty.NilVal {
		return cty.NilVal
	}
	v, _ := t.Value.UnmarkDeep()
	return v
}

// Text is the term's value when it is a known string, number or bool.
func (t *Term) Text() (string, bool) {
	return StringOf(t.Bare())
}

// StringOf gives a known primitive value as a string.
func StringOf(v cty.Value) (string, bool) {
	if v == cty.NilVal {
		return "", false
	}
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() {
		return "", false
	}
	switch v.Type() {
	case cty.String:
		return v.AsString(), true
	case cty.Bool:
		if v.True() {
			return "true", true
		}
		return "false", true
	case cty.Number:
		return v.AsBigFloat().Text('f', -1), true
	}
	return "", false
}

// Absent says that nothing was written: no term, or null.
func (t *Term) Absent() bool {
	if t == nil || t.Value == cty.NilVal {
		return true
	}
	v, _ := t.Value.Unmark()
	return v.IsKnown() && v.IsNull()
}

// Part finds a part of an object by name; nil when there is none.
func (t *Term) Part(name string) *Term {
	if t == nil {
		return nil
	}
	for _, p := range t.Parts {
		if p.Name == name {
			return p.Term
		}
	}
	return nil
}

// Places lists where the term was written and what led there, nearest to the
// asker first.
func (t *Term) Places() []hcl.Range {
	return append(slices.Clip(t.Trail), t.Range)
}

// Followed is the term as seen through a reference written at r.
func (t *Term) Followed(r hcl.Range) *Term { return t.Behind([]hcl.Range{r}) }

// Behind is the term with a longer trail: what led to the whole it is a part of.
func (t *Term) Behind(trail []hcl.Range) *Term {
	if t == nil || len(trail) == 0 {
		return t
	}
	c := *t
	c.Trail = slices.Concat(trail, t.Trail)
	return &c
}

// Spell writes a string term with its unknown parts spelt as references:
// "acme-${var.env}-logs". Two terms with equal exact spellings have equal
// values; a spelling is not exact when some part could not be named.
func (t *Term) Spell() (text string, exact bool) {
	if s, ok := t.Text(); ok {
		return s, true
	}
	if t.Shape == Template {
		exact = true
		var b strings.Builder
		for _, p := range t.Parts {
			s, ok := p.Term.Spell()
			b.WriteString(s)
			exact = exact && ok
		}
		return b.String(), exact
	}
	if t.Shape == Formula {
		exact = true
		args := make([]string, len(t.Parts))
		for i, p := range t.Parts {
			var ok bool
			args[i], ok = p.Term.Spell()
			exact = exact && ok
		}
		if exact {
			return "${" + t.Call + "(" + strings.NewReplacer("${", "", "}", "").Replace(strings.Join(args, ",")) + ")}", true
		}
		return "${...}", false
	}
	if inputs := Inputs(t.Value); t.Direct && len(inputs) == 1 && len(Origins(t.Value)) == 0 {
		if strings.Contains(inputs[0].Name, ".") {
			return "${" + inputs[0].Name + "}", true
		}
		return "${var." + inputs[0].Name + "}", true
	}
	if origins := Origins(t.Value); t.Direct && len(origins) == 1 {
		return "${" + origins[0].Instance.Addr.String() + "." + origins[0].Attr + "}", true
	}
	return "${...}", false
}
