package clouds

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
)

// member is one of the ways that a switch may send a request: to buckets, to
// services that rely on buckets, or to what is not in the estate.
type member struct {
	buckets  []match
	services []facts.ID
	second   bool // it leads to the provider's own copy of the bucket
	evidence []facts.Evidence
}

// maxMembers is how many members of one switch are followed: each of them may be
// a service that the whole switch stands in front of.
const maxMembers = 500

// straight says that nothing stands between a switch and the buckets of a member.
func (m member) straight() bool { return len(m.buckets) > 0 }

// switches adds what can send services to copies. It comes after all edges: a
// switch between services leads to what they rely on.
func (l *linker) switches(drafts []*Draft, whole [][][]switchDraft) {
	led := l.led(drafts)
	for i, d := range drafts {
		for _, parts := range whole[i] {
			l.serves(d, parts)
		}
	}
	needs := l.needs()
	for _, b := range l.buckets {
		l.sided[b.ID] = b.spec != nil && len(b.spec.Standby) > 0
	}
	for i, d := range drafts {
		for _, parts := range whole[i] {
			l.turn(d, parts, led, needs)
		}
	}
}

// grouped puts the parts of each switch together, in the order of their turns.
func grouped(drafts []switchDraft) [][]switchDraft {
	var list [][]switchDraft
	at := map[string]int{}
	for _, d := range drafts {
		i, known := at[d.Kind+"\x00"+d.group]
		if d.group == "" || !known {
			at[d.Kind+"\x00"+d.group] = len(list)
			list = append(list, []switchDraft{d})
			continue
		}
		list[i] = append(list[i], d)
	}
	for _, parts := range list {
		slices.SortStableFunc(parts, func(a, b switchDraft) int { return cmp.Compare(a.order, b.order) })
	}
	return list
}

// led finds the services that traffic is sent to.
func (l *linker) led(drafts []*Draft) map[*serviceDraft]bool {
	led := map[*serviceDraft]bool{}
	for _, d := range drafts {
		for _, r := range d.leads {
			for _, o := range l.through(r.origins) {
				if s := l.running[l.own(o.Instance)]; s != nil {
					led[l.owner(s)] = true
				}
			}
		}
	}
	return led
}

// borrows notes that a service refers to a switch that is shared, such as an
// access point over several buckets.
func (l *linker) borrows(service facts.ID, r ref) {
	if len(l.shared) == 0 {
		return
	}
	for _, o := range l.through(r.origins) {
		if who, ok := l.shared[o.Instance]; ok && !slices.Contains(who, service) {
			l.shared[o.Instance] = append(who, service)
		}
	}
}

// needs lists the buckets that each service cannot do without by itself.
func (l *linker) needs() map[facts.ID][]facts.ID {
	needs := map[facts.ID][]facts.ID{}
	for _, e := range l.edges {
		if e.Bucket != "" && e.Need.Firm() && (classOf(e.Access) == "" || e.Access == facts.Trigger) {
			needs[e.Service] = append(needs[e.Service], e.Bucket)
		}
	}
	for _, list := range needs {
		slices.Sort(list)
	}
	return needs
}

// holder is the service that a switch belongs to; nil when it is none.
func (l *linker) holder(parts []switchDraft) *serviceDraft {
	if s := l.running[parts[0].inst]; s != nil && !parts[0].spec.Shared {
		return l.owner(s)
	}
	return nil
}

// serves adds the edges of a switch that is itself a service to the buckets
// that it leads to, unless it is known that no traffic passes through it.
func (l *linker) serves(d *Draft, parts []switchDraft) {
	owner := l.holder(parts)
	if owner == nil {
		return
	}
	for _, p := range parts {
		for _, refs := range p.members {
			for _, r := range refs {
				for _, m := range l.match(r, p.cloud, d.unit, false) {
					edge := facts.Dependency{
						Service: owner.ID, Bucket: m.bucket.ID, Access: facts.Serve, Need: facts.Hard, Via: facts.ViaOrigin,
						Confidence: m.confidence, Evidence: r.evidence(),
					}
					if p.Used == facts.Unknown {
						edge.Confidence = facts.Possible
					}
					if p.Used != facts.No {
						l.edge(edge)
					}
				}
			}
		}
	}
}

// turn adds one switch, once for each service that stands before or behind it.
func (l *linker) turn(d *Draft, parts []switchDraft, led map[*serviceDraft]bool, needs map[facts.ID][]facts.ID) {
	sw := joint(parts)
	owner := l.holder(parts)
	if parts[0].spec.Led && !led[owner] {
		sw.Used = facts.No
	}
	var members []member
	for _, p := range parts {
		for _, refs := range p.members {
			members = append(members, l.memberOf(d, p.cloud, refs))
		}
	}
	if len(members) > maxMembers {
		l.unresolved("switch "+parts[0].inst.Addr.String(), "it has too many members to follow", sw.Location.Ptr())
		return
	}
	sw.Misled = l.misled(d, parts, members)
	for _, m := range members {
		sw.Evidence = append(sw.Evidence, m.evidence...)
	}
	sw.Evidence = newLines(sw.Evidence, map[lineOf]bool{})
	l.behind(sw, members, needs)
	for _, s := range l.shared[parts[0].inst] {
		l.put(sw, s, ways(members, nil))
	}
	if owner != nil && slices.ContainsFunc(members, member.straight) {
		l.put(sw, owner.ID, ways(members, needs))
	}
}

// joint is what the parts of a switch say together, without its members. The
// last in turn need not be asked whether it is well: there is nothing behind it.
func joint(parts []switchDraft) facts.Switch {
	sw, last := parts[0].Switch, parts[len(parts)-1]
	ordered := written(last.spec.Order)
	sw.Spreads = ordered && last.order == parts[0].order && len(parts)+len(last.members) > 2
	for i, p := range parts {
		sw.Automatic, sw.Used = both(sw.Automatic, p.Automatic), both(sw.Used, p.Used)
		if sw.Spreads || i < len(parts)-1 && (!ordered || p.order < last.order) {
			sw.Probed = both(sw.Probed, p.Probed)
		}
		if p.doubtful && sw.Used == facts.Yes {
			sw.Used = facts.Unknown
		}
		if p.Written == facts.Yes {
			sw.Written = facts.Yes
		}
		sw.SameHost = sw.SameHost || p.SameHost
		sw.Evidence = append(slices.Clip(sw.Evidence), p.Evidence...)
	}
	return sw
}

// memberOf finds out where one member leads.
func (l *linker) memberOf(d *Draft, cloud *cloudSpec, refs []ref) member {
	var m member
	for _, r := range refs {
		found := l.match(r, cloud, d.unit, false)
		m.buckets = append(m.buckets, found...)
		services := l.servicesOf(r, d.unit)
		m.services = append(m.services, services...)
		if len(found)+len(services) > 0 {
			m.evidence = append(m.evidence, r.evidence()...)
		}
		for _, o := range r.origins {
			b := l.byInst[o.Instance]
			m.second = m.second || b != nil && b.spec != nil && slices.Contains(b.spec.Standby, o.Attr)
		}
	}
	return m
}

// servicesOf lists the services that a value was made of.
func (l *linker) servicesOf(r ref, from unit) []facts.ID {
	var list []facts.ID
	for _, o := range l.through(r.origins) {
		if s := l.serving(l.own(o.Instance), from); s != nil && !slices.Contains(list, l.owner(s).ID) {
			list = append(list, l.owner(s).ID)
		}
	}
	return list
}

// misled says that what is asked in the first member's place is a part of the
// estate, and another one than what the member leads to.
func (l *linker) misled(d *Draft, parts []switchDraft, members []member) bool {
	if len(parts[0].asks) == 0 || len(members) == 0 {
		return false
	}
	asked := l.memberOf(d, parts[0].cloud, parts[0].asks)
	first := members[0]
	if len(asked.services)+len(asked.buckets) == 0 {
		return false
	}
	return !slices.ContainsFunc(asked.services, func(s facts.ID) bool { return slices.Contains(first.services, s) }) &&
		!slices.ContainsFunc(asked.buckets, func(m match) bool { return slices.ContainsFunc(first.buckets, m.same) })
}

func (m match) same(o match) bool { return m.bucket == o.bucket }

// behind adds a switch to each service that is a member of it: when one cannot
// answer, requests go to another. The stores see the host name that the service
// asks for, not the client's.
func (l *linker) behind(sw facts.Switch, members []member, needs map[facts.ID][]facts.ID) {
	sw.SameHost = false
	lead := ways(members, needs)
	if leading(lead) < 2 {
		return
	}
	var seen []facts.ID
	for _, m := range members {
		for _, s := range m.services {
			if !slices.Contains(seen, s) {
				seen = append(seen, s)
				l.put(sw, s, lead)
			}
		}
	}
}

// way is a member's buckets; second says that it leads to the provider's copy.
type way struct {
	buckets []facts.ID
	second  bool
}

// ways lists the buckets that each member leads to, by itself or, where the needs
// of services are given, through the services that it stands for.
func ways(members []member, needs map[facts.ID][]facts.ID) []way {
	list := make([]way, 0, len(members))
	for _, m := range members {
		w := way{second: m.second}
		for _, b := range m.buckets {
			w.buckets = append(w.buckets, b.bucket.ID)
		}
		for _, s := range m.services {
			w.buckets = append(w.buckets, needs[s]...)
		}
		list = append(list, w)
	}
	return list
}

// leading counts the members that lead to some bucket.
func leading(lead []way) int {
	n := 0
	for _, w := range lead {
		if len(w.buckets) > 0 {
			n++
		}
	}
	return n
}

// put adds a switch to a service. A bucket that all members lead to is one that
// the switch cannot lead away from, so it stands apart from the others.
func (l *linker) put(sw facts.Switch, service facts.ID, lead []way) {
	sw.Service = service
	n := leading(lead)
	var apart, common []facts.ID
	for i, w := range lead {
		for _, id := range w.buckets {
			switch {
			case n < 2 || !inAll(lead, id):
				apart = append(apart, id)
			case !l.repeats(id, lead[:i], w.second):
				common = append(common, id)
			}
		}
	}
	for _, list := range [][]facts.ID{apart, common} {
		if len(list) > 0 {
			sw.Members = list
			l.set.Switches = append(l.set.Switches, sw)
		}
	}
}

// inAll says that every member that leads to a bucket leads to this one.
func inAll(lead []way, id facts.ID) bool {
	return !slices.ContainsFunc(lead, func(w way) bool { return len(w.buckets) > 0 && !slices.Contains(w.buckets, id) })
}

// repeats says that a bucket with a copy of the provider's own was met before
// on the same side of it: then the second time is no second place.
func (l *linker) repeats(id facts.ID, before []way, second bool) bool {
	return l.sided[id] && slices.ContainsFunc(before, func(w way) bool { return w.second == second && slices.Contains(w.buckets, id) })
}
