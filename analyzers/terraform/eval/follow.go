package eval

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// follow gives the term that a reference leads to, with its parts; nil when
// the reference leads to a resource or cannot be followed.
func (s *scope) follow(e hclsyntax.Expression) *terraform.Term {
	if s.bare {
		return nil
	}
	var t *terraform.Term
	switch e := e.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		t = s.followTraversal(e.Traversal)
	case *configs.Index:
		if t = s.follow(e.Collection); t == nil {
			return nil
		}
		t = step(t, s.value(e.Key))
	case *hclsyntax.RelativeTraversalExpr:
		if t = s.follow(e.Source); t != nil {
			t = steps(t, e.Traversal)
		}
	}
	if t == nil {
		return nil
	}
	return t.Followed(e.Range())
}

func (s *scope) followTraversal(t hcl.Traversal) *terraform.Term {
	root, r := t.RootName(), t.SourceRange()
	if given := s.vars[root]; given != nil {
		return steps(given, t[1:])
	}
	if it, ok := s.iter[root]; ok {
		if name, _ := attrName(t, 1); name == "value" {
			return steps(it.value, t[2:])
		}
		return nil
	}
	if s.m.sheet != nil && root != "local" {
		term, n := s.m.sheet.Names(t)
		return steps(term, t[n:])
	}
	name, ok := attrName(t, 1)
	if !ok {
		return nil
	}
	switch root {
	case "var":
		return steps(s.m.variable(name, r), t[2:])
	case "local":
		return steps(s.m.local(name, r), t[2:])
	case "each":
		if name == "value" && s.rep.kind == byKey {
			return steps(s.rep.value, t[2:])
		}
	case "module":
		return s.followOutput(name, t[2:], r)
	}
	return nil
}

func (s *scope) followOutput(name string, rest hcl.Traversal, r hcl.Range) *terraform.Term {
	if s.m.src.Calls[name] == nil {
		return nil
	}
	calls := s.m.child(name)
	i := 0
	if len(rest) > 0 {
		if idx, ok := rest[0].(hcl.TraverseIndex); ok && calls.rep != once {
			i = -1
			for j, child := range calls.modules {
				if child.rep.key.IsKnown() && child.rep.key.RawEquals(idx.Key) {
					i = j
				}
			}
			rest = rest[1:]
		}
	}
	if i < 0 || i >= len(calls.modules) {
		return nil
	}
	output, ok := attrName(rest, 0)
	if !ok || (calls.rep != once && len(rest) == 0) {
		return nil
	}
	return steps(calls.modules[i].output(output, r), rest[1:])
}

// steps walks down attributes and indexes; nil where the parts end.
func steps(t *terraform.Term, rest hcl.Traversal) *terraform.Term {
	for _, st := range rest {
		switch st := st.(type) {
		case hcl.TraverseAttr:
			t = step(t, cty.StringVal(st.Name))
		case hcl.TraverseIndex:
			t = step(t, st.Key)
		default:
			return nil
		}
		if t == nil {
			return nil
		}
	}
	return t
}

// step is one element of a term. The element's own value is used unless a
// variable's type converted the whole, when the converted one is.
func step(t *terraform.Term, key cty.Value) *terraform.Term {
	name, ok := terraform.StringOf(key)
	if t == nil || !ok {
		return nil
	}
	part := partOf(t, name)
	if part == nil {
		return nil
	}
	c := *part
	c.Trail = append(slices.Clip(t.Trail), part.Trail...)
	if v, ok := element(t.Value, key); ok {
		c.Value = v
	}
	return &c
}

func partOf(t *terraform.Term, name string) *terraform.Term {
	if slices.ContainsFunc(t.Parts, func(p terraform.Part) bool { return p.Spread }) {
		return nil // what is hidden may stand before it, or in its place
	}
	switch t.Shape {
	case terraform.Map:
		return t.Part(name)
	case terraform.List:
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(t.Parts) {
			return t.Parts[i].Term
		}
	default:
	}
	return nil
}

func element(v, key cty.Value) (cty.Value, bool) {
	key, _ = key.Unmark()
	bare, _ := v.Unmark()
	if !bare.IsKnown() || bare.IsNull() {
		return cty.NilVal, false
	}
	var diags hcl.Diagnostics
	v, diags = hcl.Index(v, key, nil)
	return v, !diags.HasErrors()
}

// callTerm keeps the parts of functions that only put things together.
func (s *scope) callTerm(e *hclsyntax.FunctionCallExpr) *terraform.Term {
	if len(e.Args) == 0 || e.ExpandFinal {
		return nil
	}
	switch e.Name {
	case "jsonencode", "yamlencode":
		return s.rendered(e, s.term(e.Args[0]))
	case "templatefile", "templatestring":
		return s.filled(e)
	case "format":
		return s.formatted(e)
	case "join":
		return s.joined(e)
	case "merge":
		return s.merged(e)
	case "concat":
		return s.concatenated(e)
	case "base64encode", "base64gzip":
		return s.rendered(e, s.term(e.Args[0]))
	case "tomap", "tolist", "sensitive", "nonsensitive":
		t := *s.term(e.Args[0])
		t.Value = s.value(e)
		return &t
	}
	return s.called(e)
}

// formatted reads format("%s-assets", var.env) as the template it amounts to;
// nil for any other verb.
func (s *scope) formatted(e *hclsyntax.FunctionCallExpr) *terraform.Term {
	pattern, ok := terraform.StringOf(s.value(e.Args[0]))
	pieces := strings.Split(pattern, "%s")
	if !ok || len(pieces) != len(e.Args) || strings.Contains(strings.Join(pieces, ""), "%") {
		return nil
	}
	var parts []hclsyntax.Expression
	for i, piece := range pieces {
		if i > 0 {
			parts = append(parts, e.Args[i])
		}
		parts = append(parts, &hclsyntax.LiteralValueExpr{Val: cty.StringVal(piece), SrcRange: e.Args[0].Range()})
	}
	return s.templateTerm(e, parts)
}

// joined reads join("-", ["a", var.b]) as the template it amounts to.
func (s *scope) joined(e *hclsyntax.FunctionCallExpr) *terraform.Term {
	if len(e.Args) != 2 {
		return nil
	}
	list, ok := e.Args[1].(*hclsyntax.TupleConsExpr)
	if !ok {
		return nil
	}
	var parts []hclsyntax.Expression
	for i, item := range list.Exprs {
		if i > 0 {
			parts = append(parts, e.Args[0])
		}
		parts = append(parts, item)
	}
	return s.templateTerm(e, parts)
}

// rendered is a text made of a term's parts.
func (s *scope) rendered(e *hclsyntax.FunctionCallExpr, arg *terraform.Term) *terraform.Term {
	return &terraform.Term{
		Value: s.value(e), Range: e.Range(), Shape: terraform.Text,
		Parts: []terraform.Part{{Name: e.Name, Term: arg}},
	}
}

// merged has the parts of maps, a later one in place of an earlier one of its name.
func (s *scope) merged(e *hclsyntax.FunctionCallExpr) *terraform.Term {
	at := map[string]int{}
	return s.gathered(e, terraform.Map, func(t *terraform.Term, p terraform.Part) {
		if i, ok := at[p.Name]; ok {
			t.Parts[i] = p
			return
		}
		at[p.Name] = len(t.Parts)
		t.Parts = append(t.Parts, p)
	})
}

// concatenated has the parts of lists.
func (s *scope) concatenated(e *hclsyntax.FunctionCallExpr) *terraform.Term {
	return s.gathered(e, terraform.List, func(t *terraform.Term, p terraform.Part) {
		t.Parts = append(t.Parts, terraform.Part{Term: p.Term})
	})
}

// gathered adds the parts of every argument; nil when one has another shape. Of
// one that is not known, or of which only alternatives are, the rest is hidden:
// the others still count.
func (s *scope) gathered(e *hclsyntax.FunctionCallExpr, shape terraform.Shape, add func(*terraform.Term, terraform.Part)) *terraform.Term {
	t := &terraform.Term{Range: e.Range(), Shape: shape}
	for _, a := range e.Args {
		arg := s.term(a)
		switch {
		case arg.Absent():
			continue
		case arg.Shape == terraform.Choice, arg.Shape == terraform.Formula, arg.Shape == terraform.Leaf && !arg.Bare().IsKnown():
			t.Parts = append(t.Parts, terraform.Part{Term: arg, Spread: true})
			continue
		case arg.Shape != shape:
			return nil
		}
		for _, p := range arg.Parts {
			p.Term = p.Term.Behind(arg.Trail)
			add(t, p)
		}
	}
	t.Value = s.value(e)
	return t
}
