package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

func haveTerraform() bool {
	_, err := exec.LookPath("terraform")
	return err == nil
}

// plan asks terraform for a plan, trimmed to what is compared.
func (c *confirmCase) plan(t *testing.T, dir string) ([]byte, error) {
	t.Helper()
	root := filepath.Join(dir, c.root)
	file := filepath.Join(dir, "saved.plan")
	if _, err := terraform(t, root, "get"); err != nil {
		return nil, err
	}
	args := append([]string{"plan", "-input=false", "-lock=false", "-out=" + file}, c.args...)
	if _, err := terraform(t, root, args...); err != nil {
		return nil, err
	}
	out, err := terraform(t, root, "show", "-json", file)
	if err != nil {
		return nil, err
	}
	var plan planJSON
	if err := decode(out, &plan); err != nil {
		return nil, err
	}
	return trimmed(&plan)
}

// trimmed writes a plan with one line for a resource.
func trimmed(plan *planJSON) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"resource_changes": [`)
	for i, r := range plan.ResourceChanges {
		for _, m := range []map[string]any{r.Change.After, r.Change.Unknown, r.Change.Sensitive} {
			for attr := range m {
				if attr != "input" && attr != "triggers_replace" {
					delete(m, attr)
				}
			}
		}
		line, err := json.Marshal(r)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n" + string(line))
	}
	b.WriteString("\n]}\n")
	return b.Bytes(), nil
}

func terraform(t *testing.T, dir string, args ...string) ([]byte, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "terraform", append(args, "-no-color")...)
	cmd.Dir = dir
	cmd.Env = slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, "TF_") })
	cmd.Env = append(cmd.Env, "TF_CLI_CONFIG_FILE=/dev/null", "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return nil, fmt.Errorf("terraform %s: %w\n%s", args[0], err, exit.Stderr)
	}
	return out, err
}

// recordConfirm writes the plan of the terraform on PATH into every case.
func recordConfirm(t *testing.T) {
	t.Helper()
	for _, c := range confirmCases(t) {
		plan, err := c.plan(t, c.write(t))
		if err != nil {
			t.Errorf("%s: %s", c.name, err)
			continue
		}
		c.archive.Files = slices.DeleteFunc(c.archive.Files, func(f txtar.File) bool { return f.Name == "plan.json" })
		c.archive.Files = append(c.archive.Files, txtar.File{Name: "plan.json", Data: plan})
		name := filepath.Join(confirmDir, c.name+".txtar")
		if err := os.WriteFile(name, txtar.Format(c.archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
