package functions

import (
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

func convertFuncs() map[string]function.Function {
	return map[string]function.Function{
		"ephemeralasnull": ephemeralAsNull(),
		"issensitive":     isSensitiveFunc(),
		"nonsensitive":    identityFunc("value", nonSensitive),
		"sensitive":       identityFunc("value", func(v cty.Value) cty.Value { return v.Mark(Sensitive) }),
		"tobool":          toFunc(cty.Bool),
		"tolist":          toFunc(cty.List(cty.DynamicPseudoType)),
		"tomap":           toFunc(cty.Map(cty.DynamicPseudoType)),
		"tonumber":        toFunc(cty.Number),
		"toset":           toFunc(cty.Set(cty.DynamicPseudoType)),
		"tostring":        toFunc(cty.String),
	}
}

// toFunc converts to a type and leaves the marks on elements where they are.
func toFunc(want cty.Type) function.Function {
	v := anyParam("v")
	v.AllowUnknown = false
	return function.New(&function.Spec{
		Params: []function.Parameter{v},
		Type: func(args []cty.Value) (cty.Type, error) {
			if convert.GetConversionUnsafe(args[0].Type(), want) == nil && !args[0].Type().Equals(want) {
				return cty.NilType, notConvertible(args[0], want)
			}
			return want, nil
		},
		Impl: func(args []cty.Value, ret cty.Type) (cty.Value, error) {
			if v, _ := args[0].Unmark(); v.Type() == cty.String && want == cty.Number && !v.IsNull() && len(v.AsString()) > maxDigits {
				return cty.NilVal, errTooLarge
			}
			out, err := convert.Convert(args[0], ret)
			if err != nil {
				return cty.NilVal, notConvertible(args[0], want)
			}
			return out, nil
		},
	})
}

func notConvertible(v cty.Value, want cty.Type) error {
	return function.NewArgErrorf(0, "cannot convert %s to %s", v.Type().FriendlyName(), want.FriendlyNameForConstraint())
}

// ephemeralAsNull puts null in place of the ephemeral parts of a value.
func ephemeralAsNull() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParam("value")},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.Transform(args[0], func(_ cty.Path, v cty.Value) (cty.Value, error) {
				if !v.HasMark(Ephemeral) {
					return v, nil
				}
				_, marks := v.Unmark()
				marks = maps.Clone(marks)
				delete(marks, Ephemeral)
				return cty.NullVal(v.Type()).WithMarks(marks), nil
			})
		},
	})
}

// identityFunc answers its argument with other marks at most.
func identityFunc(name string, do func(v cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParam(name)},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return do(args[0]), nil },
	})
}

// nonSensitive takes the sensitive mark off a value and leaves other marks.
func nonSensitive(v cty.Value) cty.Value {
	bare, marks := v.Unmark()
	marks = maps.Clone(marks)
	delete(marks, Sensitive)
	return bare.WithMarks(marks)
}

func isSensitiveFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParam("value")},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			_, marks := args[0].Unmark()
			marks = maps.Clone(marks)
			delete(marks, Sensitive)
			switch {
			case args[0].HasMark(Sensitive):
				return cty.True.WithMarks(marks), nil
			case !args[0].IsKnown(): // may turn out sensitive
				return cty.UnknownVal(cty.Bool).WithMarks(marks), nil
			default:
				return cty.False.WithMarks(marks), nil
			}
		},
	})
}
