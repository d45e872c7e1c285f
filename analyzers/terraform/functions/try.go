package functions

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// The functions of HCL's own tryfunc package drop the marks of an unknown
// value and evaluate each expression twice, so that nested calls double with
// every level. These do neither, and answer the same.

// tryFunc answers the first expression that can be evaluated. While that one
// is unknown it may still turn into an error, and so into any of the others.
func tryFunc() function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if len(args) == 0 {
				return cty.NilVal, errors.New("at least one argument is required")
			}
			var diags hcl.Diagnostics
			for i, arg := range args {
				v, more := customdecode.ExpressionClosureFromVal(arg).Value()
				switch {
				case more.HasErrors():
					diags = append(diags, more...)
				case v.IsWhollyKnown():
					return v, nil
				default:
					return cty.DynamicVal.WithMarks(marksOf(v), marksOfRest(args[i+1:])), nil
				}
			}
			return cty.NilVal, noneSucceeded(diags)
		},
	})
}

// marksOfRest collects the marks of the expressions that may yet be needed.
func marksOfRest(args []cty.Value) cty.ValueMarks {
	var vals []cty.Value
	for _, arg := range args {
		if v, diags := customdecode.ExpressionClosureFromVal(arg).Value(); !diags.HasErrors() {
			vals = append(vals, v)
		}
	}
	return marksOf(vals...)
}

func noneSucceeded(diags hcl.Diagnostics) error {
	const most = 5 // enough to see why; nested calls would repeat them all
	var b strings.Builder
	for i, d := range diags {
		if i == most {
			break
		}
		fmt.Fprintf(&b, "; %s", d.Summary)
	}
	return fmt.Errorf("no expression succeeded%s", b.String())
}

// canFunc tells whether an expression can be evaluated.
func canFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "expression", Type: customdecode.ExpressionClosureType}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v, diags := customdecode.ExpressionClosureFromVal(args[0]).Value()
			switch {
			case diags.HasErrors():
				return cty.False, nil
			case v.IsWhollyKnown():
				return cty.True.WithMarks(marksOf(v)), nil
			default:
				return cty.UnknownVal(cty.Bool).WithMarks(marksOf(v)), nil
			}
		},
	})
}
