// Package configs turns Terraform files into a tree of modules, unevaluated.
//
// It knows the shapes of Terraform's source: blocks, module calls, providers,
// variable files. It evaluates nothing and knows no resource type.
//
// Text is lazy: a file is split into its top-level blocks, which also finds
// out whether there is an error in it, and most blocks are parsed when someone
// first asks for what they declare. The answers are those of parsing it all.
package configs

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/resilint/resilint/analyzers/terraform"
)

// Config is every module of the tree, by directory.
type Config struct {
	Modules map[string]*Module
	// Installed maps a root's directory and a module path ("a.b") to the directory it was installed in.
	Installed map[string]map[string]string
	// Links maps symbolic links to directories onto their targets.
	Links       map[string]string
	Diagnostics hcl.Diagnostics
	// Incomplete says that a file could not be parsed in whole.
	Incomplete bool

	reads      bool // some module reads the state of another
	statesOnce sync.Once
	states     map[string][]string // directories by the key of the state they keep
	// shared holds the directories that evaluating another one may lead to.
	shared   map[string]bool
	kept     map[string]*Module // root modules that were laid out, by what they go by
	used     map[string]bool    // directories of modules that something other than a call leads to
	varFiles map[string]*varFile
	variants map[string][]Variant  // by root module
	partials map[string][]*Backend // by root module: its backend, completed by files
}

// Module is the content of one directory. It may be read by several goroutines
// at once.
type Module struct {
	Dir       string
	Files     []string
	Calls     map[string]*Call
	Providers []*Provider
	Backend   *Backend
	// Aliases lists the provider configurations a caller must pass ("aws.west").
	Aliases map[string]bool
	// TFVars are the values of terraform.tfvars and *.auto.tfvars, weakest first.
	TFVars []map[string]*Expr
	// Through names the call whose outputs are this module's own; empty for
	// every module that somebody wrote.
	Through string

	variables map[string]*later[Variable]
	locals    map[string]*later[Expr]
	outputs   map[string]*later[Expr]
	resources map[terraform.Resource]*declared
	addresses []terraform.Resource // the keys of resources, sorted
	text      []*block             // all of it, in the order of the files
	layers    []layer              // the same, by file
	asking    sync.Mutex
	asked     map[string][]string // what Asked has answered
}

// Variable gives a declared input variable; nil when there is none.
func (m *Module) Variable(name string) *Variable { return m.variables[name].get() }

// Local gives the definition of a local value; nil when there is none.
func (m *Module) Local(name string) *Expr { return m.locals[name].get() }

// Output gives the value of an output; nil when there is none.
func (m *Module) Output(name string) *Expr { return m.outputs[name].get() }

// Outputs lists the names of outputs, sorted.
func (m *Module) Outputs() []string {
	names := make([]string, 0, len(m.outputs))
	for name, o := range m.outputs {
		if o.get() != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Resource gives a resource or data block; nil when there is none.
func (m *Module) Resource(addr terraform.Resource) *Resource { return m.resources[addr].get() }

// Declares says that there is a resource or data block of an address.
func (m *Module) Declares(addr terraform.Resource) bool {
	_, ok := m.resources[addr]
	return ok
}

// Resources lists the addresses of resource and data blocks by mode, type and name.
func (m *Module) Resources() []terraform.Resource { return m.addresses }

// Asked lists the attribute names that the module's text asks of a resource
// type ("data.aws_region" for a data source). Only the blocks in whose text
// the type stands are parsed to find out.
func (m *Module) Asked(typ string) []string {
	m.asking.Lock()
	defer m.asking.Unlock()
	if names, ok := m.asked[typ]; ok {
		return names
	}
	word := []byte(strings.TrimSuffix(strings.TrimPrefix(typ, "data."), InBlocks))
	var names []string
	for _, b := range m.text {
		if b.src == nil || bytes.Contains(b.src, word) {
			names = append(names, b.asks(typ)...)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	m.asked[typ] = names
	return names
}

// Expr is an expression and where its definition stands.
type Expr struct {
	Expr      hclsyntax.Expression
	DeclRange hcl.Range
	// Text is the value as it was given on a command line, where its variable's
	// type tells an expression from a plain string; Expr is nil then.
	Text *string
}

// Variable is an input variable.
type Variable struct {
	Name      string
	Type      hclsyntax.Expression // nil: any
	Default   hclsyntax.Expression // nil: none
	Nullable  bool
	Sensitive bool
	Ephemeral bool
	DeclRange hcl.Range
}

// Call is a module call.
type Call struct {
	Name      string
	Source    string // "" when it is not a literal
	Dir       string // directory of the module when it is a local path; "" otherwise
	Vendored  string // directory that a remote source stands in under its own name; "" when there is none
	Body      *hclsyntax.Body
	Count     hclsyntax.Expression
	ForEach   hclsyntax.Expression
	Providers map[string]Ref // child's name ("aws" or "aws.west") to the caller's
	DeclRange hcl.Range
	End       hcl.Pos
}

// Ref names a provider configuration.
type Ref struct {
	Name, Alias string
	// Key chooses one of the configurations that a provider with for_each makes; nil: there is but one.
	Key   hclsyntax.Expression
	Range hcl.Range
}

// String gives "aws" or "aws.west".
func (r Ref) String() string {
	if r.Alias == "" {
		return r.Name
	}
	return r.Name + "." + r.Alias
}

// Resource is a resource or data block.
type Resource struct {
	terraform.Resource
	Body           *hclsyntax.Body
	Count          hclsyntax.Expression
	ForEach        hclsyntax.Expression
	Provider       *Ref // nil: implied by the type
	PreventDestroy bool
	DeclRange      hcl.Range
	End            hcl.Pos
}

// Provider is a provider block.
type Provider struct {
	Ref
	ForEach   hclsyntax.Expression // OpenTofu's; nil: the block stands for one configuration
	Body      *hclsyntax.Body
	DeclRange hcl.Range
}

// Backend is a backend block, with what a file beside it adds.
type Backend struct {
	Type      string
	Body      *hclsyntax.Body
	DeclRange hcl.Range // the block's header or, of a file's, where it names the store
	End       hcl.Pos
	// Partial is what the file is for: prod of prod.s3.tfbackend. It is empty for the
	// block alone.
	Partial string
}

func newModule(dir string) *Module {
	return &Module{
		Dir: dir, Calls: map[string]*Call{}, Aliases: map[string]bool{}, asked: map[string][]string{},
		variables: map[string]*later[Variable]{}, locals: map[string]*later[Expr]{}, outputs: map[string]*later[Expr]{},
	}
}

// Roots lists the directories of root modules, sorted: those that no other
// scanned module calls or uses otherwise, and one of each circle of modules that
// only call each other.
func (c *Config) Roots() []string {
	called := map[string]bool{}
	dirs := make([]string, 0, len(c.Modules))
	for dir, m := range c.Modules {
		if installed(dir) || len(m.Files) == 0 {
			continue
		}
		dirs = append(dirs, dir)
		for _, call := range m.Calls {
			if to := c.leadsTo(call); to != "" && to != dir {
				called[to] = true
			}
		}
	}
	slices.Sort(dirs)
	reached := map[string]bool{}
	for dir := range c.used {
		called[dir] = true
		c.reach(dir, reached)
	}
	var roots []string
	for _, dir := range dirs {
		if !called[dir] {
			roots = append(roots, dir)
			c.reach(dir, reached)
		}
	}
	for _, dir := range dirs {
		if !reached[dir] {
			roots = append(roots, dir)
			c.reach(dir, reached)
		}
	}
	slices.Sort(roots)
	return roots
}

// leadsTo is the directory of the tree that a call leads to; "" when it leads
// out of it, or to an installed module.
func (c *Config) leadsTo(call *Call) string {
	switch {
	case call.Dir != "":
		return c.Resolve(call.Dir)
	case call.Vendored != "":
		return c.Resolve(call.Vendored)
	}
	return ""
}

// Release lets go of what was parsed of a root module, once its evaluation is
// over; one that others call too is kept. Nothing may be asked of it any more.
func (c *Config) Release(dir string) {
	m := c.Modules[dir]
	if m == nil || c.shared[dir] {
		return
	}
	m.Calls, m.Providers, m.Backend, m.TFVars = nil, nil, nil, nil
	m.variables, m.locals, m.outputs, m.resources, m.addresses, m.text, m.layers = nil, nil, nil, nil, nil, nil, nil
}

// Reached are the directories of the modules that some lead to, these included.
func (c *Config) Reached(dirs []string) map[string]bool {
	reached := map[string]bool{}
	for _, dir := range dirs {
		c.reach(dir, reached)
	}
	return reached
}

func (c *Config) reach(dir string, reached map[string]bool) {
	m := c.Modules[dir]
	if m == nil || reached[dir] {
		return
	}
	reached[dir] = true
	for _, call := range m.Calls {
		if to := c.leadsTo(call); to != "" {
			c.reach(to, reached)
		}
	}
}
