package functions

import (
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// picks tells whether a function hands out single elements of its arguments.
// What such a function answers may be unknown although its arguments are
// known, and is then no reason to mark it with everything around it.
func picks(name string) bool {
	switch name {
	case "element", "lookup", "coalesce", "coalescelist", "one", "values", "sensitive", "nonsensitive":
		return true
	default:
		return false
	}
}

// guard wraps a function so that arguments and results stay within bounds,
// unknown results keep the marks of the arguments, and no panic escapes.
func guard(inner function.Function, picks bool) function.Function {
	spec := &function.Spec{
		Description: inner.Description(),
		Type:        function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if err := weigh(args); err != nil {
				return cty.NilVal, err
			}
			val, err := inner.Call(args)
			if err != nil {
				return cty.NilVal, err
			}
			if err := boundResult(val); err != nil {
				return cty.NilVal, err
			}
			return remark(val, args, picks), nil
		},
	}
	relax(spec, inner)
	return function.New(spec)
}

// remark puts the marks of all arguments on a result that is unknown because
// of an argument: what it will be may depend on any of them.
func remark(val cty.Value, args []cty.Value, picks bool) cty.Value {
	if val.IsKnown() {
		return val
	}
	blocked := !picks
	for _, arg := range args {
		blocked = blocked || !arg.IsKnown()
	}
	if !blocked {
		return val
	}
	return val.WithMarks(marksOf(args...))
}

// marksOf collects the marks of the values and of all that is in them.
func marksOf(vals ...cty.Value) cty.ValueMarks {
	all := cty.ValueMarks{}
	for _, v := range vals {
		if v.ContainsMarked() {
			_, marks := v.UnmarkDeep()
			maps.Copy(all, marks)
		}
	}
	return all
}
