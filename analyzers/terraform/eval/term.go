package eval

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// meta lists the arguments of a resource that are Terraform's, not the type's.
var meta = []string{"count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection"}

// object makes the body of a block, evaluated attribute by attribute.
func (s *scope) object(body *hclsyntax.Body, skip ...string) *terraform.Object {
	names := namesOf(body, skip)
	return terraform.NewObject(names, func(name string) *terraform.Term {
		if a := body.Attributes[name]; a != nil {
			return s.m.ev.bounded(s.term(a.Expr), a.SrcRange)
		}
		return s.m.ev.bounded(s.blocks(body, name), body.SrcRange)
	})
}

// namesOf lists attributes and block types in the order of the text.
func namesOf(body *hclsyntax.Body, skip []string) []string {
	type named struct {
		name string
		at   hcl.Pos
	}
	var all []named
	for name, a := range body.Attributes {
		all = append(all, named{name, a.NameRange.Start})
	}
	for _, b := range body.Blocks {
		name := b.Type
		if name == "dynamic" && len(b.Labels) == 1 {
			name = b.Labels[0]
		}
		all = append(all, named{name, b.TypeRange.Start})
	}
	slices.SortFunc(all, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.at.Byte, b.at.Byte), cmp.Compare(a.name, b.name))
	})
	names := make([]string, 0, len(all))
	for _, n := range all {
		if !slices.Contains(skip, n.name) && !slices.Contains(names, n.name) {
			names = append(names, n.name)
		}
	}
	return names
}

// blocks is the list of all blocks of one type, dynamic ones expanded.
func (s *scope) blocks(body *hclsyntax.Body, typ string) *terraform.Term {
	list := &terraform.Term{Shape: terraform.List}
	for _, b := range body.Blocks {
		switch {
		case b.Type == typ:
			list.Parts = append(list.Parts, terraform.Part{Term: s.block(b.Body, b.DefRange())})
		case b.Type == "dynamic" && len(b.Labels) == 1 && b.Labels[0] == typ:
			list.Parts = append(list.Parts, s.dynamic(b)...)
		}
	}
	if len(list.Parts) > 0 {
		list.Range = list.Parts[0].Term.Range
	}
	values := make([]cty.Value, len(list.Parts))
	for i, p := range list.Parts {
		values[i] = p.Term.Value
	}
	list.Value = cty.TupleVal(values)
	return list
}

func (s *scope) block(body *hclsyntax.Body, header hcl.Range) *terraform.Term {
	o := s.object(body)
	t := &terraform.Term{Range: header, Shape: terraform.Map}
	for _, name := range o.Names() {
		part := o.Attr(name)
		if s.doubtful && body.Attributes[name] != nil {
			part = doubted(part)
		}
		t.Parts = append(t.Parts, terraform.Part{Name: name, Term: part})
	}
	t.Value = objectValue(t.Parts)
	return t
}

// doubted marks an argument, and all that it is made of, of a block that may not
// be there.
func doubted(t *terraform.Term) *terraform.Term {
	if t == nil {
		return nil
	}
	c := *t
	if c.Value != cty.NilVal {
		c.Value = c.Value.Mark(terraform.Doubt{})
	}
	c.Parts = slices.Clone(t.Parts)
	for i, p := range c.Parts {
		c.Parts[i].Term = doubted(p.Term)
	}
	return &c
}

func objectValue(parts []terraform.Part) cty.Value {
	attrs := make(map[string]cty.Value, len(parts))
	for _, p := range parts {
		attrs[p.Name] = p.Term.Value
	}
	return cty.ObjectVal(attrs)
}

// dynamic expands a dynamic block; with an unknown for_each it stands once.
func (s *scope) dynamic(b *hclsyntax.Block) []terraform.Part {
	forEach := b.Body.Attributes["for_each"]
	iterator := b.Labels[0]
	if a := b.Body.Attributes["iterator"]; a != nil {
		if k := hcl.ExprAsKeyword(a.Expr); k != "" {
			iterator = k
		}
	}
	i := slices.IndexFunc(b.Body.Blocks, func(c *hclsyntax.Block) bool { return c.Type == "content" })
	if forEach == nil || i < 0 {
		return nil
	}
	content := b.Body.Blocks[i]
	var parts []terraform.Part
	for _, rep := range s.keyed(forEach.Expr, b.DefRange()) {
		inner := *s
		inner.iter, inner.doubtful = map[string]*repetition{iterator: &rep}, s.doubtful || rep.absent
		for name, it := range s.iter {
			if name != iterator {
				inner.iter[name] = it
			}
		}
		parts = append(parts, terraform.Part{Term: inner.block(content.Body, b.DefRange())})
	}
	return parts
}

// term evaluates an expression and keeps its parts where it is a constructor,
// or leads to one.
func (s *scope) term(e hclsyntax.Expression) *terraform.Term {
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return s.term(e.Expression)
	case *configs.Metered:
		if !e.Checked() {
			return s.term(e.Expression)
		}
	case *hclsyntax.TemplateWrapExpr:
		return s.term(e.Wrapped)
	case *hclsyntax.ObjectConsExpr:
		if t := s.objectTerm(e); t != nil {
			return t
		}
		return s.unnamed(e)
	case *hclsyntax.TupleConsExpr:
		return s.tupleTerm(e)
	case *hclsyntax.TemplateExpr:
		if len(e.Parts) > 1 {
			return s.templateTerm(e, e.Parts)
		}
		if len(e.Parts) == 1 && !e.IsStringLiteral() { // what a directive puts there
			return s.templateTerm(e, e.Parts)
		}
	case *hclsyntax.TemplateJoinExpr:
		if t := s.joinTerm(e); t != nil {
			return t
		}
	case *configs.Cond:
		if branch, ok := e.Taken(s.context(e.Condition.Variables())); ok {
			t := *s.term(branch)
			t.Value = s.value(e)
			return &t
		}
		return &terraform.Term{
			Value: s.value(e), Range: e.Range(), Shape: terraform.Choice, Test: s.spell(e.Condition, 0),
			Parts: []terraform.Part{{Term: s.term(e.TrueResult)}, {Term: s.term(e.FalseResult)}},
		}
	case *hclsyntax.FunctionCallExpr:
		if t := s.callTerm(e); t != nil {
			return t
		}
		return s.formula(e)
	case *hclsyntax.BinaryOpExpr, *hclsyntax.UnaryOpExpr:
		t := s.leaf(e)
		if bare := t.Bare(); !bare.IsKnown() && bare.Type() == cty.Bool {
			t.Test = s.spell(e, 0)
		}
		return t
	case *hclsyntax.ForExpr:
		if t := s.identity(e); t != nil {
			return t
		}
	case *hclsyntax.ScopeTraversalExpr, *configs.Index, *hclsyntax.RelativeTraversalExpr:
		if t := s.follow(e); t != nil {
			return t
		}
		t := s.leaf(e)
		t.Direct = s.direct(e)
		return t
	}
	t := s.leaf(e)
	if bare := t.Bare(); !bare.IsKnown() && bare.Type() == cty.Bool {
		t.Test = s.spell(e, 0)
	}
	return t
}

// templateTerm is a string made of parts: a template, or join and format.
func (s *scope) templateTerm(whole hclsyntax.Expression, parts []hclsyntax.Expression) *terraform.Term {
	t := &terraform.Term{Value: s.value(whole), Range: whole.Range(), Shape: terraform.Template}
	for _, p := range parts {
		t.Parts = append(t.Parts, terraform.Part{Term: s.term(p)})
	}
	return t
}

func (s *scope) leaf(e hclsyntax.Expression) *terraform.Term {
	return &terraform.Term{Value: s.value(e), Range: e.Range()}
}

// direct says that a reference names just one attribute of one instance. What an
// iterator stands for may be made of more than that.
func (s *scope) direct(e hclsyntax.Expression) bool {
	switch e := e.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		if s.iter[e.Traversal.RootName()] != nil || s.vars[e.Traversal.RootName()] != nil {
			return false
		}
		rest := e.Traversal[1:]
		switch e.Traversal.RootName() {
		case "var", "local", "each", "count", "self":
			return false // a part of something whose parts are not known
		case "terraform", "tofu":
			return len(rest) == 1
		case "data":
			rest = rest[min(1, len(rest)):]
		}
		if len(rest) == 3 {
			_, indexed := rest[1].(hcl.TraverseIndex)
			return indexed
		}
		return len(rest) == 2
	case *hclsyntax.RelativeTraversalExpr:
		i, ok := e.Source.(*configs.Index)
		if !ok || len(e.Traversal) != 1 {
			return false
		}
		_, ok = i.Collection.(*hclsyntax.ScopeTraversalExpr)
		return ok
	}
	return false
}

// formula is the value of a function; one that is not known keeps its
// arguments, so that the same call on the same inputs can be recognised.
func (s *scope) formula(e *hclsyntax.FunctionCallExpr) *terraform.Term {
	t := s.leaf(e)
	if bare := t.Bare(); bare.IsKnown() || e.ExpandFinal || slices.Contains([]string{"timestamp", "uuid", "bcrypt", "plantimestamp"}, e.Name) {
		return t
	}
	t.Shape, t.Call = terraform.Formula, e.Name
	for _, arg := range e.Args {
		t.Parts = append(t.Parts, terraform.Part{Term: s.term(arg)})
	}
	return t
}

// identity is a for expression that hands on what it iterates over, unchanged.
func (s *scope) identity(e *hclsyntax.ForExpr) *terraform.Term {
	val, ok := e.ValExpr.(*hclsyntax.ScopeTraversalExpr)
	if !ok || len(val.Traversal) != 1 || val.Traversal.RootName() != e.ValVar || e.KeyExpr != nil || e.CondExpr != nil || e.Group {
		return nil
	}
	t := *s.term(e.CollExpr)
	if t.Shape != terraform.List && t.Shape != terraform.Choice {
		return nil
	}
	t.Value = s.value(e)
	return &t
}

func (s *scope) objectTerm(e *hclsyntax.ObjectConsExpr) *terraform.Term {
	t := &terraform.Term{Range: e.Range(), Shape: terraform.Map}
	var keyMarks []cty.ValueMarks
	for _, item := range e.Items {
		key, marks := s.value(item.KeyExpr).Unmark()
		keyMarks = append(keyMarks, marks)
		name, ok := terraform.StringOf(key)
		if !ok {
			return nil
		}
		t.Parts = slices.DeleteFunc(t.Parts, func(p terraform.Part) bool { return p.Name == name })
		t.Parts = append(t.Parts, terraform.Part{Name: name, Term: s.term(item.ValueExpr)})
	}
	t.Value = objectValue(t.Parts).WithMarks(keyMarks...)
	return t
}

// unnamed is an object of which some name is not known: what it is made of.
func (s *scope) unnamed(e *hclsyntax.ObjectConsExpr) *terraform.Term {
	t := s.leaf(e)
	t.Shape = terraform.Formula
	for _, item := range e.Items {
		t.Parts = append(t.Parts, terraform.Part{Term: s.term(item.ValueExpr)})
	}
	return t
}

func (s *scope) tupleTerm(e *hclsyntax.TupleConsExpr) *terraform.Term {
	t := &terraform.Term{Range: e.Range(), Shape: terraform.List}
	values := make([]cty.Value, len(e.Exprs))
	for i, item := range e.Exprs {
		part := s.term(item)
		t.Parts = append(t.Parts, terraform.Part{Term: part})
		values[i] = part.Value
	}
	t.Value = cty.TupleVal(values)
	return t
}
