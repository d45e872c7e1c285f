package functions

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func setFuncs() map[string]function.Function {
	return map[string]function.Function{
		"setintersection": stdlib.SetIntersectionFunc,
		"setproduct":      checked(stdlib.SetProductFunc, 0, boundProduct),
		"setsubtract":     stdlib.SetSubtractFunc,
		"setunion":        stdlib.SetUnionFunc,
	}
}

// boundProduct refuses products of too many elements.
func boundProduct(args []cty.Value) error {
	total := len(args)
	for _, arg := range args {
		if arg.IsNull() || !arg.IsKnown() || !isSequence(arg.Type()) {
			return nil
		}
		if arg.LengthInt() == 0 {
			return nil
		}
		total *= arg.LengthInt()
		if total > 10*maxElements {
			return boundElements(total)
		}
	}
	return nil
}

// matchKeysFunc keeps the values whose keys are in the search set.
func matchKeysFunc() function.Function {
	list := cty.List(cty.DynamicPseudoType)
	return function.New(&function.Spec{
		Params:       []function.Parameter{param("values", list), param("keys", list), param("searchset", list)},
		Type:         matchKeysType,
		RefineResult: notNull,
		Impl: func(args []cty.Value, ret cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() || !args[2].IsWhollyKnown() {
				return cty.UnknownVal(ret), nil
			}
			values, keys := args[0].AsValueSlice(), args[1].AsValueSlice()
			if len(values) != len(keys) {
				return cty.NilVal, function.NewArgErrorf(1, "there must be as many keys as values")
			}
			ty, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()})
			wanted := lookupTable{}
			for _, v := range unified(args[2], ty) {
				wanted.add(v)
			}
			var kept []cty.Value
			for i, key := range unified(args[1], ty) {
				if wanted.has(key) {
					kept = append(kept, values[i])
				}
			}
			return listOf(ret, kept), nil
		},
	})
}

func matchKeysType(args []cty.Value) (cty.Type, error) {
	if ty, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()}); ty == cty.NilType {
		return cty.NilType, function.NewArgErrorf(1, "keys and searchset must be of the same type")
	}
	return args[0].Type(), nil
}

// unified returns the elements of a list after converting it, if possible.
func unified(list cty.Value, ty cty.Type) []cty.Value {
	if out, err := convert.Convert(list, ty); err == nil {
		return out.AsValueSlice()
	}
	return list.AsValueSlice()
}
