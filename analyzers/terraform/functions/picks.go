package functions

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// coalesceFunc answers the first argument that is neither null nor empty,
// with the marks of those it had to look at.
func coalesceFunc() function.Function {
	vals := anyParam("vals")
	return function.New(&function.Spec{
		VarParam:     &vals,
		Type:         coalesceType,
		RefineResult: notNull,
		Impl: func(args []cty.Value, ret cty.Type) (cty.Value, error) {
			var passed []cty.ValueMarks
			for _, arg := range args {
				v, err := convert.Convert(arg, ret)
				if err != nil {
					return cty.NilVal, err
				}
				bare, marks := v.Unmark()
				if !bare.IsKnown() {
					return cty.UnknownVal(ret).WithMarks(marksOf(args...)), nil
				}
				if !bare.IsNull() && !bare.RawEquals(cty.StringVal("")) {
					return v.WithMarks(passed...), nil
				}
				passed = append(passed, marks)
			}
			return cty.NilVal, errors.New("no argument is neither null nor an empty string")
		},
	})
}

func coalesceType(args []cty.Value) (cty.Type, error) {
	types := make([]cty.Type, len(args))
	for i, arg := range args {
		types[i] = arg.Type()
	}
	ty, _ := convert.UnifyUnsafe(types)
	if ty == cty.NilType {
		return cty.NilType, errors.New("all arguments must be of the same type")
	}
	return ty, nil
}

func coalesceListFunc() function.Function {
	vals := anyParam("vals")
	return function.New(&function.Spec{
		VarParam:     &vals,
		Type:         coalesceListType,
		RefineResult: notNull,
		Impl: func(args []cty.Value, ret cty.Type) (cty.Value, error) {
			var passed []cty.ValueMarks
			for _, arg := range args {
				bare, marks := arg.Unmark()
				if !bare.IsKnown() {
					return cty.UnknownVal(ret).WithMarks(marksOf(args...)), nil
				}
				if !bare.IsNull() && bare.LengthInt() > 0 {
					return arg.WithMarks(passed...), nil
				}
				passed = append(passed, marks)
			}
			return cty.NilVal, errors.New("every list is null or empty")
		},
	})
}

func coalesceListType(args []cty.Value) (cty.Type, error) {
	if len(args) == 0 {
		return cty.NilType, errors.New("at least one argument is required")
	}
	same := true
	for _, arg := range args {
		if !arg.IsKnown() {
			return cty.DynamicPseudoType, nil
		}
		if ty := arg.Type(); !ty.IsListType() && !ty.IsTupleType() {
			return cty.NilType, errors.New("the arguments must be lists or tuples")
		}
		same = same && arg.Type().Equals(args[0].Type())
	}
	if !same {
		return cty.DynamicPseudoType, nil
	}
	return args[0].Type(), nil
}

// oneFunc takes a sequence of at most one element apart.
func oneFunc() function.Function {
	list := param("list", cty.DynamicPseudoType)
	list.AllowMarked, list.AllowUnknown = true, true
	return function.New(&function.Spec{
		Params: []function.Parameter{list},
		Type:   oneType,
		Impl: func(args []cty.Value, ret cty.Type) (cty.Value, error) {
			list, marks := args[0].Unmark()
			length := list.Length()
			switch {
			case list.Type().IsTupleType() && !list.IsKnown(), !length.IsKnown():
				return cty.UnknownVal(ret).WithMarks(marks), nil
			case list.LengthInt() == 0:
				return cty.NullVal(ret).WithMarks(marks), nil
			case list.LengthInt() > 1:
				return cty.NilVal, errOne()
			}
			it := list.ElementIterator()
			it.Next()
			_, v := it.Element()
			return v.WithMarks(marks), nil
		},
	})
}

func oneType(args []cty.Value) (cty.Type, error) {
	switch ty := args[0].Type(); {
	case ty.IsListType() || ty.IsSetType():
		return ty.ElementType(), nil
	case ty.IsTupleType() && ty.Length() == 0:
		return cty.DynamicPseudoType, nil
	case ty.IsTupleType() && ty.Length() == 1:
		return ty.TupleElementType(0), nil
	default:
		return cty.NilType, errOne()
	}
}

func errOne() error {
	return function.NewArgErrorf(0, "must be a list, set, or tuple value with either zero or one elements")
}
