package clouds

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/terraform"
)

// maxDenials is how many actions and resources that are denied are held against
// what an identity is allowed. Each is compared with each, and no role that people
// write comes near it.
const maxDenials = 500

// statements gathers what the policies of a grant allow, those that they include too.
func (l *linker) statements(g grantDraft) []statement {
	return slices.DeleteFunc(l.stated(g), func(st statement) bool { return st.deny })
}

// stated gathers all statements of a grant's policies.
func (l *linker) stated(g grantDraft) []statement {
	r := policyReader{l, map[*terraform.Instance]bool{}}
	var list []statement
	if g.inline != nil {
		list = r.document(g.inline)
	}
	return append(list, r.included(g.policy)...)
}

// policyReader reads policies and what they include, each once.
type policyReader struct {
	l    *linker
	seen map[*terraform.Instance]bool
}

func (p policyReader) document(doc *document) []statement {
	list := append(p.included(doc.include), doc.statements...)
	if doc.over == nil {
		return list
	}
	over := p.document(doc.over)
	again := map[string]bool{"": false}
	for _, st := range over {
		again[st.id] = st.id != ""
	}
	return append(slices.DeleteFunc(list, func(st statement) bool { return again[st.id] }), over...)
}

func (p policyReader) included(refs []ref) []statement {
	var list []statement
	for _, r := range refs {
		for _, o := range r.origins {
			in := p.l.own(o.Instance)
			doc := p.l.policies[in]
			if doc == nil && !r.known {
				list = append(list, p.l.unread(r, o)...)
			}
			if doc == nil || p.seen[in] {
				continue
			}
			p.seen[in] = true
			list = append(list, p.document(doc)...)
		}
	}
	return list
}

// deniedTo lists what a service is denied as the identity that a grant is given to.
// As which of several it works is not known, so then it is denied nothing.
func (l *linker) deniedTo(d *Draft, g grantDraft, s *serviceDraft, actors map[*terraform.Instance][]*serviceDraft) []statement {
	to := []*terraform.Instance{g.inst}
	if len(g.to) > 0 {
		to = nil
	}
	for _, r := range g.to {
		to = append(to, l.meant(d, r)...)
	}
	to = slices.DeleteFunc(to, func(in *terraform.Instance) bool { return !slices.Contains(actors[in], s) })
	if len(to) != 1 {
		return nil
	}
	return l.denials(to[0])
}

// denials lists what the policies of an identity deny whatever the circumstances.
func (l *linker) denials(in *terraform.Instance) []statement {
	if list, ok := l.denied[in]; ok {
		return list
	}
	var list []statement
	size := 0
	for _, h := range l.byRole[in] {
		for _, st := range l.stated(h.g) {
			if !st.bars() {
				continue
			}
			if size += len(st.actions) + len(st.resources); size > maxDenials {
				l.unresolved("permission of "+in.Addr.String(), "it is denied more than is compared, so it may be allowed less than is shown", st.at.Ptr())
				l.denied[in] = list
				return list
			}
			list = append(list, st)
		}
	}
	l.denied[in] = list
	return list
}

// bars says that a statement denies what it names, whatever the circumstances.
func (st *statement) bars() bool {
	return st.deny && !st.narrow && !st.maybe && !st.unknown && len(st.but) == 0
}

// barredOn lists the actions that are denied on all that a resource means.
func barredOn(denied []statement, r ref) []string {
	var actions []string
	for _, st := range denied {
		if slices.ContainsFunc(st.resources, func(all ref) bool { return all.covers(r) }) {
			actions = append(actions, st.actions...)
		}
	}
	return actions
}

// covers says that everything that a policy's resource means another means too.
// A "?" stands for less than the "*" it may meet, so it covers nothing.
func (r ref) covers(o ref) bool {
	switch {
	case r.maybe:
		return false
	case r.known && o.known:
		return !strings.Contains(r.text, "?") && globMatch(r.text, o.text)
	case r.known:
		return strings.Trim(r.text, "*") == ""
	}
	return r.exact && o.exact && r.text == o.text && slices.Equal(r.origins, o.origins)
}
