package eval

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// variable is an input variable's value: what the caller passes or, in a root,
// the command line, the .tfvars files, what the tool that runs Terraform passes,
// and the default, in this order.
func (m *module) variable(name string, use hcl.Range) *terraform.Term {
	v := m.src.Variable(name)
	if v == nil {
		return m.undeclared("var."+name, use)
	}
	return m.remember("var", name, v.DeclRange, func() *terraform.Term {
		typ, defaults := m.typeOf(v)
		t := m.given(v, typ)
		if planned := m.planned(v, t); planned != nil {
			t = planned
		}
		if t == nil || (t.Absent() && !v.Nullable) {
			t = m.defaultOf(v, typ)
		}
		c := *t
		c.Value = m.conform(v, t.Value, typ, defaults)
		if v.Sensitive {
			c.Value = c.Value.Mark(functions.Sensitive)
		}
		if v.Ephemeral {
			c.Value = c.Value.Mark(functions.Ephemeral)
		}
		return &c
	})
}

// given is the value someone set; nil when nobody did.
func (m *module) given(v *configs.Variable, typ cty.Type) *terraform.Term {
	if m.parent != nil {
		attr := m.call.Body.Attributes[v.Name]
		if attr == nil {
			return nil
		}
		s := &scope{m: m.parent, rep: m.rep}
		return s.term(attr.Expr).Followed(attr.SrcRange)
	}
	if e := m.ev.opts.Vars[v.Name]; e != nil {
		expr, diags := e.Parsed(v.Type == nil || typ.IsPrimitiveType())
		for _, d := range diags {
			m.ev.incomplete = true
			m.ev.diagnose(d.Severity, d.Summary, d.Detail, e.DeclRange)
		}
		return (&scope{m: m, bare: true}).term(expr)
	}
	for _, v0 := range slices.Backward(m.src.TFVars) {
		if e := v0[v.Name]; e != nil {
			return (&scope{m: m, bare: true}).term(e.Expr).Followed(e.DeclRange)
		}
	}
	return (&scope{m: m, bare: true}).spelled(m.ev.handed(v.Name), typ)
}

// spelled is what the tool that runs Terraform hands over: through the environment,
// where a text for a variable that takes none is an expression.
func (s *scope) spelled(t *terraform.Term, typ cty.Type) *terraform.Term {
	if t == nil || typ == cty.DynamicPseudoType || typ.IsPrimitiveType() {
		return t
	}
	text, ok := t.Text()
	if !ok {
		return t
	}
	e, diags := hclsyntax.ParseExpression([]byte(text), t.Range.Filename, t.Range.Start)
	if diags.HasErrors() {
		return t // conform tells that it does not fit
	}
	_, marks := t.Value.Unmark()
	c := *t
	c.Value = s.value(e).WithMarks(marks)
	return &c
}

func (m *module) defaultOf(v *configs.Variable, typ cty.Type) *terraform.Term {
	if v.Default != nil {
		return (&scope{m: m, bare: true}).term(v.Default)
	}
	unknown := cty.UnknownVal(typ.WithoutOptionalAttributesDeep())
	if m.parent == nil {
		m.ev.unknown("var."+v.Name, "no value is given; pass --var NAME=VALUE or a --var-file", v.DeclRange)
		unknown = unknown.Mark(terraform.Input{Root: m.ev.root, Name: v.Name})
	}
	return &terraform.Term{Value: unknown, Range: v.DeclRange, Direct: true}
}

// typeOf reads a type constraint; what cannot be read is any type.
func (m *module) typeOf(v *configs.Variable) (cty.Type, *typeexpr.Defaults) {
	e := v.Type
	if lit, ok := e.(*hclsyntax.LiteralValueExpr); ok { // JSON syntax, or Terraform 0.11's quoted type
		s, _ := terraform.StringOf(lit.Val)
		e, _ = hclsyntax.ParseExpression([]byte(s), lit.SrcRange.Filename, lit.SrcRange.Start)
	}
	if t, ok := e.(*hclsyntax.TemplateExpr); ok && t.IsStringLiteral() {
		lit, _ := t.Value(nil)
		e, _ = hclsyntax.ParseExpression([]byte(lit.AsString()), t.SrcRange.Filename, t.SrcRange.Start)
	}
	if e == nil {
		return cty.DynamicPseudoType, nil
	}
	switch hcl.ExprAsKeyword(e) {
	case "list": // 0.11's untyped collections
		return cty.List(cty.DynamicPseudoType), nil
	case "map":
		return cty.Map(cty.DynamicPseudoType), nil
	}
	typ, defaults, diags := typeexpr.TypeConstraintWithDefaults(e)
	if diags.HasErrors() {
		m.ev.diagnose(hcl.DiagWarning, "Type constraint not understood",
			fmt.Sprintf("The type of variable %q is taken as any: %s", v.Name, diags[0].Detail), v.DeclRange)
		return cty.DynamicPseudoType, nil
	}
	return typ, defaults
}

// conform converts a value to the variable's type. One that does not fit is
// kept as it is, with a diagnostic.
func (m *module) conform(v *configs.Variable, val cty.Value, typ cty.Type, defaults *typeexpr.Defaults) cty.Value {
	if defaults != nil && !val.IsNull() {
		val = withDefaults(defaults, val)
	}
	converted, err := convert.Convert(val, typ)
	if err == nil {
		return converted
	}
	m.ev.diagnose(hcl.DiagWarning, "Value does not fit its variable",
		fmt.Sprintf("The value of variable %q is not of the declared type: %s. Terraform refuses this.", v.Name, err), v.DeclRange)
	return val
}

// withDefaults fills in optional() attributes. Marks are taken off around it
// and put back where their places still exist.
func withDefaults(defaults *typeexpr.Defaults, val cty.Value) cty.Value {
	if !val.ContainsMarked() {
		return defaults.Apply(val)
	}
	bare, paths := val.UnmarkDeepWithPaths()
	full := defaults.Apply(bare)
	for _, pm := range paths {
		if _, err := pm.Path.Apply(full); err != nil {
			// A place that moved: the marks go onto the whole, so that none is lost.
			full = full.WithMarks(pm.Marks)
		}
	}
	return full.MarkWithPaths(paths)
}
