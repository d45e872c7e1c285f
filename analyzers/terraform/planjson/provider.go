package planjson

import (
	"encoding/json"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
)

// provider is the configuration that a key of the plan names, and the name
// that instances know it by; nil when the plan has none.
func (e *Evaluation) provider(key string, r *Resource) (*terraform.ProviderConfig, string) {
	cfg := e.plan.config.ProviderConfig[key]
	if cfg == nil {
		return nil, r.Provider
	}
	name := cfg.Name
	if cfg.Alias != "" {
		name += "." + cfg.Alias
	}
	p := e.providers[key]
	if p == nil {
		scope := e.modules[cfg.ModuleAddress]
		p = &terraform.ProviderConfig{
			LocalName: cfg.Name, Alias: cfg.Alias,
			DeclRange: hcl.Range{Filename: e.plan.Name, Start: hcl.InitialPos, End: hcl.InitialPos},
		}
		p.Body = terraform.NewObject(sortedKeys(cfg.Expressions), func(name string) *terraform.Term {
			return Shaped(e.configured(cfg.Expressions[name], scope, 0), p.DeclRange)
		})
		e.providers[key] = p
	}
	return p, name
}

// configured is the value of an argument of a provider configuration: a
// constant, or that of the one variable it refers to.
func (e *Evaluation) configured(raw json.RawMessage, at *moduleScope, hops int) cty.Value {
	a := argumentOf(raw)
	switch {
	case a.blocks != nil:
		blocks := make([]cty.Value, len(a.blocks))
		for i, b := range a.blocks {
			attrs := make(map[string]cty.Value, len(b))
			for name, inner := range b {
				attrs[name] = e.configured(inner, at, hops)
			}
			blocks[i] = cty.ObjectVal(attrs)
		}
		return cty.TupleVal(blocks)
	case len(a.ConstantValue) > 0:
		return valueOf(a.ConstantValue)
	case at == nil || hops > maxHops || len(a.References) != 1:
		return cty.DynamicVal
	}
	name, ok := variable(a.References[0])
	switch {
	case !ok:
	case at.parent == nil:
		if v, given := e.plan.Variables[name]; given {
			return v
		}
	case at.call != nil:
		return e.configured(at.call.Expressions[name], at.parent, hops+1)
	}
	return cty.DynamicVal
}
