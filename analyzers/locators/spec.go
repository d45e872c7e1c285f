package locators

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Spec is the block in which a vocabulary file tells one provider's locators.
// docs/locators.md explains the language.
type Spec struct {
	Provider string            `hcl:"provider,label"`
	Product  string            `hcl:"product"`
	Getter   string            `hcl:"getter,optional"`   // prefix of module sources, without its colons
	Identity []string          `hcl:"identity,optional"` // fields that make up a bucket's name; ["bucket"] when empty
	Named    string            `hcl:"named,optional"`    // the one of them that resources call it by; the last when empty
	Home     string            `hcl:"home,optional"`     // pattern of a region whose group is what resources call it
	Reserved []string          `hcl:"reserved,optional"` // what stands where a bucket would and is none
	Fields   map[string]string `hcl:"fields,optional"`   // patterns (RE2) that must match a whole field
	Locators []*locatorSpec    `hcl:"locator,block"`
	Names    []*nameSpec       `hcl:"name,block"`
	At       hcl.Range         `hcl:",def_range"`

	home *regexp.Regexp
}

type locatorSpec struct {
	Kind   string            `hcl:"kind,label"`
	Forms  []string          `hcl:"forms"`
	Fields map[string]string `hcl:"fields,optional"` // instead of the provider's
	Set    map[string]string `hcl:"set,optional"`    // fields that no form holds
	At     hcl.Range         `hcl:",def_range"`
}

// nameSpec is what a bucket's name tells by itself.
type nameSpec struct {
	Suffix  string    `hcl:"suffix"`
	Pattern string    `hcl:"pattern,optional"` // with a group "region"
	Alias   bool      `hcl:"alias,optional"`   // it stands for a bucket of another name
	At      hcl.Range `hcl:",def_range"`
}

type naming struct {
	suffix string
	region *regexp.Regexp // nil when it tells no region
	alias  bool
}

// rule is what a form leads to.
type rule struct {
	spec *Spec
	kind string
	set  map[string]string
	bare bool           // it is believed without a scheme
	zone *regexp.Regexp // what a region must look like; nil when there is none
}

func (t *Table) add(f *Spec) hcl.Diagnostics {
	diags := f.complete()
	if f.Getter != "" {
		t.getters[f.Getter] = true
	}
	for _, n := range f.Names {
		if err := t.addName(f.Provider, n); err != nil {
			diags = append(diags, mistake(&n.At, n.Suffix, err))
		}
	}
	for _, l := range f.Locators {
		for _, form := range l.Forms {
			if err := t.addForm(f, l, form); err != nil {
				diags = append(diags, mistake(&l.At, form, err))
			}
		}
	}
	return diags
}

// complete fills in what a provider leaves unsaid.
func (f *Spec) complete() hcl.Diagnostics {
	if len(f.Identity) == 0 {
		f.Identity = []string{"bucket"}
	}
	f.Named = cmp.Or(f.Named, f.Identity[len(f.Identity)-1])
	home, err := whole(f.Home)
	switch {
	case err != nil:
		return hcl.Diagnostics{mistake(&f.At, "home", err)}
	case home != nil && home.NumSubexp() != 1:
		return hcl.Diagnostics{mistake(&f.At, "home", errors.New("its pattern needs one group"))}
	}
	f.home = home
	return nil
}

func (t *Table) addName(provider string, n *nameSpec) error {
	re, err := whole(n.Pattern)
	switch {
	case err != nil:
		return err
	case !n.Alias && (re == nil || re.SubexpIndex("region") < 0):
		return errors.New(`its pattern needs a group "region"`)
	}
	t.names[provider] = append(t.names[provider], &naming{n.Suffix, re, n.Alias})
	return nil
}

// addForm puts every string that a form's brackets allow into the tree.
func (t *Table) addForm(f *Spec, l *locatorSpec, form string) error {
	b := &builder{table: t, spec: f, locator: l}
	zone, err := b.field("region")
	if err != nil {
		return err
	}
	expanded, err := expand(form)
	if err != nil {
		return err
	}
	for _, one := range expanded {
		root, tx := t.root(one)
		r := &rule{spec: f, kind: l.Kind, set: l.Set, zone: zone.re, bare: isBare(one, f.Identity[0])}
		if err := b.put(root, tx, r); err != nil {
			return err
		}
	}
	return nil
}

// isBare says whether a form without its scheme can be believed: only if the
// host tells, for "s3.amazonaws.com/x" may be anything.
func isBare(form, first string) bool {
	host, _, path := strings.Cut(form, "/")
	return !strings.Contains(form, "://") && (!path || strings.Contains(host, "{"+first+"}"))
}

// root is where a form begins in the table, and the form cut into tokens.
func (t *Table) root(form string) (*node, *text) {
	tx := &text{raw: form, s: form}
	if scheme, _, ok := strings.Cut(form, "://"); ok {
		start := len(scheme) + len("://")
		if scheme == "http" || scheme == "https" {
			return t.web, tx.url(start, true)
		}
		return grown(t.schemes, scheme), tx.url(start, false)
	}
	if key, value, ok := strings.Cut(form, "="); ok {
		tx.add(len(form)-len(value), len(form), path)
		return grown(t.settings, key), tx
	}
	head := headOf(form)
	if strings.Contains(head, ".") {
		return t.web, tx.url(0, true)
	}
	return grown(t.heads, head), tx.list(0)
}

func grown(in map[string]*node, key string) *node {
	if in[key] == nil {
		in[key] = &node{}
	}
	return in[key]
}

// whole compiles a pattern that must match all of a string; nil for none.
func whole(pattern string) (*regexp.Regexp, error) {
	if pattern == "" {
		return nil, nil //nolint:nilnil // no pattern, no check
	}
	re, err := regexp.Compile(`\A(?:` + pattern + `)\z`)
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	return re, nil
}

// compiled is whole, once for each pattern: compiling is most of what loading
// costs.
func (t *Table) compiled(pattern string) (*regexp.Regexp, error) {
	if re, ok := t.patterns[pattern]; ok {
		return re, nil
	}
	re, err := whole(pattern)
	if err == nil {
		t.patterns[pattern] = re
	}
	return re, err
}

func mistake(at *hcl.Range, what string, err error) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Invalid locator", Detail: what + ": " + err.Error(), Subject: at}
}

// field is a part of a form that stands for any text of its pattern.
type field struct {
	name  string
	re    *regexp.Regexp // nil: anything that can be a name
	ident bool           // it is part of the bucket's name
	exact bool           // only the pattern tells it from another field, so all of it must be known
}

// builder compiles the forms of one locator.
type builder struct {
	table   *Table
	spec    *Spec
	locator *locatorSpec
}

func (b *builder) field(name string) (field, error) {
	pattern, own := b.locator.Fields[name]
	if !own {
		pattern = b.spec.Fields[name]
	}
	re, err := b.table.compiled(pattern)
	return field{name, re, slices.Contains(b.spec.Identity, name), own}, err
}
