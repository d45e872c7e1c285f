package analyzers

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/clouds"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// Options say what is analysed, and with which inputs.
type Options struct {
	Source source.Options
	// Paths select root modules, relative to the tree; empty selects all.
	Paths []string
	// Vars are the variables' values that were given from outside the tree, the weakest first.
	Vars      []VarFile
	Workspace string
	// EnvRegion stands for the region of provider configurations that name none.
	EnvRegion string
	Jobs      int
	// Whole parses every block of every file, needed or not. It changes nothing
	// but the time: a check on what is left unparsed otherwise.
	Whole bool
}

// VarFile is the text of variable values and the name it goes by.
type VarFile struct {
	Name string
	Src  []byte
	// Var is the one variable that Src is the value of, as on a command line.
	Var string
	// InRoots says that Name is to be looked up in each root module; Src is empty.
	InRoots bool
}

// Analyze reads a tree and gives everything that can be told about it. The
// error is for the process only; what is wrong with the tree is in the result.
// When the context ends early, the result holds what is known until then.
func Analyze(ctx context.Context, fsys fs.FS, opts Options) (*Result, error) {
	a, files, err := begin(ctx, fsys, opts)
	if err != nil {
		return nil, err
	}
	a.roots()
	a.judge()
	a.quote(files)
	sortDiagnostics(a.res)
	return a.res, nil
}

// begin reads a tree and the values given from outside it. The files are
// returned, not kept, so that one who does not quote them lets go of them.
func begin(ctx context.Context, fsys fs.FS, opts Options) (*analysis, []source.File, error) {
	vocab, diags := clouds.Builtin()
	if diags.HasErrors() {
		return nil, nil, fmt.Errorf("built-in vocabulary: %w", diags)
	}
	opts.Source.Jobs = max(1, opts.Jobs)
	tree, err := source.Discover(ctx, fsys, opts.Source)
	if err != nil {
		return nil, nil, err
	}
	cfg := opts.load(tree)
	a := &analysis{ctx: ctx, fsys: fsys, opts: opts, cfg: cfg, vocab: vocab.WithRegion(opts.EnvRegion), funcs: functions.NewPure()}
	a.res = &Result{
		Root: rootOf(opts.Paths), Files: len(tree.Files), Incomplete: tree.Incomplete || cfg.Incomplete,
		Diagnostics: append(tree.Diagnostics, cfg.Diagnostics...),
	}
	a.vars()
	return a, tree.Files, nil
}

func (o *Options) load(tree *source.Tree) *configs.Config {
	if o.Whole {
		return configs.LoadWhole(tree.Files, tree.Links, o.Jobs)
	}
	return configs.Load(tree.Files, tree.Links, o.Jobs)
}

func rootOf(paths []string) string {
	if len(paths) == 1 {
		return paths[0]
	}
	return "."
}

// analysis is the state of one run of Analyze.
type analysis struct {
	ctx    context.Context
	fsys   fs.FS
	opts   Options
	cfg    *configs.Config
	vocab  *clouds.Vocabulary
	given  []map[string]*configs.Expr // of each of Options.Vars
	funcs  functions.Pure
	drafts []*clouds.Draft
	found  []facts.Unresolved
	res    *Result
}

// vars reads the values given from outside the tree.
func (a *analysis) vars() {
	a.given = make([]map[string]*configs.Expr, len(a.opts.Vars))
	for i, f := range a.opts.Vars {
		switch {
		case f.Var != "":
			a.given[i] = map[string]*configs.Expr{f.Var: configs.Given(f.Name, string(f.Src))}
		case !f.InRoots:
			a.given[i] = a.parsed(f.Name, f.Src)
		}
	}
}

func (a *analysis) parsed(name string, src []byte) map[string]*configs.Expr {
	values, diags := configs.ParseVars(name, src)
	a.res.Diagnostics = append(a.res.Diagnostics, diags...)
	a.res.Incomplete = a.res.Incomplete || diags.HasErrors()
	return values
}

// selected lists the root modules that the paths choose.
func (a *analysis) selected() []string {
	all := a.cfg.Roots()
	if len(a.opts.Paths) == 0 {
		return all
	}
	chosen := map[string]bool{}
	for _, p := range a.opts.Paths {
		hit := false
		for _, dir := range all {
			if within(dir, p) {
				chosen[dir], hit = true, true
			}
		}
		// A path to a module that others call: it is looked at by itself.
		if m := a.cfg.Modules[p]; !hit && m != nil && len(m.Files) > 0 {
			chosen[p] = true
		}
	}
	dirs := make([]string, 0, len(chosen))
	for dir := range chosen {
		dirs = append(dirs, dir)
	}
	slices.Sort(dirs)
	return dirs
}

func within(dir, p string) bool {
	return p == "." || dir == p || strings.HasPrefix(dir, p+"/")
}

// roots evaluates every selected root, several at once.
func (a *analysis) roots() {
	dirs := a.selected()
	type outcome struct {
		draft      *clouds.Draft
		diags      hcl.Diagnostics
		unresolved []eval.Unresolved
		incomplete bool
	}
	done := make([]outcome, len(dirs))
	files := make([]bool, len(a.opts.Vars))
	given := make([]map[string]*configs.Expr, len(dirs))
	for i, dir := range dirs {
		given[i] = a.varsOf(dir, files)
	}
	a.missing(files)
	words := a.vocab.Terraform()
	source.Each(len(dirs), a.opts.Jobs, func(i int) {
		if a.ctx.Err() != nil {
			return // what is not done in time is told by its missing outcome
		}
		dir := dirs[i]
		r := a.evaluate(dir, given[i], words)
		draft := a.vocab.Collect(dir, r.Instances, r.Backend)
		done[i] = outcome{draft, r.Diagnostics(), r.Unresolved(), r.Incomplete()}
		r.Close()
		a.cfg.Release(dir)
	})
	for i, d := range done {
		if d.draft == nil {
			a.cut(dirs[i])
			continue
		}
		a.res.Roots = append(a.res.Roots, Root{Path: dirs[i], Kind: "terraform"})
		a.drafts = append(a.drafts, d.draft)
		a.res.Diagnostics = append(a.res.Diagnostics, d.diags...)
		a.res.Incomplete = a.res.Incomplete || d.incomplete
		for _, u := range d.unresolved {
			a.found = append(a.found, facts.Unresolved{What: u.What, Why: u.Why, Range: u.Range})
		}
	}
}

func (a *analysis) evaluate(dir string, vars map[string]*configs.Expr, words *terraform.Vocabulary) *eval.Root {
	return eval.Evaluate(a.cfg, dir, eval.Options{FS: a.fsys, Vars: vars, Workspace: a.opts.Workspace, Vocabulary: words, Functions: a.funcs})
}

// varsOf are the values given to one root, its own copies of the named
// variable files included.
func (a *analysis) varsOf(dir string, seen []bool) map[string]*configs.Expr {
	vars := map[string]*configs.Expr{}
	for i, f := range a.opts.Vars {
		if !f.InRoots {
			maps.Copy(vars, a.given[i])
			continue
		}
		file := path.Join(dir, f.Name)
		if src, err := fs.ReadFile(a.fsys, file); err == nil {
			seen[i] = true
			maps.Copy(vars, a.parsed(file, src))
		}
	}
	return vars
}

func (a *analysis) missing(seen []bool) {
	for i, f := range a.opts.Vars {
		name := f.Name
		if seen[i] || !f.InRoots {
			continue
		}
		a.res.Incomplete = true
		a.res.Diagnostics = append(a.res.Diagnostics, &hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "Variable file not found",
			Detail:  fmt.Sprintf("%s is neither in the working directory nor in any scanned root module. Check the --var-file flag.", name),
			Subject: &hcl.Range{Filename: "--var-file " + name, Start: hcl.InitialPos, End: hcl.InitialPos},
		})
	}
}

func (a *analysis) cut(dir string) {
	a.res.Incomplete = true
	a.res.Diagnostics = append(a.res.Diagnostics, &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "Not analysed in time",
		Detail:  fmt.Sprintf("The time limit struck before the root module %s was analysed. Raise --timeout or scan fewer paths.", dir),
		Subject: &hcl.Range{Filename: dir, Start: hcl.InitialPos, End: hcl.InitialPos},
	})
}

// judge links the roots and assesses the whole.
func (a *analysis) judge() {
	set := a.vocab.Link(a.drafts)
	set.Unresolved = append(set.Unresolved, a.found...)
	set.Sort()
	set.Unresolved = slices.CompactFunc(set.Unresolved, func(x, y facts.Unresolved) bool { return x == y })
	a.res.Facts = set
}

// sortDiagnostics puts diagnostics in the order of the text, each once.
func sortDiagnostics(r *Result) {
	slices.SortStableFunc(r.Diagnostics, func(x, y *hcl.Diagnostic) int {
		return cmp.Or(facts.CompareRanges(*x.Subject, *y.Subject), cmp.Compare(x.Severity, y.Severity),
			cmp.Compare(x.Summary, y.Summary), cmp.Compare(x.Detail, y.Detail))
	})
	r.Diagnostics = slices.CompactFunc(r.Diagnostics, func(x, y *hcl.Diagnostic) bool {
		return *x.Subject == *y.Subject && x.Summary == y.Summary && x.Detail == y.Detail
	})
}

// assess builds the graph and judges it.
func (r *Result) assess() {
	r.Graph = graph.Build(r.Facts)
	r.Assessment = resilience.Assess(r.Graph)
}
