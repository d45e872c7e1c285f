package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// provider is the configuration that a name stands for in this module, in one
// turn of the block that uses it: the module's own, what the caller passes, or
// the caller's default. The text is how the reference reads with its key.
func (m *module) provider(ref configs.Ref, rep repetition) (p *terraform.ProviderConfig, text string) {
	name := ref.String()
	key := cty.NilVal
	text = name
	if ref.Key != nil {
		key = keyOf((&scope{m: m, rep: rep}).value(ref.Key))
		text += terraform.Key{Value: key}.String()
	}
	p, ok := m.providers[text]
	if !ok {
		p = m.findProvider(ref, key)
		m.providers[text] = p
	}
	if !ok && p == nil && ref.Alias != "" && (m.parent != nil || !m.src.Aliases[name]) {
		m.ev.diagnose(hcl.DiagWarning, "Provider configuration not present",
			"No provider "+name+" is declared in or passed to "+m.src.Dir+"; the region of what uses it is unknown.", ref.Range)
	}
	return p, text
}

func (m *module) findProvider(ref configs.Ref, key cty.Value) *terraform.ProviderConfig {
	for _, p := range m.src.Providers {
		if p.Name == ref.Name && p.Alias == ref.Alias {
			s := &scope{m: m, rep: m.turn(p, key)}
			return &terraform.ProviderConfig{
				LocalName: p.Name, Alias: p.Alias, Body: s.object(p.Body, "alias", "version", "for_each"), DeclRange: p.DeclRange,
			}
		}
	}
	if m.parent == nil {
		return nil
	}
	if passed, ok := m.call.Providers[ref.String()]; ok {
		p, _ := m.parent.provider(passed, m.rep)
		return p
	}
	if ref.Alias == "" {
		p, _ := m.parent.provider(ref, m.rep)
		return p
	}
	return nil
}

// turn is the one turn of a provider's for_each that a key chooses; with a key
// that is not known, or is none of them, what the turns differ in is unknown.
func (m *module) turn(p *configs.Provider, key cty.Value) repetition {
	if p.ForEach == nil {
		return repetition{key: cty.NilVal}
	}
	for _, rep := range asStrings((&scope{m: m}).keyed(p.ForEach, p.DeclRange)) {
		if key != cty.NilVal && key.IsKnown() && rep.key.RawEquals(key) {
			return rep
		}
	}
	return repetition{
		kind: byKey, key: cty.UnknownVal(cty.String), doubtful: true,
		value: &terraform.Term{Value: cty.DynamicVal, Range: p.ForEach.Range()},
	}
}

// keyOf is an instance key: a string, without marks.
func keyOf(v cty.Value) cty.Value {
	v, _ = v.Unmark()
	v, err := convert.Convert(v, cty.String)
	if err != nil || v.IsNull() {
		return cty.UnknownVal(cty.String)
	}
	return v
}
