// Package configs turns Terraform files into a tree of modules, unevaluated.
//
// It knows the shapes of Terraform's source: blocks, module calls, providers,
// variable files. It evaluates nothing and knows no resource type.
package configs

import (
	"slices"
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

	statesOnce sync.Once
	states     map[string][]string // directories by the key of the state they keep
}

// Module is the content of one directory.
type Module struct {
	Dir       string
	Files     []string
	Variables map[string]*Variable
	Locals    map[string]*Expr
	Outputs   map[string]*Expr
	Calls     map[string]*Call
	Resources map[terraform.Resource]*Resource
	Providers []*Provider
	Backend   *Backend
	// Aliases lists the provider configurations a caller must pass ("aws.west").
	Aliases map[string]bool
	// TFVars are the values of terraform.tfvars and *.auto.tfvars, weakest first.
	TFVars []map[string]*Expr
	// Asked lists the attribute names that the text asks of each resource type.
	Asked map[string][]string
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
	Range       hcl.Range
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
	Body      *hclsyntax.Body
	DeclRange hcl.Range
}

// Backend is a backend block.
type Backend struct {
	Type      string
	Body      *hclsyntax.Body
	DeclRange hcl.Range
	End       hcl.Pos
}

func newModule(dir string) *Module {
	return &Module{
		Dir: dir, Variables: map[string]*Variable{}, Locals: map[string]*Expr{}, Outputs: map[string]*Expr{},
		Calls: map[string]*Call{}, Resources: map[terraform.Resource]*Resource{},
		Aliases: map[string]bool{}, Asked: map[string][]string{},
	}
}

// Roots lists the directories of root modules, sorted: those that no other
// scanned module calls, and one of each circle of modules that only call
// each other.
func (c *Config) Roots() []string {
	called := map[string]bool{}
	dirs := make([]string, 0, len(c.Modules))
	for dir, m := range c.Modules {
		if installed(dir) {
			continue
		}
		dirs = append(dirs, dir)
		for _, call := range m.Calls {
			if to := c.Resolve(call.Dir); call.Dir != "" && to != dir {
				called[to] = true
			}
		}
	}
	slices.Sort(dirs)
	reached := map[string]bool{}
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

func (c *Config) reach(dir string, reached map[string]bool) {
	m := c.Modules[dir]
	if m == nil || reached[dir] {
		return
	}
	reached[dir] = true
	for _, call := range m.Calls {
		if call.Dir != "" {
			c.reach(c.Resolve(call.Dir), reached)
		}
	}
}
