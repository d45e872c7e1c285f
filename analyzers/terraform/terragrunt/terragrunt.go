// Package terragrunt reads the configuration of Terragrunt, which runs root
// modules with inputs, providers and backends of its own.
//
// It knows Terragrunt's files and functions: which directories are units, which
// module each runs, what it is given and what is generated beside it. It knows
// no cloud. Modules are evaluated by eval, at whose desk the expressions of
// Terragrunt's files are evaluated too.
package terragrunt

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// The configuration files that are found by their names: of a unit, and of a
// stack, which makes units.
const (
	unitFile  = "terragrunt.hcl"
	stackFile = "terragrunt.stack.hcl"
)

// Limits of one estate. Whatever they cut off is a note or a diagnostic.
const (
	maxFiles = 20_000  // configuration files
	maxFile  = 4 << 20 // bytes of one of those that others name
	maxReads = 500     // files that one unit reads
)

// Estate is every unit of a tree. It may be used by several goroutines at once.
type Estate struct {
	Units []*Unit // by directory

	fsys  fs.FS
	cfg   *configs.Config
	opts  eval.Options
	units map[string]*Unit
	// makers are Terragrunt's own functions.
	makers map[string]func(*view) function.Function

	mu         sync.Mutex
	files      map[string]*file
	diags      hcl.Diagnostics // about files, whoever reads them
	incomplete bool
	noted      []notes // about units
}

// Unit is a directory that Terragrunt runs a root module in.
type Unit struct {
	Dir    string
	Module *configs.Module
	estate *Estate
	file   *file
	skip   bool
	// circular says that it depends on itself, through others perhaps.
	circular bool
}

// Load finds the units among the files of a tree. The options are those that
// every root is evaluated with.
func Load(files []source.File, cfg *configs.Config, opts eval.Options, jobs int) *Estate {
	e := &Estate{fsys: opts.FS, cfg: cfg, opts: opts, files: map[string]*file{}, units: map[string]*Unit{}, makers: makers()}
	var found []*file
	for i := range files {
		switch f := files[i]; {
		case f.Kind != source.Terragrunt:
		case path.Base(f.Path) == stackFile:
			e.stack(f.Path)
		default:
			found = append(found, e.keep(f.Path, f.Src))
		}
	}
	drafts := make([]*draft, len(found))
	source.Each(len(found), jobs, func(i int) { drafts[i] = e.draft(found[i]) })
	included := map[string]bool{}
	for _, d := range drafts {
		for _, inc := range d.config.includes {
			included[inc.view.file.path] = true
		}
	}
	source.Each(len(found), jobs, func(i int) {
		if !included[found[i].path] {
			drafts[i].build()
		}
	})
	for _, d := range drafts {
		e.take(d)
	}
	e.circles(e.links(drafts))
	return e
}

// links lists the units that each unit depends on.
func (e *Estate) links(drafts []*draft) map[string][]string {
	list := make(map[string][]string, len(e.Units))
	for _, d := range drafts {
		if d.unit == nil || e.units[d.unit.Dir] != d.unit {
			continue
		}
		list[d.unit.Dir] = nil
		for _, l := range d.config.links() {
			if dir, ok := l.dir(); ok {
				list[d.unit.Dir] = append(list[d.unit.Dir], dir)
			}
		}
	}
	return list
}

// take keeps a unit and what was noted about it.
func (e *Estate) take(d *draft) {
	e.noted = append(e.noted, d.notes())
	if d.unit == nil {
		return
	}
	e.cfg.Use(d.unit.Dir)
	for _, dir := range d.uses {
		e.cfg.Use(dir)
	}
	if d.unit.skip {
		return
	}
	e.Units = append(e.Units, d.unit)
	e.units[d.unit.Dir] = d.unit
	e.cfg.Keep(d.unit.Dir, d.unit.Module)
}

// Unit gives the unit of a directory; nil when there is none.
func (e *Estate) Unit(dir string) *Unit { return e.units[dir] }

// Files are those that were read because others name them, by path.
func (e *Estate) Files() []source.File {
	e.mu.Lock()
	defer e.mu.Unlock()
	var list []source.File
	for _, f := range e.files {
		if f.src != nil {
			list = append(list, source.File{Path: f.path, Kind: source.Terragrunt, Src: f.src})
		}
	}
	slices.SortFunc(list, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	return list
}

// Wrap makes options those of the unit that a root goes by, and gives the
// directory of its module; false when there is no such unit.
func (e *Estate) Wrap(root string, o *eval.Options) (dir string, ok bool) {
	u := e.units[root]
	if u == nil {
		return "", false
	}
	u.Configure(o)
	return u.Module.Dir, true
}

// Configure makes options those of the unit's evaluation.
func (u *Unit) Configure(o *eval.Options) {
	o.Root, o.Module = u.Dir, u.Module
	o.Passed = func(desk *eval.Desk) func(string) *terraform.Term {
		r := u.estate.reader(desk, u.Dir)
		r.live = true
		return r.config(u.file, u.Dir).input
	}
}

// dirOf is the directory of a path of the tree.
func dirOf(p string) string { return path.Dir(p) }
