package eval

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// module is one instance of a module: the same source called twice is two.
type module struct {
	ev        *evaluator
	src       *configs.Module
	addr      terraform.ModuleInstance
	parent    *module       // nil for the root
	call      *configs.Call // nil for the root
	rep       repetition    // of the call
	terms     map[string]*terraform.Term
	resources map[terraform.Resource]*expansion
	values    map[asked]cty.Value // what references to resources and module calls gave
	children  map[string]*callExpansion
	providers map[string]*terraform.ProviderConfig
	sheet     *SheetOptions // nil for what is a module
}

func (ev *evaluator) module(src *configs.Module, parent *module, call *configs.Call, rep repetition) *module {
	m := &module{
		ev: ev, src: src, parent: parent, call: call, rep: rep,
		terms:     map[string]*terraform.Term{},
		resources: map[terraform.Resource]*expansion{},
		values:    map[asked]cty.Value{},
		children:  map[string]*callExpansion{},
		providers: map[string]*terraform.ProviderConfig{},
	}
	if parent != nil {
		m.addr = parent.addr.Child(call.Name, terraform.Key{Value: rep.key})
	}
	return m
}

func (m *module) close() {
	if m == nil {
		return
	}
	m.values = nil
	for _, x := range m.resources {
		for _, in := range x.instances {
			in.Body, in.Provider = nil, nil
		}
	}
	for _, c := range m.children {
		for _, in := range c.stands {
			in.Body, in.Provider = nil, nil
		}
		for _, child := range c.modules {
			child.close()
		}
	}
}

// path is what path.module gives: relative to the root module.
func (m *module) path() string {
	if m.parent == nil {
		return "."
	}
	return source.Relative(m.ev.dir, m.src.Dir)
}

// remember gives the term of a named thing, evaluating it the first time. A
// thing that needs itself is unknown.
func (m *module) remember(kind, name string, r hcl.Range, eval func() *terraform.Term) *terraform.Term {
	what := kind + "." + name
	if t, ok := m.terms[what]; ok {
		return t
	}
	full := what
	switch {
	case m.sheet != nil:
		full = m.sheet.Name + " " + what
	case len(m.addr) > 0:
		full = m.addr.String() + "." + what
	}
	if !m.ev.enter(full, r) {
		return &terraform.Term{Value: cty.DynamicVal, Range: r}
	}
	t := m.ev.bounded(eval(), r)
	m.ev.leave()
	m.terms[what] = t
	return t
}

func (m *module) local(name string, use hcl.Range) *terraform.Term {
	l := m.src.Local(name)
	if l == nil {
		return m.undeclared("local."+name, use)
	}
	return m.remember("local", name, l.DeclRange, func() *terraform.Term {
		return (&scope{m: m}).term(l.Expr)
	})
}

func (m *module) output(name string, use hcl.Range) *terraform.Term {
	o := m.src.Output(name)
	if o == nil {
		return m.undeclared(m.addr.String()+"."+name, use)
	}
	return m.remember("output", name, o.DeclRange, func() *terraform.Term {
		return (&scope{m: m}).term(o.Expr)
	})
}

func (m *module) undeclared(what string, use hcl.Range) *terraform.Term {
	m.ev.passing++ // each use is told of
	m.ev.unknown(what, "it is declared nowhere in "+m.src.Dir, use)
	return &terraform.Term{Value: cty.DynamicVal, Range: use}
}

// callExpansion is all instances of one module call.
type callExpansion struct {
	rep     repetitionKind
	modules []*module
	// stands are there instead of modules when the module is not on disk, or
	// planned when a plan says what is in it.
	stands  []*terraform.Instance
	planned []terraform.ModuleInstance
}

func (m *module) child(name string) *callExpansion {
	if c, ok := m.children[name]; ok {
		return c
	}
	call := m.src.Calls[name]
	c := &callExpansion{}
	if call == nil || !m.ev.enter(m.prefix()+"module."+name, call.DeclRange) {
		return c
	}
	defer m.ev.leave()
	m.children[name] = c
	planned := m.ev.plannedKeys(m.addr, name)
	src := m.onDisk(call)
	switch {
	case src == nil && len(planned) == 0:
		m.notOnDisk(call)
	case src != nil && !m.mayDescend(call, src):
		return c
	}
	var reps []repetition
	if len(planned) > 0 {
		c.rep, reps = (&scope{m: m}).planned(planned, call.Count, call.ForEach, call.DeclRange)
	} else {
		c.rep, reps = (&scope{m: m}).repeat(call.Count, call.ForEach, call.DeclRange)
	}
	for _, rep := range reps {
		switch {
		case src == nil && len(planned) > 0:
			c.planned = append(c.planned, m.addr.Child(name, terraform.Key{Value: rep.key}))
			continue
		case src == nil:
			c.stands = append(c.stands, m.stand(call, rep))
			continue
		}
		c.modules = append(c.modules, m.ev.module(src, m, call, rep))
	}
	return c
}

func (m *module) prefix() string {
	if len(m.addr) == 0 {
		return ""
	}
	return m.addr.String() + "."
}

// onDisk finds the module that a call names; nil when it is not in the tree.
func (m *module) onDisk(call *configs.Call) *configs.Module {
	dirs := []string{call.Dir}
	if call.Dir == "" {
		dirs = []string{m.ev.cfg.Installed[m.ev.dir][m.key(call.Name)], call.Vendored}
	}
	for _, dir := range dirs {
		if src := m.ev.cfg.Modules[m.ev.cfg.Resolve(dir)]; dir != "" && src != nil {
			return src
		}
	}
	return nil
}

// notOnDisk tells of a module that is not in the tree, unless its arguments
// say what it makes.
func (m *module) notOnDisk(call *configs.Call) {
	switch {
	case call.Dir != "":
		m.ev.diagnose(hcl.DiagWarning, "Module not found",
			fmt.Sprintf("The source %q leads to no module in the scanned tree, so what it declares was not analysed. Correct the source, or scan the tree that holds it.", call.Source), call.DeclRange)
		m.ev.unknown(call.Source, "the module's directory does not exist", call.DeclRange)
	case m.src.Through == "" && !m.ev.opts.Vocabulary.KnownModule(call.Source): // what leads through another was told where its source is written
		if m.ev.first("d", "module source", call.Source, hcl.Range{}) {
			m.ev.diagnose(hcl.DiagWarning, "Module not on disk",
				fmt.Sprintf("The module %q is not in the scanned tree, so what it declares was not analysed. Run `terraform init` (or `terraform get`) first to have it scanned too.", call.Source), call.DeclRange)
		}
		m.ev.unknown(call.Source, "the module is not on disk", call.DeclRange)
	}
}

// key is the module's name in the manifest: "a.b".
func (m *module) key(name string) string {
	parts := make([]string, 0, len(m.addr)+1)
	for _, step := range m.addr {
		parts = append(parts, step.Name)
	}
	return strings.Join(append(parts, name), ".")
}

// stand is the instance that stands for a module not on disk. Its body holds
// the arguments of the call.
func (m *module) stand(call *configs.Call, rep repetition) *terraform.Instance {
	s := &scope{m: m, rep: rep}
	in := &terraform.Instance{
		Addr: terraform.AbsInstance{
			Module: m.addr, Resource: terraform.Resource{Mode: terraform.Call, Type: call.Source, Name: call.Name}, Key: terraform.Key{Value: rep.key},
		},
		Root:     m.ev.root,
		Variant:  m.ev.opts.Variant,
		Body:     s.object(call.Body, append(meta, "source", "version", "providers")...),
		Doubtful: rep.doubtful || m.doubtful(), When: m.when(rep),
		DeclRange: call.DeclRange, End: call.End,
	}
	if name := m.ev.opts.Vocabulary.ModuleProvider(call.Source); name != "" {
		ref, passed := call.Providers[name]
		if !passed {
			ref = configs.Ref{Name: name, Range: call.DeclRange}
		}
		in.Provider, in.ProviderName = m.provider(ref, rep)
	}
	return in
}

func (m *module) mayDescend(call *configs.Call, src *configs.Module) bool {
	for up := m; up != nil; up = up.parent {
		if up.src == src {
			m.ev.diagnose(hcl.DiagWarning, "Module calls itself",
				fmt.Sprintf("Module %q in %s leads back to itself; Terraform refuses this. It was expanded once.", call.Name, src.Dir), call.DeclRange)
			return false
		}
	}
	if len(m.addr) >= maxDepth {
		m.ev.incomplete = true
		m.ev.diagnose(hcl.DiagError, "Modules too deep", fmt.Sprintf("More than %d modules are nested here; deeper ones were not analysed.", maxDepth), call.DeclRange)
		return false
	}
	return true
}
