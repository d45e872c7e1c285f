package clouds

import (
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// taken is a way from a queue to what may take from it.
type taken struct {
	from *terraform.Instance
	to   ref
}

// takers lets what waits in a queue lead to the services that may take it from there.
// Where something says itself who takes from it, permissions add nobody.
func (l *linker) takers(drafts []*Draft, actors map[*terraform.Instance][]*serviceDraft) {
	var ways []taken
	for _, d := range drafts {
		for _, g := range d.grants {
			if g.spec.Resource || len(g.bucket) > 0 || len(g.cloud.Take) == 0 {
				continue
			}
			for _, s := range l.holders(d, g.to, g.inst, actors) {
				for _, st := range l.statements(g) {
					ways = append(ways, l.takes(s, g.cloud, &st)...)
				}
			}
		}
	}
	for _, w := range ways {
		l.aliases[w.from] = append(l.aliases[w.from], w.to)
	}
	for _, w := range ways {
		l.later[w.from] = true
	}
}

// leftovers notes what keeps messages that could not be delivered. Nobody waits for
// what lies there, and whoever may look at it takes no part in the work.
func (l *linker) leftovers(drafts []*Draft) {
	for _, d := range drafts {
		for _, in := range l.instances(d.leftover) {
			l.leftover[in] = true
			if b := l.backings[in]; b != nil {
				l.most[b.ID] = facts.Soft
			}
		}
	}
}

// takes lists the ways that one permission makes.
func (l *linker) takes(s *serviceDraft, cloud *cloudSpec, st *statement) []taken {
	if s.inst == nil || !slices.ContainsFunc(st.actions, func(a string) bool { return a != "*" && grants(a, cloud.Take) }) {
		return nil
	}
	exact := slices.ContainsFunc(st.actions, func(a string) bool { return slices.Contains(cloud.Take, a) })
	var ways []taken
	for _, r := range st.resources {
		for _, o := range r.origins {
			from := l.own(o.Instance)
			if spec := l.v.specOf(from); spec == nil || len(spec.Endpoints) == 0 || l.backings[from] == nil || l.running[from] != nil || l.later[from] || l.leftover[from] {
				continue
			}
			ways = append(ways, taken{from, ref{origins: []terraform.Origin{{Instance: s.inst}}, places: r.places, maybe: st.maybe || r.maybe || !exact}})
		}
	}
	return ways
}
