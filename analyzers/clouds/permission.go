package clouds

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// held is a grant, in the draft that has it.
type held struct {
	d *Draft
	g grantDraft
}

// holdings indexes the grants that say something by the identities they are
// given to.
func (l *linker) holdings(drafts []*Draft) map[*terraform.Instance][]held {
	byRole := map[*terraform.Instance][]held{}
	for _, d := range drafts {
		for _, g := range d.grants {
			if g.spec.Resource || len(g.policy) == 0 && g.inline == nil {
				continue
			}
			to := []*terraform.Instance{g.inst}
			if len(g.to) > 0 {
				to = nil
			}
			for _, r := range g.to {
				to = append(to, l.meant(d, r)...)
			}
			for _, in := range to {
				byRole[in] = append(byRole[in], held{d, g})
			}
		}
	}
	return byRole
}

// mayCopy says whether the identity that copies may write to a bucket. It is
// Unknown unless the estate holds all its permissions and they can be read.
func (l *linker) mayCopy(d *Draft, c copyDraft, to *bucketDraft) facts.Truth {
	var grants []held
	for _, r := range c.role {
		for _, in := range l.meant(d, r) {
			grants = append(grants, l.byRole[in]...)
		}
	}
	if len(grants) == 0 || len(c.allows) == 0 {
		return facts.Unknown
	}
	answer := facts.No
	for _, h := range grants {
		switch l.lets(h, c, to) {
		case facts.Yes:
			return facts.Yes
		case facts.Unknown:
			answer = facts.Unknown
		case facts.No:
		}
	}
	return answer
}

// lets says whether one grant allows one of the wanted actions on a bucket.
func (l *linker) lets(h held, c copyDraft, to *bucketDraft) facts.Truth {
	answer := facts.No
	for _, r := range h.g.policy {
		switch {
		case slices.ContainsFunc(r.origins, func(o terraform.Origin) bool { return l.policies[o.Instance] != nil }):
		case !r.known:
			answer = facts.Unknown
		case c.cloud.Managed[r.text[strings.LastIndexByte(r.text, '/')+1:]] == string(facts.ReadWrite):
			return facts.Yes
		default: // a policy of the account's own, by name
			answer = facts.Unknown
		}
	}
	for _, st := range l.statements(h.g) {
		if !slices.ContainsFunc(c.allows, func(a string) bool {
			return slices.ContainsFunc(st.actions, func(pattern string) bool { return globMatch(strings.ToLower(pattern), strings.ToLower(a)) })
		}) {
			if st.unknown {
				answer = facts.Unknown
			}
			continue
		}
		switch l.covers(h.d, c.cloud, st.resources, to) {
		case facts.Yes:
			return facts.Yes
		case facts.Unknown:
			answer = facts.Unknown
		case facts.No:
		}
	}
	return answer
}

// permitted settles, for each edge that no permission was seen for, whether
// that means that there is none.
func (l *linker) permitted(drafts []*Draft) {
	seen := map[*terraform.Instance]facts.Truth{}
	closed := map[facts.ID]bool{}
	for _, d := range drafts {
		for _, s := range d.services {
			owner := l.owner(s).ID
			for _, in := range l.identities(d, s) {
				if _, ok := seen[in]; !ok {
					seen[in] = l.readable(in)
				}
				if seen[in] != facts.Unknown {
					before, found := closed[owner]
					closed[owner] = seen[in] == facts.Yes && (before || !found)
				}
			}
		}
	}
	for _, e := range l.edges {
		switch {
		case e.Permitted == facts.Yes, classOf(e.Access) != "" || e.Access == facts.Serve:
		case l.mayAll[e.Service] != "":
			e.Permitted = facts.Yes
		case closed[e.Service]:
			e.Permitted = facts.No
		}
	}
}

// readable says whether every permission of an identity can be read to the end;
// Unknown when the estate gives it none.
func (l *linker) readable(in *terraform.Instance) facts.Truth {
	if len(l.byRole[in]) == 0 {
		return facts.Unknown
	}
	return facts.TruthOf(!slices.ContainsFunc(l.byRole[in], l.opaque))
}

// opaque says that a grant may allow more than can be seen of it.
func (l *linker) opaque(h held) bool {
	for _, r := range h.g.policy {
		read := slices.ContainsFunc(r.origins, func(o terraform.Origin) bool { return l.policies[o.Instance] != nil })
		name := r.text[strings.LastIndexByte(r.text, '/')+1:]
		if !read && (!r.known || !strings.Contains(r.text, "::aws:policy/") && h.g.cloud.Managed[name] == "") {
			return true
		}
	}
	return slices.ContainsFunc(l.statements(h.g), func(st statement) bool {
		return st.unknown || st.maybe || slices.ContainsFunc(st.resources, func(r ref) bool { return !r.known && len(r.origins) == 0 })
	})
}

// covers says whether some resource of a statement means a bucket.
func (l *linker) covers(d *Draft, cloud *cloudSpec, resources []ref, to *bucketDraft) facts.Truth {
	answer := facts.No
	for _, r := range resources {
		found := l.resourceBuckets(r, cloud, d.unit)
		switch {
		case strings.Trim(r.text, "*") == "" && r.known, strings.HasSuffix(r.text, ":::*"), strings.HasSuffix(r.text, ":::*/*"):
			return facts.Yes
		case slices.ContainsFunc(found, func(m match) bool { return m.bucket == to }):
			return facts.Yes
		case len(found) == 0 && (!r.known || to.Name == ""):
			answer = facts.Unknown
		}
	}
	return answer
}
