package functions

import (
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// machineFuncs are the functions on paths, and those whose answer depends on
// the machine or the moment and is therefore unknown.
func machineFuncs() map[string]function.Function {
	cost := param("cost", cty.Number)
	return map[string]function.Function{
		"abspath":       pathFunc(path.IsAbs, path.Clean),
		"basename":      text1("path", path.Base),
		"bcrypt":        unknowable("$2a$", &cost, param("str", cty.String)),
		"dirname":       text1("path", path.Dir),
		"pathexpand":    pathFunc(noHome, func(p string) string { return p }),
		"plantimestamp": unknowable("", nil),
		"timestamp":     unknowable("", nil),
		"uuid":          unknowable("", nil),
	}
}

// unknowable declares a function whose answer is an unknown string.
func unknowable(prefix string, rest *function.Parameter, params ...function.Parameter) function.Function {
	return function.New(&function.Spec{
		Params: params, VarParam: rest,
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl:         func([]cty.Value, cty.Type) (cty.Value, error) { return prefixed(prefix), nil },
	})
}

// pathFunc answers for paths that do not depend on the machine.
func pathFunc(certain func(p string) bool, do func(p string) string) function.Function {
	return plain(cty.String, func(args []cty.Value) (cty.Value, error) {
		p := args[0].AsString()
		if !certain(p) {
			return cty.UnknownVal(cty.String), nil
		}
		return cty.StringVal(do(p)), nil
	}, param("path", cty.String))
}

// noHome tells whether a path does not start at somebody's home directory.
func noHome(p string) bool { return !strings.HasPrefix(p, "~") }
