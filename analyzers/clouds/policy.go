package clouds

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// document is an access policy: statements, and references to others.
type document struct {
	statements []statement
	include    []ref
	over       *document // its statements stand in place of those of the same id; nil for none
}

// statement is one statement of a policy.
type statement struct {
	id        string // of the statement in its policy; empty when it has none
	deny      bool   // it forbids, whatever others allow
	narrow    bool   // it holds under conditions, or for others than those it names
	actions   []string
	but       []string // actions that it does not mean
	unknown   bool     // some action is not known
	maybe     bool     // it is passed to a module that is not on disk
	to        []ref    // its principals, in a policy that stands on a bucket
	resources []ref
	at        hcl.Range
}

// policyOf reads the policy that an instance holds.
func policyOf(spec *policySpec, s *subject) *document {
	doc := layerOf(append(s.terms(spec.Document), s.terms(spec.Include)...))
	if spec.Statements == "" {
		return doc
	}
	doc.over = &document{over: layerOf(s.terms(spec.Override))}
	for _, one := range s.nested(spec.Statements) {
		doc.over.statements = append(doc.over.statements, spec.statementOf(one.each))
	}
	return doc
}

// statementOf reads a statement that is written as a block.
func (spec *policySpec) statementOf(block *terraform.Term) statement {
	part := func(name string) []*terraform.Term { return children(block, name) }
	st := newStatement(part(spec.Actions), part(spec.Resources), block.Range)
	st.deny, st.narrow = !allows(part(spec.Effect)), spec.Narrowing != "" && len(part(spec.Narrowing)) > 0
	if spec.ID != "" {
		st.id = idOf(part(spec.ID))
	}
	if spec.NotActions != "" {
		st.except(part(spec.NotActions))
	}
	named := strings.Split(spec.Principals, ".")
	for _, p := range part(named[0]) {
		st.to = append(st.to, refsOf(children(p, named[len(named)-1]))...)
	}
	return st
}

// layerOf reads policies that are put together, each as JSON or somewhere else.
func layerOf(terms []*terraform.Term) *document {
	doc := &document{}
	for _, t := range terms {
		for _, e := range itemsOf(t) {
			if inner := documentFrom(e); inner != nil {
				doc.statements = append(doc.statements, inner.statements...)
				continue
			}
			doc.include = append(doc.include, refsOf([]*terraform.Term{e})...)
		}
	}
	return doc
}

// composed says that a text is a data source's own: its statements are read
// there, where each stands on its line and knows which buckets it is made of.
func composed(t *terraform.Term) bool {
	origins := terraform.Origins(t.Value)
	return t.Shape == terraform.Leaf && len(origins) == 1 && origins[0].Instance.Addr.Resource.Mode == terraform.Data
}

// documentFrom reads a policy written as JSON; nil when it is not one.
func documentFrom(t *terraform.Term) *document {
	top := jsonOf(t)
	if top == nil {
		return nil
	}
	doc := &document{}
	for _, list := range children(top, "Statement") {
		for _, st := range itemsOf(list) {
			one := newStatement(children(st, "Action"), children(st, "Resource"), st.Range)
			one.id, one.deny = idOf(children(st, "Sid")), !allows(children(st, "Effect"))
			one.narrow = len(children(st, "Condition"))+len(children(st, "NotPrincipal")) > 0
			one.except(children(st, "NotAction"))
			one.to = refsOf(children(st, "Principal"))
			doc.statements = append(doc.statements, one)
		}
	}
	return doc
}

// idOf is the id of a statement; empty when it has none, or none that is known.
func idOf(terms []*terraform.Term) string {
	if len(terms) == 0 {
		return ""
	}
	id, _ := terms[0].Text()
	return id
}

func allows(effect []*terraform.Term) bool {
	if len(effect) == 0 {
		return true // the default of a policy document's block
	}
	s, ok := effect[0].Text()
	return !ok || strings.EqualFold(s, "allow")
}

func newStatement(actions, resources []*terraform.Term, at hcl.Range) statement {
	// Without actions it says which ones it does not mean, so any other may be meant.
	st := statement{at: at, resources: refsOf(resources), unknown: len(actions) == 0}
	for _, r := range refsOf(actions) {
		if !r.known {
			st.unknown = true
			continue
		}
		st.actions = append(st.actions, r.text)
	}
	return st
}

// except makes a statement mean every action but some.
func (st *statement) except(actions []*terraform.Term) {
	for _, r := range refsOf(actions) {
		if !r.known {
			return
		}
		st.but = append(st.but, r.text)
	}
	if len(st.but) > 0 && len(st.actions) == 0 {
		st.actions, st.unknown = []string{"*"}, false
	}
}

// storage says that a resource of a policy is this cloud's storage.
func (c *cloudSpec) storage(resource string) bool {
	return strings.Contains(resource, ":"+c.Product+":")
}

// access classes the actions or roles of a grant, but for those that are barred.
// Listing alone is no access.
func (c *cloudSpec) access(actions, barred []string) (access facts.Access, object, wild bool) {
	var read, write bool
	for _, a := range actions {
		wild = wild || a == "*"
		read = read || allowed(a, c.Read, barred)
		write = write || allowed(a, c.Write, barred)
	}
	switch {
	case read && write:
		return facts.ReadWrite, true, wild
	case write:
		return facts.Write, true, wild
	case read:
		return facts.Read, true, wild
	}
	return "", false, wild
}

// lists says that some action looks at a bucket without its objects.
func (c *cloudSpec) lists(actions, barred []string) bool {
	return slices.ContainsFunc(actions, func(a string) bool { return allowed(a, c.List, barred) })
}

func grants(pattern string, actions []string) bool { return allowed(pattern, actions, nil) }

// allowed says that a pattern means one of some actions that no barred pattern
// means. The first action is what they are about: without it, a pattern that is
// wider than one action is not there for the rest.
func allowed(pattern string, actions, barred []string) bool {
	free := func(a string) bool {
		return !slices.ContainsFunc(barred, func(b string) bool { return means(b, a) })
	}
	wide := strings.ContainsAny(pattern, "*?")
	return slices.ContainsFunc(actions, func(a string) bool {
		return means(pattern, a) && free(a) && (!wide || free(actions[0]))
	})
}

// means says that a pattern of actions, whose case does not matter, means one.
func means(pattern, action string) bool {
	return globMatch(strings.ToLower(pattern), strings.ToLower(action))
}

// globMatch matches * and ? as access policies do, in linear time.
func globMatch(pattern, s string) bool {
	p, i, star, mark := 0, 0, -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == s[i]) && pattern[p] != '*':
			p++
			i++
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
