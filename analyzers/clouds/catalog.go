package clouds

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/knowledge"
	"github.com/resilint/resilint/analyzers/locators"
	"github.com/resilint/resilint/analyzers/terraform"
)

// catalog is the whole vocabulary, by type.
type catalog struct {
	clouds   map[string]*cloudSpec
	ordered  []*cloudSpec // by name
	types    map[typeKey][]*typeSpec
	backends map[string]*typeSpec
	unseen   []*unseenSpec // in their order
	locators *locators.Table

	addresses []address       // in the order of the clouds' names
	named     map[string]bool // the kinds of names that others lead to
}

type typeKey struct {
	mode terraform.Mode
	typ  string
}

// load reads vocabulary files. Their mistakes are diagnostics with positions.
func load(fsys fs.FS) (*catalog, hcl.Diagnostics) {
	c := &catalog{clouds: map[string]*cloudSpec{}, types: map[typeKey][]*typeSpec{}, backends: map[string]*typeSpec{}, named: map[string]bool{}}
	files, diags := knowledge.Read[fileSpec](fsys, "*.hcl", "vocabulary")
	for _, f := range files {
		for _, cl := range f.Clouds {
			c.clouds[cl.Name] = cl
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.clouds)) {
		cl := c.clouds[name]
		c.ordered = append(c.ordered, cl)
		diags = append(diags, pattern(name, cl.Modules, &cl.modules)...)
		diags = append(diags, pattern(name, cl.Keys, &cl.keys)...)
		diags = append(diags, c.address(cl)...)
	}
	var strings []*locators.Spec
	for _, f := range files {
		diags = append(diags, c.add(f)...)
		strings = append(strings, f.Locators...)
	}
	table, more := locators.Compile(strings)
	c.locators = table
	return c, append(diags, more...)
}

// scope is what is known of where any bucket of a provider lives: in one region,
// where all of its buckets do.
func (c *catalog) scope(provider string) facts.Scope {
	if slices.ContainsFunc(c.ordered, func(cl *cloudSpec) bool { return cl.Provider == provider && cl.Regional }) {
		return facts.ScopeRegion
	}
	return facts.ScopeUnknown
}

// cloudOf is a cloud of a provider that has a product of storage; nil when the
// vocabulary has none.
func (c *catalog) cloudOf(provider string) *cloudSpec {
	for _, cl := range c.ordered {
		if provider != "" && cl.Provider == provider && cl.Product != "" {
			return cl
		}
	}
	return nil
}

// pattern compiles an optional pattern of a cloud.
func pattern(cloud, text string, to **regexp.Regexp) hcl.Diagnostics {
	if text == "" {
		return nil
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Invalid pattern", Detail: cloud + ": " + err.Error()}}
	}
	*to = re
	return nil
}

func (c *catalog) add(f *fileSpec) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, r := range f.Resources {
		diags = append(diags, c.ready(r, terraform.Managed)...)
		c.put(r)
	}
	for _, d := range f.Data {
		diags = append(diags, c.ready(d, terraform.Data)...)
		c.put(d)
	}
	for _, m := range f.Modules {
		diags = append(diags, c.ready(m, terraform.Call)...)
		c.put(m)
	}
	for _, u := range f.Unseen {
		diags = append(diags, u.ready()...)
		c.unseen = append(c.unseen, u)
	}
	for _, b := range f.Backends {
		diags = append(diags, c.ready(b, terraform.Managed)...)
		c.backends[b.Type] = b
	}
	return diags
}

func (c *catalog) put(t *typeSpec) {
	for _, typ := range append([]string{t.Type}, t.Also...) {
		key := typeKey{t.mode, typ}
		c.types[key] = append(c.types[key], t)
	}
}

// ready fills in what a type's spec leaves to its cloud.
func (c *catalog) ready(t *typeSpec, mode terraform.Mode) hcl.Diagnostics {
	t.mode = mode
	name := t.Cloud
	if name == "" {
		name, _, _ = strings.Cut(t.Type, "_")
	}
	if t.cloud = c.clouds[name]; t.cloud == nil {
		return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Unknown cloud", Detail: fmt.Sprintf("%s belongs to cloud %q, which no file declares. Set cloud to one of: %s.", t.Type, name, strings.Join(slices.Sorted(maps.Keys(c.clouds)), ", ")), Subject: &t.At}}
	}
	var diags hcl.Diagnostics
	var more hcl.Diagnostics
	t.known, diags = expressions(t.Known)
	t.computed, more = expressions(t.Computed)
	for _, r := range t.Relies {
		diags = append(diags, pattern(t.Type, r.Like, &r.like)...)
		if r.Called != "" {
			c.named[r.Called] = true
		}
	}
	for _, tr := range t.Trusts {
		diags = append(diags, pattern(t.Type, tr.Pattern, &tr.pattern)...)
	}
	for _, u := range t.Uses {
		diags = append(diags, c.whose(u, t)...)
	}
	for _, cp := range t.Copies {
		diags = append(diags, c.foreign(cp)...)
	}
	return append(diags, more...)
}

// whose finds the cloud whose buckets a use names.
func (c *catalog) whose(u *useSpec, t *typeSpec) hcl.Diagnostics {
	if u.cloud = t.cloud; u.Cloud == "" {
		return nil
	}
	if u.cloud = c.clouds[u.Cloud]; u.cloud == nil {
		return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Unknown cloud", Detail: fmt.Sprintf("No file declares a cloud %q.", u.Cloud), Subject: &t.At}}
	}
	return nil
}

// foreign takes the sources of a copy apart that are other clouds'.
func (c *catalog) foreign(cp *copySpec) hcl.Diagnostics {
	from, diags := expressions(cp.Abroad)
	cp.abroad = nil
	for _, name := range slices.Sorted(maps.Keys(from)) {
		if c.clouds[name] == nil {
			at := cp.Abroad.Range()
			diags = append(diags, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Unknown cloud", Detail: fmt.Sprintf("No file declares a cloud %q.", name), Subject: &at})
			continue
		}
		cp.abroad = append(cp.abroad, abroadSpec{c.clouds[name], from[name]})
	}
	return diags
}

// with is the catalog with the meaning of further modules, which win over
// what it says of the same ones.
func (c *catalog) with(modules []*typeSpec) (*catalog, hcl.Diagnostics) {
	more := *c
	more.types, more.named = maps.Clone(c.types), maps.Clone(c.named)
	var diags hcl.Diagnostics
	seen := map[string]bool{}
	for _, m := range modules {
		diags = append(diags, more.ready(m, terraform.Call)...)
		for _, source := range append([]string{m.Type}, m.Also...) {
			key := typeKey{terraform.Call, moduleName(source)}
			if !seen[key.typ] {
				delete(more.types, key)
			}
			seen[key.typ] = true
			more.types[key] = append(slices.Clip(more.types[key]), m)
		}
	}
	return &more, diags
}

// expressions takes an object constructor apart.
func expressions(e hcl.Expression) (map[string]hcl.Expression, hcl.Diagnostics) {
	if !written(e) {
		return nil, nil
	}
	pairs, diags := hcl.ExprMap(e)
	list := make(map[string]hcl.Expression, len(pairs))
	for _, kv := range pairs {
		list[hcl.ExprAsKeyword(kv.Key)] = kv.Value
	}
	return list, diags
}
