package configs

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Cond is a conditional whose value carries the marks of the branch that was
// taken alone. HCL's own carries those of both, which would make a service
// depend on the bucket of the road not taken.
type Cond struct{ *hclsyntax.ConditionalExpr }

// Value evaluates the condition and, when it is known, the chosen branch.
func (c *Cond) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	full, diags := c.ConditionalExpr.Value(ctx)
	branch, ok := c.Taken(ctx)
	if !ok {
		return full, diags
	}
	v, bd := branch.Value(ctx)
	if bd.HasErrors() || diags.HasErrors() || full.Type() == cty.DynamicPseudoType {
		return v, bd
	}
	// The other branch decides the type too: cond ? 1 : "a" is a string.
	if converted, err := convert.Convert(v, full.Type()); err == nil {
		return converted, nil
	}
	return v, nil
}

// Taken is the branch that a known condition chooses.
func (c *Cond) Taken(ctx *hcl.EvalContext) (hclsyntax.Expression, bool) {
	cond, diags := c.Condition.Value(ctx)
	if diags.HasErrors() {
		return nil, false
	}
	cond, _ = cond.Unmark()
	cond, err := convert.Convert(cond, cty.Bool)
	if err != nil || !cond.IsKnown() || cond.IsNull() {
		return nil, false
	}
	if cond.True() {
		return c.TrueResult, true
	}
	return c.FalseResult, true
}

// Index is an index whose value, for a key that is not known, carries the marks
// of every element it may mean. HCL's own carries none.
type Index struct{ *hclsyntax.IndexExpr }

// Value evaluates the index.
func (x *Index) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := x.IndexExpr.Value(ctx)
	key, kd := x.Key.Value(ctx)
	if kd.HasErrors() || key.IsKnown() {
		return v, diags
	}
	whole, wd := x.Collection.Value(ctx)
	if wd.HasErrors() {
		return v, diags
	}
	_, marks := whole.UnmarkDeep()
	return cty.DynamicVal.WithMarks(marks), nil
}

// prepare puts a Cond or an Index in place of HCL's own, and lists the
// attribute names that its text asks of each resource type.
func prepare(body *hclsyntax.Body) map[string][]string {
	asked := map[string][]string{}
	prepareBody(body, asked)
	return asked
}

func prepareBody(body *hclsyntax.Body, asked map[string][]string) {
	for _, a := range body.Attributes {
		a.Expr = rewrite(a.Expr, asked)
	}
	for _, b := range body.Blocks {
		prepareBody(b.Body, asked)
	}
}

// rewrite changes an expression in place, children first, and returns what
// stands in its place.
func rewrite(e hclsyntax.Expression, asked map[string][]string) hclsyntax.Expression {
	sub := func(e hclsyntax.Expression) hclsyntax.Expression {
		if e == nil {
			return nil
		}
		return rewrite(e, asked)
	}
	list := func(es []hclsyntax.Expression) {
		for i := range es {
			es[i] = sub(es[i])
		}
	}
	switch e := e.(type) {
	case *hclsyntax.ConditionalExpr:
		e.Condition, e.TrueResult, e.FalseResult = sub(e.Condition), sub(e.TrueResult), sub(e.FalseResult)
		return &Cond{e}
	case *hclsyntax.ScopeTraversalExpr:
		note(e.Traversal, asked)
	case *hclsyntax.RelativeTraversalExpr:
		e.Source = sub(e.Source)
		noteRelative(e.Source, e.Traversal, asked)
	case *hclsyntax.SplatExpr:
		e.Source, e.Each = sub(e.Source), sub(e.Each)
		if rel, ok := e.Each.(*hclsyntax.RelativeTraversalExpr); ok {
			noteRelative(e.Source, rel.Traversal, asked)
		}
	case *hclsyntax.TemplateExpr:
		list(e.Parts)
	case *hclsyntax.TemplateWrapExpr:
		e.Wrapped = sub(e.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		e.Tuple = sub(e.Tuple)
	case *hclsyntax.FunctionCallExpr:
		list(e.Args)
	case *hclsyntax.IndexExpr:
		e.Collection, e.Key = sub(e.Collection), sub(e.Key)
		return &Index{e}
	case *hclsyntax.ForExpr:
		e.CollExpr, e.KeyExpr, e.ValExpr, e.CondExpr = sub(e.CollExpr), sub(e.KeyExpr), sub(e.ValExpr), sub(e.CondExpr)
	case *hclsyntax.ObjectConsExpr:
		for i := range e.Items {
			e.Items[i].KeyExpr, e.Items[i].ValueExpr = sub(e.Items[i].KeyExpr), sub(e.Items[i].ValueExpr)
		}
	case *hclsyntax.ObjectConsKeyExpr:
		e.Wrapped = sub(e.Wrapped)
	case *hclsyntax.TupleConsExpr:
		list(e.Exprs)
	case *hclsyntax.BinaryOpExpr:
		e.LHS, e.RHS = sub(e.LHS), sub(e.RHS)
	case *hclsyntax.UnaryOpExpr:
		e.Val = sub(e.Val)
	case *hclsyntax.ParenthesesExpr:
		e.Expression = sub(e.Expression)
	}
	return e
}

// note records type.name.attr, with or without an index, as asked of type.
func note(t hcl.Traversal, asked map[string][]string) {
	if len(t) > 1 && t.RootName() == "data" {
		if first, ok := t[1].(hcl.TraverseAttr); ok {
			noteAttr("data."+first.Name, t[2:], asked)
		}
		return
	}
	if len(t) > 1 && t.RootName() == "resource" {
		if first, ok := t[1].(hcl.TraverseAttr); ok {
			noteAttr(first.Name, t[2:], asked)
		}
		return
	}
	if len(t) > 2 {
		noteAttr(t.RootName(), t[1:], asked)
	}
}

func noteAttr(typ string, rest hcl.Traversal, asked map[string][]string) {
	for i, step := range rest {
		a, ok := step.(hcl.TraverseAttr)
		if i > 0 && ok {
			add(asked, typ, a.Name)
			return
		}
	}
}

func noteRelative(source hclsyntax.Expression, rest hcl.Traversal, asked map[string][]string) {
	for {
		switch e := source.(type) {
		case *Index:
			source = e.Collection
			continue
		case *hclsyntax.ParenthesesExpr:
			source = e.Expression
			continue
		case *hclsyntax.ScopeTraversalExpr:
			full := append(slices.Clip(e.Traversal), rest...)
			note(full, asked)
		}
		return
	}
}

func add(asked map[string][]string, typ, name string) {
	if !slices.Contains(asked[typ], name) {
		asked[typ] = append(asked[typ], name)
	}
}
