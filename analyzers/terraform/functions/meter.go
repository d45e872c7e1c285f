package functions

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// maxTokens is how many tokens one ${ } or %{ } sequence may have, and how
// many sequences one template: the parser recurses into them.
const maxTokens = 20_000

// boundTemplate refuses templates the parser could not bear.
func boundTemplate(src, name string) error {
	tokens, _ := hclsyntax.LexTemplate([]byte(src), name, hcl.InitialPos)
	depth, inside, sequences := 0, 0, 0
	for _, tok := range tokens {
		switch tok.Type { //nolint:exhaustive // the others do not nest
		case hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			depth++
			sequences++
		case hclsyntax.TokenTemplateSeqEnd:
			if depth--; depth <= 0 {
				depth, inside = 0, 0
			}
		}
		if depth > 0 {
			inside++
		}
		if inside > maxTokens || sequences > maxTokens {
			return errTooLarge
		}
	}
	return nil
}

// limited makes a template count what its loops and parts produce, so that
// loops in loops end in an error before they fill the memory.
func limited(expr hclsyntax.Expression) hclsyntax.Expression {
	b := &budget{steps: maxNodes, bytes: 4 * maxText}
	// The walker reports no problems of its own.
	_ = hclsyntax.Walk(expr, b)
	return metered{Expression: expr, left: b}
}

// budget is what is left for one rendering. It also walks a template to put
// meters where things multiply.
type budget struct{ steps, bytes int }

// Enter does nothing: meters are put in place from the inside out.
func (*budget) Enter(hclsyntax.Node) hcl.Diagnostics { return nil }

// Exit puts meters on what a node evaluates repeatedly or joins together.
func (b *budget) Exit(node hclsyntax.Node) hcl.Diagnostics {
	switch n := node.(type) {
	case *hclsyntax.ForExpr:
		n.CollExpr = metered{Expression: n.CollExpr, left: b}
		n.ValExpr = metered{Expression: n.ValExpr, left: b}
	case *hclsyntax.SplatExpr:
		n.Source = metered{Expression: n.Source, left: b}
	case *hclsyntax.TemplateExpr:
		for i, part := range n.Parts {
			n.Parts[i] = metered{Expression: part, left: b}
		}
	}
	return nil
}

// metered is an expression whose results count against a budget.
type metered struct {
	hclsyntax.Expression
	left *budget
}

// Value evaluates the expression unless the budget is spent.
func (m metered) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if m.left.steps < 0 || m.left.bytes < 0 {
		return cty.DynamicVal, hcl.Diagnostics{{
			Severity: hcl.DiagError, Summary: "Template too large",
			Detail: errTooLarge.Error(), Subject: m.Range().Ptr(),
		}}
	}
	val, diags := m.Expression.Value(ctx)
	m.left.steps--
	switch bare, _ := val.Unmark(); {
	case bare.IsNull() || !bare.IsKnown():
	case bare.Type() == cty.String:
		m.left.bytes -= len(bare.AsString())
	case bare.CanIterateElements():
		m.left.steps -= bare.LengthInt()
	}
	return val, diags
}
