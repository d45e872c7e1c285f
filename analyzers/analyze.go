package analyzers

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/clouds"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
	"github.com/resilint/resilint/analyzers/terraform/functions"
	"github.com/resilint/resilint/analyzers/terraform/planjson"
	"github.com/resilint/resilint/analyzers/terraform/terragrunt"
)

// Options say what is analysed, and with which inputs.
type Options struct {
	Source source.Options
	Config *Config // nil: none
	// Paths select root modules, relative to the tree; empty selects all.
	Paths []string
	// Vars are the variables' values that were given from outside the tree, the weakest first.
	Vars []VarFile
	// Variants are sets of inputs by name: each root is evaluated once with each
	// that it has the file of. Without any, those that its variable files suggest.
	Variants []Variant
	// Plans are saved plans and states. A root module that one was made from is
	// not evaluated from its source alone.
	Plans []PlanFile
	// Tiers say how much services matter, the weakest rule first.
	Tiers     []TierRule
	Workspace string
	// EnvRegion stands for the region of provider configurations that name none.
	EnvRegion string
	Jobs      int
	Limits    Limits // the zero value stands for DefaultLimits
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
	opts.Source.Wanted = appconfig.Wanted
	a, tree, err := begin(ctx, fsys, opts)
	if err != nil {
		return nil, err
	}
	a.roots()
	a.apps(tree.Configs)
	a.judge()
	a.quote(slices.Concat(tree.Files, tree.Configs, a.estate.Files()))
	sortDiagnostics(a.res)
	return a.res, nil
}

// begin reads a tree and the values given from outside it. The tree is
// returned, not kept, so that one who does not quote its files lets go of them.
func begin(ctx context.Context, fsys fs.FS, opts Options) (*analysis, *source.Tree, error) {
	var vocab *clouds.Vocabulary
	var diags hcl.Diagnostics
	var compiled sync.WaitGroup
	compiled.Go(func() { vocab, diags = opts.Config.vocabulary() }) // while the files come
	if opts.Limits == (Limits{}) {
		opts.Limits = DefaultLimits()
	}
	opts.Source.Jobs, opts.Source.Limits = max(1, opts.Jobs), opts.Limits.Source
	tree, err := source.Discover(ctx, fsys, opts.Source)
	compiled.Wait()
	if diags.HasErrors() {
		return nil, nil, fmt.Errorf("built-in vocabulary: %w", diags)
	}
	if err != nil {
		return nil, nil, err
	}
	cfg := opts.load(tree)
	a := &analysis{ctx: ctx, fsys: &watched{FS: fsys}, opts: opts, cfg: cfg, vocab: vocab.WithRegion(opts.EnvRegion), funcs: functions.NewPure(), read: map[string]map[string]*configs.Expr{}}
	a.res = &Result{
		Root: rootOf(opts.Paths), Incomplete: tree.Incomplete || cfg.Incomplete,
		Diagnostics: append(tree.Diagnostics, cfg.Diagnostics...),
	}
	a.skip(tree.Skipped)
	a.estate = terragrunt.Load(tree.Files, cfg, a.options(a.vocab.Terraform()), opts.Source.Jobs)
	a.res.Files = a.looked(tree.Files)
	return a, tree, nil
}

// looked counts the files that the paths choose, and those of modules that what
// they choose calls, wherever these lie.
func (a *analysis) looked(files []source.File) int {
	if len(a.opts.Paths) == 0 {
		return len(files)
	}
	called, n := a.cfg.Reached(a.selected()), 0
	for i := range files {
		if a.chosen(files[i].Path) || called[path.Dir(files[i].Path)] {
			n++
		}
	}
	return n
}

// skip notes what is not read: tests say nothing about an estate, stacks do.
func (a *analysis) skip(files []source.File) {
	for _, f := range files {
		if f.Kind == source.Tests {
			a.res.Tests++
			continue
		}
		a.found = append(a.found, facts.Unresolved{
			What: f.Path, Why: "Terraform stacks are not analysed", Range: hcl.Range{Filename: f.Path, Start: hcl.InitialPos, End: hcl.InitialPos},
		})
	}
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
	fsys   *watched
	opts   Options
	cfg    *configs.Config
	vocab  *clouds.Vocabulary
	read   map[string]map[string]*configs.Expr // values given from outside the tree, as far as they were read
	funcs  functions.Pure
	estate *terragrunt.Estate
	plans  []*planjson.Plan
	drafts []*clouds.Draft
	// mentions are what the configs of applications say of buckets.
	mentions []appconfig.Mention
	found    []facts.Unresolved
	res      *Result
}

// selected lists the root modules that the paths choose.
func (a *analysis) selected() []string {
	all := a.cfg.Roots()
	for _, u := range a.estate.Units {
		all = append(all, u.Dir)
	}
	slices.Sort(all)
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
		if !hit && a.module(p) {
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

// roots evaluates every unit, several at once.
func (a *analysis) roots() {
	units := a.units()
	type outcome struct {
		draft      *clouds.Draft
		diags      hcl.Diagnostics
		unresolved []eval.Unresolved
		incomplete bool
	}
	done := make([]outcome, len(units))
	words, others, release := a.vocab.Terraform(), beside(units), a.releaser(units)
	spare := a.cfg.Spare()
	source.Each(len(units), a.opts.Jobs, func(i int) {
		if a.ctx.Err() != nil {
			return // what is not done in time is told by its missing outcome
		}
		u := units[i]
		r := a.evaluate(u, words, others)
		draft := a.vocab.Collect(u.dir, u.variant, r.Instances, r.Backends)
		draft.Spare = spare[u.dir] && u.variant == "" && len(u.vars) == 0 && u.plan == nil
		done[i] = outcome{draft, r.Diagnostics(), r.Unresolved(), r.Incomplete()}
		r.Close()
		release(u.dir)
	})
	for i, d := range done {
		if d.draft == nil {
			a.cut(units[i].dir)
			continue
		}
		a.res.Roots = append(a.res.Roots, Root{Path: units[i].dir, Variant: units[i].variant, Kind: units[i].kind()})
		a.drafts = append(a.drafts, d.draft)
		a.told(d.diags)
		a.res.Incomplete = a.res.Incomplete || d.incomplete
		for _, u := range d.unresolved {
			a.found = append(a.found, facts.Unresolved{What: u.What, Why: u.Why, Range: u.Range})
		}
	}
	a.wrappers()
}

// wrappers tells what was noted about the files of the tool that runs Terraform.
func (a *analysis) wrappers() {
	told := a.estate.Told(a.chosen)
	a.told(told.Diagnostics)
	a.res.Incomplete = a.res.Incomplete || told.Incomplete
	for _, u := range told.Unresolved {
		a.found = append(a.found, facts.Unresolved{What: u.What, Why: u.Why, Range: u.Range})
	}
}

// releaser lets go of a root module once the last of its units is done.
func (a *analysis) releaser(units []unit) func(dir string) {
	left := map[string]*atomic.Int32{}
	for _, u := range units {
		if left[u.dir] == nil {
			left[u.dir] = new(atomic.Int32)
		}
		left[u.dir].Add(1)
	}
	return func(dir string) {
		if left[dir].Add(-1) == 0 {
			a.cfg.Release(dir)
		}
	}
}

func (a *analysis) evaluate(u unit, words *terraform.Vocabulary, others func(string) eval.Inputs) *eval.Root {
	opts, dir := a.options(words), u.dir
	opts.Vars, opts.Variant, opts.Beside = u.vars, u.variant, others(u.variant)
	if w := a.estate.Unit(u.dir); w != nil {
		w.Configure(&opts)
		dir = w.Module.Dir
	}
	opts.Plan = u.plan
	return eval.Evaluate(a.cfg, dir, opts)
}

// options are those of every evaluation.
func (a *analysis) options(words *terraform.Vocabulary) eval.Options {
	return eval.Options{
		FS: a.fsys, Workspace: a.opts.Workspace, Vocabulary: words, Functions: a.funcs, Limits: a.opts.Limits.Eval,
		Wrapped: func(root string, o *eval.Options) (string, bool) { return a.estate.Wrap(root, o) },
	}
}

func (a *analysis) cut(dir string) {
	a.res.Incomplete = true
	a.diagnose("Not analysed in time",
		fmt.Sprintf("The time limit struck before the root module %s was analysed. Raise --timeout or scan fewer paths.", dir), dir)
}

// judge links the roots and assesses the whole.
func (a *analysis) judge() {
	set := a.vocab.Link(a.drafts, a.mentions)
	set.Unresolved = append(set.Unresolved, a.found...)
	set.Sort()
	set.Unresolved = slices.CompactFunc(set.Unresolved, func(x, y facts.Unresolved) bool { return x == y })
	a.res.Facts = set
	a.tier()
	a.doubt()
}

// doubt tells of regions that may be none. One that is newer than this version
// is no mistake, so it is only a warning.
func (a *analysis) doubt() {
	for i := range a.res.Facts.Buckets {
		b := &a.res.Facts.Buckets[i]
		if b.RegionDoubt == "" {
			continue
		}
		at := b.RegionEvidence.Range
		if at.Filename == "" {
			at = b.Location
		}
		a.res.Diagnostics = append(a.res.Diagnostics, &hcl.Diagnostic{
			Severity: hcl.DiagWarning, Summary: "Unknown region", Subject: &at,
			Detail: strings.ReplaceAll(b.RegionDoubt+".", "?.", "?") + " If it is newer, all is well; whether a copy lies elsewhere is left undecided all the same.",
		})
	}
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
func (a *analysis) assess() {
	a.res.Graph = graph.Build(a.res.Facts)
	a.res.Assessment = resilience.Assess(a.res.Graph, a.opts.Config.judgedBy())
}
