package functions_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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

// answer is what an expression comes to: a value and a type, or a refusal.
type answer struct {
	value string
	typ   string
	why   reason
}

// reason is the text of an error; it takes no part in comparisons.
type reason string

// Equal makes all reasons alike to cmp.
func (reason) Equal(reason) bool { return true }

func (a answer) refused() bool { return a.value == "" }

// record is one call of the file, or a line that is none.
type record struct {
	expr    string
	comment string
	excuse  string
	answer
}

func calls(records []*record) []*record {
	var out []*record
	for _, r := range records {
		if r.expr != "" {
			out = append(out, r)
		}
	}
	return out
}

func readRecords(t *testing.T) []*record {
	t.Helper()
	src, err := os.ReadFile(consoleFile)
	if err != nil {
		t.Fatal(err)
	}
	var records []*record
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSuffix(line, "\n")
		mark, rest, _ := strings.Cut(line, " ")
		switch mark {
		case "":
		case ">":
			records = append(records, &record{expr: rest})
		case "=":
			records[len(records)-1].value = rest
		case ":":
			records[len(records)-1].typ = rest
		case "~":
			records[len(records)-1].excuse = rest
		case "#":
			records = append(records, &record{comment: line})
		case "!":
		default:
			t.Fatalf("%s: unexpected line %q", consoleFile, line)
		}
	}
	return records
}

func writeRecords(t *testing.T, records []*record) {
	t.Helper()
	var b strings.Builder
	last := ""
	for _, r := range records {
		if r.expr == "" {
			if last != "#" && last != "" {
				b.WriteString("\n")
			}
			b.WriteString(r.comment + "\n")
			last = "#"
			continue
		}
		last = ">"
		fmt.Fprintf(&b, "\n> %s\n", r.expr)
		if r.refused() {
			b.WriteString("!\n")
		} else {
			fmt.Fprintf(&b, "= %s\n", r.value)
			if r.typ != "" {
				fmt.Fprintf(&b, ": %s\n", r.typ)
			}
		}
		if r.excuse != "" {
			fmt.Fprintf(&b, "~ %s\n", r.excuse)
		}
	}
	if err := os.WriteFile(consoleFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// askTerraform fills in the answers of the terraform on PATH. The console
// prints only its last line when it reads from a pipe, so many calls are put
// into one.
func askTerraform(t *testing.T, records []*record) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(consoleDir)); err != nil {
		t.Fatal(err)
	}
	all := calls(records)
	const batch = 150
	for len(all) > 0 {
		some := all[:min(batch, len(all))]
		all = all[len(some):]
		askValues(t, dir, some)
	}
}

// askValues asks for some calls together, and for fewer at a time if one of
// them is unknown, for that makes the whole answer unknown.
func askValues(t *testing.T, dir string, some []*record) {
	t.Helper()
	values, types := make([]string, len(some)), make([]string, len(some))
	for i, r := range some {
		values[i] = fmt.Sprintf(`try(nonsensitive(jsonencode({v = %s})), "")`, r.expr)
		types[i] = fmt.Sprintf(`try(nonsensitive(%s), "")`, r.expr)
	}
	out := console(t, dir, "base64encode(jsonencode(["+strings.Join(values, ", ")+"]))")
	if strings.Contains(out, "known after apply") {
		if len(some) == 1 {
			some[0].answer = answer{value: unknown}
			return
		}
		askValues(t, dir, some[:len(some)/2])
		askValues(t, dir, some[len(some)/2:])
		return
	}
	gotTypes := splitTypes(console(t, dir, "type(["+strings.Join(types, ", ")+"])"))
	for i, v := range decodeValues(t, out) {
		some[i].answer = answer{}
		if v != "" {
			some[i].answer = answer{value: v, typ: gotTypes[i]}
		}
	}
}

func decodeValues(t *testing.T, out string) []string {
	t.Helper()
	var got []string
	src, err := base64.StdEncoding.DecodeString(strings.Trim(out, "\"\n"))
	if err == nil {
		err = json.Unmarshal(src, &got)
	}
	if err != nil {
		t.Fatalf("cannot read the answer of terraform console: %s\n%.300s", err, out)
	}
	return got
}

func console(t *testing.T, dir, line string) string {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), "terraform", "console", "-no-color", "-state="+filepath.Join(t.TempDir(), "state"))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
	cmd.Stdin = strings.NewReader(line + "\n")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("terraform console: %s\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	return string(out)
}

// splitTypes takes "tuple([a, b])" apart.
func splitTypes(s string) []string {
	s = strings.Join(strings.Fields(s), "")
	s = strings.NewReplacer(",)", ")", ",]", "]", ",}", "}").Replace(s)
	s = strings.TrimSuffix(strings.TrimPrefix(s, "tuple(["), "])")
	var out []string
	depth, start := 0, 0
	for i, c := range s + "," {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',':
			if depth == 0 {
				if one := strings.TrimSpace((s + ",")[start:i]); one != "" {
					out = append(out, one)
				}
				start = i + 1
			}
		}
	}
	return out
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
