package functions_test

import (
	"flag"
	"os"
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/resilint/resilint/analyzers/terraform/functions"
)

const (
	consoleFile = "testdata/console.txt"
	consoleDir  = "testdata/console"
	unknown     = "unknown"
)

var updateConsole = flag.Bool("update-console", false, "record the answers of terraform console anew")

// TestConsole compares our answers with those terraform console gave.
func TestConsole(t *testing.T) {
	records := readRecords(t)
	if *updateConsole {
		askTerraform(t, records)
		writeRecords(t, records)
	}
	compare(t, records)
	if calls := len(calls(records)); calls < 420 {
		t.Errorf("only %d calls are recorded", calls)
	}
}

// TestConsoleLive compares our answers with those of the terraform on PATH.
func TestConsoleLive(t *testing.T) {
	if _, err := exec.LookPath("terraform"); err != nil {
		t.Skip("terraform is not on PATH, so only the recorded answers were compared")
	}
	records := readRecords(t)
	askTerraform(t, records)
	compare(t, records)
}

func compare(t *testing.T, records []*record) {
	t.Helper()
	ctx := consoleScope(t)
	differ := 0
	for _, r := range calls(records) {
		got := r.evaluate(ctx)
		if r.excuse != "" {
			differ++
			if got == r.answer {
				t.Errorf("%s\nno longer differs, so it needs no excuse: %s", r.expr, r.excuse)
			}
			continue
		}
		if diff := cmp.Diff(r.answer, got, cmp.AllowUnexported(answer{})); diff != "" {
			t.Errorf("%s (-terraform +ours):\n%s%s", r.expr, diff, got.why)
		}
	}
	t.Logf("%d calls, %d of them differ for a reason", len(calls(records)), differ)
}

// consoleScope knows the functions and locals that the recorded calls use.
func consoleScope(t *testing.T) *hcl.EvalContext {
	t.Helper()
	ctx := &hcl.EvalContext{Functions: functions.Table(functions.Options{
		FS: os.DirFS(consoleDir), Dir: ".",
		Unread: func(path string, err error) { t.Logf("%s: %s", path, err) },
	})}
	src, err := os.ReadFile(consoleDir + "/main.tf")
	if err != nil {
		t.Fatal(err)
	}
	file, diags := hclsyntax.ParseConfig(src, "main.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	locals := map[string]cty.Value{}
	for name, attr := range file.Body.(*hclsyntax.Body).Blocks[0].Body.Attributes {
		if locals[name], diags = attr.Expr.Value(nil); diags.HasErrors() {
			t.Fatal(diags)
		}
	}
	ctx.Variables = map[string]cty.Value{"local": cty.ObjectVal(locals)}
	return ctx
}

func (r *record) evaluate(ctx *hcl.EvalContext) answer {
	expr, diags := hclsyntax.ParseExpression([]byte(r.expr), "console", hcl.InitialPos)
	if diags.HasErrors() {
		return answer{why: reason(diags.Error())}
	}
	val, diags := expr.Value(ctx)
	if diags.HasErrors() {
		return answer{why: reason(diags.Error())}
	}
	val, _ = val.UnmarkDeep()
	out, err := stdlib.JSONEncode(cty.ObjectVal(map[string]cty.Value{"v": val}))
	if err != nil {
		return answer{why: reason(err.Error())}
	}
	if !out.IsKnown() {
		return answer{value: unknown}
	}
	return answer{value: out.AsString(), typ: typeName(val.Type())}
}
