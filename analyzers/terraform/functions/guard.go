package functions

import (
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// habit is how a function treats the marks of what it is given.
type habit int

const (
	computes   habit = iota // what it answers is made of all its arguments
	picks                   // it hands out elements of its arguments, which may be unknown in known arguments
	aboutMarks              // it is about marks, and nobody else's business
)

func habitOf(name string) habit {
	switch name {
	case "element", "lookup", "coalesce", "coalescelist", "one", "values":
		return picks
	case "ephemeralasnull", "issensitive", "nonsensitive", "sensitive":
		return aboutMarks
	default:
		return computes
	}
}

// guard wraps a function so that arguments and results stay within bounds,
// unknown results keep the marks of the arguments, and no panic escapes.
func guard(inner function.Function, h habit) function.Function {
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
			if err := boundNumbers(val); err != nil {
				return cty.NilVal, err
			}
			return remark(val, args, h), nil
		},
	}
	relax(spec, inner)
	return function.New(spec)
}

// remark puts the marks of all arguments on a result that is unknown because
// of an argument: what it will be may depend on any of them.
func remark(val cty.Value, args []cty.Value, h habit) cty.Value {
	if val.IsKnown() || h == aboutMarks {
		return val
	}
	blocked := h == computes
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
