package clouds

import (
	"slices"

	"github.com/resilint/resilint/analyzers/terraform"
)

// takers lets what waits in a queue lead to the services that may take it from there.
func (l *linker) takers(d *Draft, actors map[*terraform.Instance][]*serviceDraft) {
	for _, g := range d.grants {
		if g.spec.Resource || len(g.bucket) > 0 || len(g.cloud.Take) == 0 {
			continue
		}
		for _, s := range l.holders(d, g.to, g.inst, actors) {
			for _, st := range l.statements(g) {
				l.takes(s, g.cloud, &st)
			}
		}
	}
}

// takes adds the ways that one permission makes.
func (l *linker) takes(s *serviceDraft, cloud *cloudSpec, st *statement) {
	if s.inst == nil || !slices.ContainsFunc(st.actions, func(a string) bool { return a != "*" && grants(a, cloud.Take) }) {
		return
	}
	exact := slices.ContainsFunc(st.actions, func(a string) bool { return slices.Contains(cloud.Take, a) })
	for _, r := range st.resources {
		for _, o := range r.origins {
			from := l.own(o.Instance)
			if spec := l.v.specOf(from); spec == nil || len(spec.Endpoints) == 0 || l.running[from] != nil || l.backings[from] == nil {
				continue
			}
			way := ref{origins: []terraform.Origin{{Instance: s.inst}}, places: r.places, maybe: st.maybe || r.maybe || !exact}
			l.aliases[from] = append(l.aliases[from], way)
			l.later[from] = true
		}
	}
}
