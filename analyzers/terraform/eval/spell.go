package eval

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// Limits of a condition that people should read.
const (
	maxSpelled = 200 // bytes
	maxSpellin = 12  // references followed
)

// spell writes a condition in the words of the root module: what a local
// stands for, or a module was passed, is put in its place, and so is whatever is
// known. It is empty when some part has no such spelling.
func (s *scope) spell(e hclsyntax.Expression, depth int) string {
	if depth > maxSpellin {
		return ""
	}
	var text string
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return s.spell(e.Expression, depth+1)
	case *configs.Metered:
		return s.spell(e.Expression, depth+1)
	case *hclsyntax.TemplateWrapExpr:
		return s.spell(e.Wrapped, depth+1)
	case *hclsyntax.ScopeTraversalExpr:
		text = s.spellReference(e, depth)
	case *hclsyntax.BinaryOpExpr:
		text = s.spellBinary(e, depth)
	case *hclsyntax.UnaryOpExpr:
		if e.Op == hclsyntax.OpLogicalNot {
			text = terraform.Negated(s.spell(e.Val, depth+1))
		}
	case *hclsyntax.FunctionCallExpr:
		text = wrapped(e.Name+"(", s.spellAll(e.Args, depth), ")")
	case *hclsyntax.TupleConsExpr:
		text = wrapped("[", s.spellAll(e.Exprs, depth), "]")
	default:
		text = s.spellValue(e)
	}
	if len(text) > maxSpelled {
		return ""
	}
	return text
}

// spellReference is a known value, an input of the root, or the spelling of what
// a reference leads to.
func (s *scope) spellReference(e *hclsyntax.ScopeTraversalExpr, depth int) string {
	if text := s.spellValue(e); text != "" {
		return text
	}
	name, ok := attrName(e.Traversal, 1)
	if !ok || s.vars[e.Traversal.RootName()] != nil {
		return ""
	}
	whole := len(e.Traversal) == 2
	switch root := e.Traversal.RootName(); {
	case root == "var" && s.m.parent == nil, root == "terraform", root == "tofu":
		return strings.TrimSpace(string(hclwrite.TokensForTraversal(e.Traversal).Bytes()))
	case root == "var" && whole:
		if a := s.m.call.Body.Attributes[name]; a != nil {
			return (&scope{m: s.m.parent, rep: s.m.rep}).spell(a.Expr, depth+1)
		}
	case root == "local" && whole:
		if l := s.m.src.Local(name); l != nil {
			return (&scope{m: s.m}).spell(l.Expr, depth+1)
		}
	}
	return ""
}

func (s *scope) spellBinary(e *hclsyntax.BinaryOpExpr, depth int) string {
	sign := signs[e.Op]
	left, right := s.spell(e.LHS, depth+1), s.spell(e.RHS, depth+1)
	if sign == "" || left == "" || right == "" {
		return ""
	}
	if sign == "&&" || sign == "||" {
		left, right = terraform.Grouped(left, sign), terraform.Grouped(right, sign)
	}
	return left + " " + sign + " " + right
}

var signs = map[*hclsyntax.Operation]string{
	hclsyntax.OpEqual: "==", hclsyntax.OpNotEqual: "!=", hclsyntax.OpLogicalAnd: "&&", hclsyntax.OpLogicalOr: "||",
	hclsyntax.OpLessThan: "<", hclsyntax.OpLessThanOrEqual: "<=", hclsyntax.OpGreaterThan: ">", hclsyntax.OpGreaterThanOrEqual: ">=",
}

func (s *scope) spellAll(list []hclsyntax.Expression, depth int) []string {
	texts := make([]string, len(list))
	for i, e := range list {
		if texts[i] = s.spell(e, depth+1); texts[i] == "" {
			return nil
		}
	}
	return texts
}

func wrapped(before string, texts []string, after string) string {
	if texts == nil {
		return ""
	}
	return before + strings.Join(texts, ", ") + after
}

// spellValue writes a known value that is no secret, if it is a plain one.
func (s *scope) spellValue(e hclsyntax.Expression) string {
	v, marks := s.value(e).Unmark()
	if _, secret := marks[functions.Sensitive]; secret {
		return ""
	}
	if !v.IsKnown() || v.IsNull() || !v.Type().IsPrimitiveType() || v.Type() == cty.String && len(v.AsString()) > maxSpelled {
		return ""
	}
	return strings.TrimSpace(string(hclwrite.TokensForValue(v).Bytes()))
}
