package configs

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/resilint/resilint/analyzers/source"
)

// sortPartials completes each root module's backend by the files with the rest of
// its settings: what terraform init is given as -backend-config. Such a file is for
// the nearest root module above it that has a backend.
func (c *Config) sortPartials() {
	c.partials = map[string][]*Backend{}
	for _, file := range slices.Sorted(maps.Keys(c.varFiles)) {
		if !source.ForBackend(file) {
			continue
		}
		if root := c.keeper(path.Dir(file)); root != "" {
			c.partials[root] = append(c.partials[root], c.complete(root, file))
		}
	}
}

// complete is a root module's backend with the settings of a file. What is wrong in
// the file is no matter of the module's, so that it is not told.
func (c *Config) complete(root, file string) *Backend {
	b, at := c.Modules[root].Backend, hcl.Range{Filename: file, Start: hcl.InitialPos, End: hcl.InitialPos}
	values, _ := c.Values(Variant{Files: []string{file}})
	rest := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: at}
	for name, e := range values {
		rest.Attributes[name] = &hclsyntax.Attribute{Name: name, Expr: e.Expr, SrcRange: e.DeclRange, NameRange: e.DeclRange, EqualsRange: e.DeclRange}
	}
	for _, name := range identity(b.Type) {
		if e := values[name]; e != nil {
			at = e.DeclRange
			break
		}
	}
	return &Backend{Type: b.Type, Body: overlay(b.Body, rest), DeclRange: at, End: at.End, Partial: partialName(file, root)}
}

// keeper is the nearest root module with a backend, from a directory upwards;
// empty when there is none.
func (c *Config) keeper(dir string) string {
	for {
		if m := c.Modules[dir]; m != nil && m.Backend != nil && !installed(dir) {
			return dir
		}
		if dir == "." || dir == "/" {
			return ""
		}
		dir = path.Dir(dir)
	}
}

// partialName is what a file with settings of a backend is for: prod of
// prod.s3.tfbackend, backend-prod.hcl, backends/prod.tfvars and prod/backend.tfvars.
func partialName(file, root string) string {
	name, _, _ := strings.Cut(path.Base(file), ".")
	name = strings.Trim(strings.ReplaceAll(name, "backend", ""), "-_")
	if dir := path.Dir(file); dir != root && slices.Contains([]string{"", "config", "env", "s3", "gcs", "azurerm", "state", "terraform"}, name) {
		name = path.Base(dir)
	}
	return name
}

// Backends lists what a root module's backend may be: as it is written or, where
// files complete it, with that of the variant's own name, else with each.
func (c *Config) Backends(m *Module, variant string) []*Backend {
	if m.Backend == nil {
		return nil
	}
	all := c.partials[m.Dir]
	if len(all) == 0 || c.Modules[m.Dir] != m {
		return []*Backend{m.Backend}
	}
	if i := slices.IndexFunc(all, func(b *Backend) bool { return b.Partial == variant }); i >= 0 && variant != "" {
		return all[i : i+1]
	}
	return all
}
