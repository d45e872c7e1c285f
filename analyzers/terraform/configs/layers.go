package configs

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// layer is one file of a module: the name it has in its directory, and its blocks.
type layer struct {
	name   string
	blocks []*block
}

// Generated is a module of one file that a tool writes beside those of the
// tree. Its text is taken to stand in the file and from the line of at.
func Generated(name string, src []byte, at hcl.Range) (*Module, hcl.Diagnostics) {
	if i := invalidUTF8(src); i >= 0 {
		return nil, hcl.Diagnostics{{
			Severity: hcl.DiagError, Summary: "Invalid character encoding",
			Detail: "The file " + name + " that is generated here would not be UTF-8, so Terraform refuses it.", Subject: &at,
		}}
	}
	if d := tooDeep(src, name, false); d != nil {
		d.Subject = &at
		return nil, hcl.Diagnostics{d}
	}
	file, diags := hclsyntax.ParseConfig(src, at.Filename, at.Start)
	body, _ := file.Body.(*hclsyntax.Body)
	for _, d := range diags {
		d.Expression, d.EvalContext = nil, nil
	}
	m := newModule(path.Dir(name))
	m.layers = []layer{{path.Base(name), trees(body)}}
	return m, diags
}

// Laid is a module as a tool lays it out: the files of several in one
// directory, each in place of an earlier one of its name. Nil layers add nothing.
func Laid(dir string, layers ...*Module) *Module {
	m := newModule(dir)
	for _, from := range layers {
		if from == nil {
			continue
		}
		for _, l := range from.layers {
			m.layers = slices.DeleteFunc(m.layers, func(old layer) bool { return old.name == l.name })
			m.layers = append(m.layers, l)
		}
		m.Files = append(m.Files, from.Files...)
		m.TFVars = append(m.TFVars, from.TFVars...)
	}
	_ = m.decode() // what is amiss in a block was told when its own module was read
	for _, from := range layers {
		if from != nil && from.Through != "" {
			m.Through = from.Through
			maps.Copy(m.Calls, from.Calls)
			maps.Copy(m.variables, from.variables)
		}
	}
	return m
}

// Has says that a file of a name is among the module's.
func (m *Module) Has(name string) bool {
	return slices.ContainsFunc(m.layers, func(l layer) bool { return l.name == name })
}

// CallOf is a root module that does nothing but call another, which is known by
// its source alone. The arguments are the names given; their values come in as
// the root's variables.
func CallOf(dir, name, source string, args []string, at hcl.Range) *Module {
	m := newModule(dir)
	m.Through = name
	body := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: at, EndRange: at}
	for _, arg := range args {
		ref := &hclsyntax.ScopeTraversalExpr{Traversal: hcl.Traversal{hcl.TraverseRoot{Name: "var", SrcRange: at}, hcl.TraverseAttr{Name: arg, SrcRange: at}}, SrcRange: at}
		body.Attributes[arg] = &hclsyntax.Attribute{Name: arg, Expr: ref, SrcRange: at, NameRange: at}
		m.variables[arg] = &later[Variable]{make: func() *Variable { return &Variable{Name: arg, Nullable: true, DeclRange: at} }}
	}
	m.Calls[name] = &Call{Name: name, Source: source, Body: body, Providers: map[string]Ref{}, DeclRange: at, End: at.End}
	return m
}

// Values are the literal values of a block that a tool writes: a body of them.
func Values(exprs map[string]hclsyntax.Expression, at hcl.Range) *hclsyntax.Body {
	body := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: at, EndRange: at}
	for name, e := range exprs {
		body.Attributes[name] = &hclsyntax.Attribute{Name: name, Expr: e, SrcRange: e.Range(), NameRange: e.Range()}
	}
	return body
}

// ParseBody reads a file that a tool of HCL's syntax keeps beside Terraform's,
// ready to be evaluated. The body is nil when nothing of the file can be used.
func ParseBody(name string, src []byte) (*hclsyntax.Body, hcl.Diagnostics) {
	if i := invalidUTF8(src); i >= 0 {
		return nil, hcl.Diagnostics{{
			Severity: hcl.DiagError, Summary: "Invalid character encoding",
			Detail:  "This file is not UTF-8, so nothing in it was analysed. Convert it to UTF-8.",
			Subject: positionOf(name, src, i),
		}}
	}
	if d := tooDeep(src, name, false); d != nil {
		return nil, hcl.Diagnostics{d}
	}
	file, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
	body, _ := file.Body.(*hclsyntax.Body)
	for _, d := range diags {
		d.Expression, d.EvalContext = nil, nil
	}
	if body != nil {
		prepare(body)
	}
	return body, diags
}

// LocalsOf is a module of nothing but the local values of a body.
func LocalsOf(dir string, body *hclsyntax.Body) *Module {
	m := newModule(dir)
	d := decoder{module: m}
	for _, b := range body.Blocks {
		if b.Type == "locals" {
			for name, attr := range b.Body.Attributes {
				d.local(name, func() *Expr { return exprOf(attr) })
			}
		}
	}
	return m
}

// Locals lists the names of local values, sorted.
func (m *Module) Locals() []string {
	names := make([]string, 0, len(m.locals))
	for name := range m.locals {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Use notes that something other than a module call leads to a module: it is
// no root by itself, and is kept after an evaluation.
func (c *Config) Use(dir string) {
	c.shared[dir] = true
	if c.used == nil {
		c.used = map[string]bool{}
	}
	c.used[dir] = true
}

// Named lists the directories of modules whose path ends in a given one, sorted.
func (c *Config) Named(suffix string) []string {
	var dirs []string
	for dir, m := range c.Modules {
		if len(m.Files) > 0 && !installed(dir) && (dir == suffix || strings.HasSuffix(dir, "/"+suffix)) {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	return dirs
}
