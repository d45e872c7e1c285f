package planjson

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
)

// maxPairs is the length of the longest list whose elements are looked for in
// another order: each is compared with every other.
const maxPairs = 1_000

// variable is the name of the variable that a reference is nothing but.
func variable(ref string) (string, bool) {
	name, ok := strings.CutPrefix(ref, "var.")
	return name, ok && !strings.ContainsAny(name, ".[")
}

// agree says that two known values are the same but for their types: a plan in
// JSON has objects for maps and tuples for sets.
func agree(a, b cty.Value) bool {
	return alike(a, b, false)
}

// compatible says that a value of the source may be one of the plan: no known
// part of it says otherwise. Attributes that only one has are no contradiction.
func compatible(source, planned cty.Value) bool {
	return alike(source, planned, true)
}

func alike(a, b cty.Value, lax bool) bool {
	if a == cty.NilVal || b == cty.NilVal {
		return lax
	}
	a, _ = a.Unmark()
	b, _ = b.Unmark()
	switch {
	case !a.IsKnown() || !b.IsKnown():
		return lax
	case a.IsNull() || b.IsNull():
		return lax || a.IsNull() && b.IsNull()
	}
	if s, ok := terraform.StringOf(a); ok {
		other, ok := terraform.StringOf(b)
		return ok && s == other
	}
	if !a.CanIterateElements() || !b.CanIterateElements() {
		return false
	}
	if keyed(a) != keyed(b) {
		return false
	}
	if keyed(a) {
		return alikeObjects(a.AsValueMap(), b.AsValueMap(), lax)
	}
	return alikeLists(a, b, lax)
}

func keyed(v cty.Value) bool { return v.Type().IsObjectType() || v.Type().IsMapType() }

func alikeObjects(a, b map[string]cty.Value, lax bool) bool {
	for name, v := range a {
		other, ok := b[name]
		if ok && !alike(v, other, lax) || !ok && !lax && !v.IsNull() {
			return false
		}
	}
	for name, v := range b {
		if _, ok := a[name]; !ok && !lax && !v.IsNull() {
			return false
		}
	}
	return true
}

func alikeLists(a, b cty.Value, lax bool) bool {
	if a.LengthInt() != b.LengthInt() {
		return false
	}
	x, y := elements(a), elements(b)
	inAnyOrder := (lax || a.Type().IsSetType()) && len(x) <= maxPairs // a list of the source may be a set of the type
	for i := range x {
		if !alike(x[i], y[i], lax) && (!inAnyOrder || !contains(y, x[i], lax)) {
			return false
		}
	}
	return true
}

func contains(list []cty.Value, v cty.Value, lax bool) bool {
	for _, e := range list {
		if alike(v, e, lax) {
			return true
		}
	}
	return false
}

func elements(v cty.Value) []cty.Value {
	list := make([]cty.Value, 0, v.LengthInt())
	for it := v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		list = append(list, e)
	}
	return list
}

// retraced is a value of the plan with the origins of the source's value: on
// one that is no collection all of them, unless some show in it; on a part of a
// collection those that show.
func retraced(planned, source cty.Value) cty.Value {
	origins := terraform.Origins(source)
	if len(origins) == 0 {
		return planned
	}
	v, marks := planned.Unmark()
	if v.IsKnown() && !v.IsNull() && v.CanIterateElements() {
		return showing(planned, origins)
	}
	shown := shown(planned, origins)
	if len(shown) == 0 && v.IsKnown() && source != cty.NilVal {
		if bare, _ := source.UnmarkDeep(); bare.IsWhollyKnown() {
			return planned // the source says something else: it is not that any more
		}
	}
	if len(shown) == 0 {
		shown = cty.ValueMarks{}
		for _, o := range origins {
			shown[o] = struct{}{}
		}
		if terraform.Doubted(source) {
			shown[terraform.Doubt{}] = struct{}{}
		}
	}
	return v.WithMarks(marks, shown)
}

// showing marks each text in a value with the origins whose value stands in it.
func showing(v cty.Value, origins []terraform.Origin) cty.Value {
	bare, marks := v.Unmark()
	switch {
	case !bare.IsKnown():
		return bare.WithMarks(marks, either(origins))
	case bare.IsNull():
		return v
	case bare.Type().IsTupleType():
		elems := bare.AsValueSlice()
		for i := range elems {
			elems[i] = showing(elems[i], origins)
		}
		return cty.TupleVal(elems).WithMarks(marks)
	case bare.Type().IsObjectType():
		attrs := bare.AsValueMap()
		for name := range attrs {
			attrs[name] = showing(attrs[name], origins)
		}
		return cty.ObjectVal(attrs).WithMarks(marks)
	}
	return bare.WithMarks(marks, shown(bare, origins))
}

// either marks what may be made of any of some origins.
func either(origins []terraform.Origin) cty.ValueMarks {
	marks := cty.ValueMarks{}
	for _, o := range origins {
		marks[o] = struct{}{}
	}
	if len(origins) > 1 {
		marks[terraform.Doubt{}] = struct{}{}
	}
	return marks
}

// shown are the origins whose value stands in a text.
func shown(v cty.Value, origins []terraform.Origin) cty.ValueMarks {
	text, ok := terraform.StringOf(v)
	if !ok {
		return nil
	}
	marks := cty.ValueMarks{}
	for _, o := range origins {
		if t := o.Instance.Body.Attr(o.Attr); t != nil && standsIn(t.Value, text) {
			marks[o] = struct{}{}
		}
	}
	return marks
}

// traces are the marks that a text keeps when it becomes known.
func traces(t *terraform.Term, v cty.Value) cty.ValueMarks {
	_, marks := retraced(v, t.Value).Unmark()
	return marks
}

// filled are the parts of a template with the one that is not known, if it is
// the only one, read off the whole text.
func filled(parts []terraform.Part, whole string) []terraform.Part {
	hole := -1
	before, after := "", ""
	for i, p := range parts {
		s, ok := p.Term.Text()
		switch {
		case ok && hole < 0:
			before += s
		case ok:
			after += s
		case hole >= 0:
			return parts
		default:
			hole = i
		}
	}
	if hole < 0 || len(whole) < len(before)+len(after) || !strings.HasPrefix(whole, before) || !strings.HasSuffix(whole, after) {
		return parts
	}
	out := append([]terraform.Part(nil), parts...)
	out[hole].Term = Merge(parts[hole].Term, cty.StringVal(whole[len(before):len(whole)-len(after)]))
	return out
}
