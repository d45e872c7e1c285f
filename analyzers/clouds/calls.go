package clouds

import (
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// callee is a service that a value leads to.
type callee struct {
	service *serviceDraft
	later   bool // a message waits on the way there, so nobody waits for the answer
	maybe   bool // on the way there is something that others share
}

// between is an ordered pair of services.
type between struct{ from, to facts.ID }

// calls adds the edges between services: those that a service says it relies on,
// those whose endpoints stand in its settings, and what stands behind a name.
func (l *linker) calls(drafts []*Draft, whole [][][]switchDraft) {
	chosen := map[between]bool{}
	for _, groups := range whole {
		for _, parts := range groups {
			l.behindAll(parts, chosen)
		}
	}
	for _, d := range drafts {
		for _, s := range d.services {
			owner := l.owner(s)
			if s.relays {
				l.relay(s, chosen)
			}
			for _, r := range s.relies {
				l.call(owner, r.ref, r.access, r.need, chosen)
			}
			for _, u := range s.uses {
				if u.direct == nil && u.spec.Access != string(facts.Trigger) { // what starts it is not called by it
					l.call(owner, l.sentBy(owner, l.reaching(d, u)), asked(facts.Access(u.spec.Access)), facts.Need(u.spec.Need), chosen)
				}
			}
		}
	}
}

// asked is what a service does with another that stands where a bucket may stand.
func asked(of facts.Access) facts.Access {
	if of == facts.Serve {
		return of
	}
	return facts.ReadWrite
}

// behindAll adds edges to the services that every member of a switch leads to, as
// those of the records of one name may; the others are chosen from.
func (l *linker) behindAll(parts []switchDraft, chosen map[between]bool) {
	owner := l.holder(parts)
	if owner == nil || parts[0].Used == facts.No {
		return
	}
	var members []ref
	var lead [][]callee
	for _, p := range parts {
		for _, refs := range p.members {
			var to []callee
			for _, r := range refs {
				to = append(to, l.deepCallees(r, unit{owner.Root, owner.Variant})...)
			}
			members, lead = append(members, refs...), append(lead, to)
		}
	}
	for _, to := range lead {
		for _, c := range to {
			if !parts[0].Blind && slices.ContainsFunc(lead, func(other []callee) bool { return !slices.Contains(other, c) }) {
				chosen[between{owner.ID, c.service.ID}] = true
			}
		}
	}
	for _, r := range members {
		l.call(owner, r, facts.Serve, facts.Hard, chosen)
	}
}

// call adds an edge to each service that a value leads to, unless a switch of
// the caller's own chooses it.
func (l *linker) call(from *serviceDraft, r ref, access facts.Access, need facts.Need, chosen map[between]bool) {
	for _, c := range l.unchosen(from, r, chosen) {
		if !chosen[between{from.ID, c.service.ID}] {
			e := edgeTo(from, c, r)
			if !c.later {
				e.Access, e.Need = access, need
			}
			called := facts.Yes
			if c.service.Kind == nameKind && r.key != "" {
				called = asks(r.key)
			}
			if called == facts.Unknown {
				e.Confidence = facts.Possible
			}
			if called != facts.No {
				l.link(from, c, e)
			}
		}
	}
}

// nameKind is the kind of services that are a name and nothing else.
const nameKind = "dns-name"

var (
	nameTold  = regexp.MustCompile(`(?i)cors|origin|allow|redirect|callback|return|logout`)
	nameAsked = regexp.MustCompile(`(?i)api|endpoint|back.?end|upstream|server|service|internal|gateway|proxy`)
	nameShown = regexp.MustCompile(`(?i)front.?end|web.?(?:site|app)|public|link|email|base.?ur[il]|external|domain|fqdn|qualified|hostname|self|site|app.?(?:ur[il]|host)`)
)

// asks says whether a setting is there to call the name that it holds: many are told
// to others, as in a link, or compared with what others say.
func asks(key string) facts.Truth {
	switch {
	case nameTold.MatchString(key):
		return facts.No
	case nameAsked.MatchString(key):
		return facts.Yes
	case nameShown.MatchString(key):
		return facts.No
	}
	return facts.Unknown
}

// edgeTo is the edge that a value makes: a request and its answer, or a message
// that nobody waits for.
func edgeTo(from *serviceDraft, c callee, r ref) facts.Dependency {
	e := facts.Dependency{
		Service: from.ID, OnService: c.service.ID, Access: facts.ReadWrite, Need: facts.Hard, Via: facts.ViaCall,
		Confidence: facts.Certain, Evidence: r.evidence(),
	}
	if c.later {
		e.Access, e.Need = facts.Write, facts.Soft
	}
	if r.maybe || c.maybe {
		e.Confidence = facts.Possible
	}
	return e
}

// link adds an edge between two services, if they are two.
func (l *linker) link(from *serviceDraft, c callee, e facts.Dependency) {
	if c.service == from || len(e.Evidence) == 0 {
		return
	}
	if l.doubtful[c.service.ID] {
		e.Confidence = facts.Possible
	}
	l.edge(e)
}

// mayCall adds an edge for each service that a permission allows to call, or to
// leave a message for.
func (l *linker) mayCall(s *serviceDraft, g grantDraft, st *statement) {
	calls := slices.ContainsFunc(st.actions, func(a string) bool { return a != "*" && grants(a, g.cloud.Call) })
	sends := slices.ContainsFunc(st.actions, func(a string) bool { return a != "*" && grants(a, g.cloud.Send) })
	if !calls && !sends {
		return
	}
	// What allows everything of a product was not written for this.
	broad := !slices.ContainsFunc(st.actions, func(a string) bool {
		return !strings.HasSuffix(a, ":*") && a != "*" && grants(a, slices.Concat(g.cloud.Call, g.cloud.Send))
	})
	for _, r := range st.resources {
		r.maybe = r.maybe || st.maybe || broad || g.inst != nil && g.inst.Doubtful
		for _, c := range l.callees(r, unit{s.Root, s.Variant}) {
			if c.later && sends || !c.later && calls {
				e := edgeTo(s, c, r)
				e.Via, e.Evidence = facts.ViaIAM, append(e.Evidence, facts.Evidence{Range: g.at})
				l.link(s, c, e)
			}
		}
	}
}

// unchosen lists the services that a value leads to. Where one of them is chosen from
// others, those behind it may still be the same for all.
func (l *linker) unchosen(from *serviceDraft, r ref, chosen map[between]bool) []callee {
	in := unit{from.Root, from.Variant}
	list := l.callees(r, in)
	if slices.ContainsFunc(list, func(c callee) bool { return chosen[between{from.ID, c.service.ID}] }) {
		return l.deepCallees(r, in)
	}
	return list
}

// atEndpoint keeps the origins of a setting by which something is called: its ARN is
// an endpoint of a function, and only a name of a distribution.
func (l *linker) atEndpoint(u useDraft) ref {
	r := u.ref
	r.origins = slices.DeleteFunc(slices.Clone(r.origins), func(o terraform.Origin) bool {
		if s := l.running[l.own(o.Instance)]; s != nil && s.told != nil {
			return !s.told.calledBy(o.Attr)
		}
		spec := l.v.specOf(o.Instance)
		return spec == nil || !slices.Contains(spec.Endpoints, o.Attr)
	})
	return r
}

// leading lists the services that lead to a bucket, by themselves or through
// others.
func (l *linker) leading() map[facts.ID]bool {
	callers := map[facts.ID][]facts.ID{}
	var front []facts.ID
	for _, e := range l.edges {
		if e.Backing != "" {
			continue // one that leads to no bucket does not count because of a queue
		}
		if e.OnService != "" {
			callers[e.OnService] = append(callers[e.OnService], e.Service)
		} else {
			front = append(front, e.Service)
		}
	}
	leading := map[facts.ID]bool{}
	for len(front) > 0 {
		s := front[len(front)-1]
		front = front[:len(front)-1]
		if !leading[s] {
			leading[s] = true
			front = append(front, callers[s]...)
		}
	}
	return leading
}
