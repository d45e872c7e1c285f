package clouds

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// trustDraft is an identity and the workloads that may run with it, as the
// identity itself says.
type trustDraft struct {
	inst     *terraform.Instance
	of       []ref // the identity; empty: inst itself
	workload *serviceDraft
	names    []string
	open     bool // some pattern names more than one workload
}

// trusts collects whom an identity trusts. What runs as such an account finds the
// identity by the account's name.
func (c *collector) trusts(in *terraform.Instance, spec *typeSpec) {
	for _, t := range spec.Trusts {
		s := c.subject(in)
		d := trustDraft{inst: in}
		if !c.subjects(&d, t, s) {
			continue
		}
		if d.of = refsOf(s.terms(t.Of)); len(d.of) > 0 {
			c.d.aliases[in] = append(c.d.aliases[in], d.of...)
		}
		d.workload = c.workload(in, spec, t, s)
		c.d.trusts = append(c.d.trusts, d)
	}
}

// subjects gathers whom a trust speaks of, and says whether they are workloads.
func (c *collector) subjects(d *trustDraft, t *trustSpec, s *subject) bool {
	hidden := false
	for _, with := range s.joined(t.With, d.inst.Root) {
		for _, one := range with.nested(t.ForEach) {
			for _, r := range refsOf(one.terms(t.Subjects)) {
				hidden = hidden || !r.known
				c.subjectOf(d, t, r)
			}
		}
	}
	return len(d.names) > 0 || t.Sure && hidden
}

// subjectOf adds the account that a subject is, if it is a workload's.
func (c *collector) subjectOf(d *trustDraft, t *trustSpec, r ref) {
	groups := t.pattern.FindStringSubmatchIndex(r.text)
	if groups == nil || !r.exact || r.secret {
		return
	}
	expand := func(template string) string { return string(t.pattern.ExpandString(nil, template, r.text, groups)) }
	if name := expand(t.Name); !slices.Contains(d.names, name) {
		d.names = append(d.names, name)
	}
	if strings.ContainsAny(r.text, "*?") {
		d.open = true
		return
	}
	called := expand(t.CalledBy)
	if !strings.Contains(called, unnamed) && !slices.Contains(c.d.called[called], d.inst) {
		c.d.called[called] = append(c.d.called[called], d.inst)
	}
}

// workload is the service that an identity stands for while what runs with it is
// declared somewhere else.
func (c *collector) workload(in *terraform.Instance, spec *typeSpec, t *trustSpec, s *subject) *serviceDraft {
	w := &serviceDraft{inst: in, cloud: spec.cloud, tags: tagsOf(spec.cloud, s)}
	w.Kind, w.Provider, w.Root, w.Variant = "workload", spec.cloud.Provider, c.d.unit.root, c.d.unit.variant
	w.Region = s.ask(t.Region).text()
	return w
}

// standIns adds, for each identity that none of the estate's services runs with,
// the workload that it trusts.
func (l *linker) standIns(drafts []*Draft, actors map[*terraform.Instance][]*serviceDraft) {
	byRole := map[*terraform.Instance]*serviceDraft{}
	var added []*serviceDraft
	for _, d := range drafts {
		for _, t := range d.trusts {
			list := l.trusting(d, t)
			role := list[len(list)-1]
			w := byRole[role]
			if w == nil && slices.ContainsFunc(list, func(in *terraform.Instance) bool { return len(actors[in]) > 0 }) {
				continue
			}
			if w == nil {
				w = t.workload.at(d, role)
				byRole[role], added = w, append(added, w)
			}
			w.names = append(w.names, t.names...)
			l.doubtful[w.ID] = l.doubtful[w.ID] || t.open || t.inst.Doubtful
			for _, in := range list {
				if !slices.Contains(actors[in], w) {
					actors[in] = append(actors[in], w)
				}
			}
		}
	}
	for _, w := range added {
		w.call(w.names)
		w.Tier, w.TierEvidence = w.tierOf()
		l.fronts[w.ID] = true // a role that reaches no bucket tells of no service
		l.set.Services = append(l.set.Services, w.Service)
	}
}

// trusting lists the instances that are an identity: what says whom it trusts, and
// the role that it says so of.
func (l *linker) trusting(d *Draft, t trustDraft) []*terraform.Instance {
	list := []*terraform.Instance{t.inst}
	for _, r := range t.of {
		list = append(list, l.meant(d, r)...)
	}
	return list
}

// at puts a workload where its role stands.
func (s *serviceDraft) at(d *Draft, role *terraform.Instance) *serviceDraft {
	s.inst, s.Address = role, role.Addr.String()
	s.ID = facts.ID(d.unit.String() + "#" + s.Address)
	s.Location, s.End = role.DeclRange, role.End
	return s
}

// call names a workload by its accounts, as far as they are known.
func (s *serviceDraft) call(accounts []string) {
	known := slices.DeleteFunc(slices.Clone(accounts), func(name string) bool { return strings.Contains(name, "${") })
	slices.Sort(known)
	if s.Name = strings.Join(slices.Compact(known), ", "); s.Name == "" {
		s.Name = plainName(s.inst)
	}
}
