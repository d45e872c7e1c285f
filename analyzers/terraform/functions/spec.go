package functions

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// notNull says that a function never answers null.
func notNull(b *cty.RefinementBuilder) *cty.RefinementBuilder { return b.NotNull() }

// param declares a parameter of the given type.
func param(name string, ty cty.Type) function.Parameter {
	return function.Parameter{Name: name, Type: ty}
}

// anyParam declares a parameter that takes every value, marks and all, and
// leaves it to the function to make sense of it.
func anyParam(name string) function.Parameter {
	return function.Parameter{
		Name: name, Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}
}

// impl is what a function does once its arguments are known and unmarked.
type impl func(args []cty.Value) (cty.Value, error)

// plain declares a function of a fixed result type that is never null.
func plain(ret cty.Type, do impl, params ...function.Parameter) function.Function {
	return function.New(&function.Spec{
		Params:       params,
		Type:         function.StaticReturnType(ret),
		RefineResult: notNull,
		Impl:         func(args []cty.Value, _ cty.Type) (cty.Value, error) { return do(args) },
	})
}

// text declares a function from strings to a string.
func text(do func(s []string) (string, error), names ...string) function.Function {
	params := make([]function.Parameter, len(names))
	for i, name := range names {
		params[i] = param(name, cty.String)
	}
	return plain(cty.String, func(args []cty.Value) (cty.Value, error) {
		out, err := do(stringsOf(args))
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(out), nil
	}, params...)
}

// text1 declares a function from one string to a string that cannot fail.
func text1(name string, do func(s string) string) function.Function {
	return text(func(s []string) (string, error) { return do(s[0]), nil }, name)
}

func stringsOf(vals []cty.Value) []string {
	out := make([]string, len(vals))
	for i, v := range vals {
		out[i] = v.AsString()
	}
	return out
}

// checked puts a check of the arguments before a function. The check sees
// arguments without marks, and only if the first need of them are known and
// not null; it must cope with whatever comes after those.
func checked(inner function.Function, need int, check func(args []cty.Value) error) function.Function {
	spec := &function.Spec{
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if bare, ok := bareArgs(args, need); ok {
				if err := check(bare); err != nil {
					return cty.NilVal, err
				}
			}
			return inner.Call(args)
		},
	}
	relax(spec, inner)
	return function.New(spec)
}

// bareArgs strips the marks from the arguments, if the first few are known.
func bareArgs(args []cty.Value, need int) ([]cty.Value, bool) {
	bare := make([]cty.Value, len(args))
	for i, arg := range args {
		bare[i], _ = arg.UnmarkDeep()
		if i < need && (bare[i].IsNull() || !bare[i].IsKnown()) {
			return nil, false
		}
	}
	return bare, true
}

// relax gives a wrapper the parameters of the function inside it, but lets
// every value through: the inner one judges them by its own parameters.
func relax(spec *function.Spec, inner function.Function) {
	for _, p := range inner.Params() {
		p.AllowNull, p.AllowUnknown, p.AllowDynamicType, p.AllowMarked = true, true, true, true
		spec.Params = append(spec.Params, p)
	}
	if p := inner.VarParam(); p != nil {
		v := *p
		v.AllowNull, v.AllowUnknown, v.AllowDynamicType, v.AllowMarked = true, true, true, true
		spec.VarParam = &v
	}
}
