package terragrunt

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// input is what the configuration gives a variable; nil when it gives nothing.
func (c *config) input(name string) *terraform.Term {
	t := c.own.input(name)
	for _, inc := range slices.Backward(c.includes) {
		if inc.strategy == "no_merge" {
			continue
		}
		switch under := inc.view.input(name); {
		case t == nil:
			t = under
		case under != nil && inc.strategy == "deep":
			t = deep(under, t)
		}
	}
	return settled(t)
}

// inputs are all that the configuration gives, as an object; nil when nothing.
func (c *config) inputs() *terraform.Term {
	t := c.own.inputs()
	for _, inc := range slices.Backward(c.includes) {
		if inc.strategy == "no_merge" {
			continue
		}
		switch under := inc.view.inputs(); {
		case t == nil:
			t = under
		case under != nil:
			t = merged(under, t, inc.strategy == "deep")
		}
	}
	return t
}

// input is what the file itself gives a variable. Where the inputs are written
// as one object, only the value asked for is evaluated.
func (v *view) input(name string) *terraform.Term {
	a := v.file.body.Attributes["inputs"]
	if a == nil {
		return nil
	}
	keys, ok := written(a.Expr)
	if !ok {
		return pick(v.inputs(), name)
	}
	for i, key := range slices.Backward(keys) {
		if key == name {
			return v.sheet.Term(a.Expr.(*hclsyntax.ObjectConsExpr).Items[i].ValueExpr)
		}
	}
	return nil
}

// written lists the keys of an object that is written as one, in the order of
// its items; false when it is not, or some key must be evaluated.
func written(e hclsyntax.Expression) ([]string, bool) {
	object, ok := e.(*hclsyntax.ObjectConsExpr)
	if !ok {
		return nil, false
	}
	keys := make([]string, len(object.Items))
	for i, item := range object.Items {
		if keys[i], ok = keyOf(item.KeyExpr); !ok {
			return nil, false
		}
	}
	return keys, true
}

// inputs are all that the file itself gives; nil when it gives none.
func (v *view) inputs() *terraform.Term {
	if v.whole == nil {
		v.whole = v.term(v.file.body, "inputs")
	}
	return v.whole
}

// keyOf is the key of an item, when no evaluation is needed to tell it.
func keyOf(e hclsyntax.Expression) (string, bool) {
	if k, ok := e.(*hclsyntax.ObjectConsKeyExpr); ok && !k.ForceNonLiteral {
		if name := hcl.ExprAsKeyword(k.Wrapped); name != "" {
			return name, true
		}
	}
	if len(e.Variables()) > 0 {
		return "", false
	}
	val, diags := e.Value(nil)
	if diags.HasErrors() {
		return "", false
	}
	return terraform.StringOf(val)
}

// pick is one value of an object; nil when it has none of the name. Of an object
// that is not wholly known it is unknown whether it has.
func pick(t *terraform.Term, name string) *terraform.Term {
	for _, p := range slices.Backward(t.Parts) {
		switch {
		case t.Shape != terraform.Map:
		case p.Spread:
			return &terraform.Term{Value: cty.DynamicVal.WithMarks(marksOf(p.Term.Value)), Range: p.Term.Range, Trail: t.Trail}
		case p.Name == name:
			return p.Term.Behind(t.Trail)
		}
	}
	bare, marks := t.Value.Unmark()
	switch {
	case !bare.IsKnown():
		return &terraform.Term{Value: cty.DynamicVal.WithMarks(marksOf(t.Value)), Range: t.Range, Trail: t.Trail}
	case bare.IsNull():
		return nil
	case bare.Type().IsObjectType() && bare.Type().HasAttribute(name):
		return &terraform.Term{Value: bare.GetAttr(name).WithMarks(marks), Range: t.Range, Trail: t.Trail}
	case bare.Type().IsMapType():
		if val, ok := bare.AsValueMap()[name]; ok {
			return &terraform.Term{Value: val.WithMarks(marks), Range: t.Range, Trail: t.Trail}
		}
	}
	return nil
}

func marksOf(v cty.Value) cty.ValueMarks {
	_, marks := v.UnmarkDeep()
	return marks
}

// deep joins two values of one name as the deep strategy does: objects by their
// names, lists one after the other, and of anything else the upper one.
func deep(under, over *terraform.Term) *terraform.Term {
	under, over = opened(under), opened(over)
	switch {
	case under.Shape == terraform.Map && over.Shape == terraform.Map:
		return merged(under, over, true)
	case under.Shape == terraform.List && over.Shape == terraform.List:
		t := &terraform.Term{Range: over.Range, Shape: terraform.List}
		for _, from := range []*terraform.Term{under, over} {
			for _, p := range from.Parts {
				t.Parts = append(t.Parts, terraform.Part{Term: p.Term.Behind(from.Trail), Spread: p.Spread})
			}
		}
		return listed(t)
	}
	return over
}

// merged is an object with another's values over its own.
func merged(under, over *terraform.Term, deeply bool) *terraform.Term {
	under, over = opened(under), opened(over)
	if hidden(under) || hidden(over) {
		return &terraform.Term{Value: cty.DynamicVal.WithMarks(marksOf(under.Value), marksOf(over.Value)), Range: over.Range, Trail: over.Trail}
	}
	t := &terraform.Term{Range: over.Range, Shape: terraform.Map}
	for _, p := range under.Parts {
		p.Term = p.Term.Behind(under.Trail)
		switch upper := over.Part(p.Name); {
		case upper == nil:
			t.Parts = append(t.Parts, p)
		case deeply:
			t.Parts = append(t.Parts, terraform.Part{Name: p.Name, Term: deep(p.Term, upper.Behind(over.Trail))})
		}
	}
	for _, p := range over.Parts {
		if !deeply || under.Part(p.Name) == nil {
			t.Parts = append(t.Parts, terraform.Part{Name: p.Name, Term: p.Term.Behind(over.Trail)})
		}
	}
	return finish(t)
}

// hidden says that not all names of an object are known.
func hidden(t *terraform.Term) bool {
	return t.Shape != terraform.Map || slices.ContainsFunc(t.Parts, func(p terraform.Part) bool { return p.Spread })
}

// opened is a known object or list with its elements as parts.
func opened(t *terraform.Term) *terraform.Term {
	bare, marks := t.Value.Unmark()
	if t.Shape == terraform.Map || t.Shape == terraform.List || !bare.IsKnown() || bare.IsNull() || !bare.CanIterateElements() {
		return t
	}
	typ := bare.Type()
	c := &terraform.Term{Value: t.Value, Range: t.Range, Trail: t.Trail, Shape: terraform.List}
	named := typ.IsObjectType() || typ.IsMapType()
	if named {
		c.Shape = terraform.Map
	}
	for it := bare.ElementIterator(); it.Next(); {
		key, val := it.Element()
		p := terraform.Part{Term: &terraform.Term{Value: val.WithMarks(marks), Range: t.Range}}
		if named {
			p.Name, _ = terraform.StringOf(key)
		}
		c.Parts = append(c.Parts, p)
	}
	return c
}

func listed(t *terraform.Term) *terraform.Term {
	vals := make([]cty.Value, len(t.Parts))
	for i, p := range t.Parts {
		vals[i] = p.Term.Value
		if p.Spread {
			t.Value = cty.DynamicVal.WithMarks(marksOf(p.Term.Value))
			return t
		}
	}
	t.Value = cty.TupleVal(vals)
	return t
}

// settled takes out what only the machine knows: a text made from the place
// where the tree lies. A path into the tree stays, for files to be read by.
func settled(t *terraform.Term) *terraform.Term {
	if t == nil || !placed(t.Value) {
		return t
	}
	c := *t
	if v, err := cty.Transform(t.Value, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		if bare, marks := v.Unmark(); ofMachine(bare) {
			return cty.UnknownVal(cty.String).WithMarks(marks), nil
		}
		return v, nil
	}); err == nil {
		c.Value = v
	}
	c.Parts = make([]terraform.Part, len(t.Parts))
	for i, p := range t.Parts {
		c.Parts[i] = p
		c.Parts[i].Term = settled(p.Term)
	}
	return &c
}

// placed says that some text within a value is made from the place of the tree.
func placed(v cty.Value) bool {
	found := false
	bare, _ := v.UnmarkDeep()
	_ = cty.Walk(bare, func(_ cty.Path, e cty.Value) (bool, error) { // the function gives no error
		found = found || ofMachine(e)
		return !found, nil
	})
	return found
}

func ofMachine(v cty.Value) bool {
	if v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return false
	}
	s := v.AsString()
	return strings.Contains(s, strings.Trim(eval.Tree, "/")) && s != eval.Tree && !strings.HasPrefix(s, eval.Tree+"/")
}
