package terragrunt

import (
	"fmt"
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// reader evaluates configuration files for one unit, at one desk.
type reader struct {
	estate *Estate
	desk   *eval.Desk
	unit   string // directory of the unit
	live   bool   // other units may be evaluated for their outputs
	read   map[string]*terraform.Term
}

func (e *Estate) reader(desk *eval.Desk, unit string) *reader {
	return &reader{estate: e, desk: desk, unit: unit, read: map[string]*terraform.Term{}}
}

// config is a configuration file together with those it includes.
type config struct {
	own      *view
	includes []*include // in the order of the text: a later one comes before an earlier one
}

// include is a file that another takes over.
type include struct {
	name     string // empty for the old form without a label
	strategy string // shallow, deep or no_merge
	view     *view
}

// view is one file as one unit sees it.
type view struct {
	r       *reader
	file    *file
	dir     string   // what get_terragrunt_dir() means
	of      *config  // the configuration it is part of
	through *include // nil for the configuration's own file
	sheet   *eval.Sheet
	whole   *terraform.Term // the inputs, once they were evaluated as a whole
}

// config reads a file whose paths are relative to a directory.
func (r *reader) config(f *file, dir string) *config {
	c := &config{}
	c.own = r.view(f, dir, c, nil)
	for _, b := range f.blocks("include") {
		if inc := c.include(b); inc != nil {
			c.includes = append(c.includes, inc)
		}
	}
	return c
}

func (r *reader) view(f *file, dir string, of *config, through *include) *view {
	v := &view{r: r, file: f, dir: dir, of: of, through: through}
	v.sheet = r.desk.Sheet(eval.SheetOptions{
		Name: f.path, Locals: f.locals, Functions: v.functions(), Names: v.name,
		Calls: map[string]func([]cty.Value) *terraform.Term{"read_terragrunt_config": v.readConfig},
	})
	return v
}

// include follows an include block; nil when it leads nowhere.
func (c *config) include(b *hclsyntax.Block) *include {
	r := c.own.r
	inc := &include{name: labelOf(b), strategy: "shallow"}
	if s, ok := c.own.term(b.Body, "merge_strategy").Text(); ok {
		inc.strategy = s
	}
	where, ok := c.own.term(b.Body, "path").Text()
	if !ok {
		r.desk.UnknownAt("include "+inc.name, "its path is not known", b.DefRange())
		return nil
	}
	name, err := c.own.locate(where)
	var f *file
	if err == nil {
		f, err = r.estate.open(name)
	}
	if err != nil {
		r.desk.Warn("Included file not found", fmt.Sprintf(
			"The path leads to %q, which was not read: %s. What it gives its units is missing here. Correct the path, or scan the tree that holds the file.", where, cause(err)), b.DefRange())
		return nil
	}
	if len(f.blocks("include")) > 0 {
		r.desk.Warn("Include within an include", fmt.Sprintf(
			"%s, which is included here, includes further files. Terragrunt allows one level; those were not read.", name), b.DefRange())
	}
	inc.view = r.view(f, c.own.dir, c, inc)
	return inc
}

// term evaluates an attribute of a body; nil when it is not written.
func (v *view) term(body *hclsyntax.Body, name string) *terraform.Term {
	a := body.Attributes[name]
	if a == nil {
		return nil
	}
	return v.sheet.Term(a.Expr)
}

// locate is the place in the tree of a path written in the file.
func (v *view) locate(p string) (string, error) { return locate(v.dir, p) }

// views lists the configuration's files, the strongest first, as far as they
// are merged.
func (c *config) views() []*view {
	list := []*view{c.own}
	for _, inc := range slices.Backward(c.includes) {
		if inc.strategy != "no_merge" {
			list = append(list, inc.view)
		}
	}
	return list
}

// name gives what a reference leads to: the other names of Terragrunt's language.
func (v *view) name(t hcl.Traversal) (*terraform.Term, int) {
	switch t.RootName() {
	case "include":
		return v.included(t)
	case "dependency":
		return v.dependency(t)
	case "feature":
		return v.feature(t)
	case "values":
		return v.unknown(t, "values", "the stack that gives them is not read"), 1
	}
	return nil, 1
}

func (v *view) unknown(t hcl.Traversal, what, why string) *terraform.Term {
	v.r.desk.UnknownAt(what, why, t.SourceRange())
	return &terraform.Term{Value: cty.DynamicVal, Range: t.SourceRange()}
}

// included is include.NAME.locals.x, and the like for inputs.
func (v *view) included(t hcl.Traversal) (*terraform.Term, int) {
	if v.through != nil {
		return nil, 1
	}
	name, _ := step(t, 1)
	for _, inc := range v.of.includes {
		if inc.name == name {
			return inc.view.part(t, 2)
		}
	}
	for _, inc := range v.of.includes {
		if inc.name == "" {
			return inc.view.part(t, 1)
		}
	}
	return nil, 1
}

// part is what a reference asks of a file, from its n-th step on.
func (v *view) part(t hcl.Traversal, n int) (*terraform.Term, int) {
	section, _ := step(t, n)
	name, ok := step(t, n+1)
	switch {
	case section == "locals" && ok:
		return v.sheet.Local(name, t.SourceRange()), n + 2
	case section == "locals":
		return v.locals(), n + 1
	case section == "inputs":
		return v.inputs(), n + 1
	}
	whole := &config{own: v}
	return whole.object(), n
}

// locals is all local values of a file as an object.
func (v *view) locals() *terraform.Term {
	t := &terraform.Term{Range: v.file.top(), Shape: terraform.Map}
	for _, name := range v.file.locals.Locals() {
		l := v.sheet.Local(name, v.file.top())
		t.Parts = append(t.Parts, terraform.Part{Name: name, Term: l})
	}
	return finish(t)
}

// finish gives an object the value that its parts come to.
func finish(t *terraform.Term) *terraform.Term {
	attrs := make(map[string]cty.Value, len(t.Parts))
	for _, p := range t.Parts {
		attrs[p.Name] = p.Term.Value
	}
	t.Value = cty.ObjectVal(attrs)
	return t
}

func (v *view) feature(t hcl.Traversal) (*terraform.Term, int) {
	name, _ := step(t, 1)
	for _, view := range v.of.views() {
		if b := view.file.labelled("feature", name); b != nil && b.Body.Attributes["default"] != nil {
			return view.term(b.Body, "default"), 3
		}
	}
	return nil, 1
}

// readConfig is read_terragrunt_config(PATH, FALLBACK).
func (v *view) readConfig(args []cty.Value) *terraform.Term {
	if len(args) == 0 {
		return nil
	}
	where, ok := terraform.StringOf(args[0])
	if !ok {
		return nil
	}
	name, err := v.locate(where)
	if err != nil {
		return nil
	}
	return v.r.readConfig(name, path.Dir(name))
}

// readConfig is all that a configuration file says, as an object; nil when it
// cannot be read or leads back to itself.
func (r *reader) readConfig(name, dir string) *terraform.Term {
	if t, ok := r.read[name]; ok {
		return t
	}
	f, err := r.estate.open(name)
	if err != nil || len(r.read) >= maxReads || !r.desk.Enter("configuration "+name, hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}) {
		return nil
	}
	defer r.desk.Leave()
	t := r.config(f, dir).object()
	r.read[name] = t
	return t
}

// object is the configuration as others read it.
func (c *config) object() *terraform.Term {
	t := &terraform.Term{Range: c.own.file.top(), Shape: terraform.Map}
	add := func(name string, part *terraform.Term) {
		if part != nil {
			t.Parts = append(t.Parts, terraform.Part{Name: name, Term: part})
		}
	}
	add("locals", c.own.locals())
	add("inputs", c.inputs())
	add("terraform", c.section("terraform", "source"))
	add("remote_state", c.section("remote_state", "backend", "config"))
	add("dependency", c.dependencies())
	return finish(t)
}

// section is a block as an object of some of its attributes; nil without one.
func (c *config) section(typ string, names ...string) *terraform.Term {
	for _, v := range c.views() {
		b := v.file.labelled(typ, "")
		if b == nil {
			continue
		}
		t := &terraform.Term{Range: b.DefRange(), Shape: terraform.Map}
		for _, name := range names {
			if part := v.term(b.Body, name); part != nil {
				t.Parts = append(t.Parts, terraform.Part{Name: name, Term: part})
			}
		}
		return finish(t)
	}
	return nil
}

// step is the name that the n-th step of a reference asks for.
func step(t hcl.Traversal, n int) (string, bool) {
	if n >= len(t) {
		return "", false
	}
	switch s := t[n].(type) {
	case hcl.TraverseAttr:
		return s.Name, true
	case hcl.TraverseIndex:
		return terraform.StringOf(s.Key)
	}
	return "", false
}
