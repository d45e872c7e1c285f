package functions

import (
	"errors"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// formatFunc is format with bounded widths and, for unknown arguments, all
// that comes before the first of them as the prefix of the result.
func formatFunc() function.Function {
	spec := &function.Spec{
		Params:       []function.Parameter{param("format", cty.String)},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if err := boundFormat(args); err != nil {
				return cty.NilVal, err
			}
			for i, arg := range args[1:] {
				if !arg.IsWhollyKnown() {
					return prefixed(formatUntil(args, i)), nil
				}
			}
			return stdlib.FormatFunc.Call(args)
		},
	}
	rest := anyParam("args")
	rest.AllowMarked = false
	spec.VarParam = &rest
	return function.New(spec)
}

// formatUntil formats all before the verb of argument n, if that is certain.
func formatUntil(args []cty.Value, n int) string {
	format := args[0].AsString()
	verbs := verbsOf(format)
	for _, v := range verbs {
		if v.indexed {
			return format[:max(strings.IndexByte(format, '%'), 0)]
		}
	}
	if n >= len(verbs) {
		return ""
	}
	head := append([]cty.Value{cty.StringVal(format[:verbs[n].start])}, args[1:n+1]...)
	out, err := stdlib.FormatFunc.Call(head)
	if err != nil {
		return ""
	}
	return knownPrefix(out)
}

// verb is one formatting verb that consumes an argument.
type verb struct {
	start   int
	indexed bool // names its argument, so arguments may repeat
	size    int  // the width and precision it asks for
}

// verbsOf finds the verbs of a format string as far as they are well-formed;
// format itself reports the rest.
func verbsOf(format string) []verb {
	var verbs []verb
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		v := verb{start: i}
		num, inIndex := 0, false
		for i++; i < len(format) && strings.IndexByte("+- #0123456789.[]", format[i]) >= 0; i++ {
			switch c := format[i]; {
			case c >= '0' && c <= '9':
				if num < maxText {
					num = num*10 + int(c-'0')
				}
			case c == '[':
				v.indexed, inIndex = true, true
			case inIndex && c == ']':
				num, inIndex = 0, false
			default:
				v.size, num = v.size+num, 0
			}
		}
		v.size += num
		if i < len(format) && format[i] == '%' {
			continue
		}
		verbs = append(verbs, v)
	}
	return verbs
}

// boundFormat refuses formats that ask for too wide a result.
func boundFormat(args []cty.Value) error {
	widest := 0
	for _, arg := range args[1:] {
		widest = max(widest, textSize(arg))
	}
	format := args[0].AsString()
	total := len(format)
	for _, v := range verbsOf(format) {
		total += v.size
		if v.indexed {
			total += widest
		}
		if err := boundText(total); err != nil {
			return err
		}
	}
	return nil
}

// textSize estimates how long a value is when it is written out.
func textSize(v cty.Value) int {
	v, _ = v.UnmarkDeep()
	s := scale{nodes: maxNodes, text: maxText}
	if s.add(v) != nil {
		return maxText
	}
	return (maxText - s.text) + 8*(maxNodes-s.nodes)
}

// boundFormatList is boundFormat for each of the strings that come out.
func boundFormatList(args []cty.Value) error {
	count, each, all := 1, len(args[0].AsString()), 0
	for _, arg := range args[1:] {
		size := textSize(arg)
		if ty := arg.Type(); arg.IsKnown() && !arg.IsNull() && (ty.IsListType() || ty.IsSetType() || ty.IsTupleType()) {
			count = max(count, arg.LengthInt())
		} else {
			each += size
		}
		all += size
	}
	repeats := 0
	for _, v := range verbsOf(args[0].AsString()) {
		each += v.size
		if v.indexed {
			repeats++
		}
		if err := boundGrowth(0, count, each); err != nil {
			return err
		}
	}
	return errors.Join(boundGrowth(0, count, each), boundGrowth(0, repeats*count, all/count))
}
