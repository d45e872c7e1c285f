package analyzers

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
	"github.com/resilint/resilint/analyzers/terraform/planjson"
)

// Variant is a set of inputs given by name: a variable file, and what it stands
// for.
type Variant struct {
	Name string
	File VarFile
}

// unit is a root module with one set of inputs: what is evaluated by itself.
type unit struct {
	dir, variant string
	vars         map[string]*configs.Expr
	plan         *planjson.Plan // nil without one
}

// kind is what a report calls it.
func (u *unit) kind() string {
	if u.plan != nil {
		return "plan"
	}
	return "terraform"
}

// units lists what the plans, the paths and the given values choose, by directory. Variants that are
// given take the place of those that the tree offers, and so do variable files:
// then it is told how a root is planned.
func (a *analysis) units() []unit {
	seen := make([]bool, len(a.opts.Vars))
	named := make([]bool, len(a.opts.Variants))
	automatic := !slices.ContainsFunc(a.opts.Vars, func(f VarFile) bool { return f.Var == "" })
	list := a.planned()
	covered := make(map[string]bool, len(list))
	for _, u := range list {
		covered[u.dir] = true
	}
	for i := range list {
		list[i].vars = a.varsOf(list[i].dir, seen)
	}
	for _, dir := range a.selected() {
		if covered[dir] {
			continue // the plan tells more of it, and it counts once
		}
		base := a.varsOf(dir, seen)
		sets := a.given(dir, named)
		if a.estate.Unit(dir) != nil {
			sets = nil // its inputs are written down
		} else if len(a.opts.Variants) == 0 && automatic {
			sets = a.offered(dir)
		}
		if len(sets) == 0 {
			list = append(list, unit{dir: dir, vars: base})
		}
		for _, s := range sets {
			maps.Copy(s.vars, base)
			list = append(list, s)
		}
	}
	for i, f := range a.opts.Vars {
		a.missing(f, seen[i], "--var-file "+f.Name)
	}
	for i, v := range a.opts.Variants {
		a.missing(v.File, named[i], "--variant "+v.Name+"="+v.File.Name)
	}
	slices.SortStableFunc(list, func(x, y unit) int { return cmp.Compare(x.dir, y.dir) })
	return list
}

// varsOf are the values given to one root, its own copies of the named
// variable files included.
func (a *analysis) varsOf(dir string, seen []bool) map[string]*configs.Expr {
	vars := map[string]*configs.Expr{}
	for i, f := range a.opts.Vars {
		if values, ok := a.values(dir, f); ok {
			seen[i] = true
			maps.Copy(vars, values)
		}
	}
	return vars
}

// given lists the variants of a root that were asked for. Those of one name add
// up, as several variable files do.
func (a *analysis) given(dir string, seen []bool) []unit {
	var list []unit
	for i, v := range a.opts.Variants {
		values, ok := a.values(dir, v.File)
		if !ok {
			continue
		}
		seen[i] = true
		at := slices.IndexFunc(list, func(u unit) bool { return u.variant == v.Name })
		if at < 0 {
			at = len(list)
			list = append(list, unit{dir: dir, variant: v.Name, vars: map[string]*configs.Expr{}})
		}
		maps.Copy(list[at].vars, values)
	}
	return list
}

// offered lists the variants of a root that the tree has variable files for.
func (a *analysis) offered(dir string) []unit {
	all := a.cfg.Variants(dir)
	list := make([]unit, 0, len(all))
	for _, v := range all[:min(len(all), a.opts.Limits.Variants)] {
		vars, diags := a.cfg.Values(v)
		a.told(diags)
		list = append(list, unit{dir: dir, variant: v.Name, vars: vars})
	}
	if len(all) > a.opts.Limits.Variants {
		a.res.Incomplete = true
		a.diagnose("Too many variants", fmt.Sprintf("%s has variable files for %d variants; those after the first %d were not analysed. Choose some with --variant, or raise --limit variants.", dir, len(all), a.opts.Limits.Variants), dir)
	}
	return list
}

// values are what one variable file, or flag, sets for a root; false when the
// root has no such file.
func (a *analysis) values(dir string, f VarFile) (map[string]*configs.Expr, bool) {
	if !f.InRoots {
		key := f.Name + "\x00" + string(f.Src)
		if _, ok := a.read[key]; !ok {
			a.read[key] = a.valuesOf(f)
		}
		return a.read[key], true
	}
	file := path.Join(dir, f.Name)
	src, err := fs.ReadFile(a.fsys, file)
	if err != nil {
		return nil, false
	}
	return a.parsed(file, src), true
}

func (a *analysis) valuesOf(f VarFile) map[string]*configs.Expr {
	if f.Var != "" {
		return map[string]*configs.Expr{f.Var: configs.Given(f.Name, string(f.Src))}
	}
	return a.parsed(f.Name, f.Src)
}

func (a *analysis) parsed(name string, src []byte) map[string]*configs.Expr {
	values, diags := configs.ParseVars(name, src)
	a.told(diags)
	return values
}

func (a *analysis) told(diags hcl.Diagnostics) {
	a.res.Diagnostics = append(a.res.Diagnostics, diags...)
	a.res.Incomplete = a.res.Incomplete || diags.HasErrors()
}

// missing tells of a file that no root has.
func (a *analysis) missing(f VarFile, found bool, flag string) {
	if found || !f.InRoots {
		return
	}
	a.res.Incomplete = true
	a.diagnose("Variable file not found",
		f.Name+" is neither in the working directory nor in any scanned root module. Check "+flag+".", flag)
}

func (a *analysis) diagnose(summary, detail, at string) {
	a.res.Diagnostics = append(a.res.Diagnostics, &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: summary, Detail: detail,
		Subject: &hcl.Range{Filename: at, Start: hcl.InitialPos, End: hcl.InitialPos},
	})
}

// beside is how a unit sees the roots whose state it reads: with the inputs of
// the variant of its own name, else with those of their only unit. One that
// could be any of several has none.
func beside(units []unit) func(variant string) eval.Inputs {
	byDir := map[string][]unit{}
	for _, u := range units {
		byDir[u.dir] = append(byDir[u.dir], u)
	}
	return func(variant string) eval.Inputs {
		return func(dir string) (string, map[string]*configs.Expr) {
			list := byDir[dir]
			i := slices.IndexFunc(list, func(u unit) bool { return u.variant == variant })
			if i < 0 && len(list) == 1 {
				i = 0
			}
			if i < 0 {
				return "", nil
			}
			return list[i].variant, list[i].vars
		}
	}
}
