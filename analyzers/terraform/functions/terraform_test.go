package functions_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// askTerraform fills in the answers of the terraform on PATH. The console
// prints only its last line when it reads from a pipe, so many calls are put
// into one.
func askTerraform(t *testing.T, records []*record) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(consoleDir)); err != nil {
		t.Fatal(err)
	}
	var all []*record
	for _, r := range calls(records) {
		if r.value == unknown { // better asked alone from the start
			askValues(t, dir, []*record{r})
		} else {
			all = append(all, r)
		}
	}
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
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
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
