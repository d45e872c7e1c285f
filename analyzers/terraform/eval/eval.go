// Package eval gives the resource instances of a root module: it evaluates
// expressions when they are asked for, remembers the answers, and turns what
// only apply can tell into unknown values that still say where they came from.
//
// It knows Terraform's meaning: variables, locals, modules, repetition,
// provider inheritance. It knows no resource type; the vocabulary it is given
// says which types are worth listing and which attributes are known early.
package eval

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/functions"
	"github.com/resilint/resilint/analyzers/terraform/planjson"
)

// Limits of one root. Whatever they cut off is a diagnostic.
const (
	maxDepth = 32  // modules within modules
	maxStack = 400 // references followed at once
)

// Options are what a root is evaluated with.
type Options struct {
	FS      fs.FS                    // the tree, for file() and its kin
	Vars    map[string]*configs.Expr // values given on the command line, which beat all others
	Variant string                   // the name of this set of inputs; empty when there is but one
	// Beside gives the inputs of another root that this one reads the state of;
	// nil stands for none.
	Beside Inputs
	// Wrapped makes options those of a root that a tool runs, and gives the
	// directory of its module; false for any other root. Nil stands for none.
	Wrapped func(root string, o *Options) (dir string, ok bool)
	// Root is what the root module goes by; empty for its directory.
	Root string
	// Module is the root module, when it is not the one of its directory in the Config.
	Module *configs.Module
	// Passed gives values that whoever runs Terraform passes to the root module,
	// weaker than its variable files; nil stands for none.
	Passed     Passed
	Workspace  string // terraform.workspace; "default" when empty
	Vocabulary *terraform.Vocabulary
	Limits     Limits         // the zero value stands for the defaults
	Functions  functions.Pure // shared between roots; nil makes them anew
	// Plan is a saved plan or state of the root. It says which instances there
	// are, and knows more values than the source does; nil when there is none.
	Plan *planjson.Plan
}

// Inputs gives the variant, and its values, that another root is read with.
type Inputs func(dir string) (variant string, vars map[string]*configs.Expr)

// Passed makes the function that gives the value of a variable, or nil, at the
// desk of the root that asks.
type Passed func(d *Desk) func(name string) *terraform.Term

// Unresolved is something that could not be followed to a value.
type Unresolved struct {
	What, Why string
	Range     hcl.Range
}

// Root is one evaluated root module. Its instances are evaluated when they are
// asked, so a Root and all it gave belong to one goroutine at a time.
type Root struct {
	Dir       string
	Instances []*terraform.Instance // in address order within each module, callers before callees
	Backends  []*terraform.Backend  // none when none is written; several that it may be
	ev        *evaluator
	top       *module
}

// Evaluate expands a root module and everything it calls. A directory without
// a module gives an empty root.
func Evaluate(cfg *configs.Config, dir string, opts Options) *Root {
	ev := newEvaluator(cfg, dir, opts)
	r := &Root{Dir: ev.root, ev: ev}
	top := ev.top()
	if top == nil {
		if ev.plan != nil {
			r.Instances = ev.plan.Instances(nil)
		}
		return r
	}
	r.top = top
	ev.list(top, r)
	ev.listUnwritten(r)
	s := &scope{m: top}
	for _, b := range cfg.Backends(top.src, opts.Variant) {
		r.Backends = append(r.Backends, &terraform.Backend{
			Root: ev.root, Type: b.Type, Body: s.object(b.Body), DeclRange: b.DeclRange, End: b.End, Given: b.Partial != "",
		})
	}
	return r
}

func newEvaluator(cfg *configs.Config, dir string, opts Options) *evaluator {
	if opts.Limits == (Limits{}) {
		opts.Limits = DefaultLimits()
	}
	ev := &evaluator{
		cfg: cfg, dir: dir, root: cmp.Or(opts.Root, dir), opts: opts, seen: map[string]bool{}, beside: map[string]*module{},
		weight: opts.Limits.Values, meter: &configs.Meter{Steps: opts.Limits.Turns, Text: opts.Limits.Text},
	}
	if opts.Plan != nil {
		ev.plan = opts.Plan.Evaluate(ev.root, opts.Vocabulary)
	}
	return ev
}

// functions are those of every module of the root, made when they are needed.
func (ev *evaluator) functions() map[string]function.Function {
	if ev.funcs == nil {
		files := functions.Options{FS: ev.opts.FS, Dir: ev.dir, Unread: ev.unread, Pure: ev.opts.Functions}
		if ev.opts.Passed != nil {
			files.Top = Tree
		}
		ev.funcs = functions.Table(files)
	}
	return ev.funcs
}

// top is the root module; nil when there is none.
func (ev *evaluator) top() *module {
	src := ev.opts.Module
	if src == nil {
		src = ev.cfg.Modules[ev.dir]
	}
	if src == nil {
		return nil
	}
	return ev.module(src, nil, nil, repetition{})
}

// Close lets go of the evaluation. Instances keep their addresses and places,
// but nothing can be asked of their bodies any more.
func (r *Root) Close() {
	if r.top != nil {
		r.top.close()
		r.top = nil
	}
	for _, others := range []map[string]*module{r.ev.remotes, r.ev.beside} {
		for _, other := range others {
			other.close()
		}
	}
	r.ev.remotes, r.ev.beside, r.ev.plan = nil, nil, nil
	for _, in := range r.Instances {
		in.Body, in.Provider = nil, nil
	}
	for _, b := range r.Backends {
		b.Body = nil
	}
}

// Unresolved lists what could not be resolved so far, in the order of the text.
func (r *Root) Unresolved() []Unresolved {
	slices.SortFunc(r.ev.unresolved, func(a, b Unresolved) int {
		return cmp.Or(cmp.Compare(a.Range.Filename, b.Range.Filename), cmp.Compare(a.Range.Start.Byte, b.Range.Start.Byte),
			cmp.Compare(a.What, b.What), cmp.Compare(a.Why, b.Why))
	})
	return r.ev.unresolved
}

// Diagnostics lists what was wrong in the text, as far as it was read.
func (r *Root) Diagnostics() hcl.Diagnostics {
	if r.ev.plan != nil {
		return append(r.ev.diags, r.ev.plan.Diagnostics()...)
	}
	return r.ev.diags
}

// Incomplete says that a limit cut something off.
func (r *Root) Incomplete() bool {
	return r.ev.incomplete || r.ev.opts.Plan != nil && r.ev.opts.Plan.Incomplete
}

type evaluator struct {
	cfg        *configs.Config
	dir        string // of the root module
	root       string // what it goes by
	label      string // stands before what is on the stack, where another root is read beside the first
	opts       Options
	funcs      map[string]function.Function
	total      int
	at         hcl.Range      // the expression that is being evaluated
	weight     int            // values that may still be looked at
	meter      *configs.Meter // what is left for loops and templates
	stack      []string
	passing    int             // how often a value, or what is told of it, hung on who asked
	seen       map[string]bool // diagnostics and unresolved notes already made
	unresolved []Unresolved
	diags      hcl.Diagnostics
	incomplete bool
	remotes    map[string]*module                // other roots whose outputs are read, by directory
	beside     map[string]*module                // those that a desk asks for, shared by all of them
	input      func(name string) *terraform.Term // made of Options.Passed when it is first needed
	hops       int                               // how many roots led to this one
	plan       *planjson.Evaluation
}

// list adds the instances of a module and of the modules it calls.
func (ev *evaluator) list(m *module, r *Root) {
	for _, addr := range m.src.Resources() {
		if !ev.opts.Vocabulary.Wanted(addr.Mode, addr.Type) {
			continue
		}
		if rc := m.src.Resource(addr); ev.tells(rc) {
			r.Instances = append(r.Instances, m.expand(rc).instances...)
		}
	}
	names := make([]string, 0, len(m.src.Calls))
	for name := range m.src.Calls {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		calls := m.child(name)
		r.Instances = append(r.Instances, calls.stands...)
		for _, addr := range calls.planned {
			r.Instances = append(r.Instances, ev.unwritten(addr, m.src.Calls[name])...)
		}
		for _, child := range calls.modules {
			ev.list(child, r)
		}
	}
}

// tells says that a resource of a wanted type writes what makes it worth listing.
func (ev *evaluator) tells(rc *configs.Resource) bool {
	if ev.opts.Vocabulary.Telling == nil {
		return true
	}
	names := ev.opts.Vocabulary.Telling(rc.Mode, rc.Type)
	return len(names) == 0 || slices.ContainsFunc(names, func(name string) bool {
		return rc.Body.Attributes[name] != nil || slices.ContainsFunc(rc.Body.Blocks, func(b *hclsyntax.Block) bool {
			return b.Type == name || b.Type == "dynamic" && slices.Contains(b.Labels, name)
		})
	})
}

// enter guards against references that lead back to themselves. The answer is
// false when they do; then leave must not be called.
func (ev *evaluator) enter(what string, r hcl.Range) bool {
	what = ev.label + what
	if i := slices.Index(ev.stack, what); i >= 0 {
		ev.passing++
		path := strings.Join(append(slices.Clone(ev.stack[i:]), what), " -> ")
		ev.diagnose(hcl.DiagWarning, "Reference cycle", fmt.Sprintf("This refers to itself: %s. Its value is unknown; break the circle.", path), r)
		return false
	}
	if len(ev.stack) >= maxStack {
		ev.passing++
		ev.incomplete = true
		ev.diagnose(hcl.DiagError, "References too deep", fmt.Sprintf("More than %d references lead to this; its value is unknown.", maxStack), r)
		return false
	}
	ev.stack = append(ev.stack, what)
	return true
}

func (ev *evaluator) leave() { ev.stack = ev.stack[:len(ev.stack)-1] }

func (ev *evaluator) diagnose(sev hcl.DiagnosticSeverity, summary, detail string, r hcl.Range) {
	detail = strings.ReplaceAll(detail, Tree+"/", "")
	if ev.first("d", summary, detail, r) {
		ev.diags = append(ev.diags, &hcl.Diagnostic{Severity: sev, Summary: summary, Detail: detail, Subject: r.Ptr()})
	}
}

func (ev *evaluator) unknown(what, why string, r hcl.Range) {
	what, why = strings.ReplaceAll(what, Tree+"/", ""), strings.ReplaceAll(why, Tree+"/", "")
	if ev.first("u", what, why, r) {
		ev.unresolved = append(ev.unresolved, Unresolved{What: what, Why: why, Range: r})
	}
}

func (ev *evaluator) unread(name string, err error) {
	why := err.Error()
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		why = pe.Err.Error()
	}
	ev.unknown(name, "the file was not read: "+why, ev.at)
}

// first says that a note is made for the first time: a module called a hundred
// times says a thing once.
func (ev *evaluator) first(kind, a, b string, r hcl.Range) bool {
	key := fmt.Sprintf("%s\x00%s\x00%s\x00%s:%d", kind, a, b, r.Filename, r.Start.Byte)
	if ev.seen[key] {
		return false
	}
	ev.seen[key] = true
	return true
}
