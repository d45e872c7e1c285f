package eval

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// scope is where an expression stands: its module, the turn of its block, and
// the iterators of the dynamic blocks around it.
type scope struct {
	m    *module
	rep  repetition
	iter map[string]*repetition
	bare bool // no references: variable files and defaults
	// vars are the names that a template is given or its loops give: they stand before all others.
	vars    map[string]*terraform.Term
	filling *hcl.Range // the call that the scope's template is rendered by; nil in a module's own text

	doubtful bool // a dynamic block around it may not be there
}

// value evaluates an expression. One that fails is unknown, but keeps the
// marks of everything it refers to: a broken edge is still an edge.
func (s *scope) value(e hclsyntax.Expression) cty.Value {
	if v, ok := plain(e); ok {
		return v
	}
	ctx := s.context(e.Variables())
	outer := s.m.ev.at
	if s.m.ev.at = e.Range(); s.filling != nil {
		s.m.ev.at = *s.filling
	}
	v, diags := e.Value(ctx)
	s.m.ev.at = outer
	if !diags.HasErrors() {
		return s.kept(v, ctx)
	}
	d := diags[0]
	r := e.Range()
	if d.Subject != nil {
		r = *d.Subject
	}
	if s.filling != nil {
		r = *s.filling
	}
	if d.Summary == configs.TooMuch {
		s.m.ev.incomplete = true
		s.m.ev.diagnose(hcl.DiagError, d.Summary, d.Detail, r)
	} else {
		s.m.ev.unknown(d.Summary, d.Detail, r)
	}
	v = cty.DynamicVal
	for _, root := range ctx.Variables {
		_, marks := root.UnmarkDeep()
		v = v.WithMarks(marks)
	}
	return v
}

// kept gives a value that is not known, and came out without any mark, the marks
// of all it refers to: loops and functions over an unknown collection drop them.
func (s *scope) kept(v cty.Value, ctx *hcl.EvalContext) cty.Value {
	if bare, _ := v.Unmark(); bare.IsWhollyKnown() || len(terraform.Origins(v)) > 0 {
		return v
	}
	for _, root := range ctx.Variables {
		for _, o := range terraform.Origins(root) {
			v = v.WithMarks(cty.NewValueMarks(o, terraform.Doubt{}))
		}
	}
	return v
}

// plain is the value of an expression that hangs on nothing, as most do: it
// needs no context.
func plain(e hclsyntax.Expression) (cty.Value, bool) {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
	case *hclsyntax.TemplateExpr:
		if !e.IsStringLiteral() {
			return cty.NilVal, false
		}
	case *hclsyntax.ObjectConsKeyExpr:
		if e.ForceNonLiteral || hcl.ExprAsKeyword(e.Wrapped) == "" {
			return cty.NilVal, false
		}
	default:
		return cty.NilVal, false
	}
	v, diags := e.Value(nil)
	return v, !diags.HasErrors()
}

// context holds the values of just the references of one expression.
func (s *scope) context(refs []hcl.Traversal) *hcl.EvalContext {
	ctx := &hcl.EvalContext{Functions: s.m.functions()}
	defer s.m.ev.meter.Attach(ctx)
	if len(refs) == 0 || s.bare {
		return ctx
	}
	b := builder{s: s, roots: make(map[string]map[string]cty.Value, 2), vars: make(map[string]cty.Value, 2)}
	for _, t := range refs {
		b.add(t)
	}
	ctx.Variables = b.build()
	return ctx
}

// want is what an expression asks of a resource or a module.
type want struct {
	all   bool
	attrs map[string]bool
	use   hcl.Range
}

func (w *want) attr(t hcl.Traversal) {
	for i, step := range t {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			w.attrs[step.Name] = true
			return
		case hcl.TraverseIndex:
			if i == 0 {
				continue // the instance key
			}
		}
		break
	}
	w.all = true
}

// names are the wanted attributes as one string; "*" stands for all.
func (w *want) names() string {
	if len(w.attrs) == 1 && !w.all {
		for name := range w.attrs {
			return name
		}
	}
	names := slices.Sorted(maps.Keys(w.attrs))
	if w.all {
		names = append(names, "*")
	}
	return strings.Join(names, " ")
}

// builder gathers the variables of one evaluation context.
type builder struct {
	s      *scope
	roots  map[string]map[string]cty.Value
	vars   map[string]cty.Value // what is built: those without attributes at once, the roots at the end
	wanted map[terraform.Resource]*want
	long   map[terraform.Resource]*want // those written resource.type.name
	calls  map[string]*want
	names  []named // what a sheet's own references lead to
}

func (b *builder) set(root, name string, v cty.Value) {
	if b.roots[root] == nil {
		b.roots[root] = map[string]cty.Value{}
	}
	b.roots[root][name] = v
}

func (b *builder) add(t hcl.Traversal) {
	s, root, r := b.s, t.RootName(), t.SourceRange()
	if given := s.vars[root]; given != nil {
		b.vars[root] = given.Value
		return
	}
	if it, ok := s.iter[root]; ok {
		b.set(root, "key", it.key)
		b.set(root, "value", it.value.Value)
		return
	}
	if root == "self" || root == "ephemeral" { // only apply knows what they hold
		b.vars[root] = cty.DynamicVal
		return
	}
	if s.m.sheet != nil && root != "local" {
		b.foreign(t)
		return
	}
	name, ok := attrName(t, 1)
	if !ok {
		b.vars[root] = cty.DynamicVal
		return
	}
	switch root {
	case "var":
		b.set(root, name, s.m.variable(name, r).Value)
	case "local":
		b.set(root, name, s.m.local(name, r).Value)
	case "module":
		wantOf(&b.calls, name, r).attr(t[2:])
	case "each", "count":
		b.repetition(root, name)
	case "path":
		b.set(root, name, s.path(name))
	case "terraform", "tofu":
		b.set(root, name, s.workspace(name))
	case "data":
		if n, ok := attrName(t, 2); ok {
			wantOf(&b.wanted, terraform.Resource{Mode: terraform.Data, Type: name, Name: n}, r).attr(t[3:])
		}
	case "resource":
		if n, ok := attrName(t, 2); ok { // the long form of a reference: resource.type.name
			wantOf(&b.long, terraform.Resource{Type: name, Name: n}, r).attr(t[3:])
		}
	default:
		wantOf(&b.wanted, terraform.Resource{Type: root, Name: name}, r).attr(t[2:])
	}
}

func wantOf[K comparable](m *map[K]*want, key K, use hcl.Range) *want {
	w := (*m)[key]
	if w == nil {
		w = &want{attrs: map[string]bool{}, use: use}
		if *m == nil {
			*m = map[K]*want{}
		}
		(*m)[key] = w
	}
	return w
}

func (b *builder) repetition(root, name string) {
	rep := b.s.rep
	switch {
	case root == "count" && name == "index" && rep.kind == byCount:
		b.set(root, name, rep.key)
	case root == "each" && name == "key" && rep.kind == byKey:
		b.set(root, name, rep.key)
	case root == "each" && name == "value" && rep.kind == byKey:
		b.set(root, name, rep.value.Value)
	default:
		b.set(root, name, cty.DynamicVal)
	}
}

func (s *scope) path(name string) cty.Value {
	switch name {
	case "module":
		return cty.StringVal(s.m.path())
	case "root":
		return cty.StringVal(".")
	}
	return cty.UnknownVal(cty.String) // path.cwd depends on the machine
}

func (s *scope) workspace(name string) cty.Value {
	switch name {
	case "applying":
		return cty.UnknownVal(cty.Bool)
	case "workspace":
	default:
		return cty.UnknownVal(cty.String)
	}
	if w := s.m.ev.opts.Workspace; w != "" {
		return cty.StringVal(w)
	}
	s.m.ev.unknown("terraform.workspace", "no workspace is given; pass --workspace", s.m.ev.at)
	// Which workspace is selected is not in the code, as for a variable without a value.
	return cty.UnknownVal(cty.String).Mark(terraform.Input{Root: s.m.ev.root, Name: "terraform.workspace"})
}

func (b *builder) build() map[string]cty.Value {
	var data map[string]map[string]cty.Value
	for res, w := range b.wanted {
		v := b.s.m.resource(res, w)
		if res.Mode == terraform.Data {
			if data == nil {
				data = map[string]map[string]cty.Value{}
			}
			if data[res.Type] == nil {
				data[res.Type] = map[string]cty.Value{}
			}
			data[res.Type][res.Name] = v
			continue
		}
		b.set(res.Type, res.Name, v)
	}
	for name, w := range b.calls {
		b.set("module", name, b.s.m.moduleValue(name, w))
	}
	for typ, byName := range data {
		b.set("data", typ, cty.ObjectVal(byName))
	}
	long := map[string]map[string]cty.Value{}
	for res, w := range b.long {
		if long[res.Type] == nil {
			long[res.Type] = map[string]cty.Value{}
		}
		long[res.Type][res.Name] = b.s.m.resource(res, w)
	}
	for typ, byName := range long {
		b.set("resource", typ, cty.ObjectVal(byName))
	}
	b.named()
	for root, attrs := range b.roots {
		b.vars[root] = cty.ObjectVal(attrs)
	}
	return b.vars
}

func attrName(t hcl.Traversal, i int) (string, bool) {
	if i >= len(t) {
		return "", false
	}
	a, ok := t[i].(hcl.TraverseAttr)
	return a.Name, ok
}
