package functions

import (
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func textFuncs() map[string]function.Function {
	return map[string]function.Function{
		"chomp":       stdlib.ChompFunc,
		"endswith":    endsWithFunc(),
		"format":      formatFunc(),
		"formatlist":  checked(stdlib.FormatListFunc, 1, boundFormatList),
		"indent":      checked(stdlib.IndentFunc, 2, boundIndent),
		"join":        joinFunc(),
		"lower":       stdlib.LowerFunc,
		"regex":       stdlib.RegexFunc,
		"regexall":    checked(stdlib.RegexAllFunc, 2, boundMatches),
		"replace":     replaceFunc(),
		"split":       checked(stdlib.SplitFunc, 2, boundSplit),
		"startswith":  startsWithFunc(),
		"strcontains": containsFunc(),
		"strrev":      stdlib.ReverseFunc,
		"substr":      stdlib.SubstrFunc,
		"title":       stdlib.TitleFunc,
		"trim":        stdlib.TrimFunc,
		"trimprefix":  stdlib.TrimPrefixFunc,
		"trimspace":   stdlib.TrimSpaceFunc,
		"trimsuffix":  stdlib.TrimSuffixFunc,
		"upper":       stdlib.UpperFunc,
	}
}

// boundIndent refuses paddings that would fill the memory.
func boundIndent(args []cty.Value) error {
	pad, ok := small(args[0])
	if !ok || pad < 0 {
		return fmt.Errorf("cannot indent by %s spaces", args[0].AsBigFloat().Text('g', 10))
	}
	str := args[1].AsString()
	return boundText(len(str) + pad*(strings.Count(str, "\n")+1))
}

// small returns a number that is whole and within what counts as a size.
func small(v cty.Value) (int, bool) {
	n, acc := v.AsBigFloat().Int64()
	if acc != 0 || n > maxText || n < -maxText {
		return 0, false
	}
	return int(n), true
}

// boundSplit refuses to cut a string into too many pieces.
func boundSplit(args []cty.Value) error {
	return boundElements(strings.Count(args[1].AsString(), args[0].AsString()))
}

// prefixed says that a string is only partly known.
func prefixed(s string) cty.Value {
	unknown := cty.UnknownVal(cty.String).RefineNotNull()
	if s == "" {
		return unknown
	}
	return unknown.Refine().StringPrefix(s).NewValue()
}

// knownPrefix returns how a string is certain to begin.
func knownPrefix(v cty.Value) string {
	switch v, _ = v.Unmark(); {
	case v.IsNull() || v.Type() != cty.String:
		return ""
	case v.IsKnown():
		return v.AsString()
	default:
		return v.Range().StringPrefix()
	}
}

// partial declares a function from two strings to a boolean that may be able
// to answer from the known prefix of the first one.
func partial(second string, whole func(s, t string) bool, part func(s, t string) (answer, certain bool)) function.Function {
	str := param("str", cty.String)
	str.AllowUnknown = true
	return plain(cty.Bool, func(args []cty.Value) (cty.Value, error) {
		t := args[1].AsString()
		if args[0].IsKnown() {
			return cty.BoolVal(whole(args[0].AsString(), t)), nil
		}
		if answer, certain := part(knownPrefix(args[0]), t); certain {
			return cty.BoolVal(answer), nil
		}
		return cty.UnknownVal(cty.Bool), nil
	}, str, param(second, cty.String))
}

func startsWithFunc() function.Function {
	return partial("prefix", strings.HasPrefix, func(s, t string) (answer, certain bool) {
		if len(s) >= len(t) {
			return strings.HasPrefix(s, t), true
		}
		return false, !strings.HasPrefix(t, s)
	})
}

func containsFunc() function.Function {
	return partial("substr", strings.Contains, func(s, t string) (answer, certain bool) {
		return true, strings.Contains(s, t)
	})
}

func endsWithFunc() function.Function {
	return partial("suffix", strings.HasSuffix, func(_, t string) (answer, certain bool) {
		return true, t == ""
	})
}
