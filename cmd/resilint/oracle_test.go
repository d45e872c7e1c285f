package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
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
	var total oracleTotal
	t.Cleanup(func() { total.log(t) })
	for _, name := range oracleNames(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			for _, d := range oracleDirs(t, name) {
				t.Run(d.root, func(t *testing.T) {
					t.Parallel()
					total.add(oracleRun(t, oracle, d))
				})
			}
		})
	}
}

// oracleTotal sums what was compared, over subtests that run at once.
type oracleTotal struct {
	mu                                       sync.Mutex
	configurations, instances, values, early int
}

func (o *oracleTotal) add(c *oracleCompare) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.configurations++
	o.instances, o.values, o.early = o.instances+c.instances, o.values+c.values, o.early+c.early
}

func (o *oracleTotal) log(t *testing.T) {
	t.Helper()
	t.Logf("%d configurations, %d instances, %d values compared, %d known earlier than in the plan", o.configurations, o.instances, o.values, o.early)
}

// oracleRun plans one root module and compares what inspect says of it.
func oracleRun(t *testing.T, oracle string, d oracleDir) *oracleCompare {
	t.Helper()
	out, stderr, err := oraclePlan(t.Context(), oracle, d)
	if err != nil {
		t.Fatalf("%s\n%s", err, stderr)
	}
	c := &oracleCompare{t: t}
	c.run(d, out)
	return c
}

var instanceKey = regexp.MustCompile(`\[("(\\.|[^"])*"|\d+)\]`)

// oracleDir is one root module that is planned, and the tree it stands in.
type oracleDir struct{ tree, root string }

// oracleNames are the small configurations and the estates.
func oracleNames(t *testing.T) []string {
	t.Helper()
	configurations, err := filepath.Glob("testdata/oracle/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	estates, err := filepath.Glob("../../fixtures/estates/*")
	if err != nil {
		t.Fatal(err)
	}
	return append(configurations, slices.DeleteFunc(estates, func(name string) bool {
		return filepath.Base(name) == "terragrunt" // terraform alone cannot run it: its inputs and providers are Terragrunt's
	})...)
}

// oracleDirs writes a configuration or an estate to a folder of its own, and
// gives its root modules.
func oracleDirs(t *testing.T, name string) []oracleDir {
	t.Helper()
	if filepath.Ext(name) == ".txtar" {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c := newConfirmCase(t, filepath.Base(name), ar)
		return []oracleDir{{tree: c.write(t), root: c.root}}
	}
	tree := t.TempDir()
	if err := os.CopyFS(tree, os.DirFS(name)); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(tree, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	var dirs []oracleDir
	for _, root := range rootsOf(t, tree) {
		dirs = append(dirs, oracleDir{tree: tree, root: root})
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
	instances, values, early int
	names                    []string // what names the planned instances of namingAttributes
	answers                  []string // identifiers that the oracle made up for data sources
}

func (c *oracleCompare) run(d oracleDir, src []byte) {
	var plan oracleJSON
	if err := decode(src, &plan); err != nil {
		c.t.Error(err)
		return
	}
	args := []string{"inspect", filepath.Join(d.tree, d.root), "-f", "json", "--workspace", "default"}
	for name, v := range plan.Variables {
		args = append(args, "--var-file", c.varFile(name, v.Value))
	}
	var out, diags bytes.Buffer
	run(c.t.Context(), args, process{stdout: &out, stderr: &diags, getenv: func(string) string { return "" }})
	var ours wireRoot
	if err := decode(out.Bytes(), &ours); err != nil {
		c.t.Errorf("%s\n%s%s", err, out.String(), diags.String())
		return
	}
	want, changes := map[string]bool{}, map[string]planChange{}
	for _, r := range plan.ResourceChanges {
		want[r.Address], changes[r.Address] = true, r
		c.collectNames(r.Address, r.Change.After)
	}
	var walk func(m *oracleModule)
	walk = func(m *oracleModule) {
		for _, r := range m.Resources {
			want[r.Address] = true
			ch := planChange{Address: r.Address}
			ch.Change.After = r.Values
			changes[r.Address] = ch
			c.answer(r.Values)
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
func (c *oracleCompare) varFile(name string, v json.RawMessage) string {
	file := filepath.Join(c.t.TempDir(), name+".json")
	text, err := json.Marshal(map[string]json.RawMessage{name: v})
	if err == nil {
		err = os.WriteFile(file, text, 0o644)
	}
	if err != nil {
		c.t.Error(err)
	}
	return file
}

// namingAttributes are the attributes by which a thing is named, by resource
// type: other attributes are made of them, and so known before terraform knows
// them. Each has its reason beside it.
var namingAttributes = sync.OnceValue(func() map[string][]string {
	naming := map[string][]string{}
	src, err := os.ReadFile("testdata/oracle/early.txt")
	if err != nil {
		return naming
	}
	for line := range strings.Lines(string(src)) {
		name, reason, _ := strings.Cut(strings.TrimSpace(line), "  ")
		typ, attr, ok := strings.Cut(name, ".")
		if ok && reason != "" && !strings.HasPrefix(line, "#") {
			naming[typ] = append(naming[typ], attr)
		}
	}
	return naming
})

// collectNames keeps what names an instance in the plan, if its type is listed.
func (c *oracleCompare) collectNames(addr string, after map[string]any) {
	parts := strings.Split(instanceKey.ReplaceAllString(addr, ""), ".")
	if len(parts) < 2 {
		return
	}
	for _, attr := range namingAttributes()[parts[len(parts)-2]] {
		if text, ok := after[attr].(string); ok && text != "" {
			c.names = append(c.names, text)
		}
	}
}

// tellEarly wants a reason for what is known here and not in the plan: a name in it.
func (c *oracleCompare) tellEarly(place string, got any) {
	text := fmt.Sprint(got)
	if plain, err := base64.StdEncoding.DecodeString(text); err == nil {
		text = string(plain)
	}
	if !slices.ContainsFunc(c.names, func(name string) bool { return strings.Contains(text, name) }) {
		c.t.Errorf("%s: known as %v before terraform knows it, and made of no name that testdata/oracle/early.txt lists", place, got)
	}
}

func (c *oracleCompare) addresses(want, got map[string]bool) {
	for addr := range want {
		if !got[addr] && !strings.Contains(addr, "terraform_data.oracle_") {
			c.t.Errorf("terraform plans %s, which inspect does not know", addr)
		}
	}
	for addr := range got {
		if !want[addr] {
			c.t.Errorf("inspect gives %s, which terraform does not plan", addr)
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
			c.t.Errorf("%s: provider %s, terraform says %s", r.Address, alias, key)
		}
	}
	if region, ok := ch.Change.After["region"].(string); ok && r.Provider.Region != "" && r.Values["region"] == nil && r.Mode == "managed" {
		if strings.HasPrefix(r.Type, "aws_") && region != r.Provider.Region {
			c.t.Errorf("%s: region %s, terraform says %s", r.Address, r.Provider.Region, region)
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
	case got == holeUnknown && (want == nil || c.answered(want)):
		return // what is left out elsewhere may be computed, as far as one sees without a schema
	case got == holeUnknown:
		c.t.Errorf("%s: unknown, terraform plans %v", place, want)
		return
	}
	switch w := want.(type) {
	case []any:
		g, ok := got.([]any)
		if !ok {
			g = []any{got} // one block written as a JSON object
		}
		if len(w) != len(g) {
			c.t.Errorf("%s: %d elements %v, terraform plans %d: %v", place, len(g), g, len(w), w)
			return
		}
		if !ok || !flat(w) {
			slices.SortFunc(w, byText) // a set of blocks has terraform's order
			slices.SortFunc(g, byText)
		} else if !slices.Contains(w, holeUnknown) { // a list of strings keeps its order, a set of them need not
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
			c.t.Errorf("%s: %v, terraform plans %v", place, got, w)
			return
		}
		for key, e := range g {
			c.value(place+"."+key, w[key], e)
		}
	default:
		if !same(want, got) {
			c.t.Errorf("%s: %v, terraform plans %v", place, got, want)
		}
	}
}

// answer keeps the identifiers that the oracle makes up for a data source: the
// real provider would answer something else, which only it knows.
func (c *oracleCompare) answer(values map[string]any) {
	for attr, v := range values {
		if text, ok := v.(string); ok && (attr == "arn" || strings.HasSuffix(attr, "id") || strings.HasPrefix(text, "oracle")) {
			c.answers = append(c.answers, text)
		}
	}
}

// answered reports whether a value is such an answer, perhaps behind a prefix or,
// as an account is, within a text: one that is too long to stand there by chance.
func (c *oracleCompare) answered(want any) bool {
	text := fmt.Sprint(want)
	const telling = 10
	return slices.ContainsFunc(c.answers, func(a string) bool {
		return strings.HasSuffix(text, a) || len(a) >= telling && strings.Contains(text, a)
	})
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
	for _, key := range []string{"id", "name", "key", "origin_id", "bucket", "location", "type", "value", "path_pattern", "from_port", "role"} {
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
