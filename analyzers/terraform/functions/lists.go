package functions

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func listFuncs() map[string]function.Function {
	return map[string]function.Function{
		"alltrue":      quantifier(cty.True),
		"anytrue":      quantifier(cty.False),
		"chunklist":    stdlib.ChunklistFunc,
		"coalesce":     coalesceFunc(),
		"coalescelist": coalesceListFunc(),
		"compact":      stdlib.CompactFunc,
		"concat":       stdlib.ConcatFunc,
		"contains":     inFunc(),
		"distinct":     distinctFunc(),
		"element":      stdlib.ElementFunc,
		"flatten":      flattenFunc(),
		"index":        indexFunc(),
		"length":       lengthFunc(),
		"matchkeys":    matchKeysFunc(),
		"one":          oneFunc(),
		"range":        stdlib.RangeFunc,
		"reverse":      stdlib.ReverseListFunc,
		"slice":        stdlib.SliceFunc,
		"sort":         stdlib.SortFunc,
	}
}

// isSequence tells whether a type is a list, a set or a tuple.
func isSequence(ty cty.Type) bool {
	return ty.IsListType() || ty.IsSetType() || ty.IsTupleType()
}

// quantifier is alltrue, which answers true until one element is false, and
// anytrue, which answers false until one is true.
func quantifier(start cty.Value) function.Function {
	return plain(cty.Bool, func(args []cty.Value) (cty.Value, error) {
		unsure := false
		for it := args[0].ElementIterator(); it.Next(); {
			_, v := it.Element()
			switch {
			case !v.IsKnown():
				unsure = true
			case v.IsNull(): // counts as not true
				if start.True() {
					return cty.False, nil
				}
			case v.True() != start.True():
				return v, nil
			}
		}
		if unsure {
			return cty.UnknownVal(cty.Bool), nil
		}
		return start, nil
	}, param("list", cty.List(cty.Bool)))
}

// inFunc is contains. It may look for null, as Terraform's has come to allow.
func inFunc() function.Function {
	value := param("value", cty.DynamicPseudoType)
	value.AllowNull, value.AllowDynamicType = true, true
	return plain(cty.Bool, func(args []cty.Value) (cty.Value, error) {
		if !isSequence(args[0].Type()) {
			return cty.NilVal, function.NewArgErrorf(0, "the argument must be a list, a set or a tuple")
		}
		unsure := false
		for it := args[0].ElementIterator(); it.Next(); {
			_, v := it.Element()
			eq := v.Equals(args[1])
			if v.IsNull() && args[1].IsNull() {
				eq = cty.True // whatever the type of either
			}
			switch {
			case !eq.IsKnown():
				unsure = true
			case eq.True():
				return cty.True, nil
			}
		}
		if unsure {
			return cty.UnknownVal(cty.Bool), nil
		}
		return cty.False, nil
	}, param("list", cty.DynamicPseudoType), value)
}

// distinctFunc keeps the first of equal elements. It goes by hash, for a long
// list cannot be compared element by element.
func distinctFunc() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{param("list", cty.List(cty.DynamicPseudoType))},
		Type:         func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		RefineResult: notNull,
		Impl: func(args []cty.Value, ret cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() {
				return cty.UnknownVal(ret), nil
			}
			seen := lookupTable{}
			var kept []cty.Value
			for it := args[0].ElementIterator(); it.Next(); {
				if _, v := it.Element(); seen.add(v) {
					kept = append(kept, v)
				}
			}
			return listOf(ret, kept), nil
		},
	})
}

// listOf builds a list of the given type, which may be empty.
func listOf(ty cty.Type, vals []cty.Value) cty.Value {
	if len(vals) == 0 {
		return cty.ListValEmpty(ty.ElementType())
	}
	return cty.ListVal(vals)
}

// lookupTable finds known, unmarked values by their hash.
type lookupTable map[int][]cty.Value

// add keeps the value and tells whether it is new.
func (t lookupTable) add(v cty.Value) bool {
	if t.has(v) {
		return false
	}
	t[v.Hash()] = append(t[v.Hash()], v)
	return true
}

func (t lookupTable) has(v cty.Value) bool {
	for _, other := range t[v.Hash()] {
		if other.RawEquals(v) {
			return true
		}
	}
	return false
}

func indexFunc() function.Function {
	list, value := param("list", cty.DynamicPseudoType), param("value", cty.DynamicPseudoType)
	return function.New(&function.Spec{
		Params: []function.Parameter{list, value},
		Type: func(args []cty.Value) (cty.Type, error) {
			if ty := args[0].Type(); !ty.IsListType() && !ty.IsTupleType() {
				return cty.NilType, function.NewArgErrorf(0, "the argument must be a list or a tuple")
			}
			return cty.Number, nil
		},
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			for it := args[0].ElementIterator(); it.Next(); {
				i, v := it.Element()
				switch eq := v.Equals(args[1]); {
				case !eq.IsKnown():
					return cty.UnknownVal(cty.Number), nil
				case eq.True():
					return i, nil
				}
			}
			return cty.NilVal, errors.New("the value is not in the list")
		},
	})
}

func lengthFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "value", Type: cty.DynamicPseudoType,
			AllowDynamicType: true, AllowUnknown: true, AllowMarked: true,
		}},
		Type:         lengthType,
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			bare, marks := args[0].Unmark()
			switch ty := bare.Type(); {
			case ty.IsTupleType():
				return cty.NumberIntVal(int64(ty.Length())).WithMarks(marks), nil
			case ty.IsObjectType():
				return cty.NumberIntVal(int64(len(ty.AttributeTypes()))).WithMarks(marks), nil
			case ty == cty.String && bare.IsKnown():
				n, err := stdlib.StrlenFunc.Call([]cty.Value{bare})
				return n.WithMarks(marks), err
			case ty == cty.DynamicPseudoType || ty == cty.String:
				return cty.UnknownVal(cty.Number).WithMarks(marks), nil
			default:
				return bare.Length().WithMarks(marks), nil
			}
		},
	})
}

func lengthType(args []cty.Value) (cty.Type, error) {
	ty := args[0].Type()
	if ty == cty.DynamicPseudoType || ty == cty.String || isSequence(ty) || ty.IsMapType() || ty.IsObjectType() {
		return cty.Number, nil
	}
	return cty.NilType, function.NewArgErrorf(0, "only strings, lists, sets, tuples, maps and objects have a length")
}
