package clouds

import (
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// maxStandIns is how many things that stand for another are gone through: a
// version of a secret, the alias of a key.
const maxStandIns = 4

// backing indexes the backing services, and joins those that hold the same data.
func (l *linker) backing(drafts []*Draft) {
	for _, d := range drafts {
		for _, b := range d.backings {
			l.backings[b.inst] = b
			l.joinable = append(l.joinable, b)
		}
	}
	for _, b := range l.joinable {
		for _, of := range l.stores(b.servesFor) {
			of.Spread(b.Region)
			of.Scope, of.ScopeEvidence = facts.ScopeMultiRegion, facts.Evidence{Range: b.Location}
		}
	}
	l.mates()
}

// mates tells the stores that hold the same data of each other's regions. What
// joins them may be one of them, or a group that is none itself.
func (l *linker) mates() {
	group := map[*terraform.Instance]*terraform.Instance{}
	var first func(in *terraform.Instance) *terraform.Instance
	first = func(in *terraform.Instance) *terraform.Instance {
		if group[in] == nil || group[in] == in {
			return in
		}
		group[in] = first(group[in])
		return group[in]
	}
	for _, b := range l.joinable {
		for _, r := range b.copyOf {
			for _, o := range r.origins {
				group[first(o.Instance)] = first(b.inst)
			}
		}
	}
	regions := map[*terraform.Instance][]string{}
	for _, b := range l.joinable {
		if b.spec.Backing.Kind != "" {
			regions[first(b.inst)] = append(regions[first(b.inst)], b.Region)
		}
	}
	for _, b := range l.joinable {
		if all := regions[first(b.inst)]; len(all) > 1 {
			b.Spread(all...)
		}
	}
}

// stores lists the backing services that values refer to.
func (l *linker) stores(refs []ref) []*backingDraft {
	var list []*backingDraft
	for _, r := range refs {
		for _, o := range r.origins {
			if b := l.backingAt(o.Instance); b != nil && !slices.Contains(list, b) {
				list = append(list, b)
			}
		}
	}
	return list
}

// backingAt is the backing service that an instance is, or stands for; nil when
// it is neither.
func (l *linker) backingAt(in *terraform.Instance) *backingDraft {
	for range maxStandIns {
		b := l.backings[in]
		if b == nil || len(b.standsFor) == 0 {
			if b != nil && b.spec.Backing.Kind == "" {
				return nil
			}
			return b
		}
		in = nil
		for _, r := range b.standsFor {
			if len(r.origins) > 0 {
				in = r.origins[0].Instance
				break
			}
		}
	}
	return nil
}

// storesNamed lists the backing services that a value names: by an attribute that
// leads there, not by a tag or a size.
func (l *linker) storesNamed(r ref) []*backingDraft {
	var list []*backingDraft
	for _, o := range r.origins {
		own := l.backings[o.Instance]
		if own == nil || !slices.Contains(own.spec.Names, o.Attr) {
			continue
		}
		if b := l.backingAt(o.Instance); b != nil && !slices.Contains(list, b) {
			list = append(list, b)
		}
	}
	return list
}

// consumes adds the edges to backing services that a service's own setting makes.
func (l *linker) consumes(owner *serviceDraft, u useDraft) {
	for _, b := range l.storesNamed(u.ref) {
		l.rely(owner, b, u.ref, facts.Dependency{
			Access: facts.ReadWrite, Need: facts.Need(u.spec.Need), Via: facts.Via(u.spec.Via), Evidence: u.evidence(),
		})
	}
}

// mayUse adds an edge for each backing service that a permission allows to use.
func (l *linker) mayUse(s *serviceDraft, g grantDraft, st *statement) {
	for _, r := range st.resources {
		for _, b := range l.storesNamed(r) {
			access, wild := b.spec.Backing.access(st.actions)
			if access == "" {
				continue
			}
			r.maybe = r.maybe || st.maybe || wild
			l.rely(s, b, r, facts.Dependency{
				Access: access, Need: facts.Hard, Via: facts.ViaIAM, Permitted: facts.Yes, Evidence: append(r.evidence(), facts.Evidence{Range: g.at}),
			})
		}
	}
}

// rely adds an edge to a backing service, doubtful where either end is.
func (l *linker) rely(s *serviceDraft, b *backingDraft, r ref, e facts.Dependency) {
	if len(e.Evidence) == 0 || l.running[b.inst] == s {
		return
	}
	e.Service, e.Backing, e.Confidence = s.ID, b.ID, facts.Certain
	if r.maybe || b.inst.Doubtful {
		e.Confidence = facts.Possible
	}
	l.edge(e)
}

// access is what actions do with a backing service; empty when they do not need
// it to answer. With wild, nothing but a wildcard over all actions says so.
func (b *backingSpec) access(actions []string) (access facts.Access, wild bool) {
	wild = true
	for _, a := range actions {
		read, write := grants(a, b.Read), grants(a, b.Write)
		switch {
		case read && write:
			access = facts.ReadWrite
		case read:
			access = joined(access, facts.Read)
		case write:
			access = joined(access, facts.Write)
		default:
			continue
		}
		wild = wild && a == "*"
	}
	return access, wild
}
