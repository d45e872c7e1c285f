package planjson

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// decode gives the attributes of an instance: values with the unknown parts
// put in and the sensitive ones marked.
func (r *rawValues) decode() map[string]cty.Value {
	values, _ := decoded(r.values).(map[string]any)
	unknown, _ := decoded(r.unknown).(map[string]any)
	sensitive, all := decoded(r.sensitive).(map[string]any)
	hide := decoded(r.sensitive) == true // the whole instance is
	attrs := make(map[string]cty.Value, len(values))
	for name, v := range values {
		secret := any(hide)
		if all {
			secret = sensitive[name]
		}
		if v := marked(combined(v, unknown[name]), secret); v.IsMarked() || !v.IsNull() {
			attrs[name] = v
		}
	}
	for name, u := range unknown {
		if _, ok := values[name]; !ok && holds(u) {
			attrs[name] = combined(nil, u)
		}
	}
	return attrs
}

// valueOf is a value without unknown or sensitive parts.
func valueOf(raw json.RawMessage) cty.Value {
	if nodes(raw) > maxNodes {
		return cty.DynamicVal
	}
	return combined(decoded(raw), nil)
}

func decoded(raw json.RawMessage) any {
	if len(raw) == 0 || nodes(raw) > maxNodes {
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil {
		return nil // cannot happen: the document's reader has been over it
	}
	return v
}

// holds says that a tree of booleans has a true one somewhere.
func holds(tree any) bool {
	switch tree := tree.(type) {
	case bool:
		return tree
	case map[string]any:
		return slices.ContainsFunc(slices.Collect(maps.Values(tree)), holds)
	case []any:
		return slices.ContainsFunc(tree, holds)
	}
	return false
}

// combined makes a value of JSON, unknown where a tree of booleans says so.
// Without a schema, objects stand for maps and tuples for lists and sets.
func combined(v, unknown any) cty.Value {
	if unknown == true {
		return cty.DynamicVal
	}
	switch v := v.(type) {
	case nil:
		if holds(unknown) { // a block of which nothing else is known
			return hollow(unknown)
		}
	case bool:
		return cty.BoolVal(v)
	case json.Number:
		return number(v)
	case string:
		return cty.StringVal(v)
	case []any:
		u, _ := unknown.([]any)
		return tuple(v, u)
	case map[string]any:
		u, _ := unknown.(map[string]any)
		return object(v, u)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

func hollow(unknown any) cty.Value {
	switch u := unknown.(type) {
	case []any:
		return tuple(make([]any, len(u)), u)
	case map[string]any:
		return object(nil, u)
	}
	return cty.DynamicVal
}

func tuple(v, unknown []any) cty.Value {
	elems := make([]cty.Value, max(len(v), len(unknown)))
	for i := range elems {
		elems[i] = combined(at(v, i), at(unknown, i))
	}
	return cty.TupleVal(elems)
}

func at(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nil
}

func object(v, unknown map[string]any) cty.Value {
	attrs := make(map[string]cty.Value, len(v))
	for name, e := range v {
		attrs[name] = combined(e, unknown[name])
	}
	for name, u := range unknown {
		if _, ok := v[name]; !ok && holds(u) {
			attrs[name] = combined(nil, u)
		}
	}
	return cty.ObjectVal(attrs)
}

// number is unknown where its digits would fill the memory, or reading them
// would take long.
func number(n json.Number) cty.Value {
	digits, exponent, _ := strings.Cut(strings.ToLower(n.String()), "e")
	if exp, err := strconv.Atoi(exponent); len(digits) > configs.MaxExponent || exponent != "" && (err != nil || max(exp, -exp) > configs.MaxExponent) {
		return cty.UnknownVal(cty.Number)
	}
	v, err := cty.ParseNumberVal(n.String())
	if err != nil || !configs.Countable(v) {
		return cty.UnknownVal(cty.Number)
	}
	return v
}

// marked puts the mark for sensitive values where a tree of booleans says so.
func marked(v cty.Value, sensitive any) cty.Value {
	switch s := sensitive.(type) {
	case bool:
		if s {
			return v.Mark(functions.Sensitive)
		}
	case []any:
		return markedElements(v, s)
	case map[string]any:
		if !v.IsKnown() || v.IsNull() || !v.Type().IsObjectType() {
			return v
		}
		attrs := v.AsValueMap()
		for name, e := range attrs {
			attrs[name] = marked(e, s[name])
		}
		return cty.ObjectVal(attrs)
	}
	return v
}

func markedElements(v cty.Value, sensitive []any) cty.Value {
	if !v.IsKnown() || v.IsNull() || !v.Type().IsTupleType() {
		return v
	}
	elems := v.AsValueSlice()
	for i := range elems {
		elems[i] = marked(elems[i], at(sensitive, i))
	}
	return cty.TupleVal(elems)
}
