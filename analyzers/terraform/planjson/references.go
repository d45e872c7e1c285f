package planjson

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
)

// maxHops is how many references are followed one after the other.
const maxHops = 64

// moduleScope is one module instance.
type moduleScope struct {
	addr      terraform.ModuleInstance
	parent    *moduleScope  // nil for the root
	call      *callConfig   // nil for the root, and where the configuration is not known
	config    *moduleConfig // nil where it is not known
	order     []*Resource   // as they stand in the document
	resources map[terraform.Resource][]*Resource
	children  map[string][]*moduleScope // instances by the name of their call
	byAddr    map[terraform.Resource]*resourceConfig
}

func newScope(addr terraform.ModuleInstance, parent *moduleScope, config *moduleConfig) *moduleScope {
	return &moduleScope{
		addr: addr, parent: parent, config: config,
		resources: map[terraform.Resource][]*Resource{}, children: map[string][]*moduleScope{},
	}
}

func (s *moduleScope) resource(addr terraform.Resource) *resourceConfig {
	if s.config == nil {
		return nil
	}
	if s.byAddr == nil {
		s.byAddr = make(map[terraform.Resource]*resourceConfig, len(s.config.Resources))
		for i := range s.config.Resources {
			r := &s.config.Resources[i]
			s.byAddr[r.addr()] = r
		}
	}
	return s.byAddr[addr]
}

// turn is where a reference stands: in a module instance, in one turn of a
// block's count or for_each.
type turn struct {
	scope   *moduleScope
	key     cty.Value // of the block's instance; cty.NilVal for none
	forEach []string  // what the block's for_each refers to
}

// origins lists the instance attributes that references lead to.
func (e *Evaluation) origins(refs []string, at turn, hops int) []terraform.Origin {
	var all []terraform.Origin
	for _, ref := range longest(refs) {
		if hops > maxHops || !e.step(1) {
			return all
		}
		for _, o := range e.origin(ref, at, hops) {
			if !slices.Contains(all, o) {
				all = append(all, o)
			}
		}
	}
	return all
}

// origin follows one reference, once: a second time the answer is at hand.
func (e *Evaluation) origin(ref string, at turn, hops int) []terraform.Origin {
	memo := fmt.Sprintf("%s\x00%s\x00%s", at.scope.addr, terraform.Key{Value: at.key}, ref)
	if strings.HasPrefix(ref, "each.") {
		memo += "\x00" + strings.Join(at.forEach, "\x00")
	}
	if found, ok := e.resolved[memo]; ok {
		return found
	}
	e.resolved[memo] = nil // a circle leads nowhere
	t, diags := hclsyntax.ParseTraversalAbs([]byte(ref), "", hcl.InitialPos)
	if diags.HasErrors() {
		return nil
	}
	found := e.traverse(t, at, hops+1)
	e.resolved[memo] = found
	return found
}

func (e *Evaluation) traverse(t hcl.Traversal, at turn, hops int) []terraform.Origin {
	switch t.RootName() {
	case "var":
		if len(t) > 1 {
			return e.input(name(t[1]), at.scope, hops)
		}
	case "module":
		if len(t) > 1 {
			call := name(t[1])
			index, rest := key(t[2:])
			if len(rest) > 0 {
				return e.outputs(at, call, index, name(rest[0]), hops)
			}
		}
	case "each":
		return e.origins(at.forEach, turn{scope: at.scope, key: at.key}, hops)
	case "local", "count", "path", "terraform", "self":
	default:
		return e.resource(t, at)
	}
	return nil
}

// resource gives the instances that a reference names: one with the same key as
// the one that asks where both are repeated alike, else all of them.
func (e *Evaluation) resource(t hcl.Traversal, at turn) []terraform.Origin {
	var addr terraform.Resource
	if addr.Mode, t = mode(t); len(t) < 2 {
		return nil
	}
	addr.Type, addr.Name = name(t[0]), name(t[1])
	index, rest := key(t[2:])
	attr := ""
	if len(rest) > 0 {
		attr = name(rest[0])
	}
	var found []terraform.Origin
	for _, r := range picked(at.scope.resources[addr], index, at.key, func(r *Resource) cty.Value { return r.Addr.Key.Value }) {
		found = append(found, terraform.Origin{Instance: e.instance(r), Attr: attr})
	}
	return found
}

func (e *Evaluation) input(name string, s *moduleScope, hops int) []terraform.Origin {
	if s.call == nil || s.parent == nil {
		return nil
	}
	arg := argumentOf(s.call.Expressions[name])
	return e.origins(arg.references(), turn{
		scope: s.parent, key: s.addr[len(s.addr)-1].Key.Value, forEach: s.call.ForEachExpression.References,
	}, hops)
}

func (e *Evaluation) outputs(at turn, call string, index terraform.Key, output string, hops int) []terraform.Origin {
	var found []terraform.Origin
	for _, child := range picked(at.scope.children[call], index, at.key, func(s *moduleScope) cty.Value { return s.addr[len(s.addr)-1].Key.Value }) {
		found = append(found, e.outputOf(child, output, hops)...)
	}
	return found
}

func (e *Evaluation) outputOf(s *moduleScope, output string, hops int) []terraform.Origin {
	if s.config == nil {
		return nil
	}
	return e.origins(s.config.Outputs[output].Expression.References, turn{scope: s, key: cty.NilVal}, hops)
}

// picked narrows instances to those that a reference may mean.
func picked[T any](all []T, index terraform.Key, asker cty.Value, keyOf func(T) cty.Value) []T {
	only := func(want cty.Value) []T {
		i := slices.IndexFunc(all, func(one T) bool {
			k := keyOf(one)
			return k != cty.NilVal && want != cty.NilVal && k.RawEquals(want)
		})
		if i < 0 {
			return nil
		}
		return all[i : i+1]
	}
	if index.Value != cty.NilVal {
		return only(index.Value)
	}
	if same := only(asker); same != nil {
		return same
	}
	return all
}

// Output is the value of an output of a module whose source is not at hand. What
// it is made of is known, and its value where just one attribute is.
func (e *Evaluation) Output(m terraform.ModuleInstance, output string) cty.Value {
	s := e.modules[m.String()]
	if s == nil {
		return cty.DynamicVal
	}
	v := cty.DynamicVal
	for _, o := range e.outputOf(s, output, 0) {
		v = v.WithMarks(cty.NewValueMarks(o))
	}
	return v
}
