package functions_test

import (
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// typeName writes a type as terraform console's type() does, without spaces.
func typeName(ty cty.Type) string {
	switch {
	case ty == cty.DynamicPseudoType:
		return "dynamic"
	case ty.IsPrimitiveType():
		return ty.FriendlyName()
	case ty.IsListType():
		return "list(" + typeName(ty.ElementType()) + ")"
	case ty.IsSetType():
		return "set(" + typeName(ty.ElementType()) + ")"
	case ty.IsMapType():
		return "map(" + typeName(ty.ElementType()) + ")"
	case ty.IsTupleType():
		return tupleName(ty.TupleElementTypes())
	case ty.IsObjectType():
		return objectName(ty.AttributeTypes())
	default:
		return ty.FriendlyName()
	}
}

func tupleName(types []cty.Type) string {
	names := make([]string, len(types))
	for i, ty := range types {
		names[i] = typeName(ty)
	}
	return "tuple([" + strings.Join(names, ",") + "])"
}

func objectName(types map[string]cty.Type) string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(types)) {
		names = append(names, strings.ReplaceAll(name, " ", "")+":"+typeName(types[name]))
	}
	return "object({" + strings.Join(names, ",") + "})"
}
