package functions

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func joinFunc() function.Function {
	lists := param("lists", cty.List(cty.String))
	lists.AllowUnknown = true
	return function.New(&function.Spec{
		Params:       []function.Parameter{param("separator", cty.String)},
		VarParam:     &lists,
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if len(args) < 2 {
				return cty.NilVal, function.NewArgErrorf(1, "at least one list is required")
			}
			return join(args[0].AsString(), args[1:])
		},
	})
}

// join keeps what is known before the first unknown element as the prefix.
func join(sep string, lists []cty.Value) (cty.Value, error) {
	var b strings.Builder
	first := true
	for i, list := range lists {
		if !list.IsKnown() {
			return prefixed(b.String()), nil
		}
		for it := list.ElementIterator(); it.Next(); {
			_, v := it.Element()
			if v.IsNull() {
				return cty.NilVal, nullItem(i)
			}
			if !first {
				b.WriteString(sep)
			}
			first = false
			b.WriteString(knownPrefix(v))
			if !v.IsKnown() {
				return prefixed(b.String()), nil
			}
			if err := boundText(b.Len()); err != nil {
				return cty.NilVal, err
			}
		}
	}
	return cty.StringVal(b.String()), nil
}

func nullItem(list int) error {
	return function.NewArgErrorf(list+1, "a null element cannot be joined")
}
