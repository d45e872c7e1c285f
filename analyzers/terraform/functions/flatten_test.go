package functions

import (
	"testing"

	"github.com/zclconf/go-cty/cty"
)

// How long a flattened list is may not be told while a part of it is hidden,
// marked or not.
func TestFlattenHidden(t *testing.T) {
	flatten := Table(Options{})["flatten"]
	for name, hidden := range map[string]cty.Value{
		"of any type":         cty.DynamicVal,
		"of any type, marked": cty.DynamicVal.Mark("m"),
		"a list":              cty.UnknownVal(cty.List(cty.String)),
		"a list, marked":      cty.UnknownVal(cty.List(cty.String)).Mark("m"),
	} {
		got, err := flatten.Call([]cty.Value{cty.TupleVal([]cty.Value{cty.StringVal("a"), hidden})})
		if err != nil {
			t.Fatal(err)
		}
		if bare, _ := got.Unmark(); bare.IsKnown() || got.IsMarked() != hidden.IsMarked() {
			t.Errorf("%s: got %#v", name, got)
		}
	}
	got, err := flatten.Call([]cty.Value{cty.TupleVal([]cty.Value{
		cty.StringVal("a"), cty.TupleVal([]cty.Value{cty.UnknownVal(cty.String), cty.StringVal("b")}).Mark("m"),
	})})
	if err != nil {
		t.Fatal(err)
	}
	want := cty.TupleVal([]cty.Value{cty.StringVal("a"), cty.UnknownVal(cty.String).Mark("m"), cty.StringVal("b").Mark("m")})
	if !got.RawEquals(want) {
		t.Errorf("got %#v, want %#v", got, want)
	}
}
