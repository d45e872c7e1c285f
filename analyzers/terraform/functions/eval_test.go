package functions_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// scope is what the expressions of the tests may refer to: strings with a
// mark of their own name, and values that are not known.
func scope(opts functions.Options) *hcl.EvalContext {
	vars := map[string]cty.Value{
		"unknown":  cty.UnknownVal(cty.String),
		"list":     cty.UnknownVal(cty.List(cty.String)).Mark("list"),
		"dynamic":  cty.DynamicVal.Mark("dynamic"),
		"prefixed": cty.UnknownVal(cty.String).Refine().NotNull().StringPrefix("arn:aws:").NewValue(),
	}
	for _, name := range []string{"a", "b", "c"} {
		vars[name] = cty.StringVal(name).Mark(name)
	}
	return &hcl.EvalContext{Variables: vars, Functions: functions.Table(opts)}
}

// evaluate evaluates an expression of the tests.
func evaluate(ctx *hcl.EvalContext, src string) (cty.Value, error) {
	expr, diags := hclsyntax.ParseExpression([]byte(src), "test", hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	val, diags := expr.Value(ctx)
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	return val, nil
}

// wantValue fails the test unless two values are the same, marks and all.
func wantValue(t *testing.T, src string, got, want cty.Value) {
	t.Helper()
	if diff := cmp.Diff(want.GoString(), got.GoString()); diff != "" || !got.RawEquals(want) {
		t.Errorf("%s (-want +got):\n%s", src, diff)
	}
}
