package analyzers

import (
	"cmp"
	"context"
	"io/fs"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

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
	Path      string
	Variant   string // the set of inputs it was evaluated with; empty when there is but one
	Resources []InspectedResource
}

// InspectedResource is one resource instance. Values hold what its
// configuration says, without marks; sensitive parts of an attribute are
// replaced by unknown ones and listed in Sensitive.
type InspectedResource struct {
	Address   string
	Mode      string // "managed" or "data"
	Type      string
	Name      string
	Index     cty.Value // cty.NilVal without count or for_each; unknown when only apply can tell
	Provider  InspectedProvider
	Values    map[string]cty.Value
	Sensitive map[string][]cty.Path
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
	a, _, err := begin(ctx, fsys, opts)
	if err != nil {
		return nil, err
	}
	words := a.vocab.Terraform()
	words.Wanted, words.Telling = func(terraform.Mode, string) bool { return true }, nil
	out := &Inspection{Files: a.res.Files}
	units := a.units()
	others := beside(units)
	for _, u := range units {
		if ctx.Err() != nil {
			a.cut(u.dir)
			continue
		}
		out.Roots = append(out.Roots, a.inspected(u, a.evaluate(u, words, others)))
	}
	a.wrappers()
	sortDiagnostics(a.res)
	out.Diagnostics, out.Incomplete = a.res.Diagnostics, a.res.Incomplete
	return out, nil
}

func (a *analysis) inspected(u unit, root *eval.Root) InspectedRoot {
	r := InspectedRoot{Path: u.dir, Variant: u.variant}
	for _, in := range root.Instances {
		if in.Addr.Resource.Mode != terraform.Call {
			r.Resources = append(r.Resources, a.inspectedResource(in))
		}
	}
	slices.SortFunc(r.Resources, func(x, y InspectedResource) int { return cmp.Compare(x.Address, y.Address) })
	a.res.Diagnostics = append(a.res.Diagnostics, root.Diagnostics()...)
	a.res.Incomplete = a.res.Incomplete || root.Incomplete()
	return r
}

func (a *analysis) inspectedResource(in *terraform.Instance) InspectedResource {
	addr := in.Addr.Resource
	r := InspectedResource{
		Address: in.Addr.String(), Mode: "managed", Type: addr.Type, Name: addr.Name, Index: in.Addr.Key.Value,
		Values: map[string]cty.Value{}, Sensitive: map[string][]cty.Path{}, Location: in.DeclRange, End: in.End,
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
		v, secrets := hidden(in.Body.Attr(name).Value)
		r.Values[name] = v
		if len(secrets) > 0 {
			r.Sensitive[name] = secrets
		}
	}
	return r
}

// hidden is a value without marks and without its sensitive parts, and the
// places of those.
func hidden(v cty.Value) (cty.Value, []cty.Path) {
	bare, marked := v.UnmarkDeepWithPaths()
	secret := cty.NewPathSet()
	for _, pm := range marked {
		if _, ok := pm.Marks[functions.Sensitive]; ok {
			secret.Add(pm.Path)
		}
	}
	if secret.Empty() {
		return bare, nil
	}
	var paths []cty.Path
	out, err := cty.Transform(bare, func(p cty.Path, e cty.Value) (cty.Value, error) {
		if !secret.Has(p) {
			return e, nil
		}
		paths = append(paths, p.Copy())
		return cty.UnknownVal(e.Type()), nil
	})
	paths = slices.DeleteFunc(paths, func(p cty.Path) bool { // those within others
		return slices.ContainsFunc(paths, func(q cty.Path) bool { return len(q) < len(p) && p.HasPrefix(q) })
	})
	if err != nil { // cannot happen: an unknown value of a type stands where that type may
		return cty.DynamicVal, []cty.Path{nil}
	}
	return out, paths
}
