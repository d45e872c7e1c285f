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

// reach is what the grants of an identity allow: some actions on some buckets.
type reach struct {
	all     bool // on every bucket
	open    bool // on more than can be seen
	found   bool // there is any grant
	buckets map[*bucketDraft]bool
}

// mayCopy says whether the identity that copies may write to a bucket. It is
// Unknown unless the estate holds all its permissions and they can be read.
func (l *linker) mayCopy(d *Draft, c copyDraft, to *bucketDraft) facts.Truth {
	answer := facts.Unknown
	if len(c.allows) == 0 {
		return answer
	}
	for _, r := range c.role {
		for _, in := range l.meant(d, r) {
			switch got := l.reachOf(in, c); {
			case got.all, got.buckets[to]:
				return facts.Yes
			case got.found && (got.open || to.Name == ""):
				return facts.Unknown
			case got.found:
				answer = facts.No
			}
		}
	}
	return answer
}

// reachOf gathers the grants of an identity that allow what a copy needs.
func (l *linker) reachOf(in *terraform.Instance, c copyDraft) *reach {
	if got := l.reaches[in]; got != nil {
		return got
	}
	got := &reach{buckets: map[*bucketDraft]bool{}}
	for _, h := range l.byRole[in] {
		got.found = true
		h.g.denied = l.denials(in)
		l.extend(got, h, c)
	}
	l.reaches[in] = got
	return got
}

// extend adds what one grant allows.
func (l *linker) extend(to *reach, h held, c copyDraft) {
	for _, r := range h.g.policy {
		switch {
		case l.held(r):
		case c.cloud.managed(r) == facts.ReadWrite:
			to.all = true
		default: // not known, or a policy of the account's own, by name
			to.open = true
		}
	}
	for _, st := range l.statements(h.g) {
		if !slices.ContainsFunc(st.actions, func(pattern string) bool { return grants(pattern, c.allows) }) {
			to.open = to.open || st.unknown
			continue
		}
		for _, r := range st.resources {
			if barred := append(barredOn(h.g.denied, r), st.but...); !slices.ContainsFunc(st.actions, func(a string) bool { return allowed(a, c.allows, barred) }) {
				continue
			}
			found := l.resourceBuckets(r, c.cloud, h.d.unit)
			for _, m := range found {
				to.buckets[m.bucket] = true
			}
			to.all = to.all || r.known && everyBucket(r.text)
			to.open = to.open || !r.known && len(found) == 0
		}
	}
}

// held says that the estate holds the policy that a value refers to.
func (l *linker) held(policy ref) bool {
	return slices.ContainsFunc(policy.origins, func(o terraform.Origin) bool { return l.policies[l.own(o.Instance)] != nil })
}

// allowance is what a permission on an account allows in its containers.
type allowance struct {
	access   facts.Access
	evidence []facts.Evidence
}

// allowIn notes what an edge to an account allows in the containers of it.
func (l *linker) allowIn(e facts.Dependency) {
	at := between{e.Service, e.Bucket}
	before := l.onAccount[at]
	l.onAccount[at] = allowance{joined(before.access, e.Access), append(slices.Clip(before.evidence), e.Evidence...)}
}

// containers lets what a service may do with an account hold for the containers
// that it uses. One on a container says nothing of those beside it.
func (l *linker) containers() {
	account := map[facts.ID]facts.ID{}
	for _, b := range l.buckets {
		if b.account != nil {
			account[b.ID] = b.account.ID
		}
	}
	for _, e := range l.edges {
		may, ok := l.onAccount[between{e.Service, account[e.Bucket]}]
		switch {
		case !ok || classOf(e.Access) != "" || e.Access == facts.Serve:
			continue
		case e.Permitted == facts.Yes:
			e.Access = joined(e.Access, may.access)
		case e.Access == facts.Read: // no more than a setting said so
			e.Access = may.access
		}
		e.Permitted = facts.Yes
		l.prove(e, may.evidence)
	}
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
		case e.Backing != "": // a password may open it, where no permission is needed
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
		if !l.held(r) && (!r.known || !strings.Contains(r.text, "::aws:policy/") && h.g.cloud.managed(r) == "") {
			return true
		}
	}
	return slices.ContainsFunc(l.statements(h.g), func(st statement) bool {
		return st.unknown || st.maybe || slices.ContainsFunc(st.resources, func(r ref) bool { return !r.known && len(r.origins) == 0 })
	})
}
