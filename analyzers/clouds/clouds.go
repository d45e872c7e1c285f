// Package clouds knows what resource types mean. Its knowledge is HCL: the
// vocabulary files beside it say which types are buckets, services, copies,
// switches and permissions, and where in them each fact stands.
//
// In Go it knows only how such a file is read against evaluated instances,
// and how names and marks are joined into edges. It does not evaluate
// Terraform and it judges nothing.
package clouds

import (
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// Vocabulary is compiled knowledge of clouds. It is read-only and may be shared.
type Vocabulary struct {
	catalog   *catalog
	funcs     map[string]function.Function
	envRegion string
}

// WithRegion is the vocabulary with the region that the environment gives to
// provider configurations that name none.
func (v *Vocabulary) WithRegion(region string) *Vocabulary {
	c := *v
	c.envRegion = region
	return &c
}

// Builtin is the vocabulary that ships with the product. It is compiled once.
func Builtin() (*Vocabulary, hcl.Diagnostics) { return compiled() }

var compiled = sync.OnceValues(func() (*Vocabulary, hcl.Diagnostics) { return Load(builtin) })

// Load reads a vocabulary from the .hcl files of a folder.
func Load(fsys fs.FS) (*Vocabulary, hcl.Diagnostics) {
	c, diags := load(fsys)
	return &Vocabulary{catalog: c, funcs: vocabularyFunctions()}, diags
}

// WithModules is the vocabulary with the module blocks of a configuration file,
// written in the same language. Their sources may be written in any way that a
// module call may write them; other blocks are left to others.
func (v *Vocabulary) WithModules(body hcl.Body) (*Vocabulary, hcl.Diagnostics) {
	var file struct {
		Modules []*typeSpec `hcl:"module,block"`
		Rest    hcl.Body    `hcl:",remain"`
	}
	diags := gohcl.DecodeBody(body, nil, &file)
	if diags.HasErrors() {
		return nil, diags
	}
	catalog, more := v.catalog.with(file.Modules)
	c := *v
	c.catalog = catalog
	return &c, append(diags, more...)
}

// Terraform is the part of the vocabulary that evaluation needs.
func (v *Vocabulary) Terraform() *terraform.Vocabulary {
	return &terraform.Vocabulary{
		Wanted: func(mode terraform.Mode, typ string) bool { return len(v.catalog.types[typeKey{mode, typ}]) > 0 },
		Telling: func(mode terraform.Mode, typ string) []string {
			var names []string
			for _, spec := range v.catalog.types[typeKey{mode, typ}] {
				if len(spec.Telling) == 0 {
					return nil
				}
				names = append(names, spec.Telling...)
			}
			return names
		},
		Known: v.known,
		Calls: func(mode terraform.Mode, typ, attr string) (string, []string) {
			for _, spec := range v.catalog.types[typeKey{mode, typ}] {
				if call := spec.Calls[attr]; len(call) > 0 {
					return call[0], call[1:]
				}
			}
			return "", nil
		},
		KnownModule: func(source string) bool {
			return len(v.catalog.types[typeKey{terraform.Call, moduleName(source)}]) > 0
		},
		ModuleProvider: func(source string) string {
			if cloud, _ := v.moduleCloud(source); cloud != nil {
				return cloud.Name
			}
			return ""
		},
		Computed: func(mode terraform.Mode, typ string) []string {
			var names []string
			if mode == terraform.Call {
				typ = moduleName(typ)
			}
			for _, spec := range v.catalog.types[typeKey{mode, typ}] {
				names = append(append(names, spec.Names...), spec.Endpoints...)
				for name := range spec.known {
					names = append(names, name)
				}
			}
			slices.Sort(names)
			return slices.Compact(names)
		},
		Schema: func(mode terraform.Mode, typ string) []string {
			var names []string
			for _, spec := range v.catalog.types[typeKey{mode, typ}] {
				names = append(names, spec.Optional...)
				for name := range spec.computed {
					names = append(names, name)
				}
			}
			slices.Sort(names)
			return names
		},
	}
}

// known computes an attribute that follows from what is written.
func (v *Vocabulary) known(in *terraform.Instance, attr string) (cty.Value, bool) {
	spec := v.specOf(in)
	if spec == nil {
		return cty.NilVal, false
	}
	s := v.subject(in)
	switch {
	case slices.Contains(spec.Optional, attr):
		return cty.NullVal(cty.DynamicPseudoType), true
	case spec.computed[attr] != nil:
		return s.told(spec.computed[attr]), true
	case spec.known[attr] == nil:
		return cty.NilVal, false
	}
	s.region = v.regionText(spec, s)
	val := s.ask(spec.known[attr]).value
	if !val.IsKnown() && val.Type() == cty.String {
		return val.RefineNotNull(), true // what follows from others is there once they are
	}
	return val, val.IsWhollyKnown() && !val.IsNull()
}

// told is what apply will tell: an unknown value of an example's type. One
// that is written in the vocabulary says that the value is never null.
func (s *subject) told(example hcl.Expression) cty.Value {
	v := s.ask(example).value
	switch {
	case len(example.Variables()) == 0:
		return cty.UnknownVal(v.Type()).RefineNotNull()
	case v.IsKnown() && v.IsNull():
		return v
	}
	return cty.UnknownVal(v.Type())
}

// specOf is what an instance's type means; nil when the vocabulary does not say.
func (v *Vocabulary) specOf(in *terraform.Instance) *typeSpec {
	key := typeKey{in.Addr.Resource.Mode, in.Addr.Resource.Type}
	if key.mode == terraform.Call {
		key.typ = moduleName(key.typ)
	}
	for _, spec := range v.catalog.types[key] {
		if spec.Backing != nil || !spec.tells(in.Body) {
			continue
		}
		if !written(spec.When) || v.subject(in).ask(spec.When).truth(facts.No) == facts.Yes {
			return spec
		}
	}
	return nil
}

// tells says that a body writes what makes its type worth looking at.
func (t *typeSpec) tells(body *terraform.Object) bool {
	return len(t.Telling) == 0 || slices.ContainsFunc(t.Telling, func(name string) bool { return !body.Attr(name).Absent() })
}

// regionText is the region of a subject; empty when it is unknown.
func (v *Vocabulary) regionText(spec *typeSpec, s *subject) string {
	a := regionOf(spec, s)
	if a.value.IsKnown() && a.value.IsNull() && spec.cloud.Environment && (spec.Bucket == nil || !written(spec.Bucket.Region) && !spec.Bucket.Elsewhere) {
		return v.envRegion
	}
	return a.text()
}

// vocabularyFunctions are the functions that vocabulary files may call.
func vocabularyFunctions() map[string]function.Function {
	return map[string]function.Function{
		"lower": stdlib.LowerFunc, "contains": stdlib.ContainsFunc, "lookup": stdlib.LookupFunc,
		"length": stdlib.LengthFunc, "join": stdlib.JoinFunc, "split": stdlib.SplitFunc,
		"regexall": stdlib.RegexAllFunc, "element": stdlib.ElementFunc, "replace": stdlib.ReplaceFunc,
		"coalesce": stdlib.CoalesceFunc,
		"blank":    blankFunc(), "any": anyFunc(), "location": locationFunc(), "policy_document": iamFunc(),
	}
}

// blankFunc says that none of its arguments holds anything.
func blankFunc() function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true},
		Type:     function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			unknown := false
			for _, a := range args {
				switch {
				case !a.IsKnown():
					unknown = true
				case a.IsNull(), a.Type() == cty.String && a.AsString() == "":
				case a.CanIterateElements() && a.LengthInt() == 0:
				default:
					return cty.False, nil
				}
			}
			if unknown {
				return cty.UnknownVal(cty.Bool), nil
			}
			return cty.True, nil
		},
	})
}

// anyFunc says that one of its arguments, or of their elements, is true.
func anyFunc() function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true},
		Type:     function.StaticReturnType(cty.Bool),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return anyOf(args), nil },
	})
}

func anyOf(vals []cty.Value) cty.Value {
	found := cty.False
	for _, v := range vals {
		switch s, ok := terraform.StringOf(v); {
		case ok && s == "true":
			return cty.True
		case !v.IsKnown():
			found = cty.UnknownVal(cty.Bool)
		case !v.IsNull() && v.CanIterateElements():
			if inner := anyOf(v.AsValueSlice()); !inner.IsKnown() {
				found = inner
			} else if inner.True() {
				return cty.True
			}
		}
	}
	return found
}

// locationFunc writes a location the short way: "West Europe" is westeurope.
func locationFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "name", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.StringVal(shortLocation(args[0].AsString())), nil
		},
	})
}

// shortLocation is a location the short way.
func shortLocation(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "")) }
