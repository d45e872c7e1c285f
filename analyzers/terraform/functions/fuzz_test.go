package functions_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// FuzzCall calls any function with any arguments and wants an answer
// or an error, without a panic and in good time.
func FuzzCall(f *testing.F) {
	table := functions.Table(functions.Options{
		FS: fstest.MapFS{"a": {Data: []byte("${x}")}, "b/c": {Data: []byte("\xff")}}, Dir: ".",
	})
	names := slices.Sorted(maps.Keys(table))
	names = slices.DeleteFunc(names, func(n string) bool {
		n = strings.TrimPrefix(n, "core::")
		return n == "try" || n == "can" // these take expressions
	})
	for i := range names {
		f.Add(i, []byte("s1a"), "x", 1.0)
		f.Add(i, []byte("lsnu"), "10.0.0.0/8", -1.5)
		f.Add(i, []byte("mtdM"), "%s-%[2]v", 8.0)
		f.Add(i, []byte("nn"), "[a, &x b]", 1e300)
		f.Add(i, []byte("ss"), "{\"a\": [1]}", 0.0)
		f.Add(i, []byte("sl"), "2018-01-02T23:12:01Z", 3.0)
	}
	f.Fuzz(func(t *testing.T, which int, shape []byte, text string, num float64) {
		name := names[((which%len(names))+len(names))%len(names)]
		args := arguments(shape, text, num)
		got, err := table[name].Call(args)
		if err != nil {
			return
		}
		if got == cty.NilVal {
			t.Errorf("%s(%#v) came to nothing", name, args)
		}
	})
}

// arguments makes values by a small grammar: each letter is an argument, or
// wraps the one that comes after it.
func arguments(shape []byte, text string, num float64) []cty.Value {
	if len(shape) > 6 {
		shape = shape[:6]
	}
	var args []cty.Value
	for _, letter := range slices.Backward(shape) {
		args = argument(letter, args, text, num)
	}
	return args
}

func argument(letter byte, rest []cty.Value, text string, num float64) []cty.Value {
	first := cty.StringVal(text)
	wraps := strings.IndexByte("ltmoSM", letter) >= 0
	if wraps && len(rest) > 0 {
		first, rest = rest[0], rest[1:]
	}
	var v cty.Value
	switch letter {
	case 'l':
		v = cty.ListVal([]cty.Value{first, first})
	case 't':
		v = cty.TupleVal([]cty.Value{first, cty.True, cty.NullVal(cty.String)})
	case 'm':
		v = cty.MapVal(map[string]cty.Value{"x": first, text: first})
	case 'o':
		v = cty.ObjectVal(map[string]cty.Value{"x": first})
	case 'S':
		v = cty.SetVal([]cty.Value{first})
	case 'M':
		v = first.Mark("m")
	case 'n':
		v = number(num)
	case 'b':
		v = cty.BoolVal(num > 0)
	case 'u':
		v = cty.UnknownVal(cty.String)
	case 'd':
		v = cty.DynamicVal
	case '0':
		v = cty.NullVal(cty.DynamicPseudoType)
	case 'e':
		v = cty.ListValEmpty(cty.String)
	case 'x':
		v = cty.UnknownVal(cty.List(cty.String))
	default:
		v = cty.StringVal(text)
	}
	return append([]cty.Value{v}, rest...)
}

func number(f float64) cty.Value {
	if f != f { // no number at all
		return cty.NegativeInfinity
	}
	return cty.NumberFloatVal(f)
}
