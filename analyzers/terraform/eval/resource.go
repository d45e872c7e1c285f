package eval

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// expansion is all instances of one resource block.
type expansion struct {
	kind      repetitionKind
	instances []*terraform.Instance
	absent    bool // it may be that there is none of them
}

func (m *module) expand(r *configs.Resource) *expansion {
	if x, ok := m.resources[r.Resource]; ok {
		return x
	}
	x := &expansion{}
	if !m.ev.enter(m.prefix()+r.String(), r.DeclRange) {
		return x
	}
	defer m.ev.leave()
	s := &scope{m: m}
	var reps []repetition
	if m.ev.plan != nil {
		x.kind, reps = s.planned(m.ev.plan.Keys(m.addr, r.Resource), r.Count, r.ForEach, r.DeclRange)
	} else {
		x.kind, reps = s.repeat(r.Count, r.ForEach, r.DeclRange)
	}
	for _, rep := range reps {
		x.absent = x.absent || rep.absent
		x.instances = append(x.instances, m.instance(r, rep))
	}
	m.resources[r.Resource] = x
	return x
}

func (m *module) instance(r *configs.Resource, rep repetition) *terraform.Instance {
	ref := configs.Ref{Name: impliedProvider(r.Type), Range: r.DeclRange}
	if r.Provider != nil {
		ref = *r.Provider
	}
	s := &scope{m: m, rep: rep}
	provider, name := m.provider(ref, rep)
	addr := terraform.AbsInstance{Module: m.addr, Resource: r.Resource, Key: terraform.Key{Value: rep.key}}
	in := m.ev.instanceAt(addr)
	*in = terraform.Instance{
		Addr:         addr,
		Root:         m.ev.root,
		Variant:      m.ev.opts.Variant,
		Provider:     provider,
		ProviderName: name,
		Body:         m.ev.withPlan(addr, s.object(r.Body, meta...), r.DeclRange),
		Doubtful:     rep.doubtful || m.doubtful(), When: m.when(rep), PreventDestroy: r.PreventDestroy,
		DeclRange: r.DeclRange, End: r.End,
	}
	return in
}

// doubtful says that the module instance itself may not exist.
func (m *module) doubtful() bool {
	for ; m != nil; m = m.parent {
		if m.rep.doubtful {
			return true
		}
	}
	return false
}

// when is the condition under which a turn and all modules around it exist;
// empty when there is none, or when one of them has none to tell.
func (m *module) when(rep repetition) string {
	cond := rep.when
	if rep.doubtful && cond == "" {
		return ""
	}
	for ; m != nil; m = m.parent {
		if m.rep.doubtful && m.rep.when == "" {
			return ""
		}
		cond = terraform.Both(m.rep.when, cond)
	}
	return cond
}

// impliedProvider is the local name that a resource type stands for.
func impliedProvider(typ string) string {
	name, _, _ := strings.Cut(typ, "_")
	return name
}

// asked is a resource or module call with the attributes that a reference wants of it.
type asked struct {
	addr  terraform.Resource
	attrs string
}

// resource is the value of a reference to a resource: an object, or a tuple
// or object of objects, with the attributes that are wanted.
func (m *module) resource(addr terraform.Resource, w *want) cty.Value {
	return m.keep(asked{addr, w.names()}, func() cty.Value { return m.instances(addr, w) })
}

// keep makes a value once, as each of a thousand instances may look up its own
// key in the thousand of another. One that hangs on who asks, as those of a circle
// do, is not kept.
func (m *module) keep(key asked, made func() cty.Value) cty.Value {
	if v, ok := m.values[key]; ok {
		return v
	}
	passing := m.ev.passing
	v := made()
	if m.ev.passing == passing {
		m.values[key] = v
	}
	return v
}

func (m *module) instances(addr terraform.Resource, w *want) cty.Value {
	r := m.src.Resource(addr)
	if r == nil {
		return m.undeclared(addr.String(), w.use).Value
	}
	x := m.expand(r)
	if x.kind != once && len(x.instances) == 1 && x.instances[0].Addr.Key.String() == "[*]" {
		// Which instances there are is unknown, so any key may be asked for.
		v := cty.DynamicVal
		for _, name := range m.wantedAttrs(x.instances[0], w) {
			v = v.WithMarks(cty.NewValueMarks(terraform.Origin{Instance: x.instances[0], Attr: name}))
		}
		return v
	}
	objects := make([]cty.Value, len(x.instances))
	for i, in := range x.instances {
		objects[i] = m.objectOf(in, w)
	}
	all := collect(x.kind, objects, func(i int) cty.Value { return x.instances[i].Addr.Key.Value })
	if x.absent {
		return all.Mark(terraform.Doubt{}) // by their keys they are found; that there are any is not known
	}
	return all
}

// collect puts instances together as references see them.
func collect(kind repetitionKind, objects []cty.Value, key func(int) cty.Value) cty.Value {
	switch kind {
	case byCount:
		return cty.TupleVal(objects)
	case byKey:
		attrs := make(map[string]cty.Value, len(objects))
		for i, o := range objects {
			name, ok := terraform.StringOf(key(i))
			if !ok { // any key may turn out to be this one
				_, marks := cty.TupleVal(objects).UnmarkDeep()
				return cty.DynamicVal.WithMarks(marks)
			}
			attrs[name] = o
		}
		return cty.ObjectVal(attrs)
	default:
	}
	if len(objects) == 0 { // the reference is part of a circle
		return cty.DynamicVal
	}
	return objects[0]
}

func (m *module) objectOf(in *terraform.Instance, w *want) cty.Value {
	attrs := map[string]cty.Value{}
	for _, name := range m.wantedAttrs(in, w) {
		attrs[name] = m.attr(in, name)
	}
	return cty.ObjectVal(attrs)
}

// wantedAttrs lists the attributes a reference may look at: those it names or,
// for one that takes the whole object, every one that is written, known early,
// or asked for anywhere in the module.
func (m *module) wantedAttrs(in *terraform.Instance, w *want) []string {
	names := make([]string, 0, len(w.attrs))
	for name := range w.attrs {
		names = append(names, name)
	}
	if w.all {
		typ := in.Addr.Resource.Type
		if schema := m.ev.opts.Vocabulary.Schema(in.Addr.Resource.Mode, typ); schema != nil {
			return schema
		}
		names = append(names, in.Body.Names()...)
		names = append(names, m.ev.opts.Vocabulary.Computed(in.Addr.Resource.Mode, typ)...)
		if in.Addr.Resource.Mode == terraform.Data {
			typ = "data." + typ
		}
		names = append(names, m.src.Asked(typ)...)
		names = append(names, "id", "arn", "name")
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// attr is the value of an instance's attribute with its mark: what is written,
// else what is known by construction, else unknown.
func (m *module) attr(in *terraform.Instance, name string) cty.Value {
	mark := terraform.Origin{Instance: in, Attr: name}
	if m.ev.enter(in.Addr.String()+"."+name, in.DeclRange) {
		defer m.ev.leave()
		if t := in.Body.Attr(name); !t.Absent() {
			return m.completed(in, name, t.Value).Mark(mark)
		}
		if v, ok := m.ev.opts.Vocabulary.Known(in, name); ok {
			return v.Mark(mark)
		}
		if v, ok := m.called(in, name); ok {
			return v.Mark(mark)
		}
		if name == "outputs" {
			if v, ok := m.ev.remoteOutputs(in); ok {
				return v.Mark(mark)
			}
		}
	}
	return cty.DynamicVal.Mark(mark)
}

// called is the value of an attribute that a built-in function makes of others,
// as data "local_file" reads the file that its filename names.
func (m *module) called(in *terraform.Instance, attr string) (cty.Value, bool) {
	if m.ev.opts.Vocabulary.Calls == nil {
		return cty.NilVal, false
	}
	name, args := m.ev.opts.Vocabulary.Calls(in.Addr.Resource.Mode, in.Addr.Resource.Type, attr)
	f, ok := m.ev.funcs[name]
	if !ok {
		return cty.NilVal, false
	}
	values := make([]cty.Value, len(args))
	for i, arg := range args {
		t := in.Body.Attr(arg)
		if t.Absent() {
			return cty.NilVal, false
		}
		values[i] = t.Value
	}
	v, err := f.Call(values)
	if err != nil {
		m.ev.unknown(in.Addr.String()+"."+attr, err.Error(), in.DeclRange)
		return cty.NilVal, false
	}
	return v, true
}

// completed gives the blocks of a resource the attributes that the text asks
// of them and that are not written: they are unknown, not missing.
func (m *module) completed(in *terraform.Instance, name string, v cty.Value) cty.Value {
	res := m.src.Resource(in.Addr.Resource)
	if res == nil || !slices.Contains(blockTypes(res.Body), name) {
		return v
	}
	typ := in.Addr.Resource.Type
	if in.Addr.Resource.Mode == terraform.Data {
		typ = "data." + typ
	}
	return complete(v, m.src.Asked(typ+configs.InBlocks))
}

func blockTypes(body *hclsyntax.Body) []string {
	types := make([]string, 0, len(body.Blocks))
	for _, b := range body.Blocks {
		if b.Type == "dynamic" && len(b.Labels) == 1 {
			types = append(types, b.Labels[0])
			continue
		}
		types = append(types, b.Type)
	}
	return types
}

// complete adds attributes to the objects of a list of blocks, and to those of
// the blocks in them.
func complete(v cty.Value, names []string) cty.Value {
	bare, marks := v.Unmark()
	if !bare.IsKnown() || bare.IsNull() || !bare.Type().IsTupleType() || bare.LengthInt() == 0 {
		return v
	}
	blocks := make([]cty.Value, 0, bare.LengthInt())
	for _, b := range bare.Elements() {
		block, blockMarks := b.Unmark()
		if !block.IsKnown() || block.IsNull() || !block.Type().IsObjectType() {
			return v
		}
		attrs := make(map[string]cty.Value, len(names))
		for _, name := range names {
			attrs[name] = cty.DynamicVal
		}
		for name, e := range block.AsValueMap() {
			attrs[name] = complete(e, names)
		}
		blocks = append(blocks, cty.ObjectVal(attrs).WithMarks(blockMarks))
	}
	return cty.TupleVal(blocks).WithMarks(marks)
}

// moduleValue is the value of a reference to a module call.
func (m *module) moduleValue(name string, w *want) cty.Value {
	key := asked{terraform.Resource{Mode: terraform.Call, Name: name}, w.names()}
	return m.keep(key, func() cty.Value { return m.calledModule(name, w) })
}

func (m *module) calledModule(name string, w *want) cty.Value {
	if m.src.Calls[name] == nil {
		return m.undeclared("module."+name, w.use).Value
	}
	calls := m.child(name)
	switch {
	case len(calls.stands) > 0:
		return m.standValue(calls, w)
	case len(calls.planned) > 0:
		return m.plannedValue(calls, w)
	}
	objects := make([]cty.Value, len(calls.modules))
	for i, child := range calls.modules {
		objects[i] = child.outputs(w)
	}
	if len(objects) == 1 && calls.modules[0].rep.doubtful && !calls.modules[0].rep.key.IsKnown() {
		_, marks := objects[0].UnmarkDeep()
		return cty.DynamicVal.WithMarks(marks)
	}
	all := collect(calls.rep, objects, func(i int) cty.Value { return calls.modules[i].rep.key })
	if slices.ContainsFunc(calls.modules, func(c *module) bool { return c.rep.absent && c.rep.key.IsKnown() }) {
		return all.Mark(terraform.Doubt{})
	}
	return all
}

func (m *module) outputs(w *want) cty.Value {
	var names []string
	if w.all {
		names = m.src.Outputs()
	} else {
		for name := range w.attrs {
			names = append(names, name)
		}
	}
	attrs := make(map[string]cty.Value, len(names))
	for _, name := range names {
		attrs[name] = m.output(name, w.use).Value
	}
	return cty.ObjectVal(attrs)
}

// standValue is what a reference to a module that is not on disk gives: the
// outputs that follow from its arguments, and unknown ones for the rest.
func (m *module) standValue(calls *callExpansion, w *want) cty.Value {
	objects := make([]cty.Value, len(calls.stands))
	for i, in := range calls.stands {
		names := slices.Collect(maps.Keys(w.attrs))
		if w.all {
			names = append(names, m.ev.opts.Vocabulary.Computed(terraform.Call, in.Addr.Resource.Type)...)
			names = append(names, m.src.Asked("module")...)
		}
		attrs := map[string]cty.Value{}
		for _, name := range names {
			attrs[name] = m.ev.output(in, name)
		}
		objects[i] = cty.ObjectVal(attrs)
	}
	if len(objects) == 1 && calls.stands[0].Addr.Key.String() == "[*]" {
		_, marks := objects[0].UnmarkDeep()
		return cty.DynamicVal.WithMarks(marks)
	}
	return collect(calls.rep, objects, func(i int) cty.Value { return calls.stands[i].Addr.Key.Value })
}

// output is the value of an output of a module that is not on disk.
func (ev *evaluator) output(in *terraform.Instance, name string) cty.Value {
	mark := terraform.Origin{Instance: in, Attr: name}
	if v, ok := ev.opts.Vocabulary.Known(in, name); ok {
		return v.Mark(mark)
	}
	return cty.DynamicVal.Mark(mark)
}
