package planjson

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
)

// Evaluation turns a plan into instances of one root module. There is one
// terraform.Instance for each address, whoever asks: eval fills in what the
// source says of it.
type Evaluation struct {
	plan      *Plan
	root      string
	words     *terraform.Vocabulary
	instances map[string]*terraform.Instance // by address
	planned   map[*terraform.Instance]*Resource
	modules   map[string]*moduleScope       // by address
	resolved  map[string][]terraform.Origin // what references lead to
	providers map[string]*terraform.ProviderConfig
	steps     int
	diags     hcl.Diagnostics
}

// Diagnostics lists what was cut off so far.
func (e *Evaluation) Diagnostics() hcl.Diagnostics { return e.diags }

// step takes some of the references that may be followed; false when there are
// none left.
func (e *Evaluation) step(n int) bool {
	if e.steps -= n; e.steps >= 0 {
		return true
	}
	if len(e.diags) == 0 {
		e.plan.Incomplete = true
		e.diags = append(e.diags, problem(e.plan.Name, "Too many references",
			fmt.Sprintf("More than %d references would have to be followed here; what the rest lead to was not analysed. Scan the plan together with its source.", maxSteps)))
	}
	return false
}

// Evaluate begins the evaluation of a plan for the root module in a directory.
func (p *Plan) Evaluate(root string, words *terraform.Vocabulary) *Evaluation {
	e := &Evaluation{
		plan: p, root: root, words: words, steps: maxSteps,
		instances: map[string]*terraform.Instance{}, planned: map[*terraform.Instance]*Resource{}, modules: map[string]*moduleScope{},
		resolved: map[string][]terraform.Origin{}, providers: map[string]*terraform.ProviderConfig{},
	}
	e.index()
	return e
}

// Instances lists the wanted instances of a module and of those below it,
// callers before callees.
func (e *Evaluation) Instances(under terraform.ModuleInstance) []*terraform.Instance {
	if s := e.modules[under.String()]; s != nil {
		return e.listed(s, nil)
	}
	return nil
}

func (e *Evaluation) listed(s *moduleScope, list []*terraform.Instance) []*terraform.Instance {
	for _, r := range s.order {
		if e.words.Wanted(r.Addr.Resource.Mode, r.Addr.Resource.Type) {
			list = append(list, e.instance(r))
		}
	}
	for _, call := range sortedKeys(s.children) {
		for _, child := range s.children[call] {
			list = e.listed(child, list)
		}
	}
	return list
}

// Keys lists the keys of the instances of a resource; cty.NilVal stands for
// that of a resource without count or for_each.
func (e *Evaluation) Keys(m terraform.ModuleInstance, r terraform.Resource) []cty.Value {
	scope := e.modules[m.String()]
	if scope == nil {
		return nil
	}
	keys := make([]cty.Value, len(scope.resources[r]))
	for i, in := range scope.resources[r] {
		keys[i] = in.Addr.Key.Value
	}
	return keys
}

// ModuleKeys lists the keys of the instances of a module call that have
// resources, as Keys does.
func (e *Evaluation) ModuleKeys(m terraform.ModuleInstance, call string) []cty.Value {
	scope := e.modules[m.String()]
	if scope == nil {
		return nil
	}
	keys := make([]cty.Value, len(scope.children[call]))
	for i, child := range scope.children[call] {
		keys[i] = child.addr[len(child.addr)-1].Key.Value
	}
	return keys
}

// Instance is the one that an address stands for; nil when the plan has none.
func (e *Evaluation) Instance(addr terraform.AbsInstance) *terraform.Instance {
	if r := e.plan.resources[addr.String()]; r != nil {
		return e.instance(r)
	}
	return nil
}

// Body joins what is written of an instance with what the plan says of it. The
// plan has the last word on values, the source on where they come from.
func (e *Evaluation) Body(addr terraform.AbsInstance, written *terraform.Object, decl hcl.Range) *terraform.Object {
	r := e.plan.resources[addr.String()]
	if r == nil {
		return written
	}
	names := slices.Clone(written.Names())
	for _, name := range sortedKeys(r.Attrs()) {
		if v, _ := r.attrs[name].Unmark(); v.IsKnown() && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return terraform.NewObject(names, func(name string) *terraform.Term {
		v, planned := r.attrs[name]
		t := written.Attr(name)
		switch {
		case !planned:
			return t
		case t == nil:
			return Shaped(v, decl)
		}
		return Merge(t, v)
	})
}

func (e *Evaluation) instance(r *Resource) *terraform.Instance {
	key := r.Addr.String()
	if in := e.instances[key]; in != nil {
		return in
	}
	in := &terraform.Instance{Addr: r.Addr, Root: e.root, ProviderName: r.Provider, DeclRange: r.Range, End: r.Range.End}
	e.instances[key], e.planned[in] = in, r
	scope := e.modules[r.Addr.Module.String()]
	cfg := scope.resource(r.Addr.Resource)
	if cfg != nil {
		in.Provider, in.ProviderName = e.provider(cfg.ProviderConfigKey, r)
	}
	in.Body = e.body(in, r, cfg)
	return in
}

// body is that of an instance whose block is not at hand: its values, marked
// with what its configuration refers to.
func (e *Evaluation) body(in *terraform.Instance, r *Resource, cfg *resourceConfig) *terraform.Object {
	scope := e.modules[r.Addr.Module.String()]
	names := sortedKeys(r.Attrs())
	names = slices.DeleteFunc(names, func(name string) bool {
		v, _ := r.attrs[name].Unmark()
		return !v.IsKnown() && (cfg == nil || cfg.Expressions[name] == nil) // only apply tells, and nobody wrote it
	})
	return terraform.NewObject(names, func(name string) *terraform.Term {
		v := r.attrs[name]
		if cfg != nil && cfg.Expressions[name] != nil {
			turn := turn{scope: scope, key: r.Addr.Key.Value, forEach: cfg.ForEachExpression.References}
			v = e.traced(v, argumentOf(cfg.Expressions[name]), turn)
		}
		return Shaped(v, in.DeclRange)
	})
}

// index puts modules and resources where references find them.
func (e *Evaluation) index() {
	root := &e.plan.config.RootModule
	if e.plan.State {
		root = nil
	}
	e.modules[""] = newScope(nil, nil, root)
	for _, r := range e.plan.order {
		s := e.scope(r.Addr.Module)
		s.order = append(s.order, r)
		s.resources[r.Addr.Resource] = append(s.resources[r.Addr.Resource], r)
	}
}

func (e *Evaluation) scope(m terraform.ModuleInstance) *moduleScope {
	key := m.String()
	if s := e.modules[key]; s != nil {
		return s
	}
	parent := e.scope(m[:len(m)-1])
	call := m[len(m)-1].Name
	s := newScope(m, parent, nil)
	if parent.config != nil {
		if s.call = parent.config.ModuleCalls[call]; s.call != nil {
			s.config = &s.call.Module
		}
	}
	e.modules[key] = s
	parent.children[call] = append(parent.children[call], s)
	return s
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
