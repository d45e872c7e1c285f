package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// confirmDir holds one configuration a file, with what the real terraform
// planned for it. Its README.md says how they are written.
const confirmDir = "testdata/confirm"

var confirmRecord = flag.Bool("confirm-record", false, "record the plans of the terraform on PATH anew, and generate the generated configurations again")

// confirmCase is a configuration, how it is called, and what was planned.
type confirmCase struct {
	name    string
	archive *txtar.Archive
	root    string   // directory of the root module
	args    []string // -var and -var-file, as terraform takes them
	differ  map[string]string
}

func confirmCases(t *testing.T) []*confirmCase {
	t.Helper()
	names, err := filepath.Glob(confirmDir + "/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var cases []*confirmCase
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, newConfirmCase(t, strings.TrimSuffix(filepath.Base(name), ".txtar"), ar))
	}
	return cases
}

func newConfirmCase(t *testing.T, name string, ar *txtar.Archive) *confirmCase {
	t.Helper()
	c := &confirmCase{name: name, archive: ar, root: ".", differ: map[string]string{}}
	for line := range strings.Lines(string(ar.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "root":
			c.root = value
		case "arg":
			c.args = append(c.args, value)
		case "differs":
			place, why, ok := strings.Cut(value, ": ")
			if !ok {
				t.Fatalf("%s: a difference needs a reason: %s", name, line)
			}
			c.differ[place] = why
		}
	}
	return c
}

// recorded is what terraform planned: the value of each configured attribute.
func (c *confirmCase) recorded(t *testing.T) map[string]any {
	t.Helper()
	for _, f := range c.archive.Files {
		if f.Name == "plan.json" {
			return planned(t, f.Data)
		}
	}
	t.Fatalf("%s: no plan is recorded; run go test ./cmd/resilint -run TestConfirm -confirm-record", c.name)
	return nil
}

// write puts the configuration's files into a new directory.
func (c *confirmCase) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o755); err != nil { // the tree ends here
		t.Fatal(err)
	}
	for _, f := range c.archive.Files {
		if f.Name == "plan.json" {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestConfirm compares inspect with the recorded plans of terraform.
func TestConfirm(t *testing.T) {
	if *confirmRecord {
		generateConfirm(t)
		recordConfirm(t)
	}
	cases := confirmCases(t)
	instances, differ := 0, 0
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			want := c.recorded(t)
			instances += len(want)
			differ += len(c.differ)
			c.compare(t, c.write(t), want)
		})
	}
	t.Logf("%d configurations, %d resource instances, %d differences for a reason", len(cases), instances, differ)
	if len(cases) < 60 || instances < 400 {
		t.Errorf("only %d configurations with %d instances", len(cases), instances)
	}
}

// TestConfirmLive compares inspect with the terraform on PATH.
func TestConfirmLive(t *testing.T) {
	if !haveTerraform() {
		t.Skip("terraform is not on PATH, so only recorded plans were compared")
	}
	cases := confirmCases(t)
	var group sync.WaitGroup
	slots := make(chan bool, 4)
	for _, c := range cases {
		dir := c.write(t)
		group.Go(func() {
			slots <- true
			defer func() { <-slots }()
			plan, err := c.plan(t, dir)
			if err != nil {
				t.Errorf("%s: %s", c.name, err)
				return
			}
			c.compare(t, dir, planned(t, plan))
		})
	}
	group.Wait()
	t.Logf("%d configurations planned by terraform", len(cases))
}

// compare wants inspect to say what the plan says, but for the differences
// that the case gives a reason for, which must be there.
func (c *confirmCase) compare(t *testing.T, dir string, want map[string]any) {
	t.Helper()
	got := c.inspect(t, filepath.Join(dir, c.root))
	for _, place := range slices.Sorted(maps.Keys(c.differ)) {
		addr, attr, _ := strings.Cut(place, " ")
		w, okWant := want[addr].(map[string]any)
		g, okGot := got[addr].(map[string]any)
		if !okWant || !okGot {
			t.Errorf("%s: no instance %s", c.name, addr)
			continue
		}
		if cmp.Equal(w[attr], g[attr]) {
			t.Errorf("%s: %s no longer differs, so it needs no excuse", c.name, place)
		}
		delete(w, attr)
		delete(g, attr)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-terraform +inspect):\n%s", c.name, diff)
	}
}

// inspect is what our command says, in the form of planned.
func (c *confirmCase) inspect(t *testing.T, dir string) map[string]any {
	t.Helper()
	args := []string{"inspect", dir, "-f", "json", "--workspace", "default"}
	for _, a := range c.args {
		args = append(args, "-"+a)
	}
	var out, diags bytes.Buffer
	code := run(t.Context(), args, process{stdout: &out, stderr: &diags, getenv: func(string) string { return "" }})
	if code != 0 {
		t.Errorf("%s: inspect exits with %d: %s", c.name, code, diags.String())
	}
	var all wireRoot
	if err := decode(out.Bytes(), &all); err != nil {
		t.Errorf("%s: %s\n%s", c.name, err, out.String())
	}
	got := map[string]any{}
	for _, r := range all.Resources {
		if r.Mode == "managed" {
			got[r.Address] = inspected(t, &r)
		}
	}
	return got
}

const (
	holeUnknown   = "(unknown)"
	holeSensitive = "(sensitive)"
)

// inspected is a resource's values with holes where inspect lists them.
func inspected(t *testing.T, r *wireResource) map[string]any {
	t.Helper()
	values := map[string]any{}
	for name, v := range r.Values {
		if v != nil {
			values[name] = v
		}
	}
	for _, list := range []struct {
		paths []string
		hole  string
	}{{r.Unknown, holeUnknown}, {r.Sensitive, holeSensitive}} {
		for _, path := range list.paths {
			if err := dig(values, path, list.hole); err != nil {
				t.Errorf("%s: %s: %s", r.Address, path, err)
			}
		}
	}
	return values
}

// dig puts a hole into a value at a path of inspect: a.b[0]["c d"].
func dig(values map[string]any, path, hole string) error {
	var here any = values
	put := func(any) {}
	for path != "" {
		var key string
		switch path[0] {
		case '[':
			quoted, err := strconv.QuotedPrefix(path[1:])
			if err != nil {
				key, path, _ = strings.Cut(path[1:], "]")
				break
			}
			if key, err = strconv.Unquote(quoted); err != nil {
				return err
			}
			path = path[1+len(quoted)+1:]
		default:
			path = strings.TrimPrefix(path, ".")
			n := strings.IndexAny(path, ".[")
			if n < 0 {
				n = len(path)
			}
			key, path = path[:n], path[n:]
		}
		switch at := here.(type) {
		case map[string]any:
			put = func(v any) { at[key] = v }
			here = at[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(at) {
				return fmt.Errorf("no element %s", key)
			}
			put = func(v any) { at[i] = v }
			here = at[i]
		default:
			return fmt.Errorf("no %s in %v", key, here)
		}
	}
	put(hole)
	return nil
}

// planJSON is as much of a plan as is compared.
type planJSON struct {
	ResourceChanges []planChange `json:"resource_changes"`
}

type planChange struct {
	Address string `json:"address"`
	Mode    string `json:"mode"`
	Change  struct {
		After     map[string]any `json:"after"`
		Unknown   map[string]any `json:"after_unknown"`
		Sensitive map[string]any `json:"after_sensitive"`
	} `json:"change"`
}

// planned maps addresses to the configured values of a plan.
func planned(t *testing.T, src []byte) map[string]any {
	t.Helper()
	var plan planJSON
	if err := decode(src, &plan); err != nil {
		t.Fatal(err)
	}
	all := map[string]any{}
	for _, r := range plan.ResourceChanges {
		if r.Mode != "" && r.Mode != "managed" {
			continue
		}
		values := map[string]any{}
		for _, attr := range []string{"input", "triggers_replace"} {
			if v := withHoles(r.Change.After[attr], r.Change.Unknown[attr], r.Change.Sensitive[attr]); v != nil {
				values[attr] = v
			}
		}
		all[r.Address] = values
	}
	return all
}

// withHoles puts holes where a plan says that a value is unknown or sensitive.
func withHoles(v, unknown, sensitive any) any {
	switch {
	case sensitive == true:
		return holeSensitive
	case unknown == true:
		return holeUnknown
	}
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		u, _ := unknown.(map[string]any)
		s, _ := sensitive.(map[string]any)
		for _, keys := range []map[string]any{v, u, s} {
			for key := range keys {
				out[key] = withHoles(v[key], u[key], s[key])
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		u, _ := unknown.([]any)
		s, _ := sensitive.([]any)
		for i := range v {
			out[i] = withHoles(v[i], at(u, i), at(s, i))
		}
		return out
	}
	return v
}

func at(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nil
}

func decode(src []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(src))
	dec.UseNumber()
	return dec.Decode(into)
}
