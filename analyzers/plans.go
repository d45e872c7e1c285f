package analyzers

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/terraform/planjson"
)

// PlanFile is a saved plan or state in JSON, given by name.
type PlanFile struct {
	// Name is its path relative to the tree or, outside of it, what the command
	// line said ("--plan FILE").
	Name string
	// Root is what it is called when its source is not found: its path relative to
	// the tree, or its base name.
	Root string
	Src  []byte
}

// planned lists a unit for each saved plan and state that could be read.
// Several of one root module are its variants, by the names of their files.
func (a *analysis) planned() []unit {
	var list []unit
	names := map[string]int{}
	for _, f := range a.opts.Plans {
		if names[f.Root]++; names[f.Root] > 1 { // of several outside the tree, or one given twice
			f.Root = fmt.Sprintf("%s(%d)", f.Root, names[f.Root])
		}
		plan, diags := planjson.Read(f.Name, f.Src)
		a.told(diags)
		if plan == nil {
			continue
		}
		dir := a.sourceOf(plan, f)
		if dir == "" {
			dir = f.Root
			a.res.Diagnostics = append(a.res.Diagnostics, noSource(plan))
		}
		a.plans = append(a.plans, plan)
		list = append(list, unit{dir: dir, variant: variantName(f.Root), plan: plan})
	}
	return distinguished(list)
}

func noSource(p *planjson.Plan) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagWarning, Summary: "Source of the plan not found",
		Detail:  "No root module of the scanned tree declares just what this file names, so findings point into the file itself. Scan the directory it was made in, or put the file there.",
		Subject: &hcl.Range{Filename: p.Name, Start: hcl.InitialPos, End: hcl.InitialPos},
	}
}

// distinguished gives the plans of a root that has several the names of their
// files as variants. A plan beats a state: it says what will be.
func distinguished(list []unit) []unit {
	byDir := map[string][]unit{}
	for _, u := range list {
		byDir[u.dir] = append(byDir[u.dir], u)
	}
	var kept []unit
	for _, u := range list {
		same := byDir[u.dir]
		isPlan := func(u unit) bool { return !u.plan.State }
		if u.plan.State && slices.ContainsFunc(same, isPlan) {
			continue
		}
		if n := len(slices.DeleteFunc(slices.Clone(same), func(o unit) bool { return o.plan.State != u.plan.State })); n == 1 {
			u.variant = "" // there is no other to tell it from
		}
		kept = append(kept, u)
	}
	return kept
}

// variantName is a file's name without directory and ending.
func variantName(name string) string {
	base := path.Base(name)
	stem, end, _ := strings.Cut(base, ".json")
	return strings.NewReplacer("@", "-", "#", "-").Replace(stem + end)
}

// sourceOf is the root module that a plan was made from: the one it lies in,
// else the only one that declares all that the plan names at the top; empty
// when there is none.
func (a *analysis) sourceOf(p *planjson.Plan, f PlanFile) string {
	selected := a.selected()
	if dir := path.Dir(f.Name); f.Name == f.Root && slices.Contains(selected, dir) {
		if n, all := a.declared(dir, p); n > 0 || all == 0 {
			return dir
		}
	}
	for _, dirs := range [][]string{selected, a.cfg.Roots()} {
		var fit []string
		for _, dir := range dirs {
			if n, all := a.declared(dir, p); n == all && all > 0 {
				fit = append(fit, dir)
			}
		}
		if len(fit) == 1 {
			return fit[0]
		}
	}
	return ""
}

// declared counts what a plan names at the top, and how much of it a root
// module declares.
func (a *analysis) declared(dir string, p *planjson.Plan) (n, all int) {
	m := a.cfg.Modules[dir]
	if u := a.estate.Unit(dir); u != nil {
		m = u.Module
	}
	if m == nil {
		return 0, 1
	}
	for _, addr := range p.Configured() {
		all++
		if m.Declares(addr) {
			n++
		}
	}
	for _, name := range p.Calls() {
		all++
		if m.Calls[name] != nil {
			n++
		}
	}
	return n, all
}
