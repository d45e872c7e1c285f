package terragrunt

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// maxSpellings bounds the ways that a source may be spelt, when it hangs on
// what is not known.
const maxSpellings = 16

// spelling is one way a source may be spelt, up to what is not known of it.
type spelling struct {
	text  string
	whole bool
}

// module finds the module that a source names: one on disk, or a call of one
// that is known by its source alone. It also says whether a source is written.
func (d *draft) module(dir string) (m *configs.Module, written bool) {
	t, at := d.source()
	if t == nil {
		return d.estate.cfg.Modules[dir], false
	}
	ways := spellings(t)
	found := d.onDisk(dir, ways)
	switch {
	case len(found) == 1:
		return d.estate.cfg.Modules[found[0]], true
	case len(found) > 1:
		d.desk.UnknownAt("source", fmt.Sprintf("which module it names is not known: %s", strings.Join(found, " or ")), at)
		return nil, true
	case len(ways) != 1 || local(ways[0].text):
		d.missing(ways, at)
		return nil, true
	}
	return d.remote(dir, ways[0], at), true
}

// source is the source that the strongest file gives; nil when none does.
func (d *draft) source() (*terraform.Term, hcl.Range) {
	for _, v := range d.config.views() {
		for _, b := range v.file.blocks("terraform") {
			if a := b.Body.Attributes["source"]; a != nil {
				return v.sheet.Term(a.Expr), a.SrcRange
			}
		}
	}
	return nil, hcl.Range{}
}

// spellings lists the ways that a text may be spelt.
func spellings(t *terraform.Term) []spelling {
	if s, ok := t.Text(); ok {
		return []spelling{{s, true}}
	}
	var list []spelling
	switch t.Shape {
	case terraform.Choice:
		for _, p := range t.Parts {
			list = append(list, spellings(p.Term)...)
		}
	case terraform.Template:
		list = []spelling{{"", true}}
		for _, p := range t.Parts {
			list = continued(list, spellings(p.Term))
		}
	default:
		list = []spelling{{"", false}}
	}
	return list[:min(len(list), maxSpellings)]
}

// continued puts every one of the ways a part is spelt behind every one of the
// ways so far.
func continued(list, part []spelling) []spelling {
	var longer []spelling
	for _, s := range list {
		if !s.whole {
			longer = append(longer, s)
			continue
		}
		for _, p := range part {
			longer = append(longer, spelling{s.text + p.text, p.whole})
		}
	}
	return longer[:min(len(longer), maxSpellings)]
}

// onDisk lists the directories that a source may lead to, sorted.
func (d *draft) onDisk(dir string, ways []spelling) []string {
	var found []string
	for _, s := range ways {
		text, _, queried := strings.Cut(s.text, "?")
		if !s.whole && !queried {
			continue
		}
		find := d.vendored
		if local(text) {
			find = d.beneath
		}
		if to, ok := find(dir, text); ok && !slices.Contains(found, to) {
			found = append(found, to)
		}
	}
	slices.Sort(found)
	return found
}

// local says that a source is a path.
func local(source string) bool {
	return strings.HasPrefix(source, ".") || strings.HasPrefix(source, "/") || strings.HasPrefix(source, "~")
}

// beneath is the directory of the tree that a path means.
func (d *draft) beneath(dir, source string) (string, bool) {
	name, err := locate(dir, strings.ReplaceAll(source, "//", "/"))
	if err != nil {
		return "", false
	}
	return d.holds(name)
}

func (d *draft) holds(name string) (string, bool) {
	name = d.estate.cfg.Resolve(name)
	m := d.estate.cfg.Modules[name]
	return name, m != nil && len(m.Files) > 0
}

// vendored finds a module of a repository in the scanned tree: in a directory
// of the repository's name or, where the tree is that repository, at its path.
func (d *draft) vendored(dir, source string) (string, bool) {
	if name := path.Join(dir, strings.ReplaceAll(source, "//", "/")); fs.ValidPath(name) {
		if to, ok := d.holds(name); ok { // a path without the dot
			return to, true
		}
	}
	repo, sub := parts(source)
	if repo == "" || strings.HasPrefix(source, "tfr:") {
		return "", false
	}
	if dirs := d.estate.cfg.Named(path.Join(repo, sub)); len(dirs) == 1 {
		return dirs[0], true
	}
	if sub == "" || !fs.ValidPath(sub) {
		return "", false
	}
	return d.holds(sub)
}

// parts are a remote source's repository, by its own name, and the path in it.
func parts(source string) (repo, sub string) {
	rest := source
	if i := strings.Index(rest, "://"); i >= 0 {
		rest = rest[i+3:]
	}
	rest, sub, _ = strings.Cut(rest, "//")
	repo = strings.TrimSuffix(rest[strings.LastIndexAny(rest, "/:")+1:], ".git")
	return repo, strings.Trim(path.Clean("/"+sub), "/")
}

// remote is a root module that stands for one not on disk: it calls it, with
// the inputs of the unit.
func (d *draft) remote(dir string, s spelling, at hcl.Range) *configs.Module {
	source := registry(s.text)
	if !d.estate.opts.Vocabulary.KnownModule(source) {
		d.missing([]spelling{s}, at)
	}
	return configs.CallOf(dir, name(dir), source, d.given(), at)
}

// registry is a source in the form that a module call gives it.
func registry(source string) string {
	rest, ok := strings.CutPrefix(source, "tfr://")
	if !ok {
		return source
	}
	rest, _, _ = strings.Cut(rest, "?")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "registry.terraform.io"), "registry.opentofu.org")
	return strings.TrimPrefix(rest, "/")
}

// given lists the variables that the configuration is known to give a value.
func (d *draft) given() []string {
	var names []string
	for _, v := range d.config.views() {
		names = append(names, v.given()...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return slices.DeleteFunc(names, func(name string) bool { return !hclsyntax.ValidIdentifier(name) })
}

// given lists the names of the file's own inputs, as far as they are known.
func (v *view) given() []string {
	a := v.file.body.Attributes["inputs"]
	if a == nil {
		return nil
	}
	if keys, ok := written(a.Expr); ok {
		return keys
	}
	t := v.inputs()
	if t.Absent() {
		return nil
	}
	var names []string
	for _, p := range opened(t).Parts {
		if p.Name != "" {
			names = append(names, p.Name)
		}
	}
	return names
}

// missing notes a module that is not in the tree; the same source once.
func (d *draft) missing(ways []spelling, at hcl.Range) {
	texts := make([]string, len(ways))
	for i, s := range ways {
		texts[i], _, _ = strings.Cut(s.text, "?")
		if !s.whole && texts[i] == s.text {
			texts[i] += "..."
		}
	}
	source := strings.ReplaceAll(strings.Join(texts, " or "), eval.Tree+"/", "")
	if strings.Trim(source, ".") == "" {
		d.desk.UnknownAt("source", "which module is run hangs on what is not known", at)
		d.desk.Warn("Module source not known", "Which module is run here hangs on what is not known, so what it declares was not analysed. --verbose lists what is not known.", at)
		return
	}
	d.desk.UnknownAt(source, "the module is not in the scanned tree", at)
	d.missed[source] = at
}

// literals is the body of a block whose settings are already evaluated.
func literals(t *terraform.Term) *hclsyntax.Body {
	exprs := map[string]hclsyntax.Expression{}
	for _, p := range opened(t).Parts {
		val := p.Term.Value
		if placed(val) {
			val = cty.DynamicVal
		}
		exprs[p.Name] = &hclsyntax.LiteralValueExpr{Val: val, SrcRange: p.Term.Range}
	}
	return configs.Values(exprs, t.Range)
}
