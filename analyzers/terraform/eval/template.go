package eval

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// inTemplate is the file that the ranges of a rendered template are in until they
// are put at the call: it can be no file's name.
const inTemplate = "\x00template"

// filled is the term of a template that a call renders. Where the whole is known,
// it is a text made of what the call hands over. Else it is put together as a
// template in the module's own text would be: what is known of it stays text.
func (s *scope) filled(e *hclsyntax.FunctionCallExpr) *terraform.Term {
	given := s.term(e.Args[len(e.Args)-1])
	whole := s.rendered(e, given)
	if bare := whole.Bare(); bare.IsKnown() || len(e.Args) != 2 || s.filling != nil { // a template renders no other
		return whole
	}
	src, ok := s.sourceOf(e)
	if !ok {
		return whole
	}
	text, err := functions.ParseTemplate(src, inTemplate)
	if err != nil {
		return whole
	}
	at := e.Range()
	inner := &scope{m: s.m, filling: &at, vars: map[string]*terraform.Term{}}
	for _, ref := range text.Variables() {
		name := ref.RootName()
		if inner.vars[name] = handedOver(given, name); inner.vars[name] == nil {
			return whole // the template asks for what it is not given
		}
	}
	return placed(inner.term(configs.Prepared(text)), at)
}

// sourceOf is the text of the template that a call renders, if it is known and no
// secret.
func (s *scope) sourceOf(e *hclsyntax.FunctionCallExpr) (string, bool) {
	v := s.value(e.Args[0])
	text, known := terraform.StringOf(v)
	if !known || functions.IsSensitive(v) {
		return "", false
	}
	if e.Name == "templatestring" {
		return text, true
	}
	file, ok := s.m.functions()["file"]
	if !ok {
		return "", false
	}
	outer := s.m.ev.at
	s.m.ev.at = e.Range()
	read, err := file.Call([]cty.Value{cty.StringVal(text)})
	s.m.ev.at = outer
	if err != nil {
		return "", false
	}
	return terraform.StringOf(read)
}

// handedOver is what a template is given under a name; nil when it is given
// nothing of that name.
func handedOver(given *terraform.Term, name string) *terraform.Term {
	if t := step(given, cty.StringVal(name)); t != nil {
		return t
	}
	bare := given.Bare()
	if bare == cty.NilVal || bare.IsNull() {
		return nil
	}
	if v, ok := element(given.Value, cty.StringVal(name)); ok {
		return &terraform.Term{Value: v, Range: given.Range, Trail: given.Trail}
	}
	if bare.IsKnown() {
		return nil
	}
	return &terraform.Term{Value: openOf(given.Value), Range: given.Range, Trail: given.Trail}
}

// openOf is what may be any part of a value: it is not known, nor whether it is
// made of all that the value is.
func openOf(v cty.Value) cty.Value {
	_, all := v.UnmarkDeep()
	open := cty.DynamicVal.WithMarks(all)
	if len(all) == 0 {
		return open
	}
	return open.Mark(terraform.Doubt{})
}

// placed puts what was written in a template at the call that renders it: its own
// file is no part of the module.
func placed(t *terraform.Term, at hcl.Range) *terraform.Term {
	if t == nil {
		return nil
	}
	c := *t
	c.Trail = slices.DeleteFunc(slices.Clone(t.Trail), func(r hcl.Range) bool { return r.Filename == inTemplate })
	if t.Range.Filename != inTemplate {
		return &c // handed over, with the places that it has
	}
	c.Range = at
	c.Parts = slices.Clone(t.Parts)
	for i, p := range c.Parts {
		c.Parts[i].Term = placed(p.Term, at)
	}
	return &c
}

// joinTerm is what a loop of a template puts together, turn by turn. When what it
// goes over is not known, there is one turn, or none. It is nil where nothing is
// gained by looking at the turns.
func (s *scope) joinTerm(e *hclsyntax.TemplateJoinExpr) *terraform.Term {
	loop, ok := e.Tuple.(*hclsyntax.ForExpr)
	if !ok || loop.KeyExpr != nil || loop.CondExpr != nil || s.bare {
		return nil
	}
	whole := s.leaf(e)
	if whole.Bare().IsKnown() && len(terraform.Origins(whole.Value)) == 0 {
		return whole
	}
	whole.Shape = terraform.Template
	turns, known := turnsOf(s.term(loop.CollExpr))
	for _, t := range turns {
		if s.m.ev.meter.Steps--; s.m.ev.meter.Steps < 0 {
			return s.leaf(e)
		}
		inner := *s
		if inner.vars = maps.Clone(s.vars); inner.vars == nil {
			inner.vars = map[string]*terraform.Term{}
		}
		inner.vars[loop.KeyVar], inner.vars[loop.ValVar] = t.key, t.item
		whole.Parts = append(whole.Parts, terraform.Part{Term: inner.term(loop.ValExpr)})
	}
	if !known {
		whole.Shape = terraform.Choice
		whole.Parts = append(whole.Parts, terraform.Part{Term: &terraform.Term{Value: cty.StringVal(""), Range: whole.Range}})
	}
	return whole
}

// turn is one of a loop.
type turn struct{ key, item *terraform.Term }

// turnsOf lists the turns of a loop over a collection: one that stands for all of
// them when it is not known.
func turnsOf(over *terraform.Term) (turns []turn, known bool) {
	like := func(v cty.Value) *terraform.Term {
		return &terraform.Term{Value: v, Range: over.Range, Trail: over.Trail}
	}
	bare, marks := over.Value.Unmark()
	spread := slices.ContainsFunc(over.Parts, func(p terraform.Part) bool { return p.Spread })
	if !bare.IsKnown() || bare.IsNull() || !bare.CanIterateElements() || spread {
		open := openOf(over.Value)
		return []turn{{like(open), like(open)}}, false
	}
	for it := bare.ElementIterator(); it.Next(); {
		k, v := it.Element()
		item := step(over, k)
		if item == nil {
			item = like(v.WithMarks(marks))
		}
		turns = append(turns, turn{like(k.WithMarks(marks)), item})
	}
	return turns, true
}
