package clouds

import (
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// maxHops is how many things from a value to services are looked at: names, load
// balancers, listeners, target groups, queues.
const maxHops = 100

// hop is one step of the way from a value to services.
type hop struct {
	to           *terraform.Instance
	later, maybe bool
	by           []hcl.Range // the lines that led there
}

// callees lists the services that a value leads to, by itself or through what
// passes on what is sent to it.
func (l *linker) callees(r ref, from unit) []callee { return l.reachable(r, from, false) }

// deepCallees lists them, and those that they pass on to.
func (l *linker) deepCallees(r ref, from unit) []callee { return l.reachable(r, from, true) }

func (l *linker) reachable(r ref, from unit, deep bool) []callee {
	var list []callee
	l.walk(l.hops(hop{}, []ref{r}, from), from, deep, func(c callee, _ hop) {
		if !slices.Contains(list, c) {
			list = append(list, c)
		}
	})
	return list
}

// hops are the steps from where one led to what some values refer to or, by its
// name, mean. What names mean that are handed to a module that is not on disk is not known.
func (l *linker) hops(at hop, refs []ref, from unit) []hop {
	var list []hop
	for _, r := range refs {
		next := hop{later: at.later, maybe: at.maybe || at.to != nil && r.maybe, by: append(slices.Clip(at.by), r.places...)}
		opaque := at.to != nil && at.to.Addr.Resource.Mode == terraform.Call
		for _, o := range r.origins {
			next.to = l.own(o.Instance)
			if !opaque || o.Instance.Addr.Resource.Mode != terraform.Call || l.running[next.to] != nil {
				list = append(list, next)
			}
		}
		if opaque {
			continue
		}
		for _, in := range l.addressed(r, from) {
			next.to = in
			list = append(list, next)
		}
	}
	return list
}

// walk visits the services on some ways. Behind one that answers for those behind it
// nothing else is met, unless the way is a deep one.
func (l *linker) walk(hops []hop, from unit, deep bool, visit func(callee, hop)) {
	seen := map[*terraform.Instance]bool{}
	for i := 0; i < len(hops) && i < maxHops; i++ {
		h := hops[i]
		if seen[h.to] {
			continue
		}
		seen[h.to] = true
		if s := l.serving(h.to, from); s != nil {
			visit(callee{l.owner(s), h.later || s.later, h.maybe}, h)
			if s.relays && !deep || s.unseen {
				continue
			}
		}
		if len(l.bucketsOf(h.to)) > 0 {
			continue // what names a bucket sends nothing to those that the bucket tells
		}
		way := l.onward(h.to, from)
		h.later, h.maybe = h.later || way.later, h.maybe || way.maybe
		hops = append(hops, l.hops(h, way.to, from)...)
	}
}

// serving is the service that an instance is; nil when nobody calls it, or when it
// only passes on what is sent to it, as a queue does: those behind it serve.
func (l *linker) serving(in *terraform.Instance, from unit) *serviceDraft {
	s := l.running[in]
	switch {
	case s == nil || s.silent:
		return nil
	case s.unseen:
		return s
	case s.relays:
		if !l.whole(in, from) {
			return nil
		}
	case s.front && !s.later && len(l.onward(in, from).to) > 0:
		return nil
	}
	return s
}

// whole says that what a unit sends to an instance may go wherever it sends anything:
// one that several units share answers each of them with what that put there.
func (l *linker) whole(in *terraform.Instance, from unit) bool {
	if from == (unit{}) {
		return true
	}
	count := func(from unit) (n int) {
		seen := map[*terraform.Instance]bool{in: true}
		next := []*terraform.Instance{in}
		for ; n < len(next) && n < maxHops; n++ {
			for _, h := range l.hops(hop{}, l.onward(next[n], from).to, from) {
				if !seen[h.to] {
					seen[h.to] = true
					next = append(next, h.to)
				}
			}
		}
		return n
	}
	return count(from) == count(unit{})
}

// relay adds the edges of a service to those that what is sent to it reaches, unless
// a switch of its own chooses them.
func (l *linker) relay(s *serviceDraft, chosen map[between]bool) {
	first := l.hops(hop{}, l.onward(s.inst, unit{}).to, unit{})
	l.walk(first, unit{}, false, func(c callee, h hop) {
		owner := l.owner(s)
		e := edgeTo(owner, c, ref{places: h.by})
		if !c.later && !s.silent {
			e.Access = facts.Serve
		}
		if !chosen[between{owner.ID, c.service.ID}] {
			l.link(owner, c, e)
		}
	})
}

// ownNames drops the edges of services to what stands in front of them: the name under
// which a service tells others where it is.
func (l *linker) ownNames() {
	serves := map[facts.ID][]facts.ID{}
	for _, e := range l.edges {
		if e.OnService != "" && e.Access == facts.Serve {
			serves[e.Service] = append(serves[e.Service], e.OnService)
		}
	}
	for key, e := range l.edges {
		if e.OnService != "" && e.Access != facts.Serve && l.fronts[e.OnService] && leadsTo(serves, e.OnService, e.Service) {
			delete(l.edges, key)
		}
	}
}

// leadsTo says that edges lead from one service to another.
func leadsTo(edges map[facts.ID][]facts.ID, from, to facts.ID) bool {
	seen := map[facts.ID]bool{from: true}
	next := []facts.ID{from}
	for len(next) > 0 {
		at := next[len(next)-1]
		next = next[:len(next)-1]
		if at == to {
			return true
		}
		for _, id := range edges[at] {
			if !seen[id] {
				seen[id] = true
				next = append(next, id)
			}
		}
	}
	return false
}

// shorten lets the callers of what leads to no bucket rely on those behind it instead:
// it is no service of ours, and they may be.
func (l *linker) shorten(leading map[facts.ID]bool) {
	behind := map[facts.ID][]facts.Dependency{}
	var callers []facts.Dependency
	for _, e := range l.edges {
		switch {
		case e.OnService == "":
		case l.fronts[e.Service] && !leading[e.Service]:
			behind[e.Service] = append(behind[e.Service], *e)
		case l.fronts[e.OnService] && !leading[e.OnService]:
			callers = append(callers, *e)
		}
	}
	for _, e := range callers {
		for _, b := range behind[e.OnService] {
			if b.OnService != e.Service && !l.fronts[b.OnService] {
				short := e
				short.OnService = b.OnService
				l.edge(short)
			}
		}
	}
}
