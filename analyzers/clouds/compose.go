package clouds

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// unnamed is how a part is spelt of which nothing can be said.
const unnamed = "${...}"

// compose is the name that an expression puts together, such as that of a
// namespace and that of an account. What is called so in the same root is what
// the term refers to. A part that is not known has its spelling, so that the same
// variable in two places means the same; nil when a part cannot be spelt. An
// expression of one part gives a name for each value of the part.
func (s *subject) compose(e hcl.Expression) []*terraform.Term {
	parts := e.Variables()
	if len(parts) != 1 {
		return s.composeOf(e, s.resolve)
	}
	var list []*terraform.Term
	for _, t := range s.resolve(parts[0]) {
		list = append(list, s.composeOf(e, func(hcl.Traversal) []*terraform.Term { return []*terraform.Term{t} })...)
	}
	return list
}

// composeOf is the name that an expression puts together of parts that are given.
func (s *subject) composeOf(e hcl.Expression, part func(hcl.Traversal) []*terraform.Term) []*terraform.Term {
	tree, term := branch{}, &terraform.Term{}
	marks := cty.NullVal(cty.String)
	for _, t := range e.Variables() {
		terms := part(t)
		value := cty.NullVal(cty.String)
		if len(terms) > 1 {
			return nil
		}
		if len(terms) == 1 {
			text, exact := terms[0].Spell()
			if !exact || strings.Contains(text, unnamed) {
				return nil
			}
			value = cty.StringVal(text)
			term.Range, term.Trail = terms[0].Range, terms[0].Trail
			marks = functions.Hush(marks, terms[0].Value)
		}
		tree.put(names(t), value)
	}
	v, diags := s.valueOn(tree, e)
	text, ok := terraform.StringOf(v)
	if diags.HasErrors() || !ok {
		return nil
	}
	term.Value = s.calling(functions.Hush(cty.StringVal(text), marks), text)
	return []*terraform.Term{term}
}

// calling lets a value refer to the instances that are called so: to each
// possibly, where there are several.
func (s *subject) calling(v cty.Value, name string) cty.Value {
	for _, in := range s.called[name] {
		v = v.Mark(terraform.Origin{Instance: in})
	}
	if len(s.called[name]) > 1 {
		v = v.Mark(terraform.Doubt{})
	}
	return v
}

// callNames are the names that others refer to an instance by.
func (c *collector) callNames(in *terraform.Instance, spec *typeSpec) {
	if !written(spec.CalledBy) {
		return
	}
	for _, t := range c.subject(in).terms(spec.CalledBy) {
		if name, exact := t.Spell(); exact && name != "" && !strings.Contains(name, unnamed) {
			c.d.called[name] = append(c.d.called[name], in)
		}
	}
}

// subject makes an instance the thing that expressions speak about, beside those
// of its root that it may call by name.
func (c *collector) subject(in *terraform.Instance) *subject {
	s := c.v.subject(in)
	s.called = c.d.called
	return s
}
