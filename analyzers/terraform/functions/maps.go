package functions

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func mapFuncs() map[string]function.Function {
	return map[string]function.Function{
		"keys":      stdlib.KeysFunc,
		"lookup":    lookupFunc(),
		"merge":     stdlib.MergeFunc,
		"transpose": transposeFunc(),
		"values":    stdlib.ValuesFunc,
		"zipmap":    stdlib.ZipmapFunc,
	}
}

// lookupFunc answers an element with its own marks and those of the map and
// the key. An unknown element elsewhere in the map does not trouble it.
func lookupFunc() function.Function {
	from, key := param("inputMap", cty.DynamicPseudoType), param("key", cty.String)
	from.AllowMarked, key.AllowMarked = true, true
	def := anyParam("default")
	def.AllowUnknown = true
	return function.New(&function.Spec{
		Params:   []function.Parameter{from, key},
		VarParam: &def,
		Type:     lookupType,
		Impl: func(args []cty.Value, ret cty.Type) (cty.Value, error) {
			from, fromMarks := args[0].Unmark()
			key, keyMarks := args[1].Unmark()
			found, ok := entry(from, key.AsString())
			if !ok {
				var err error
				if found, err = fallback(args, ret); err != nil {
					return cty.NilVal, err
				}
			}
			return found.WithMarks(fromMarks, keyMarks), nil
		},
	})
}

func entry(from cty.Value, key string) (cty.Value, bool) {
	if from.Type().IsObjectType() {
		if !from.Type().HasAttribute(key) {
			return cty.NilVal, false
		}
		return from.GetAttr(key), true
	}
	if from.HasIndex(cty.StringVal(key)).False() {
		return cty.NilVal, false
	}
	return from.Index(cty.StringVal(key)), true
}

func fallback(args []cty.Value, ret cty.Type) (cty.Value, error) {
	if len(args) < 3 {
		key, _ := args[1].Unmark()
		return cty.NilVal, fmt.Errorf("lookup found no element %q and was given no default", key.AsString())
	}
	return convert.Convert(args[2], ret)
}

func lookupType(args []cty.Value) (cty.Type, error) {
	if len(args) > 3 {
		return cty.NilType, fmt.Errorf("lookup takes two or three arguments, not %d", len(args))
	}
	ty := args[0].Type()
	switch {
	case ty.IsMapType():
		if len(args) == 3 {
			if _, err := convert.Convert(args[2], ty.ElementType()); err != nil {
				return cty.NilType, function.NewArgErrorf(2, "the default must be of the type of the map's elements")
			}
		}
		return ty.ElementType(), nil
	case !ty.IsObjectType():
		return cty.NilType, function.NewArgErrorf(0, "lookup needs a map or an object")
	case !args[1].IsKnown():
		return cty.DynamicPseudoType, nil
	}
	key, _ := args[1].Unmark()
	switch {
	case ty.HasAttribute(key.AsString()):
		return ty.AttributeType(key.AsString()), nil
	case len(args) == 3:
		return args[2].Type(), nil
	default:
		return cty.NilType, function.NewArgErrorf(0, "the object has no attribute %q", key.AsString())
	}
}

// transposeFunc swaps the keys and the values of a map of lists of strings.
func transposeFunc() function.Function {
	ty := cty.Map(cty.List(cty.String))
	return plain(ty, func(args []cty.Value) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		swapped := map[string][]cty.Value{}
		for it := args[0].ElementIterator(); it.Next(); {
			key, list := it.Element()
			if list.IsNull() {
				return cty.NilVal, function.NewArgErrorf(0, "a list must not be null")
			}
			for jt := list.ElementIterator(); jt.Next(); {
				_, v := jt.Element()
				if v.IsNull() {
					return cty.NilVal, function.NewArgErrorf(0, "an element must not be null")
				}
				swapped[v.AsString()] = append(swapped[v.AsString()], key)
			}
		}
		if len(swapped) == 0 {
			return cty.MapValEmpty(cty.List(cty.String)), nil
		}
		out := map[string]cty.Value{}
		for name, keys := range swapped {
			out[name] = cty.ListVal(keys)
		}
		return cty.MapVal(out), nil
	}, param("values", ty))
}
