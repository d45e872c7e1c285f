package configs

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Variant is a set of variable files that a root module is planned with: an
// environment, as a rule.
type Variant struct {
	Name  string
	Files []string // the weakest first
}

// varFile is a variable file by its path.
type varFile struct {
	src   []byte // of one that Terraform does not load by itself, until it is read
	vars  map[string]*Expr
	diags hcl.Diagnostics
}

// Variants lists the sets of variable files that stand ready for a root
// module, by name: prod.tfvars, or one in a folder for environments, such as
// env/prod.tfvars and environments/prod/terraform.tfvars. A file for all of
// them (common.tfvars) is the weakest of each. A set that gives the module no
// variable is not for it.
func (c *Config) Variants(dir string) []Variant {
	m := c.Modules[dir]
	if m == nil {
		return nil
	}
	var common []string
	for _, v := range c.variants[dir] {
		if isCommon(v.Name) {
			common = append(common, v.Files...)
		}
	}
	var list []Variant
	for _, v := range c.variants[dir] {
		if isCommon(v.Name) || !c.gives(v, m) {
			continue
		}
		list = append(list, Variant{Name: v.Name, Files: slices.Concat(common, v.Files)})
	}
	return list
}

// gives says that a variant sets some variable of a module.
func (c *Config) gives(v Variant, m *Module) bool {
	values, _ := c.Values(v)
	for name := range values {
		if m.variables[name] != nil {
			return true
		}
	}
	return false
}

// sortVariants tells each root module's variable files apart, once all are known.
func (c *Config) sortVariants() {
	c.variants = map[string][]Variant{}
	for _, file := range slices.Sorted(maps.Keys(c.varFiles)) {
		root, name := c.variantOf(file)
		if root == "" || c.Modules[root] == nil {
			continue
		}
		list := c.variants[root]
		i := slices.IndexFunc(list, func(v Variant) bool { return v.Name == name })
		if i < 0 {
			i = len(list)
			list = append(list, Variant{Name: name})
		}
		list[i].Files = append(list[i].Files, file)
		c.variants[root] = list
	}
	for _, list := range c.variants {
		slices.SortFunc(list, func(a, b Variant) int { return strings.Compare(a.Name, b.Name) })
	}
}

// Values are the variables that the files of a variant set.
func (c *Config) Values(v Variant) (map[string]*Expr, hcl.Diagnostics) {
	values := map[string]*Expr{}
	var diags hcl.Diagnostics
	for _, file := range v.Files {
		f := c.varFiles[file]
		if f.vars == nil && f.src != nil {
			f.vars, f.diags = ParseVars(file, f.src)
			f.src = nil
		}
		maps.Copy(values, f.vars)
		diags = append(diags, f.diags...)
	}
	return values, diags
}

// variantOf is the root module that a variable file may be for, and the name of
// its variant; no root when the file is for none.
func (c *Config) variantOf(file string) (root, name string) {
	dir := path.Dir(file)
	name, _, _ = strings.Cut(path.Base(file), ".tfvars")
	name, automatic := strings.CutSuffix(name, ".auto")
	automatic = automatic || name == "terraform"
	switch {
	case isOther(name), isOther(path.Base(dir)):
		return "", ""
	case isEnvironments(dir) && !c.isModule(dir) && name != "terraform":
		return path.Dir(dir), name
	case isEnvironments(path.Dir(dir)) && !c.isModule(dir):
		return path.Dir(path.Dir(dir)), path.Base(dir)
	case automatic: // Terraform itself reads it
		return "", ""
	}
	return dir, name
}

func (c *Config) isModule(dir string) bool {
	m := c.Modules[dir]
	return m != nil && len(m.Files) > 0
}

// isEnvironments says that a folder is one for the environments of the root
// module above it.
func isEnvironments(dir string) bool {
	switch path.Base(dir) {
	case "env", "envs", "environment", "environments", "config", "configs", "tfvars", "var-files", "variables", "vars", "workspaces":
		return true
	}
	return false
}

// isCommon says that a variable file is meant for every environment.
func isCommon(name string) bool {
	return slices.Contains([]string{"all", "base", "common", "default", "defaults", "global", "globals", "shared"}, name)
}

// isOther says that a file is named like one with variables and is none to plan
// with: an example to be copied, or the settings of a backend.
func isOther(name string) bool {
	return slices.ContainsFunc([]string{"example", "sample", "template", "backend"}, func(word string) bool { return strings.Contains(name, word) })
}
