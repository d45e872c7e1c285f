package configs

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/resilint/resilint/analyzers/terraform"
)

// Cond is a conditional whose value carries the marks of the branch that was
// taken alone. HCL's own carries those of both, which would make a service
// depend on the bucket of the road not taken.
type Cond struct{ *hclsyntax.ConditionalExpr }

// Value evaluates the condition and both branches, each once, as nested
// conditionals would take twice the time at each level otherwise.
func (c *Cond) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	cond, condDiags := c.Condition.Value(ctx)
	yes, yesDiags := c.TrueResult.Value(ctx)
	no, noDiags := c.FalseResult.Value(ctx)
	if condDiags.HasErrors() {
		return cty.DynamicVal.WithMarks(cond.Marks(), yes.Marks(), no.Marks()), condDiags
	}
	diags := slices.Concat(yesDiags, noDiags)
	if chosen, ok := truth(cond); ok {
		// The other branch still decides the type: cond ? 1 : "a" is a string.
		cond = bystander(cond)
		if chosen {
			no, diags = bystander(no), yesDiags
		} else {
			yes, diags = bystander(yes), noDiags
		}
	}
	if diags.HasErrors() {
		return cty.DynamicVal.WithMarks(cond.Marks(), yes.Marks(), no.Marks()), diags
	}
	value := func(v cty.Value, of hclsyntax.Expression) hclsyntax.Expression {
		return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: of.Range()}
	}
	return (&hclsyntax.ConditionalExpr{
		Condition: value(cond, c.Condition), TrueResult: value(yes, c.TrueResult), FalseResult: value(no, c.FalseResult), SrcRange: c.SrcRange,
	}).Value(nil)
}

// bystander is a value that the result does not come from: its marks of origin
// are taken off, others (sensitive) stay, as they do in Terraform.
func bystander(v cty.Value) cty.Value {
	bare, marks := v.UnmarkDeep()
	for mark := range marks {
		switch mark.(type) {
		case terraform.Origin, terraform.Input:
		default:
			bare = bare.Mark(mark)
		}
	}
	return bare
}

// truth is what a condition comes to, if that is known.
func truth(cond cty.Value) (yes, known bool) {
	cond, _ = cond.Unmark()
	cond, err := convert.Convert(cond, cty.Bool)
	if err != nil || !cond.IsKnown() || cond.IsNull() {
		return false, false
	}
	return cond.True(), true
}

// Taken is the branch that a known condition chooses.
func (c *Cond) Taken(ctx *hcl.EvalContext) (hclsyntax.Expression, bool) {
	cond, diags := c.Condition.Value(ctx)
	if diags.HasErrors() {
		return nil, false
	}
	chosen, ok := truth(cond)
	switch {
	case !ok:
		return nil, false
	case chosen:
		return c.TrueResult, true
	}
	return c.FalseResult, true
}

// Index is an index whose value, for a key that is not known, carries the marks
// of every element it may mean. HCL's own carries none.
type Index struct{ *hclsyntax.IndexExpr }

// Value evaluates the index.
func (x *Index) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	whole, diags := x.Collection.Value(ctx)
	key, kd := x.Key.Value(ctx)
	v, id := hcl.Index(whole, key, &x.BracketRange)
	diags = append(append(diags, kd...), id...)
	if diags.HasErrors() || key.IsKnown() {
		return v, diags
	}
	_, marks := whole.UnmarkDeep()
	return v.WithMarks(marks), diags
}

// Foreign is a call of a function that a provider defines: what it gives is
// not known, but is made of its arguments.
type Foreign struct{ *hclsyntax.FunctionCallExpr }

// Value evaluates the arguments.
func (f *Foreign) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v := cty.DynamicVal
	for _, arg := range f.Args {
		a, diags := arg.Value(ctx)
		if diags.HasErrors() {
			return cty.DynamicVal, diags
		}
		_, marks := a.UnmarkDeep()
		v = v.WithMarks(marks)
	}
	return v, nil
}

// prepare puts a Cond or an Index in place of HCL's own, and lists the
// attribute names that its text asks of each resource type.
func prepare(body *hclsyntax.Body) map[string][]string {
	asked := map[string][]string{}
	prepareBody(body, asked)
	return asked
}

// Prepared is an expression that stands in no file of the module, such as a
// template's, made ready to be evaluated as one that does.
func Prepared(e hclsyntax.Expression) hclsyntax.Expression {
	return rewrite(e, map[string][]string{})
}

func prepareBody(body *hclsyntax.Body, asked map[string][]string) {
	for _, a := range body.Attributes {
		a.Expr = rewrite(a.Expr, asked)
	}
	for _, b := range body.Blocks {
		prepareBody(b.Body, asked)
	}
}

// spanOf is the range that an expression of several parts keeps; nil for others.
func spanOf(e hclsyntax.Expression) *hcl.Range {
	switch e := e.(type) {
	case *hclsyntax.ConditionalExpr:
		return &e.SrcRange
	case *hclsyntax.BinaryOpExpr:
		return &e.SrcRange
	case *hclsyntax.UnaryOpExpr:
		return &e.SrcRange
	case *hclsyntax.ParenthesesExpr:
		return &e.SrcRange
	case *hclsyntax.RelativeTraversalExpr:
		return &e.SrcRange
	case *hclsyntax.IndexExpr:
		return &e.SrcRange
	case *hclsyntax.SplatExpr:
		return &e.SrcRange
	case *hclsyntax.TupleConsExpr:
		return &e.SrcRange
	case *hclsyntax.ObjectConsExpr:
		return &e.SrcRange
	case *hclsyntax.ForExpr:
		return &e.SrcRange
	case *hclsyntax.TemplateExpr:
		return &e.SrcRange
	case *hclsyntax.TemplateWrapExpr:
		return &e.SrcRange
	}
	return nil
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
	if r := spanOf(e); r != nil && r.End.Byte < r.Start.Byte { // made of parts that the file cuts short
		r.End = r.Start
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
		e.Source = metered(e.Source, loopSource)
	case *hclsyntax.LiteralValueExpr:
		if !e.Val.IsMarked() && e.Val.IsKnown() && !e.Val.IsNull() && !Countable(e.Val) {
			return count(e, number)
		}
	case *hclsyntax.TemplateExpr:
		list(e.Parts)
		for i := range e.Parts {
			if len(e.Parts) > 1 {
				e.Parts[i] = metered(e.Parts[i], text)
			}
		}
	case *hclsyntax.TemplateWrapExpr:
		e.Wrapped = sub(e.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		e.Tuple = sub(e.Tuple)
	case *hclsyntax.FunctionCallExpr:
		list(e.Args)
		if e.CloseParenRange.End.Byte < e.NameRange.End.Byte { // the file ends before the call does
			e.CloseParenRange = e.NameRange
		}
		if strings.HasPrefix(e.Name, "provider::") {
			return &Foreign{e}
		}
	case *hclsyntax.IndexExpr:
		e.Collection, e.Key = sub(e.Collection), sub(e.Key)
		return &Index{e}
	case *hclsyntax.ForExpr:
		e.CollExpr, e.KeyExpr, e.ValExpr, e.CondExpr = sub(e.CollExpr), sub(e.KeyExpr), sub(e.ValExpr), sub(e.CondExpr)
		e.CollExpr, e.ValExpr = metered(e.CollExpr, loopSource), count(e.ValExpr, loopBody)
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
		return metered(e, number)
	case *hclsyntax.UnaryOpExpr:
		e.Val = sub(e.Val)
		return metered(e, number)
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

// noteAttr records the attribute, and under "type.*" those asked of its blocks.
func noteAttr(typ string, rest hcl.Traversal, asked map[string][]string) {
	found := false
	for i, step := range rest {
		a, ok := step.(hcl.TraverseAttr)
		switch {
		case i == 0 || !ok:
		case found:
			add(asked, typ+InBlocks, a.Name)
		default:
			add(asked, typ, a.Name)
			found = true
		}
	}
}

// InBlocks follows a type's name in Module.Asked for the attributes asked of
// its blocks; alone it is the key of those asked of what a loop goes over or a
// function gives, which may be any block.
const InBlocks = ".*"

func noteRelative(source hclsyntax.Expression, rest hcl.Traversal, asked map[string][]string) {
	for {
		switch e := source.(type) {
		case *Metered:
			source = e.Expression
			continue
		case *Index:
			source = e.Collection
			continue
		case *hclsyntax.ParenthesesExpr:
			source = e.Expression
			continue
		case *hclsyntax.ScopeTraversalExpr:
			full := append(slices.Clip(e.Traversal), rest...)
			note(full, asked)
		default:
		}
		return
	}
}

func add(asked map[string][]string, typ, name string) {
	if !slices.Contains(asked[typ], name) {
		asked[typ] = append(asked[typ], name)
	}
}
