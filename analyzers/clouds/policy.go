package clouds

import (
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// document is an access policy: statements, and references to others.
type document struct {
	statements []statement
	include    []ref
}

// statement is one allowing statement of a policy.
type statement struct {
	actions   []string
	unknown   bool  // some action is not known
	maybe     bool  // it is passed to a module that is not on disk
	to        []ref // its principals, in a policy that stands on a bucket
	resources []ref
	at        hcl.Range
}

// policyOf reads the policy that an instance holds.
func policyOf(spec *policySpec, s *subject) *document {
	doc := &document{include: refsOf(s.terms(spec.Include))}
	named := strings.Split(spec.Principals, ".")
	for _, t := range s.terms(spec.Document) {
		if inner := documentFrom(t); inner != nil {
			doc.statements = append(doc.statements, inner.statements...)
			continue
		}
		doc.include = append(doc.include, refOf(t, ""))
	}
	if spec.Statements == "" {
		return doc
	}
	for _, one := range s.nested(spec.Statements) {
		part := func(name string) []*terraform.Term { return children(one.each, name) }
		if allows(part(spec.Effect)) {
			st := newStatement(part(spec.Actions), part(spec.Resources), one.each.Range)
			for _, p := range part(named[0]) {
				st.to = append(st.to, refsOf(children(p, named[len(named)-1]))...)
			}
			doc.statements = append(doc.statements, st)
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
			if allows(children(st, "Effect")) {
				one := newStatement(children(st, "Action"), children(st, "Resource"), st.Range)
				one.to = refsOf(children(st, "Principal"))
				doc.statements = append(doc.statements, one)
			}
		}
	}
	return doc
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

// storage says that a resource of a policy is this cloud's storage.
func (c *cloudSpec) storage(resource string) bool {
	return strings.Contains(resource, ":"+c.Product+":")
}

// access classes the actions or roles of a grant. Listing alone is no access.
func (c *cloudSpec) access(actions []string) (access facts.Access, object, wild bool) {
	var read, write bool
	for _, a := range actions {
		wild = wild || a == "*"
		read = read || grants(a, c.Read)
		write = write || grants(a, c.Write)
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
func (c *cloudSpec) lists(actions []string) bool {
	for _, a := range actions {
		if grants(a, c.List) {
			return true
		}
	}
	return false
}

func grants(pattern string, actions []string) bool {
	for _, a := range actions {
		if globMatch(strings.ToLower(pattern), strings.ToLower(a)) {
			return true
		}
	}
	return false
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
