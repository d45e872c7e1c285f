package planjson

import (
	"encoding/json"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// Shaped is a value as a term that stands at one place: objects and tuples
// have parts, as constructors in the source give them.
func Shaped(v cty.Value, at hcl.Range) *terraform.Term {
	t := &terraform.Term{Value: v, Range: at}
	bare, marks := v.Unmark()
	if !bare.IsKnown() || bare.IsNull() {
		return t
	}
	switch {
	case bare.Type().IsObjectType():
		t.Shape = terraform.Map
		attrs := bare.AsValueMap()
		for _, name := range sortedKeys(attrs) {
			t.Parts = append(t.Parts, terraform.Part{Name: name, Term: Shaped(attrs[name].WithMarks(marks), at)})
		}
	case bare.Type().IsTupleType():
		t.Shape = terraform.List
		for _, e := range bare.AsValueSlice() {
			t.Parts = append(t.Parts, terraform.Part{Term: Shaped(e.WithMarks(marks), at)})
		}
	}
	return t
}

// Merge is a term of the source with the plan's value: where the plan knows
// more, or something else, its value stands in the place of the source's.
func Merge(t *terraform.Term, planned cty.Value) *terraform.Term {
	v, marks := planned.Unmark()
	if t == nil {
		return Shaped(planned, hcl.Range{})
	}
	if !v.IsKnown() || v.IsNull() {
		return hushed(t, marks)
	}
	if source := t.Bare(); source != cty.NilVal && source.IsWhollyKnown() {
		if agree(source, v) || !planned.IsWhollyKnown() && compatible(source, v) {
			return hushed(t, sensitive(planned))
		}
	}
	switch {
	case t.Shape == terraform.Map && v.Type().IsObjectType():
		return mergedMap(t, v, marks)
	case t.Shape == terraform.List && v.Type().IsTupleType():
		if m := mergedList(t, v, marks); m != nil {
			return m
		}
	case t.Shape == terraform.Choice:
		if m := chosen(t, planned); m != nil {
			return m
		}
	case t.Shape == terraform.Text && v.Type() == cty.String:
		return mergedText(t, v, marks)
	case t.Shape == terraform.Template && v.Type() == cty.String:
		c := *t
		c.Value = v.WithMarks(marks, traces(t, v))
		c.Parts = filled(t.Parts, v.AsString())
		return &c
	}
	return replaced(t, planned)
}

// replaced is the plan's value at the place of a term. What the term's value
// was made of is kept where it shows.
func replaced(t *terraform.Term, planned cty.Value) *terraform.Term {
	s := Shaped(retraced(planned, t.Value), t.Range)
	s.Trail = t.Trail
	return s
}

func mergedMap(t *terraform.Term, v cty.Value, marks cty.ValueMarks) *terraform.Term {
	c := *t
	c.Parts = nil
	attrs := v.AsValueMap()
	for _, p := range t.Parts {
		if e, ok := attrs[p.Name]; ok && !p.Spread {
			p.Term = Merge(p.Term, e.WithMarks(marks))
			delete(attrs, p.Name)
		}
		if !p.Spread { // what it hid is in the plan
			c.Parts = append(c.Parts, p)
		}
	}
	for _, name := range sortedKeys(attrs) {
		if e, _ := attrs[name].Unmark(); e.IsKnown() && !e.IsNull() {
			c.Parts = append(c.Parts, terraform.Part{Name: name, Term: replaced(t, attrs[name].WithMarks(marks))})
		}
	}
	values := make(map[string]cty.Value, len(c.Parts))
	for _, p := range c.Parts {
		values[p.Name] = p.Term.Value
	}
	c.Value = cty.ObjectVal(values).WithMarks(marks)
	return &c
}

// mergedList pairs the elements of the plan with those of the source that they
// may be, in their order if that fits; nil when they cannot be paired.
func mergedList(t *terraform.Term, v cty.Value, marks cty.ValueMarks) *terraform.Term {
	elems := v.AsValueSlice()
	if len(elems) != len(t.Parts) || slices.ContainsFunc(t.Parts, func(p terraform.Part) bool { return p.Spread }) {
		return nil
	}
	c := *t
	c.Parts = make([]terraform.Part, len(elems))
	values := make([]cty.Value, len(elems))
	free := slices.Clone(elems)
	for i, p := range t.Parts {
		j := i
		if free[j] == cty.NilVal || !compatible(p.Term.Value, free[j]) {
			if len(elems) > maxPairs {
				return nil
			}
			j = slices.IndexFunc(free, func(e cty.Value) bool { return e != cty.NilVal && compatible(p.Term.Value, e) })
		}
		if j < 0 {
			return nil
		}
		c.Parts[i] = terraform.Part{Term: Merge(p.Term, free[j].WithMarks(marks))}
		values[i] = c.Parts[i].Term.Value
		free[j] = cty.NilVal
	}
	c.Value = cty.TupleVal(values).WithMarks(marks)
	return &c
}

// chosen is the branch of a condition that a plan has taken; nil when it may
// have been either.
func chosen(t *terraform.Term, planned cty.Value) *terraform.Term {
	var fit []*terraform.Term
	for _, p := range t.Parts {
		if compatible(p.Term.Value, planned) {
			fit = append(fit, p.Term)
		}
	}
	if len(fit) != 1 {
		return nil
	}
	return Merge(fit[0].Behind(t.Trail), planned)
}

// mergedText is a text that a function rendered: its part takes what the text
// says in JSON.
func mergedText(t *terraform.Term, v cty.Value, marks cty.ValueMarks) *terraform.Term {
	c := *t
	c.Value = v.WithMarks(marks, traces(t, v))
	if len(t.Parts) == 1 && t.Parts[0].Name == "jsonencode" && json.Valid([]byte(v.AsString())) {
		part := t.Parts[0]
		part.Term = Merge(part.Term, valueOf(json.RawMessage(v.AsString())).WithMarks(marks))
		c.Parts = []terraform.Part{part}
	}
	return &c
}

// hushed is a term with marks, those of sensitive values, on it and its parts.
func hushed(t *terraform.Term, marks cty.ValueMarks) *terraform.Term {
	if len(marks) == 0 || t.Value == cty.NilVal {
		return t
	}
	c := *t
	c.Value = t.Value.WithMarks(marks)
	c.Parts = make([]terraform.Part, len(t.Parts))
	for i, p := range t.Parts {
		p.Term = hushed(p.Term, marks)
		c.Parts[i] = p
	}
	return &c
}

// sensitive are the marks for sensitive values that a value, or some part of
// it, carries.
func sensitive(v cty.Value) cty.ValueMarks {
	if functions.IsSensitive(v) {
		return cty.NewValueMarks(functions.Sensitive)
	}
	return nil
}
