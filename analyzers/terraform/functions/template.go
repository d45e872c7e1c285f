package functions

import (
	"errors"
	"fmt"
	"maps"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// addTemplates adds the functions that render templates with the functions
// of the table. Templates cannot render templates in their turn.
func addTemplates(table map[string]function.Function, files tree) {
	e := engine{funcs: sync.OnceValue(func() map[string]function.Function {
		inner := maps.Clone(table)
		for _, name := range []string{"templatefile", "templatestring"} {
			put(inner, name, refused(name))
		}
		return inner
	})}
	put(table, "templatefile", guard(e.file(files), computes))
	put(table, "templatestring", guard(e.string(), computes))
}

// refused stands for a function that a template may not call.
func refused(name string) function.Function {
	rest := anyParam("args")
	return function.New(&function.Spec{
		VarParam: &rest,
		Type: func([]cty.Value) (cty.Type, error) {
			return cty.NilType, fmt.Errorf("%s cannot be called from inside a template", name)
		},
		Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return cty.NilVal, errors.New("refused") },
	})
}

// engine renders templates.
type engine struct {
	funcs func() map[string]function.Function // made when the first template is rendered
}

func (e engine) file(files tree) function.Function {
	p := param("path", cty.String)
	p.AllowMarked = true
	return function.New(&function.Spec{
		Params: []function.Parameter{p, varsParam()},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			name, marks := args[0].Unmark()
			src, ok := files.read(name.AsString(), true)
			if !ok {
				return cty.UnknownVal(cty.String).WithMarks(marks), nil
			}
			out, err := e.render(string(src), name.AsString(), args[1])
			if err != nil {
				return cty.NilVal, err
			}
			return out.WithMarks(marks), nil
		},
	})
}

func (e engine) string() function.Function {
	p := param("template", cty.String)
	p.AllowMarked = true
	return function.New(&function.Spec{
		Params: []function.Parameter{p, varsParam()},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			src, marks := args[0].Unmark()
			out, err := e.render(src.AsString(), "<templatestring>", args[1])
			if err != nil {
				return cty.NilVal, err
			}
			if out, err = convert.Convert(out, cty.String); err != nil {
				return cty.NilVal, function.NewArgErrorf(0, "the template does not make a string: %s", err)
			}
			return out.WithMarks(marks), nil
		},
	})
}

// varsParam lets the marks on single variables through, so that only those
// the template uses end up on the result.
func varsParam() function.Parameter {
	p := param("vars", cty.DynamicPseudoType)
	p.AllowMarked = true
	return p
}

func (e engine) render(src, name string, vars cty.Value) (cty.Value, error) {
	scope, marks, err := templateScope(vars)
	if err != nil {
		return cty.NilVal, err
	}
	expr, err := ParseTemplate(src, name)
	if err != nil {
		return cty.NilVal, err
	}
	for _, ref := range expr.Variables() {
		if _, ok := scope[ref.RootName()]; !ok {
			return cty.NilVal, function.NewArgErrorf(1, "the vars have no %q, which the template refers to", ref.RootName())
		}
	}
	val, diags := limited(expr).Value(&hcl.EvalContext{Variables: scope, Functions: e.funcs()})
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	if val.IsNull() {
		return cty.NilVal, function.NewArgErrorf(0, "the template comes to null")
	}
	return val.WithMarks(marks), nil
}

// ParseTemplate reads the text of a template, unless the parser could not bear it.
// The name is the file that its ranges are in.
func ParseTemplate(src, name string) (hclsyntax.Expression, error) {
	if err := boundTemplate(src, name); err != nil {
		return nil, err
	}
	expr, diags := hclsyntax.ParseTemplate([]byte(src), name, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, function.NewArgError(0, diags)
	}
	return expr, nil
}

// templateScope makes variables out of a map or an object.
func templateScope(vars cty.Value) (map[string]cty.Value, cty.ValueMarks, error) {
	vars, marks := vars.Unmark()
	if ty := vars.Type(); !ty.IsObjectType() && !ty.IsMapType() {
		return nil, nil, function.NewArgErrorf(1, "the vars must be a map or an object")
	}
	scope := vars.AsValueMap()
	for name := range scope {
		if !hclsyntax.ValidIdentifier(name) {
			return nil, nil, function.NewArgErrorf(1, "%q is not a valid variable name", name)
		}
	}
	return scope, marks, nil
}
