package eval

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// Limits of the roots that are evaluated beside one.
const (
	maxBeside = 200 // roots
	maxHops   = 16  // from one to the next
)

// Tree is the absolute path that the top of the tree goes by in the files of a
// desk: where it really lies is the machine's, and no part of an answer.
const Tree = "/<tree>"

// Desk evaluates files of a tool that runs Terraform: they speak its language
// but are no modules. What is noted there, and what it costs, is noted for and
// charged to the root whose desk it is.
type Desk struct{ ev *evaluator }

// NewDesk is a desk without a root.
func NewDesk(cfg *configs.Config, dir string, opts Options) *Desk {
	return &Desk{ev: newEvaluator(cfg, dir, opts)}
}

// Notes are what was noted at a desk without a root.
func (d *Desk) Notes() *Root { return &Root{Dir: d.ev.root, ev: d.ev} }

// Unknown notes that something could not be followed from the expression that
// is being evaluated.
func (d *Desk) Unknown(what, why string) { d.ev.unknown(what, why, d.ev.at) }

// UnknownAt notes that something could not be followed from a place.
func (d *Desk) UnknownAt(what, why string, r hcl.Range) { d.ev.unknown(what, why, r) }

// Warn notes that something is wrong in the text.
func (d *Desk) Warn(summary, detail string, r hcl.Range) {
	d.ev.diagnose(hcl.DiagWarning, summary, detail, r)
}

// Unread notes that a file was asked for and not read.
func (d *Desk) Unread(name string, err error) { d.ev.unread(name, err) }

// Enter guards against things that lead back to themselves. The answer is
// false when they do; then Leave must not be called.
func (d *Desk) Enter(what string, r hcl.Range) bool { return d.ev.enter(what, r) }

// Leave ends what Enter began.
func (d *Desk) Leave() { d.ev.leave() }

// SheetOptions are what a sheet speaks of.
type SheetOptions struct {
	Name      string          // what it goes by in messages
	Locals    *configs.Module // where its local values are declared
	Functions map[string]function.Function
	// Names gives what a reference other than to a local value leads to, and how
	// many of its steps that took; nil when it leads to nothing.
	Names func(t hcl.Traversal) (*terraform.Term, int)
	// Calls are functions that give terms, as their parts matter.
	Calls map[string]func(args []cty.Value) *terraform.Term
}

// Sheet is one file at a desk.
type Sheet struct{ m *module }

// Sheet puts a file on the desk.
func (d *Desk) Sheet(o SheetOptions) *Sheet {
	m := d.ev.module(o.Locals, nil, nil, repetition{})
	m.sheet = &o
	return &Sheet{m}
}

// Term evaluates an expression of the file.
func (s *Sheet) Term(e hclsyntax.Expression) *terraform.Term {
	return s.m.ev.bounded((&scope{m: s.m}).term(e), e.Range())
}

// Local gives a local value, or a note and an unknown one.
func (s *Sheet) Local(name string, use hcl.Range) *terraform.Term { return s.m.local(name, use) }

func (m *module) functions() map[string]function.Function {
	if m.sheet != nil {
		return m.sheet.Functions
	}
	return m.ev.functions()
}

// called is the term of a call of a sheet's own function.
func (s *scope) called(e *hclsyntax.FunctionCallExpr) *terraform.Term {
	if s.m.sheet == nil || s.m.sheet.Calls[e.Name] == nil {
		return nil
	}
	args := make([]cty.Value, len(e.Args))
	for i, arg := range e.Args {
		args[i] = s.value(arg)
	}
	return s.m.sheet.Calls[e.Name](args).Followed(e.Range())
}

// named is a value and the reference that leads to it.
type named struct {
	path  []string
	value cty.Value
}

// foreign adds what a sheet's own reference leads to.
func (b *builder) foreign(t hcl.Traversal) {
	term, n := b.s.m.sheet.Names(t)
	path := []string{t.RootName()}
	for i := 1; i < n; i++ {
		name, ok := attrName(t, i)
		if !ok {
			term = nil
			break
		}
		path = append(path, name)
	}
	if term == nil {
		term = b.s.m.undeclared(t.RootName(), t.SourceRange())
		path = path[:1]
	}
	b.names = append(b.names, named{path, term.Value})
}

// named puts together what the references of a sheet lead to. Of one within
// another the longer says nothing more.
func (b *builder) named() {
	slices.SortStableFunc(b.names, func(x, y named) int { return len(x.path) - len(y.path) })
	var top tree
	for _, n := range b.names {
		top.put(n.path, n.value)
	}
	for name, sub := range top.parts {
		b.vars[name] = sub.object()
	}
}

// tree is a value, or values by name.
type tree struct {
	value cty.Value // cty.NilVal when there are parts
	parts map[string]*tree
}

func (t *tree) put(path []string, v cty.Value) {
	switch {
	case t.value != cty.NilVal:
	case len(path) == 0:
		t.value = v
	default:
		if t.parts == nil {
			t.parts = map[string]*tree{}
		}
		if t.parts[path[0]] == nil {
			t.parts[path[0]] = &tree{}
		}
		t.parts[path[0]].put(path[1:], v)
	}
}

func (t *tree) object() cty.Value {
	if t.value != cty.NilVal {
		return t.value
	}
	attrs := make(map[string]cty.Value, len(t.parts))
	for name, sub := range t.parts {
		attrs[name] = sub.object()
	}
	return cty.ObjectVal(attrs)
}

// handed is the value that the tool which runs Terraform passes for a variable
// of the root module; nil when it passes none.
func (ev *evaluator) handed(name string) *terraform.Term {
	if ev.opts.Passed == nil {
		return nil
	}
	if ev.input == nil {
		ev.input = ev.opts.Passed(&Desk{ev})
	}
	t := ev.input(name)
	if t == nil || t.Bare().IsKnown() || len(terraform.Origins(t.Value)) > 0 || len(terraform.Inputs(t.Value)) > 0 {
		return t
	}
	c := *t
	c.Value, c.Direct = c.Value.Mark(terraform.Input{Root: ev.root, Name: name}), true
	return &c
}

// Outputs are those of another root module, evaluated beside the desk's.
type Outputs struct{ m *module }

// Outputs gives those of the root module in dir, with its own options: inputs,
// the module itself and what it goes by. It is nil where too many roots lead
// to one another. What is not known there is told when that root is scanned.
func (d *Desk) Outputs(dir string, own func(*Options)) *Outputs {
	opts := d.ev.opts
	opts.Variant, opts.Vars, opts.Root, opts.Module, opts.Passed, opts.Plan = "", nil, "", nil, nil, nil
	own(&opts)
	if m := d.ev.beside[opts.Root]; m != nil {
		return &Outputs{m}
	}
	if d.ev.hops >= maxHops || len(d.ev.beside) >= maxBeside {
		return nil
	}
	other := newEvaluator(d.ev.cfg, dir, opts)
	other.hops, other.stack, other.label = d.ev.hops+1, slices.Clone(d.ev.stack), opts.Root+": "
	other.meter, other.beside = d.ev.meter, d.ev.beside
	m := other.top()
	if m == nil {
		return nil
	}
	d.ev.beside[opts.Root] = m
	return &Outputs{m}
}

// Names lists the outputs, sorted, and says whether there are no others.
func (o *Outputs) Names() (names []string, all bool) {
	if o.m.src.Through == "" {
		return o.m.src.Outputs(), true
	}
	for _, in := range o.m.child(o.m.src.Through).stands {
		names = append(names, o.m.ev.opts.Vocabulary.Computed(terraform.Call, in.Addr.Resource.Type)...)
	}
	return names, false
}

// Term is the value of an output; nil when there is none of the name.
func (o *Outputs) Term(name string, use hcl.Range) *terraform.Term {
	if through := o.m.src.Through; through != "" {
		whole := o.m.moduleValue(through, &want{attrs: map[string]bool{name: true}, use: use})
		if bare, marks := whole.Unmark(); bare.IsKnown() && bare.Type().IsObjectType() && bare.Type().HasAttribute(name) {
			whole = bare.GetAttr(name).WithMarks(marks)
		}
		return &terraform.Term{Value: whole, Range: use, Direct: true}
	}
	if o.m.src.Output(name) == nil {
		return nil
	}
	return o.m.output(name, use)
}
