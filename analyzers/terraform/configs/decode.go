package configs

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
)

// decoder sorts the blocks of one file into its module. Blocks it does not
// know (moved, removed, import, check, cloud, ...) say nothing about resources.
type decoder struct {
	module   *Module
	override bool       // blocks of an override file change blocks of the same name
	room     []declared // for the resources to come
	diags    hcl.Diagnostics
}

// decode sorts the blocks of every module, several modules at once.
func (c *Config) decode(jobs int) {
	modules := slices.SortedFunc(maps.Values(c.Modules), func(a, b *Module) int { return strings.Compare(a.Dir, b.Dir) })
	diags := make([]hcl.Diagnostics, len(modules))
	source.Each(len(modules), jobs, func(i int) { diags[i] = modules[i].decode() })
	c.Diagnostics = append(c.Diagnostics, slices.Concat(diags...)...)
}

// decode sorts the blocks of a module's files, those of override files last.
func (m *Module) decode() hcl.Diagnostics {
	all, resources := 0, 0
	for _, l := range m.layers {
		all += len(l.blocks)
		for _, b := range l.blocks {
			if len(b.labels) == 2 {
				resources++
			}
		}
	}
	m.text = make([]*block, 0, all)
	m.resources = make(map[terraform.Resource]*declared, resources)
	room := make([]declared, resources)
	var diags hcl.Diagnostics
	for _, override := range []bool{false, true} {
		for _, l := range m.layers {
			if isOverride(l.name) != override {
				continue
			}
			d := decoder{module: m, override: override, room: room}
			d.file(l.blocks)
			m.text = append(m.text, l.blocks...)
			room, diags = d.room, append(diags, d.diags...)
		}
	}
	m.sortAddresses()
	return diags
}

func (d *decoder) file(blocks []*block) {
	for _, b := range blocks {
		switch {
		case b.local != "":
			d.local(b.local, func() *Expr { return exprOf(b.read().Body.Attributes[b.local]) })
		case b.typ == "locals":
			for name, attr := range b.read().Body.Attributes {
				d.local(name, func() *Expr { return exprOf(attr) })
			}
		case b.typ == "terraform":
			d.terraform(b.read().Body)
		case len(b.labels) == 1:
			d.named(b, b.labels[0])
		case len(b.labels) == 2 && b.typ == "resource":
			d.resource(b, terraform.Managed)
		case len(b.labels) == 2 && b.typ == "data":
			d.resource(b, terraform.Data)
		}
	}
}

func (d *decoder) local(name string, read func() *Expr) {
	d.module.locals[name] = &later[Expr]{make: read}
}

func exprOf(a *hclsyntax.Attribute) *Expr { return &Expr{Expr: a.Expr, DeclRange: a.SrcRange} }

func (d *decoder) named(b *block, name string) {
	m := d.module
	switch b.typ {
	case "variable":
		old := m.variables[name]
		m.variables[name] = &later[Variable]{make: func() *Variable { return variable(b.read(), name, old, d.override) }}
	case "output":
		old := m.outputs[name]
		m.outputs[name] = &later[Expr]{make: func() *Expr {
			tree := b.read()
			if a := tree.Body.Attributes["value"]; a != nil {
				return &Expr{Expr: a.Expr, DeclRange: tree.DefRange()}
			}
			return old.get()
		}}
	case "provider":
		tree := b.read()
		p := &Provider{Ref: Ref{Name: name}, ForEach: expr(tree.Body, "for_each"), Body: tree.Body, DeclRange: tree.DefRange()}
		p.Alias, _ = literal(tree.Body.Attributes["alias"])
		i := slices.IndexFunc(m.Providers, func(old *Provider) bool { return old.Name == p.Name && old.Alias == p.Alias })
		if d.override && i >= 0 {
			m.Providers[i].Body = overlay(m.Providers[i].Body, tree.Body)
			return
		}
		m.Providers = append(m.Providers, p)
	case "module":
		d.call(b.read(), name)
	}
}

func variable(b *hclsyntax.Block, name string, old *later[Variable], override bool) *Variable {
	v := &Variable{Name: name, Nullable: true, DeclRange: b.DefRange()}
	if override && old != nil {
		*v = *old.get()
	}
	if a := b.Body.Attributes["type"]; a != nil {
		v.Type = a.Expr
	}
	if a := b.Body.Attributes["default"]; a != nil {
		v.Default = a.Expr
	}
	if s, ok := literal(b.Body.Attributes["nullable"]); ok {
		v.Nullable = s != "false"
	}
	if s, ok := literal(b.Body.Attributes["sensitive"]); ok {
		v.Sensitive = s == "true"
	}
	if s, ok := literal(b.Body.Attributes["ephemeral"]); ok {
		v.Ephemeral = s == "true"
	}
	return v
}

func (d *decoder) call(b *hclsyntax.Block, name string) {
	body := b.Body
	if old := d.module.Calls[name]; old != nil && d.override {
		body = overlay(old.Body, body)
	}
	c := &Call{
		Name: name, Body: body, Count: expr(body, "count"), ForEach: expr(body, "for_each"),
		Providers: map[string]Ref{}, DeclRange: b.DefRange(), End: b.CloseBraceRange.End,
	}
	c.Source, _ = literal(body.Attributes["source"])
	if strings.HasPrefix(c.Source, "./") || strings.HasPrefix(c.Source, "../") {
		c.Dir = path.Join(d.module.Dir, c.Source)
	}
	if a := body.Attributes["providers"]; a != nil {
		d.passed(c, a.Expr)
	}
	d.module.Calls[name] = c
}

func (d *decoder) passed(c *Call, expr hclsyntax.Expression) {
	pairs, diags := hcl.ExprMap(expr)
	if diags.HasErrors() {
		d.diags = append(d.diags, &hcl.Diagnostic{
			Severity: hcl.DiagWarning, Summary: "Providers not understood",
			Detail:  fmt.Sprintf("The providers of module %q must be a map of provider names; the module's resources have no known region.", c.Name),
			Subject: expr.Range().Ptr(),
		})
		return
	}
	for _, kv := range pairs {
		child, ok := providerRef(kv.Key)
		parent, ok2 := providerRef(kv.Value)
		if ok && ok2 {
			c.Providers[child.String()] = parent
		}
	}
}

func (d *decoder) resource(b *block, mode terraform.Mode) {
	addr := terraform.Resource{Mode: mode, Type: b.labels[0], Name: b.labels[1]}
	r := &d.room[0]
	d.room = d.room[1:]
	r.block, r.mode = b, mode
	if d.override {
		r.under = d.module.resources[addr]
	}
	d.module.resources[addr] = r
}

// declared is a resource or data block that is decoded when it is first asked for.
type declared struct {
	block *block
	mode  terraform.Mode
	under *declared // what a block of an override file changes
	once  sync.Once
	value *Resource
}

// get gives the resource; nil of nothing.
func (r *declared) get() *Resource {
	if r == nil {
		return nil
	}
	r.once.Do(func() { r.value = r.decode() })
	return r.value
}

func (r *declared) decode() *Resource {
	tree, labels := r.block.read(), r.block.labels
	res := &Resource{
		Resource: terraform.Resource{Mode: r.mode, Type: labels[0], Name: labels[1]},
		Body:     tree.Body, DeclRange: tree.DefRange(), End: tree.CloseBraceRange.End,
	}
	if old := r.under.get(); old != nil {
		res.Body, res.DeclRange, res.End = overlay(old.Body, tree.Body), old.DeclRange, old.End
	}
	res.Count, res.ForEach = expr(res.Body, "count"), expr(res.Body, "for_each")
	if a := res.Body.Attributes["provider"]; a != nil {
		if ref, ok := providerRef(a.Expr); ok {
			res.Provider = &ref
		}
	}
	for _, inner := range res.Body.Blocks {
		if inner.Type == "lifecycle" {
			s, _ := literal(inner.Body.Attributes["prevent_destroy"])
			res.PreventDestroy = s == "true"
		}
	}
	return res
}

func (d *decoder) terraform(body *hclsyntax.Body) {
	for _, b := range body.Blocks {
		switch b.Type {
		case "backend":
			if len(b.Labels) == 1 {
				d.module.Backend = &Backend{Type: b.Labels[0], Body: b.Body, DeclRange: b.DefRange(), End: b.CloseBraceRange.End}
			}
		case "required_providers":
			for _, a := range b.Body.Attributes {
				d.aliases(a.Expr)
			}
		}
	}
}

// aliases notes the provider configurations that a module wants from its caller.
func (d *decoder) aliases(expr hclsyntax.Expression) {
	pairs, diags := hcl.ExprMap(expr)
	if diags.HasErrors() {
		return // the old form: a version constraint alone
	}
	for _, kv := range pairs {
		if hcl.ExprAsKeyword(kv.Key) != "configuration_aliases" {
			continue
		}
		list, _ := hcl.ExprList(kv.Value)
		for _, item := range list {
			if ref, ok := providerRef(item); ok {
				d.module.Aliases[ref.String()] = true
			}
		}
	}
}

// providerRef reads aws, aws.west, "aws.west" and aws.by_region[each.key].
func providerRef(e hcl.Expression) (Ref, bool) {
	if k, ok := e.(*hclsyntax.ObjectConsKeyExpr); ok {
		e = k.Wrapped
	}
	var key hclsyntax.Expression
	if i, ok := e.(*Index); ok {
		e, key = i.Collection, i.Key
	}
	t, diags := hcl.AbsTraversalForExpr(e)
	if diags.HasErrors() {
		v, vd := e.Value(nil)
		s, ok := terraform.StringOf(v)
		if vd.HasErrors() || !ok {
			return Ref{}, false
		}
		name, alias, _ := strings.Cut(s, ".")
		return Ref{Name: name, Alias: alias, Range: e.Range()}, true
	}
	ref := Ref{Name: t.RootName(), Key: key, Range: e.Range()}
	if len(t) > 1 {
		if a, ok := t[1].(hcl.TraverseAttr); ok {
			ref.Alias = a.Name
		}
	}
	if len(t) > 2 {
		if i, ok := t[2].(hcl.TraverseIndex); ok {
			ref.Key = &hclsyntax.LiteralValueExpr{Val: i.Key, SrcRange: e.Range()}
		}
	}
	return ref, true
}

func attributes(body *hclsyntax.Body) map[string]*Expr {
	vars := make(map[string]*Expr, len(body.Attributes))
	for name, a := range body.Attributes {
		vars[name] = exprOf(a)
	}
	return vars
}

func expr(body *hclsyntax.Body, name string) hclsyntax.Expression {
	if a := body.Attributes[name]; a != nil {
		return a.Expr
	}
	return nil
}

// literal is an attribute's value when no evaluation is needed to tell it.
func literal(a *hclsyntax.Attribute) (string, bool) {
	if a == nil {
		return "", false
	}
	v, diags := a.Expr.Value(nil)
	if diags.HasErrors() || v == cty.NilVal {
		return "", false
	}
	return terraform.StringOf(v)
}

// overlay is a body with another's attributes and blocks in place of its own,
// as override files merge.
func overlay(base, over *hclsyntax.Body) *hclsyntax.Body {
	merged := &hclsyntax.Body{Attributes: make(hclsyntax.Attributes, len(base.Attributes)), SrcRange: base.SrcRange, EndRange: base.EndRange}
	maps.Copy(merged.Attributes, base.Attributes)
	maps.Copy(merged.Attributes, over.Attributes)
	replaced := map[string]bool{}
	for _, b := range over.Blocks {
		replaced[blockType(b)] = b.Type != "lifecycle"
	}
	for _, b := range base.Blocks {
		if !replaced[blockType(b)] {
			merged.Blocks = append(merged.Blocks, b)
		}
	}
	merged.Blocks = append(merged.Blocks, over.Blocks...)
	return merged
}

// blockType is the type of the blocks that a block, dynamic or not, stands for.
func blockType(b *hclsyntax.Block) string {
	if b.Type == "dynamic" && len(b.Labels) == 1 {
		return b.Labels[0]
	}
	return b.Type
}
