package clouds

import (
	"regexp"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// channelSpec makes a type something that keeps messages until a service takes
// them that knows it: a queue, the subscription of a topic. By which of its
// attributes it is known stands in endpoints. Which of those who know it take
// from it, and which leave messages there, is read from their permissions.
type channelSpec struct {
	Under hcl.Expression `hcl:"under,optional"` // what a permission may be given on instead: a namespace
	Of    hcl.Expression `hcl:"of,optional"`    // what passes its messages on to it; whoever takes from it may know that too
	Taken bool           `hcl:"taken,optional"` // nobody but those who take from it has to know it
}

// channelDraft is one such instance.
type channelDraft struct {
	inst      *terraform.Instance
	under, of []ref
	taken     bool
}

func channelOf(in *terraform.Instance, spec *channelSpec, s *subject) channelDraft {
	return channelDraft{inst: in, under: refsOf(s.terms(spec.Under)), of: refsOf(s.terms(spec.Of)), taken: spec.Taken}
}

// holding is a service, and the thing that it has a permission on.
type holding struct {
	service *serviceDraft
	on      *terraform.Instance
}

// knower is a service that a channel is known to, and the value that says so.
type knower struct {
	service *serviceDraft
	by      ref
}

// messages are who takes messages from where, and who leaves them there.
type messages struct {
	takes, sends map[holding]bool
	knowers      map[*terraform.Instance][]knower
	fed          map[*terraform.Instance]bool // something passes messages on to it
	parted       map[*terraform.Instance]bool // those who take know a part of it
}

// channels finds out who takes from which channel: what is sent there reaches them.
func (l *linker) channels(drafts []*Draft, actors map[*terraform.Instance][]*serviceDraft) {
	if !slices.ContainsFunc(drafts, func(d *Draft) bool { return len(d.channels) > 0 }) {
		return
	}
	m := l.messages(drafts, actors)
	for _, d := range drafts {
		for _, c := range d.channels {
			for _, k := range m.takers(l, c) {
				for _, in := range append(l.instances(c.of), c.inst) {
					l.taken[holding{k.service, in}] = true
				}
				to := ref{origins: []terraform.Origin{{Instance: k.service.inst}}, places: k.by.places, maybe: k.by.maybe}
				l.aliases[c.inst] = append(l.aliases[c.inst], to)
				l.later[c.inst] = true
			}
		}
	}
}

// instances lists what values refer to.
func (l *linker) instances(refs []ref) []*terraform.Instance {
	var list []*terraform.Instance
	for _, r := range refs {
		for _, o := range r.origins {
			list = append(list, l.own(o.Instance))
		}
	}
	return list
}

// messages gathers what permissions, settings and subscriptions say of channels.
func (l *linker) messages(drafts []*Draft, actors map[*terraform.Instance][]*serviceDraft) *messages {
	m := &messages{
		takes: map[holding]bool{}, sends: map[holding]bool{},
		knowers: map[*terraform.Instance][]knower{}, fed: map[*terraform.Instance]bool{}, parted: map[*terraform.Instance]bool{},
	}
	for _, refs := range l.aliases {
		m.feed(l, refs)
	}
	for _, d := range drafts {
		for _, c := range d.channels {
			for _, in := range l.instances(c.of) {
				m.parted[in] = true
			}
		}
		for _, g := range d.grants {
			if g.spec.Access == string(facts.Trigger) {
				m.feed(l, g.to)
				continue
			}
			for _, s := range l.holders(d, g.to, g.inst, actors) {
				m.permit(l, s, g)
			}
		}
		for _, s := range d.services {
			for _, u := range s.uses {
				m.know(l, l.owner(s), l.reaching(d, u))
			}
		}
	}
	return m
}

func (m *messages) feed(l *linker, refs []ref) {
	for _, in := range l.instances(refs) {
		m.fed[in] = true
	}
}

// permit notes what a grant allows to take, or to leave.
func (m *messages) permit(l *linker, s *serviceDraft, g grantDraft) {
	allow := func(on []ref, actions []string) {
		take := slices.ContainsFunc(actions, func(a string) bool { return grants(a, g.cloud.Take) })
		send := slices.ContainsFunc(actions, func(a string) bool { return grants(a, g.cloud.Send) })
		for _, r := range on {
			for _, o := range r.origins {
				at := holding{s, l.own(o.Instance)}
				m.takes[at], m.sends[at] = m.takes[at] || take, m.sends[at] || send
			}
		}
	}
	allow(g.bucket, g.roles)
	if len(g.cloud.Take) > 0 && len(g.bucket) == 0 {
		for _, st := range l.statements(g) {
			allow(st.resources, st.actions)
		}
	}
}

// know notes that a setting of a service names what it may take from.
func (m *messages) know(l *linker, s *serviceDraft, r ref) {
	for _, o := range r.origins {
		in := l.own(o.Instance)
		if !slices.ContainsFunc(m.knowers[in], func(k knower) bool { return k.service == s }) {
			m.knowers[in] = append(m.knowers[in], knower{s, r})
		}
	}
}

// takers lists the services that take from a channel. Of those whose permissions
// do not tell, it is those that work on what comes in, and that only possibly,
// unless there is but one and somebody else sends.
func (m *messages) takers(l *linker, c channelDraft) []knower {
	on := append(l.instances(c.under), c.inst)
	var sure, open []knower
	sent := m.fed[c.inst]
	for _, k := range m.knowers[c.inst] {
		may := func(what map[holding]bool) bool {
			return slices.ContainsFunc(on, func(in *terraform.Instance) bool { return what[holding{k.service, in}] })
		}
		switch take, send := may(m.takes), may(m.sends); {
		case c.taken || take && !send:
			sure = append(sure, k)
		case send && !take:
			sent = true
		default:
			open = append(open, k)
		}
	}
	if len(sure) > 0 || m.parted[c.inst] {
		return sure
	}
	return likely(open, sent)
}

// likely chooses those who take from a channel that no permission is about.
func likely(open []knower, sent bool) []knower {
	if sent && len(open) == 1 {
		return open
	}
	works := func(k knower) bool { return slices.Contains([]string{"function", "job", "instance"}, k.service.Kind) }
	workers := slices.DeleteFunc(slices.Clone(open), func(k knower) bool { return !works(k) })
	if !sent && len(workers) == len(open) {
		return nil // nobody is known to send, or all may
	}
	for i := range workers {
		workers[i].by.maybe = true
	}
	return workers
}

// channelKey is how settings are called that hold the name of something that
// messages are sent to, or taken from.
var channelKey = regexp.MustCompile(`(?i)queue|topic|subscription|hub`)

// reaching keeps the origins by which something is called, through what stands for
// it, as a secret does for its value. A setting that is no more than a name may be
// that of a queue or topic of its root, if its key says so.
func (l *linker) reaching(d *Draft, u useDraft) ref {
	r := u.ref
	if len(r.origins) == 0 && r.known && channelKey.MatchString(r.key) {
		for _, in := range d.called[r.text] {
			if spec := l.v.specOf(in); spec != nil && len(spec.Endpoints) > 0 {
				r.origins = append(r.origins, terraform.Origin{Instance: in, Attr: spec.Endpoints[0]})
			}
		}
	}
	r.origins = slices.Clone(r.origins)
	for i := 0; i < len(r.origins) && len(r.origins) < maxHops; i++ {
		in := r.origins[i].Instance
		if spec := l.v.specOf(in); spec == nil || !written(spec.Alias) || len(spec.Endpoints) > 0 {
			continue
		}
		for _, as := range l.stands(in) {
			for _, o := range as.origins {
				if !slices.Contains(r.origins, o) {
					r.origins = append(r.origins, o)
				}
			}
		}
	}
	return l.atEndpoint(useDraft{ref: r, spec: u.spec})
}

// sentBy keeps the origins of a ref that a service may send to: what it takes
// messages from is none.
func (l *linker) sentBy(s *serviceDraft, r ref) ref {
	r.origins = slices.DeleteFunc(r.origins, func(o terraform.Origin) bool { return l.taken[holding{s, l.own(o.Instance)}] })
	return r
}
