package configs

import (
	"fmt"
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// TooMuch is the summary of the diagnostic for an expression that a Meter stopped.
const TooMuch = "Too much to evaluate"

// Meter is what is left for the evaluation of a root module. Loops within
// loops and strings that double end in an error before they fill the memory.
type Meter struct {
	Steps int // turns of for expressions and splats
	Text  int // bytes put together by templates
}

// MaxExponent is the binary exponent of the largest number that is evaluated:
// HCL writes any number out in digits when a string is wanted.
const MaxExponent = 1 << 16

// meterName is where a Meter stands among the variables: no reference can spell it.
const meterName = "(meter)"

var meterType = cty.Capsule("meter", reflect.TypeFor[Meter]())

// Attach makes the expressions evaluated in a context count against a meter.
func (m *Meter) Attach(ctx *hcl.EvalContext) {
	if ctx.Variables == nil {
		ctx.Variables = make(map[string]cty.Value, 1)
	}
	ctx.Variables[meterName] = cty.CapsuleVal(meterType, m)
}

func meterOf(ctx *hcl.EvalContext) *Meter {
	for ; ctx != nil; ctx = ctx.Parent() {
		if v, ok := ctx.Variables[meterName]; ok {
			m, _ := v.EncapsulatedValue().(*Meter)
			return m
		}
	}
	return nil
}

// Metered is an expression whose evaluation counts against the meter of its
// context. To whoever walks through expressions it is a pair of parentheses.
type Metered struct {
	*hclsyntax.ParenthesesExpr
	kind meterKind
}

type meterKind uint8

const (
	loopSource meterKind = iota // each element is a turn
	loopBody                    // each evaluation is one
	text                        // part of a template
	number                      // result of an operation
)

// Checked says that the value itself may be refused, so that nobody may look
// past the meter.
func (m *Metered) Checked() bool { return m.kind == number }

// UnwrapExpression is the expression as it was written.
func (m *Metered) UnwrapExpression() hcl.Expression { return m.Expression }

// Value evaluates the expression, unless there is nothing left for it.
func (m *Metered) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	left := meterOf(ctx)
	loops := m.kind == loopSource || m.kind == loopBody
	if left == nil && loops { // what must be a literal has no loops
		return cty.DynamicVal, m.stop("A loop cannot be evaluated here.")
	}
	if left != nil && (left.Steps < 0 || left.Text < 0) {
		return cty.DynamicVal, m.stop("")
	}
	v, diags := m.Expression.Value(ctx)
	bare, _ := v.Unmark()
	known := bare.IsKnown() && !bare.IsNull()
	switch {
	case m.kind == loopBody:
		left.Steps--
	case !known:
	case m.kind == loopSource && bare.CanIterateElements():
		left.Steps -= bare.LengthInt()
	case m.kind == text && left != nil && bare.Type() == cty.String:
		left.Text -= len(bare.AsString())
	case m.kind == number && !Countable(bare):
		return cty.DynamicVal, m.stop("The number is too large or too small.")
	}
	if left != nil && (left.Steps < 0 || left.Text < 0) {
		return cty.DynamicVal, m.stop("")
	}
	return v, diags
}

func (m *Metered) stop(why string) hcl.Diagnostics {
	if why == "" {
		why = "The expressions of this root module come to more than is reasonable."
	}
	return hcl.Diagnostics{{
		Severity: hcl.DiagError, Summary: TooMuch, Subject: m.Range().Ptr(),
		Detail: fmt.Sprintf("%s The value is taken as unknown.", why),
	}}
}

// Countable says that a value is no number whose digits would fill the memory.
func Countable(v cty.Value) bool {
	if v.Type() != cty.Number {
		return true
	}
	f := v.AsBigFloat()
	if f.IsInf() {
		return true
	}
	exp := f.MantExp(nil)
	return exp <= MaxExponent && exp >= -MaxExponent
}

func metered(e hclsyntax.Expression, kind meterKind) hclsyntax.Expression {
	if _, literal := e.(*hclsyntax.LiteralValueExpr); literal || e == nil {
		return e
	}
	return count(e, kind)
}

func count(e hclsyntax.Expression, kind meterKind) *Metered {
	return &Metered{ParenthesesExpr: &hclsyntax.ParenthesesExpr{Expression: e, SrcRange: e.Range()}, kind: kind}
}
