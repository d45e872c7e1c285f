package configs

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
)

// Load reads files, several at once, and puts them together by directory.
// What cannot be parsed is a diagnostic; the rest is kept.
func Load(files []source.File, links map[string]string, jobs int) *Config {
	return load(files, links, jobs, blocksOf)
}

// LoadWhole is Load without laziness: every block is parsed, whether someone
// needs it or not. The result is the same, which is what it is for: to be
// compared.
func LoadWhole(files []source.File, links map[string]string, jobs int) *Config {
	return load(files, links, jobs, parsedBlocks)
}

// reader gives the top-level blocks of a file.
type reader func(name string, src []byte) ([]*block, hcl.Diagnostics)

func load(files []source.File, links map[string]string, jobs int, read reader) *Config {
	parsed := make([]parsedFile, len(files))
	source.Each(len(files), jobs, func(i int) { parsed[i] = parse(files[i], read) })
	c := &Config{Modules: map[string]*Module{}, Installed: map[string]map[string]string{}, Links: links, shared: map[string]bool{}, varFiles: map[string]*varFile{}}
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(rank(&files[a]), rank(&files[b])), strings.Compare(files[a].Path, files[b].Path))
	})
	for _, i := range order {
		c.merge(&files[i], &parsed[i])
	}
	c.decode(jobs)
	for _, dirs := range c.Installed {
		for _, dir := range dirs {
			c.shared[c.Resolve(dir)] = true
		}
	}
	c.vendor()
	c.keepStates()
	c.sortVariants()
	c.sortPartials()
	for dir, m := range c.Modules {
		for _, call := range m.Calls {
			if to := c.leadsTo(call); to != "" && to != dir {
				c.shared[to] = true
			}
		}
	}
	return c
}

func (m *Module) sortAddresses() {
	m.addresses = slices.AppendSeq(make([]terraform.Resource, 0, len(m.resources)), maps.Keys(m.resources))
	slices.SortFunc(m.addresses, func(a, b terraform.Resource) int {
		return cmp.Or(cmp.Compare(a.Mode, b.Mode), strings.Compare(a.Type, b.Type), strings.Compare(a.Name, b.Name))
	})
}

// rank puts files in the order in which Terraform reads those of one
// directory: override files after all others, variable files weakest first.
func rank(f *source.File) int {
	base := path.Base(f.Path)
	switch {
	case base == "terraform.tfvars":
		return 0
	case base == "terraform.tfvars.json":
		return 1
	case isOverride(f.Path):
		return 3
	}
	return 2
}

type parsedFile struct {
	blocks []*block
	vars   map[string]*Expr // of a variable file; nil for others
	diags  hcl.Diagnostics
}

func parse(f source.File, read reader) (p parsedFile) {
	if f.Kind == source.ModuleManifest || f.Kind == source.VarFile || f.Kind == source.Terragrunt {
		return p
	}
	if i := invalidUTF8(f.Src); i >= 0 {
		p.diags = append(p.diags, &hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "Invalid character encoding",
			Detail:  "This file is not UTF-8, so Terraform refuses it and nothing in it was analysed. Convert it to UTF-8.",
			Subject: positionOf(f.Path, f.Src, i),
		})
		return p
	}
	if f.Kind == source.Terraform {
		p.blocks, p.diags = read(f.Path, f.Src)
		return p
	}
	json := f.Kind != source.TFVars
	if d := tooDeep(f.Src, f.Path, json); d != nil {
		p.diags = append(p.diags, d)
		return p
	}
	var body *hclsyntax.Body
	if json {
		body, p.diags = parseJSON(f.Src, f.Path, f.Kind == source.TerraformJSON)
	} else {
		var file *hcl.File
		if file, p.diags = hclsyntax.ParseConfig(f.Src, f.Path, hcl.InitialPos); file != nil {
			body, _ = file.Body.(*hclsyntax.Body)
		}
	}
	switch {
	case body == nil:
	case f.Kind == source.TerraformJSON:
		p.blocks = trees(body)
	default:
		prepare(body)
		p.vars = attributes(body)
	}
	return p
}

func invalidUTF8(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func positionOf(name string, src []byte, offset int) *hcl.Range {
	before := string(src[:offset])
	pos := hcl.Pos{Line: strings.Count(before, "\n") + 1, Column: offset - strings.LastIndex(before, "\n"), Byte: offset}
	return &hcl.Range{Filename: name, Start: pos, End: pos}
}

func (c *Config) merge(f *source.File, p *parsedFile) {
	if p.diags.HasErrors() {
		c.Incomplete = true
	}
	for _, d := range p.diags {
		if d.Subject == nil {
			d.Subject = &hcl.Range{Filename: f.Path, Start: hcl.InitialPos, End: hcl.InitialPos}
		}
		d.Expression, d.EvalContext = nil, nil
		c.Diagnostics = append(c.Diagnostics, d)
	}
	dir := path.Dir(f.Path)
	switch {
	case f.Kind == source.ModuleManifest:
		c.manifest(f)
	case f.Kind == source.VarFile:
		c.varFiles[f.Path] = &varFile{src: f.Src}
	case p.vars != nil:
		c.varFiles[f.Path] = &varFile{vars: p.vars}
		c.module(dir).TFVars = append(c.module(dir).TFVars, p.vars)
	case p.blocks != nil:
		m := c.module(dir)
		m.Files = append(m.Files, f.Path)
		m.layers = append(m.layers, layer{path.Base(f.Path), p.blocks})
	}
}

func (c *Config) module(dir string) *Module {
	m := c.Modules[dir]
	if m == nil {
		m = newModule(dir)
		c.Modules[dir] = m
	}
	return m
}

// manifest reads the list of installed modules that `terraform init` leaves.
func (c *Config) manifest(f *source.File) {
	var list struct {
		Modules []struct{ Key, Dir string }
	}
	root := path.Dir(path.Dir(path.Dir(f.Path)))
	if err := json.Unmarshal(f.Src, &list); err != nil {
		c.Incomplete = true
		c.Diagnostics = append(c.Diagnostics, &hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "Invalid module manifest",
			Detail:  fmt.Sprintf("%s is not valid JSON (%s). Run `terraform init` again to write it anew.", f.Path, err),
			Subject: &hcl.Range{Filename: f.Path, Start: hcl.InitialPos, End: hcl.InitialPos},
		})
		return
	}
	dirs := make(map[string]string, len(list.Modules))
	for _, m := range list.Modules {
		if m.Key != "" && !path.IsAbs(m.Dir) {
			dirs[m.Key] = path.Join(root, m.Dir)
		}
	}
	c.Installed[root] = dirs
}

// ParseVars reads a variable file given by name on the command line.
func ParseVars(name string, src []byte) (map[string]*Expr, hcl.Diagnostics) {
	kind := source.TFVars
	if strings.HasSuffix(name, ".json") {
		kind = source.TFVarsJSON
	}
	p := parse(source.File{Path: name, Kind: kind, Src: src}, blocksOf)
	return p.vars, p.diags
}

// Given is a variable's value as it was given on a command line.
func Given(name, text string) *Expr {
	return &Expr{Text: &text, DeclRange: hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}}
}

// Parsed is a value given on a command line for a variable: an expression, or
// the text itself for a variable of a primitive type or without one.
func (e *Expr) Parsed(verbatim bool) (hclsyntax.Expression, hcl.Diagnostics) {
	if e.Text == nil {
		return e.Expr, nil
	}
	if verbatim {
		return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(*e.Text), SrcRange: e.DeclRange}, nil
	}
	vars, diags := ParseVars(e.DeclRange.Filename, []byte("v = "+*e.Text+"\n"))
	if v := vars["v"]; v != nil && len(vars) == 1 && !diags.HasErrors() {
		return v.Expr, diags
	}
	return &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal, SrcRange: e.DeclRange}, diags
}

// Resolve follows symbolic links to directories, as far as they stay in the tree.
func (c *Config) Resolve(dir string) string {
	for range 8 { // a longer chain of links is a loop
		target, ok := c.Links[dir]
		if !ok {
			for link, to := range c.Links {
				if strings.HasPrefix(dir, link+"/") {
					target, ok = to+dir[len(link):], true
					break
				}
			}
		}
		if !ok {
			return dir
		}
		dir = path.Clean(target)
	}
	return dir
}

func isOverride(name string) bool {
	base := path.Base(name)
	for _, ext := range []string{".tf", ".tofu", ".tf.json", ".tofu.json"} {
		if stem, ok := strings.CutSuffix(base, ext); ok && (stem == "override" || strings.HasSuffix(stem, "_override")) {
			return true
		}
	}
	return false
}

func installed(dir string) bool {
	return strings.HasPrefix(dir, ".terraform/modules/") || strings.Contains(dir, "/.terraform/modules/")
}
