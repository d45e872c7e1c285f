package analyzers

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/clouds"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/eval"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// Inspection is what Terraform would make of some root modules.
type Inspection struct {
	Roots       []InspectedRoot
	Diagnostics hcl.Diagnostics
	Incomplete  bool
	Files       int
}

// InspectedRoot is one root module, its resources in address order.
type InspectedRoot struct {
	Path       string
	Resources  []InspectedResource
	Unresolved []facts.Unresolved
}

// InspectedResource is one resource instance. Values hold what its
// configuration says, without marks; sensitive values are replaced by an
// unknown one and listed in Sensitive.
type InspectedResource struct {
	Address   string
	Mode      string // "managed" or "data"
	Type      string
	Name      string
	Index     cty.Value // cty.NilVal without count or for_each; unknown when only apply can tell
	Provider  InspectedProvider
	Values    map[string]cty.Value
	Sensitive []string
	Location  hcl.Range
	End       hcl.Pos
}

// InspectedProvider is the provider configuration that an instance uses.
type InspectedProvider struct {
	Name, Alias string
	Region      string // empty when unknown or none
}

// Inspect evaluates the selected root modules and gives every resource.
func Inspect(ctx context.Context, fsys fs.FS, opts Options) (*Inspection, error) {
	vocab, diags := clouds.Builtin()
	if diags.HasErrors() {
		return nil, fmt.Errorf("built-in vocabulary: %w", diags)
	}
	opts.Source.Jobs = max(1, opts.Jobs)
	tree, err := source.Discover(ctx, fsys, opts.Source)
	if err != nil {
		return nil, err
	}
	cfg := opts.load(tree)
	a := &analysis{ctx: ctx, fsys: fsys, opts: opts, cfg: cfg, vocab: vocab.WithRegion(opts.EnvRegion), funcs: functions.NewPure(), res: &Result{
		Incomplete: tree.Incomplete || cfg.Incomplete, Diagnostics: append(tree.Diagnostics, cfg.Diagnostics...),
	}}
	a.vars()
	words := a.vocab.Terraform()
	words.Wanted = func(terraform.Mode, string) bool { return true }
	out := &Inspection{Files: len(tree.Files)}
	files := make([]bool, len(opts.RootVarFiles))
	for _, dir := range a.selected() {
		if ctx.Err() != nil {
			a.cut(dir)
			continue
		}
		root := eval.Evaluate(cfg, dir, eval.Options{FS: fsys, Vars: a.varsOf(dir, files), Workspace: opts.Workspace, Vocabulary: words, Functions: a.funcs})
		out.Roots = append(out.Roots, a.inspected(dir, root))
	}
	a.missing(files)
	sortDiagnostics(a.res)
	out.Diagnostics, out.Incomplete = a.res.Diagnostics, a.res.Incomplete
	return out, nil
}

func (a *analysis) inspected(dir string, root *eval.Root) InspectedRoot {
	r := InspectedRoot{Path: dir}
	for _, in := range root.Instances {
		if in.Addr.Resource.Mode != terraform.Call {
			r.Resources = append(r.Resources, a.inspectedResource(in))
		}
	}
	slices.SortFunc(r.Resources, func(x, y InspectedResource) int { return cmp.Compare(x.Address, y.Address) })
	for _, u := range root.Unresolved() {
		r.Unresolved = append(r.Unresolved, facts.Unresolved{What: u.What, Why: u.Why, Range: u.Range})
	}
	a.res.Diagnostics = append(a.res.Diagnostics, root.Diagnostics()...)
	a.res.Incomplete = a.res.Incomplete || root.Incomplete()
	return r
}

func (a *analysis) inspectedResource(in *terraform.Instance) InspectedResource {
	addr := in.Addr.Resource
	r := InspectedResource{
		Address: in.Addr.String(), Mode: "managed", Type: addr.Type, Name: addr.Name, Index: in.Addr.Key.Value,
		Values: map[string]cty.Value{}, Location: in.DeclRange, End: in.End,
	}
	if addr.Mode == terraform.Data {
		r.Mode = "data"
	}
	r.Provider.Name, r.Provider.Alias = in.ProviderName, ""
	if p := in.Provider; p != nil {
		r.Provider.Name, r.Provider.Alias = p.LocalName, p.Alias
		r.Provider.Region, _ = p.Body.Attr("region").Text()
	}
	for _, name := range in.Body.Names() {
		v := in.Body.Attr(name).Value
		if secret(v) {
			r.Sensitive = append(r.Sensitive, name)
			v = cty.UnknownVal(v.Type())
		}
		v, _ = v.UnmarkDeep()
		r.Values[name] = v
	}
	return r
}

// secret says that a value, or a part of it, is marked sensitive.
func secret(v cty.Value) bool {
	_, marks := v.UnmarkDeep()
	_, ok := marks[functions.Sensitive]
	return ok
}
