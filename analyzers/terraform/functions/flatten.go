package functions

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// flattenFunc joins lists within lists. Each element keeps its own marks and
// those of the lists it was in. A list that is not known, or a value that may
// turn out to be one, makes the whole unknown: how many elements there are
// hangs on it, with or without marks.
func flattenFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "list", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
		}},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			bare, _ := args[0].Unmark()
			if bare.IsKnown() && !listed(bare.Type()) {
				return cty.NilVal, errors.New("can only flatten lists, sets and tuples")
			}
			elems, ok := flattened(args[0], nil)
			if !ok {
				return cty.DynamicVal.WithMarks(marksOf(args[0])), nil
			}
			return cty.TupleVal(elems), nil
		},
	})
}

func listed(t cty.Type) bool { return t.IsListType() || t.IsSetType() || t.IsTupleType() }

// flattened adds the elements of a list to those found so far.
func flattened(list cty.Value, found []cty.Value) ([]cty.Value, bool) {
	bare, marks := list.Unmark()
	if !bare.IsKnown() {
		return nil, false
	}
	for it := bare.ElementIterator(); it.Next(); {
		_, e := it.Element()
		e = e.WithMarks(marks)
		inner, _ := e.Unmark()
		switch {
		case inner.IsKnown() && inner.IsNull():
			found = append(found, e)
		case listed(inner.Type()):
			var ok bool
			if found, ok = flattened(e, found); !ok {
				return nil, false
			}
		case inner.Type() == cty.DynamicPseudoType:
			return nil, false
		default:
			found = append(found, e)
		}
		if len(found) > maxElements {
			return nil, false
		}
	}
	return found, true
}
