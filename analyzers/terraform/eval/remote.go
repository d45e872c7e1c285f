package eval

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// maxRemote bounds how many roots are followed from one to the next.
const maxRemote = 4

// remoteOutputs gives the outputs of the root whose state a data source reads,
// when that root is in the same tree: its values, made from its own inputs.
func (ev *evaluator) remoteOutputs(in *terraform.Instance) (cty.Value, bool) {
	if in.Addr.Resource.Mode != terraform.Data || in.Addr.Resource.Type != configs.RemoteState {
		return cty.NilVal, false
	}
	backend, ok := in.Body.Attr("backend").Text()
	config := in.Body.Attr("config")
	if !ok || config == nil {
		return cty.NilVal, false
	}
	key := configs.StateKey(backend, func(name string) (string, bool) { return settingOf(config, name) })
	dir, ok := ev.cfg.RootOf(key)
	if key == "" || !ok || dir == ev.root || ev.hops >= maxRemote {
		return cty.NilVal, false
	}
	top := ev.remote(dir)
	if !ev.enter("outputs of "+dir, in.DeclRange) {
		return cty.NilVal, false
	}
	defer ev.leave()
	attrs := map[string]cty.Value{}
	for _, name := range top.src.Outputs() {
		attrs[name] = top.output(name, in.DeclRange).Value
	}
	return cty.ObjectVal(attrs), true
}

func settingOf(config *terraform.Term, name string) (string, bool) {
	if p := config.Part(name); p != nil {
		return p.Text()
	}
	v := config.Bare()
	if v.IsKnown() && !v.IsNull() && v.Type().IsObjectType() && v.Type().HasAttribute(name) {
		return terraform.StringOf(v.GetAttr(name))
	}
	return "", false
}

// remote is the root module of another directory, evaluated beside this one.
// What it does not know is told when that root is scanned itself.
func (ev *evaluator) remote(dir string) *module {
	if m := ev.remotes[dir]; m != nil {
		return m
	}
	opts := ev.opts
	opts.Root, opts.Module, opts.Passed = "", nil, nil
	opts.Variant, opts.Vars, opts.Plan = "", nil, nil
	if opts.Beside != nil {
		opts.Variant, opts.Vars = opts.Beside(dir)
	}
	home := dir
	if opts.Wrapped != nil {
		if to, ok := opts.Wrapped(dir, &opts); ok {
			home = to
		}
	}
	other := newEvaluator(ev.cfg, home, opts)
	other.hops, other.stack, other.label = ev.hops+1, ev.stack, "root "+dir+": "
	m := other.top()
	if ev.remotes == nil {
		ev.remotes = map[string]*module{}
	}
	ev.remotes[dir] = m
	return m
}
