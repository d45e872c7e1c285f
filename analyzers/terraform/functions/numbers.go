package functions

import (
	"math/big"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func numberFuncs() map[string]function.Function {
	return map[string]function.Function{
		"abs":      stdlib.AbsoluteFunc,
		"ceil":     stdlib.CeilFunc,
		"floor":    stdlib.FloorFunc,
		"log":      stdlib.LogFunc,
		"max":      stdlib.MaxFunc,
		"min":      stdlib.MinFunc,
		"parseint": checked(stdlib.ParseIntFunc, 1, boundDigits),
		"pow":      stdlib.PowFunc,
		"signum":   checked(stdlib.SignumFunc, 1, wholeSign),
		"sum":      sumFunc(),
	}
}

// boundDigits keeps the digits of a number few enough to be parsed.
func boundDigits(args []cty.Value) error {
	if args[0].Type() == cty.String && len(args[0].AsString()) > maxDigits {
		return errTooLarge
	}
	return nil
}

// wholeSign refuses fractions, of which Terraform's signum knows no sign.
func wholeSign(args []cty.Value) error {
	if _, acc := args[0].AsBigFloat().Int64(); acc != big.Exact {
		return function.NewArgErrorf(0, "a whole number is required")
	}
	return nil
}

func sumFunc() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{param("list", cty.DynamicPseudoType)},
		Type:         function.StaticReturnType(cty.Number),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			list := args[0]
			if ty := list.Type(); !ty.IsListType() && !ty.IsSetType() && !ty.IsTupleType() {
				return cty.NilVal, function.NewArgErrorf(0, "the argument must be a list, a set or a tuple of numbers")
			}
			if !list.IsWhollyKnown() {
				return cty.UnknownVal(cty.Number), nil
			}
			return addUp(list)
		},
	})
}

func addUp(list cty.Value) (cty.Value, error) {
	if list.LengthInt() == 0 {
		return cty.NilVal, function.NewArgErrorf(0, "there is nothing to sum in an empty list")
	}
	total := cty.NumberIntVal(0)
	for it := list.ElementIterator(); it.Next(); {
		_, v := it.Element()
		n, err := convert.Convert(v, cty.Number)
		if err != nil || n.IsNull() {
			return cty.NilVal, function.NewArgErrorf(0, "every element must be a number")
		}
		total = total.Add(n)
	}
	return total, nil
}
