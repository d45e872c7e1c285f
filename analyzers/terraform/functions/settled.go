package functions

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// settled says that an expression, which has no error so far, will have none
// whatever its unknown parts turn out to be: each step that could fail has been
// taken on values that are known. Terraform waits until all of a value is known;
// to read what a configuration means there is no need to.
func settled(e hcl.Expression, ctx *hcl.EvalContext) bool {
	each := func(list []hclsyntax.Expression) bool {
		return !slices.ContainsFunc(list, func(e hclsyntax.Expression) bool { return !settled(e, ctx) })
	}
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return true
	case *hclsyntax.ParenthesesExpr:
		return settled(e.Expression, ctx)
	case *hclsyntax.TemplateWrapExpr:
		return settled(e.Wrapped, ctx)
	case *hclsyntax.TupleConsExpr:
		return each(e.Exprs)
	case *hclsyntax.ObjectConsExpr:
		return !slices.ContainsFunc(e.Items, func(i hclsyntax.ObjectConsItem) bool {
			return !stands(i.KeyExpr, ctx) || !settled(i.ValueExpr, ctx)
		})
	case *hclsyntax.ScopeTraversalExpr:
		return len(e.Traversal) < 2 || reached(e.Traversal[:len(e.Traversal)-1], ctx)
	case *hclsyntax.RelativeTraversalExpr:
		return len(e.Traversal) == 1 && settled(e.Source, ctx) && stands(e.Source, ctx)
	case *hclsyntax.IndexExpr:
		return settled(e.Collection, ctx) && stands(e.Collection, ctx) && stands(e.Key, ctx)
	case *hclsyntax.FunctionCallExpr:
		// What is not known was only passed on. Calls that ask this themselves are left
		// out: nested ones would ask twice as much with every level.
		return e.Name != "try" && e.Name != "can" && each(e.Args) && stands(e, ctx)
	}
	v, diags := e.Value(ctx)
	return !diags.HasErrors() && v.IsWhollyKnown()
}

// stands says that the value of an expression is known, whatever its parts are.
func stands(e hcl.Expression, ctx *hcl.EvalContext) bool {
	v, diags := e.Value(ctx)
	return !diags.HasErrors() && v.IsKnown()
}

func reached(t hcl.Traversal, ctx *hcl.EvalContext) bool {
	v, diags := t.TraverseAbs(ctx)
	return !diags.HasErrors() && v.IsKnown() && !v.IsNull()
}
