package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestOracle compares inspect with what the real terraform plans for estates
// and configurations of real providers: addresses, provider configurations,
// regions, and every configured value. It needs RESILINT_ORACLE, the path of
// the program that lets terraform plan without downloading a provider.
func TestOracle(t *testing.T) {
	oracle := os.Getenv("RESILINT_ORACLE")
	if oracle == "" {
		t.Skip("RESILINT_ORACLE is not set")
	}
	dirs := oracleDirs(t)
	slots := make(chan bool, 2)
	var group sync.WaitGroup
	var mu sync.Mutex
	instances, values, early, configurations := 0, 0, 0, 0
	for _, d := range dirs {
		group.Go(func() {
			slots <- true
			defer func() { <-slots }()
			out, stderr, err := oraclePlan(t.Context(), oracle, d)
			if err != nil {
				t.Errorf("%s: %s\n%s", d.name, err, stderr)
				return
			}
			c := oracleCompare{t: t, name: d.name}
			c.run(d, out)
			mu.Lock()
			defer mu.Unlock()
			configurations++
			instances, values, early = instances+c.instances, values+c.values, early+c.early
		})
	}
	group.Wait()
	t.Logf("%d configurations, %d instances, %d values compared, %d known earlier than in the plan", configurations, instances, values, early)
}

var instanceKey = regexp.MustCompile(`\[("(\\.|[^"])*"|\d+)\]`)

// oracleDir is one root module that is planned.
type oracleDir struct{ name, tree, root string }

func oracleDirs(t *testing.T) []oracleDir {
	t.Helper()
	var dirs []oracleDir
	names, err := filepath.Glob("testdata/oracle/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c := newConfirmCase(t, filepath.Base(name), ar)
		dirs = append(dirs, oracleDir{name: c.name, tree: c.write(t), root: c.root})
	}
	estates, err := filepath.Glob("../../fixtures/estates/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, estate := range estates {
		if filepath.Base(estate) == "terragrunt" {
			continue // terraform alone cannot run it: its inputs and providers are Terragrunt's
		}
		tree := t.TempDir()
		if err := os.CopyFS(tree, os.DirFS(estate)); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(tree, ".git"), 0o755); err != nil {
			t.Fatal(err)
		}
		for _, root := range rootsOf(t, tree) {
			dirs = append(dirs, oracleDir{name: filepath.Base(estate) + "/" + root, tree: tree, root: root})
		}
	}
	return dirs
}

// rootsOf asks inspect for the root modules of a tree.
func rootsOf(t *testing.T, tree string) []string {
	t.Helper()
	var out bytes.Buffer
	run(t.Context(), []string{"inspect", tree, "-f", "json"}, process{stdout: &out, stderr: t.Output(), getenv: os.Getenv})
	var many []wireRoot
	var one wireRoot
	if err := json.Unmarshal(out.Bytes(), &many); err != nil {
		if err := json.Unmarshal(out.Bytes(), &one); err != nil {
			return nil
		}
		many = []wireRoot{one}
	}
	var roots []string
	for _, r := range many {
		roots = append(roots, r.Root)
	}
	return roots
}

func oraclePlan(ctx context.Context, oracle string, d oracleDir) (stdout []byte, stderr string, err error) {
	cmd := exec.CommandContext(ctx, oracle, "plan", "-fill", "-stub-remote", "-root", d.tree, filepath.Join(d.tree, d.root))
	var errs bytes.Buffer
	cmd.Stderr = &errs
	stdout, err = cmd.Output()
	return stdout, errs.String(), err
}

// oracleJSON is what is compared of a plan of real providers.
type oracleJSON struct {
	Variables map[string]struct {
		Value json.RawMessage `json:"value"`
	} `json:"variables"`
	ResourceChanges []planChange `json:"resource_changes"`
	PriorState      struct {
		Values struct {
			Root oracleModule `json:"root_module"`
		} `json:"values"`
	} `json:"prior_state"`
	Configuration struct {
		Providers map[string]struct {
			Name, Alias, ModuleAddress string
		} `json:"provider_config"`
		Root oracleConfig `json:"root_module"`
	} `json:"configuration"`
}

type oracleModule struct {
	Resources []struct {
		Address string         `json:"address"`
		Values  map[string]any `json:"values"`
	} `json:"resources"`
	Children []oracleModule `json:"child_modules"`
}

type oracleConfig struct {
	Resources []struct {
		Address     string `json:"address"`
		ProviderKey string `json:"provider_config_key"`
	} `json:"resources"`
	Calls map[string]struct {
		Module oracleConfig `json:"module"`
	} `json:"module_calls"`
}

// keys maps addresses without instance keys to provider configuration keys.
func (c *oracleConfig) keys(prefix string, into map[string]string) {
	for _, r := range c.Resources {
		into[prefix+r.Address] = r.ProviderKey
	}
	for name, call := range c.Calls {
		call.Module.keys(prefix+"module."+name+".", into)
	}
}

type oracleCompare struct {
	t                        *testing.T
	name                     string
	instances, values, early int
}

func (c *oracleCompare) run(d oracleDir, src []byte) {
	var plan oracleJSON
	if err := decode(src, &plan); err != nil {
		c.t.Errorf("%s: %s", c.name, err)
		return
	}
	args := []string{"inspect", filepath.Join(d.tree, d.root), "-f", "json", "--workspace", "default"}
	for name, v := range plan.Variables {
		args = append(args, "--var-file", c.varFile(d, name, v.Value))
	}
	var out, diags bytes.Buffer
	run(c.t.Context(), args, process{stdout: &out, stderr: &diags, getenv: func(string) string { return "" }})
	var ours wireRoot
	if err := decode(out.Bytes(), &ours); err != nil {
		c.t.Errorf("%s: %s\n%s%s", c.name, err, out.String(), diags.String())
		return
	}
	want, changes := map[string]bool{}, map[string]planChange{}
	for _, r := range plan.ResourceChanges {
		want[r.Address], changes[r.Address] = true, r
	}
	var walk func(m *oracleModule)
	walk = func(m *oracleModule) {
		for _, r := range m.Resources {
			want[r.Address] = true
			ch := planChange{Address: r.Address}
			ch.Change.After = r.Values
			changes[r.Address] = ch
		}
		for i := range m.Children {
			walk(&m.Children[i])
		}
	}
	walk(&plan.PriorState.Values.Root)
	keys := map[string]string{}
	plan.Configuration.Root.keys("", keys)
	got := map[string]bool{}
	for i := range ours.Resources {
		r := &ours.Resources[i]
		got[r.Address] = true
		if want[r.Address] {
			c.instance(r, changes[r.Address], keys)
		}
	}
	c.addresses(want, got)
}

// varFile writes a value that the oracle made up, or took from a default.
func (c *oracleCompare) varFile(d oracleDir, name string, v json.RawMessage) string {
	file := filepath.Join(d.tree, "oracle-"+name+".json")
	text, err := json.Marshal(map[string]json.RawMessage{name: v})
	if err == nil {
		err = os.WriteFile(file, text, 0o644)
	}
	if err != nil {
		c.t.Error(err)
	}
	return file
}

// listedEarly are the attributes that may be known before terraform knows them,
// each with the reason, by resource type and attribute.
var listedEarly = sync.OnceValue(func() map[string]string {
	reasons := map[string]string{}
	src, err := os.ReadFile("testdata/oracle/early.txt")
	if err != nil {
		return reasons
	}
	for line := range strings.Lines(string(src)) {
		if name, reason, ok := strings.Cut(strings.TrimSpace(line), "  "); ok && !strings.HasPrefix(line, "#") {
			reasons[name] = strings.TrimSpace(reason)
		}
	}
	return reasons
})

// tellEarly wants a reason for what is known here and not in the plan.
func (c *oracleCompare) tellEarly(place string, got any) {
	addr, attr, _ := strings.Cut(instanceKey.ReplaceAllString(place, ""), " ")
	attr, _, _ = strings.Cut(attr, ".")
	parts := strings.Split(addr, ".")
	name := parts[max(0, len(parts)-2)] + "." + attr
	if listedEarly()[name] == "" {
		c.t.Errorf("%s: %s: known as %v before terraform knows it; if that is right, list %s with its reason in testdata/oracle/early.txt", c.name, place, got, name)
	}
}

func (c *oracleCompare) addresses(want, got map[string]bool) {
	for addr := range want {
		if !got[addr] && !strings.Contains(addr, "terraform_data.oracle_") {
			c.t.Errorf("%s: terraform plans %s, which inspect does not know", c.name, addr)
		}
	}
	for addr := range got {
		if !want[addr] {
			c.t.Errorf("%s: inspect gives %s, which terraform does not plan", c.name, addr)
		}
	}
}

func (c *oracleCompare) instance(r *wireResource, ch planChange, keys map[string]string) {
	c.instances++
	bare := instanceKey.ReplaceAllString(r.Address, "")
	if key := keys[bare]; key != "" {
		_, local, _ := cutLast(key, ":")
		alias := r.Provider.Name
		if r.Provider.Alias != "" {
			alias += "." + r.Provider.Alias
		}
		// A child module's own name for what it is passed stands in the plan; ours is the one behind it.
		if local != alias && !strings.Contains(key, ":") {
			c.t.Errorf("%s: %s: provider %s, terraform says %s", c.name, r.Address, alias, key)
		}
	}
	if region, ok := ch.Change.After["region"].(string); ok && r.Provider.Region != "" && r.Values["region"] == nil && r.Mode == "managed" {
		if strings.HasPrefix(r.Type, "aws_") && region != r.Provider.Region {
			c.t.Errorf("%s: %s: region %s, terraform says %s", c.name, r.Address, r.Provider.Region, region)
		}
	}
	values := inspected(c.t, r)
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		want := withHoles(ch.Change.After[name], ch.Change.Unknown[name], ch.Change.Sensitive[name])
		c.value(r.Address+" "+name, want, values[name])
	}
}

// value wants each part that we know to be what terraform plans. What we know
// and terraform does not is counted: an ARN made of a name that is known.
func (c *oracleCompare) value(place string, want, got any) {
	if got == nil || got == holeSensitive || want == holeSensitive {
		return
	}
	c.values++
	switch {
	case want == holeUnknown:
		if got != holeUnknown {
			c.early++
			c.tellEarly(place, got)
		}
		return
	case got == holeUnknown:
		c.t.Errorf("%s: %s: unknown, terraform plans %v", c.name, place, want)
		return
	}
	switch w := want.(type) {
	case []any:
		g, ok := got.([]any)
		if !ok {
			g = []any{got} // one block written as a JSON object
		}
		if len(w) != len(g) {
			c.t.Errorf("%s: %s: %d elements %v, terraform plans %d: %v", c.name, place, len(g), g, len(w), w)
			return
		}
		if !ok || !flat(w) {
			slices.SortFunc(w, byText) // a set of blocks has terraform's order
			slices.SortFunc(g, byText)
		} else {
			w, g = slices.SortedFunc(slices.Values(w), byText), slices.SortedFunc(slices.Values(g), byText)
		}
		for i := range w {
			c.value(fmt.Sprintf("%s[%d]", place, i), w[i], g[i])
		}
	case map[string]any:
		g, ok := got.(map[string]any)
		if list, isList := got.([]any); isList && len(list) == 1 { // a block of which there is one at most
			g, ok = list[0].(map[string]any)
		}
		if !ok {
			c.t.Errorf("%s: %s: %v, terraform plans %v", c.name, place, got, w)
			return
		}
		for key, e := range g {
			c.value(place+"."+key, w[key], e)
		}
	default:
		if !same(want, got) {
			c.t.Errorf("%s: %s: %v, terraform plans %v", c.name, place, got, want)
		}
	}
}

func flat(list []any) bool {
	return !slices.ContainsFunc(list, func(e any) bool {
		_, ok := e.(map[string]any)
		return ok
	})
}

// byText puts elements in an order that only what both sides know decides.
func byText(a, b any) int { return cmp.Compare(scalarText(a), scalarText(b)) }

func scalarText(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return fmt.Sprint(v)
	}
	for _, key := range []string{"id", "name", "key", "origin_id", "bucket", "location", "type", "value", "path_pattern", "from_port"} {
		if e, ok := m[key]; ok && e != nil && e != holeUnknown {
			return fmt.Sprint(e)
		}
	}
	return ""
}

// same compares what a schema may have converted: "1" and 1, and JSON text.
func same(a, b any) bool {
	x, y := fmt.Sprint(a), fmt.Sprint(b)
	if x == y {
		return true
	}
	var u, v any
	return json.Unmarshal([]byte(x), &u) == nil && json.Unmarshal([]byte(y), &v) == nil && fmt.Sprint(u) == fmt.Sprint(v)
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}
