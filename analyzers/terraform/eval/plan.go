package eval

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/planjson"
)

// planned are the turns that a plan has of a block. What count or for_each
// come to need not be known for it; the elements of a for_each are, if they can be.
func (s *scope) planned(keys []cty.Value, count, forEach hclsyntax.Expression, decl hcl.Range) (repetitionKind, []repetition) {
	kind := once
	switch {
	case count != nil:
		kind = byCount
	case forEach != nil:
		kind = byKey
	}
	reps := make([]repetition, 0, len(keys))
	value := func(cty.Value) *terraform.Term { return nil }
	if kind == byKey && len(keys) > 0 {
		value = s.elementsOf(forEach)
	}
	for _, key := range keys[:s.limit(int64(len(keys)), decl)] {
		if (key == cty.NilVal) != (kind == once) {
			continue // the source has been changed since
		}
		reps = append(reps, repetition{kind: kind, key: key, value: value(key)})
	}
	return kind, reps
}

// elementsOf gives the element that a for_each has under a key.
func (s *scope) elementsOf(forEach hclsyntax.Expression) func(key cty.Value) *terraform.Term {
	t := s.term(forEach)
	byKey := map[string]*terraform.Term{}
	v, marks := t.Value.Unmark()
	if v.IsKnown() && !v.IsNull() && v.CanIterateElements() {
		for _, rep := range asStrings(turns(t, int64(v.LengthInt()))) {
			if name, ok := terraform.StringOf(rep.key); ok {
				byKey[name] = rep.value
			}
		}
	}
	return func(key cty.Value) *terraform.Term {
		if name, ok := terraform.StringOf(key); ok && byKey[name] != nil {
			return byKey[name]
		}
		return &terraform.Term{Value: cty.DynamicVal.WithMarks(marks), Range: forEach.Range()}
	}
}

// planned is the value that a plan has of a root variable, at the place that
// gave it; nil when it has none.
func (m *module) planned(v *configs.Variable, given *terraform.Term) *terraform.Term {
	if m.parent != nil || m.ev.opts.Plan == nil {
		return nil
	}
	value, ok := m.ev.opts.Plan.Variables[v.Name]
	if !ok {
		return nil
	}
	if given == nil && v.Default != nil {
		given = (&scope{m: m, bare: true}).term(v.Default)
	}
	if given == nil {
		return planjson.Shaped(value, v.DeclRange)
	}
	return planjson.Merge(given, value)
}

// instanceAt is the one instance that an address stands for.
func (ev *evaluator) instanceAt(addr terraform.AbsInstance) *terraform.Instance {
	if ev.plan != nil {
		if in := ev.plan.Instance(addr); in != nil {
			return in
		}
	}
	return &terraform.Instance{}
}

// withPlan is a body that holds what a plan says beside what is written.
func (ev *evaluator) withPlan(addr terraform.AbsInstance, written *terraform.Object, decl hcl.Range) *terraform.Object {
	if ev.plan == nil {
		return written
	}
	body := ev.plan.Body(addr, written, decl)
	return terraform.NewObject(body.Names(), func(name string) *terraform.Term {
		if t := body.Attr(name); t != nil {
			return ev.bounded(t, decl)
		}
		return nil
	})
}

// plannedKeys are the instances of a module call that a plan has.
func (ev *evaluator) plannedKeys(m terraform.ModuleInstance, call string) []cty.Value {
	if ev.plan == nil {
		return nil
	}
	return ev.plan.ModuleKeys(m, call)
}

// unwritten lists what a plan has of a module that is not on disk. It stands
// where the module is called.
func (ev *evaluator) unwritten(m terraform.ModuleInstance, call *configs.Call) []*terraform.Instance {
	list := ev.plan.Instances(m)
	for _, in := range list {
		in.DeclRange, in.End = call.DeclRange, call.End
	}
	return list
}

// listUnwritten adds what a plan has and the source does not declare.
func (ev *evaluator) listUnwritten(r *Root) {
	if ev.plan == nil {
		return
	}
	listed := make(map[*terraform.Instance]bool, len(r.Instances))
	for _, in := range r.Instances {
		listed[in] = true
	}
	var more []*terraform.Instance
	for _, in := range ev.plan.Instances(nil) {
		if !listed[in] {
			more = append(more, in)
		}
	}
	if len(more) == 0 {
		return
	}
	r.Instances = append(r.Instances, more...)
	ev.diagnose(hcl.DiagWarning, "Plan and source differ",
		fmt.Sprintf("The source in %s does not declare %s, which the plan has (and %d more); plan again after a change.", ev.dir, more[0].Addr, len(more)-1), more[0].DeclRange)
}

// plannedValue is the value of a reference to a module that is not on disk, as
// far as a plan knows its outputs.
func (m *module) plannedValue(calls *callExpansion, w *want) cty.Value {
	names := sortedNames(w.attrs)
	if w.all {
		names = append(names, m.src.Asked("module")...)
	}
	objects := make([]cty.Value, len(calls.planned))
	for i, addr := range calls.planned {
		attrs := make(map[string]cty.Value, len(names))
		for _, name := range names {
			attrs[name] = m.ev.plan.Output(addr, name)
		}
		objects[i] = cty.ObjectVal(attrs)
	}
	return collect(calls.rep, objects, func(i int) cty.Value { return calls.planned[i][len(calls.planned[i])-1].Key.Value })
}

func sortedNames(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
