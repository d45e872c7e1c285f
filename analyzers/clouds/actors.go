package clouds

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/terraform"
)

// services settles which drafts are services of their own, merges the parts
// of one, and indexes them by the identities they act as.
func (l *linker) services(drafts []*Draft) map[*terraform.Instance][]*serviceDraft {
	for _, d := range drafts {
		for _, s := range d.services {
			l.running[s.inst] = s
		}
	}
	l.parts = map[*terraform.Instance]*serviceDraft{}
	for _, d := range drafts {
		groups := map[string]*serviceDraft{}
		for _, s := range d.services {
			l.fold(s)
			switch first := groups[s.group]; {
			case s.group == "":
			case first == nil:
				groups[s.group] = s
			default:
				l.join(s, first)
			}
		}
	}
	actors := map[*terraform.Instance][]*serviceDraft{}
	for _, d := range drafts {
		for _, s := range d.services {
			owner := l.owner(s)
			d.acts(s, owner)
			for _, in := range l.identities(d, s) {
				if !slices.Contains(actors[in], owner) {
					actors[in] = append(actors[in], owner)
				}
			}
			if owner == s {
				s.Tier, s.TierEvidence = s.tierOf()
				l.set.Services = append(l.set.Services, s.Service)
				l.fronts[s.ID], l.most[s.ID] = s.front, s.most
				l.doubtful[s.ID] = d.Spare || s.host || s.unseen || s.inst != nil && s.inst.Doubtful
			}
		}
	}
	l.standIns(drafts, actors)
	return actors
}

// acts notes the names of identities that a service runs with and that no
// resource of the unit makes: who gives them a permission writes the same name.
func (d *Draft) acts(s, owner *serviceDraft) {
	for _, r := range s.identity {
		name := bareName(r.text)
		if len(r.origins) == 0 && r.known && name != "" && len(d.called[name]) == 0 && !slices.Contains(d.acting[name], owner) {
			d.acting[name] = append(d.acting[name], owner)
		}
	}
}

// fold makes a service a member of the one it is part of: an ECS service of
// its task definition, a scaling group of its launch template.
func (l *linker) fold(s *serviceDraft) {
	for _, r := range s.partOf {
		for _, o := range l.through(r.origins) {
			if owner := l.running[l.own(o.Instance)]; owner != nil && owner != s {
				l.join(s, owner)
				return
			}
		}
	}
}

// join makes a service a member of another, once.
func (l *linker) join(s, owner *serviceDraft) {
	if l.parts[s.inst] != nil {
		return
	}
	l.parts[s.inst] = owner
	owner.Members = append(owner.Members, s.Address)
	slices.Sort(owner.Members)
	if owner.tags == nil { // it stands for what has no tags of its own
		owner.tags = map[string]tag{}
	}
	for k, t := range s.tags {
		if owner.tags[k].value == "" {
			owner.tags[k] = t
		}
	}
}

// through adds what aliases among origins stand for.
func (l *linker) through(origins []terraform.Origin) []terraform.Origin {
	all := slices.Clone(origins)
	for i := 0; i < len(all) && len(all) < 100; i++ {
		for _, r := range l.stands(all[i].Instance) {
			for _, o := range r.origins {
				if !slices.Contains(all, o) {
					all = append(all, o)
				}
			}
		}
	}
	return all
}

func (l *linker) owner(s *serviceDraft) *serviceDraft {
	for range 4 {
		owner := l.parts[s.inst]
		if s.inst == nil || owner == nil {
			break
		}
		s = owner
	}
	return s
}

// identities lists the instances whose permissions a service has: itself and
// the roles it runs with, instance profiles followed.
func (l *linker) identities(d *Draft, s *serviceDraft) []*terraform.Instance {
	if s.inst == nil {
		return nil
	}
	list := []*terraform.Instance{s.inst}
	var follow func(refs []ref, depth int)
	follow = func(refs []ref, depth int) {
		for _, r := range refs {
			for _, in := range append(l.meant(d, r), d.withinAccount(r)...) {
				if depth > 4 || slices.Contains(list, in) {
					continue
				}
				list = append(list, in)
				follow(l.stands(in), depth+1)
			}
		}
	}
	follow(s.identity, 0)
	return list
}

// identified lists the instances that a value refers to or, where it refers to
// none, those whose plain name it is. Of a text that is put together, only its end
// names anybody: what stands before it is an account, which many share.
func (d *Draft) identified(r ref) []*terraform.Instance {
	if len(r.origins) == 0 && r.known {
		return d.called[bareName(r.text)]
	}
	end, whole := ending(r)
	list := make([]*terraform.Instance, 0, len(r.origins))
	for _, o := range r.origins {
		if whole || strings.Contains(end, o.Instance.Addr.Resource.String()) {
			list = append(list, o.Instance)
		}
	}
	return list
}

// withinAccount lists the instances that a service names as its own, the account
// being unknown: what runs and the role it has are in one.
func (d *Draft) withinAccount(r ref) []*terraform.Instance {
	if end, whole := ending(r); !whole {
		return d.called[end]
	}
	return nil
}

// ending is what follows the last "/" or ":" of a text that is put together of
// known and unknown parts; a value that is one reference, or whose text is not
// known, is whole.
func ending(r ref) (end string, whole bool) {
	if r.known || !r.exact || strings.Contains(r.text, unnamed) {
		return "", true
	}
	from, depth := 0, 0
	for i := range len(r.text) {
		switch c := r.text[i]; {
		case strings.HasPrefix(r.text[i:], "${"):
			depth++
		case c == '}' && depth > 0:
			depth--
		case depth == 0 && (c == '/' || c == ':'):
			from = i + 1
		}
	}
	return r.text[from:], from == 0
}
