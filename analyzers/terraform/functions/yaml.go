package functions

import (
	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// yamlDecodeFunc decodes YAML. Aliases of aliases can make a small document
// stand for a value of any size, so it is measured before it is built.
func yamlDecodeFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{param("src", cty.String)},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			src := args[0].AsString()
			if err := boundDocument(src); err != nil {
				return cty.NilVal, err
			}
			ty, err := yaml.Standard.ImpliedType([]byte(src))
			if err != nil {
				return cty.NilVal, err
			}
			if typeSize(ty, maxNodes) < 0 {
				return cty.NilVal, errTooLarge
			}
			return yaml.Standard.Unmarshal([]byte(src), ty)
		},
	})
}

// typeSize takes the parts of a type from a budget; negative is overdrawn.
func typeSize(ty cty.Type, budget int) int {
	budget--
	switch {
	case budget < 0:
	case ty.IsTupleType():
		for _, e := range ty.TupleElementTypes() {
			if budget = typeSize(e, budget); budget < 0 {
				break
			}
		}
	case ty.IsObjectType():
		for _, a := range ty.AttributeTypes() {
			if budget = typeSize(a, budget); budget < 0 {
				break
			}
		}
	}
	return budget
}

func yamlEncodeFunc() function.Function {
	value := anyParam("value")
	value.AllowMarked, value.AllowUnknown = false, false
	return function.New(&function.Spec{
		Params:       []function.Parameter{value},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, ret cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() {
				return cty.UnknownVal(ret), nil
			}
			raw, err := yaml.Standard.Marshal(args[0])
			if err != nil {
				return cty.NilVal, err
			}
			return cty.StringVal(string(raw)), nil
		},
	})
}
