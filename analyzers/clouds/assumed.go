package clouds

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// assumed drafts the workload that an identity's own text names, such as the
// Kubernetes service account that a role trusts. It counts when it leads to a bucket.
func (c *collector) assumed(in *terraform.Instance, spec *typeSpec, s *subject) {
	around := s.joined(spec.Assumed.With, in.Root)
	if len(around) == 0 {
		around = []*subject{s}
	}
	for _, with := range around {
		for _, r := range refsOf(with.terms(spec.Assumed.By)) {
			name, named := strings.CutPrefix(r.text, spec.Assumed.Prefix)
			if !named || !r.known || len(r.places) == 0 {
				continue
			}
			d := &serviceDraft{inst: in, cloud: spec.cloud, front: true, silent: true, assumed: true, group: "assumed\x00" + name}
			d.Address, d.Kind, d.Name = in.Addr.String(), spec.Assumed.Kind, strings.ReplaceAll(name, ":", "/")
			d.ID, d.Provider = c.id(d.Address), spec.cloud.Provider
			d.Root, d.Variant = c.d.unit.root, c.d.unit.variant
			d.Location, d.End = in.DeclRange, in.End
			d.tags = tagsOf(spec.cloud, s)
			c.d.services = append(c.d.services, d)
			return
		}
	}
}

// unassumed leaves out the workloads that only an identity tells of, where a
// service of the estate runs with it.
func (l *linker) unassumed(drafts []*Draft, actors map[*terraform.Instance][]*serviceDraft) {
	gone := map[facts.ID]bool{}
	for _, d := range drafts {
		for _, s := range d.services {
			if s.assumed && len(actors[s.inst]) > 1 && l.owner(s) == s {
				gone[s.ID] = true
				actors[s.inst] = slices.DeleteFunc(actors[s.inst], func(a *serviceDraft) bool { return a == s })
			}
		}
	}
	l.set.Services = slices.DeleteFunc(l.set.Services, func(s facts.Service) bool { return gone[s.ID] })
}
