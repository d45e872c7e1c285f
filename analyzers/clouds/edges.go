package clouds

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// edgeKey is what makes two edges one: the same service and bucket, for the
// same class of use.
type edgeKey struct {
	service, bucket facts.ID
	class           facts.Access // logs, artifact, state, trigger; empty for data
}

func classOf(a facts.Access) facts.Access {
	switch a {
	case facts.Logs, facts.Artifact, facts.State, facts.Trigger:
		return a
	default:
		return ""
	}
}

// edge adds a dependency, or its evidence to the one there is.
func (l *linker) edge(d facts.Dependency) {
	if l.owned[d.Bucket] {
		d.Need = facts.Soft // the provider's own downloads
	}
	if l.doubtful[d.Service] {
		d.Confidence = facts.Possible // the service may not exist
	}
	key := edgeKey{d.Service, d.Bucket, classOf(d.Access)}
	e := l.edges[key]
	if e == nil {
		l.edges[key] = &d
		return
	}
	e.Access = wider(e, &d)
	e.Need = stronger(e.Need, d.Need)
	if rank(d.Via) < rank(e.Via) {
		e.Via = d.Via
	}
	if e.Confidence == facts.Possible && d.Confidence == facts.Certain {
		e.Confidence = facts.Certain
		e.Evidence = append(slices.Clone(d.Evidence), e.Evidence...) // the strongest first
	} else {
		e.Evidence = append(e.Evidence, d.Evidence...)
	}
	e.Evidence = distinct(e.Evidence)
}

// wider joins two accesses. What permissions say beats what a setting implies.
func wider(a, b *facts.Dependency) facts.Access {
	switch {
	case a.Access == b.Access:
		return a.Access
	case a.Access == facts.Serve || b.Access == facts.Serve:
		return facts.Serve
	case a.Via == facts.ViaIAM && b.Via != facts.ViaIAM:
		return a.Access
	case b.Via == facts.ViaIAM && a.Via != facts.ViaIAM && a.Access == facts.Read:
		return b.Access
	}
	return facts.ReadWrite
}

func stronger(a, b facts.Need) facts.Need {
	for _, n := range []facts.Need{facts.Hard, facts.Startup} {
		if a == n || b == n {
			return n
		}
	}
	return facts.Soft
}

// rank orders the ways an edge is found, the most telling first.
func rank(v facts.Via) int {
	return slices.Index([]facts.Via{
		facts.ViaOrigin, facts.ViaEnv, facts.ViaMount, facts.ViaAttribute, facts.ViaURL, facts.ViaNotification,
		facts.ViaLog, facts.ViaBackend, facts.ViaRemoteState, facts.ViaIAM,
	}, v)
}

func distinct(list []facts.Evidence) []facts.Evidence {
	type line struct {
		file string
		n    int
	}
	seen := map[line]bool{}
	return slices.DeleteFunc(list, func(e facts.Evidence) bool {
		k := line{e.Range.Filename, e.Range.Start.Line}
		dup := seen[k]
		seen[k] = true
		return dup
	})
}

// services settles which drafts are services of their own, merges the parts
// of one, and indexes them by the identities they act as.
func (l *linker) services(drafts []*Draft) map[*terraform.Instance][]*serviceDraft {
	byInst := map[*terraform.Instance]*serviceDraft{}
	for _, d := range drafts {
		for _, s := range d.services {
			byInst[s.inst] = s
		}
	}
	l.parts = map[*terraform.Instance]*serviceDraft{}
	for _, d := range drafts {
		for _, s := range d.services {
			l.fold(s, byInst)
		}
	}
	actors := map[*terraform.Instance][]*serviceDraft{}
	for _, d := range drafts {
		for _, s := range d.services {
			owner := l.owner(s)
			for _, in := range l.identities(d, s) {
				if !slices.Contains(actors[in], owner) {
					actors[in] = append(actors[in], owner)
				}
			}
			if owner == s {
				s.Tier, s.TierEvidence = s.tierOf()
				l.set.Services = append(l.set.Services, s.Service)
				l.doubtful[s.ID] = s.inst != nil && s.inst.Doubtful
			}
		}
	}
	return actors
}

// fold makes a service a member of the one it is part of: an ECS service of
// its task definition, a scaling group of its launch template.
func (l *linker) fold(s *serviceDraft, byInst map[*terraform.Instance]*serviceDraft) {
	for _, r := range s.partOf {
		for _, o := range l.through(r.origins) {
			owner := byInst[o.Instance]
			if owner == nil || owner == s {
				continue
			}
			l.parts[s.inst] = owner
			owner.Members = append(owner.Members, s.Address)
			slices.Sort(owner.Members)
			for k, t := range s.tags {
				if owner.tags[k].value == "" {
					owner.tags[k] = t
				}
			}
			return
		}
	}
}

// through adds what aliases among origins stand for.
func (l *linker) through(origins []terraform.Origin) []terraform.Origin {
	all := slices.Clone(origins)
	for i := 0; i < len(all) && len(all) < 100; i++ {
		for _, r := range l.aliases[all[i].Instance] {
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
			for _, o := range r.origins {
				if depth > 4 || slices.Contains(list, o.Instance) {
					continue
				}
				list = append(list, o.Instance)
				follow(l.aliases[o.Instance], depth+1)
			}
		}
	}
	follow(s.identity, 0)
	for _, r := range s.identity {
		if len(r.origins) > 0 || !r.known {
			continue
		}
		for _, in := range d.called[r.text[strings.LastIndexAny(r.text, "/:")+1:]] {
			list = append(list, in)
			follow(l.aliases[in], 1)
		}
	}
	return list
}

// uses adds the edges that services' own attributes make.
func (l *linker) uses(d *Draft) {
	for _, s := range d.services {
		owner := l.owner(s)
		l.standbys(owner, s.uses)
		for _, u := range s.uses {
			found := []match{{u.direct, facts.Certain}}
			if u.direct == nil {
				found = l.match(u.ref, s.cloud, d.root, u.spec.Named)
			}
			for _, m := range found {
				if m.bucket.twin != nil {
					m.bucket = m.bucket.twin
				}
				l.edge(facts.Dependency{
					Service: owner.ID, Bucket: m.bucket.ID, Access: facts.Access(u.spec.Access), Need: facts.Need(u.spec.Need),
					Via: facts.Via(u.spec.Via), Confidence: m.confidence, Evidence: u.evidence(),
				})
			}
		}
	}
}

// standbys adds a switch for each bucket whose own secondary a service knows
// beside the primary: the client's list of two endpoints.
func (l *linker) standbys(owner *serviceDraft, uses []useDraft) {
	first, second := map[*bucketDraft]ref{}, map[*bucketDraft]ref{}
	var order []*bucketDraft
	for _, u := range uses {
		for _, o := range u.origins {
			b := l.byInst[o.Instance]
			switch {
			case b == nil || b.spec == nil || len(b.spec.Standby) == 0:
			case slices.Contains(b.spec.Standby, o.Attr):
				second[b] = u.ref
				order = append(order, b)
			case slices.Contains(b.spec.Names, o.Attr):
				first[b] = u.ref
			}
		}
	}
	for i, b := range order {
		p, ok := first[b]
		if !ok || slices.Contains(order[:i], b) {
			continue
		}
		sw := facts.Switch{
			Kind: "secondary-endpoint", Service: owner.ID, Members: []facts.ID{b.ID, b.ID}, Automatic: facts.Yes, Reads: true, Used: facts.Yes,
			Evidence: append(p.evidence(), second[b].evidence()...),
		}
		sw.Location = second[b].places[0]
		l.set.Switches = append(l.set.Switches, sw)
	}
}

// grants adds the edges that permissions make.
func (l *linker) grants(d *Draft, actors map[*terraform.Instance][]*serviceDraft) {
	for _, g := range d.grants {
		if g.spec.Resource {
			l.bucketPolicy(d, g, actors)
			continue
		}
		for _, s := range l.holders(d, g.to, g.inst, actors) {
			if len(g.bucket) > 0 && g.spec.Access != "" {
				l.given(s, g)
				continue
			}
			if len(g.bucket) > 0 {
				l.grantOn(s, g.bucket, []string{g.role}, g, nil)
				continue
			}
			l.managed(s, g)
			for _, st := range l.statements(g) {
				l.grantOn(s, st.resources, st.actions, g, &st)
			}
		}
	}
}

// managed notes what a policy of the provider's own allows on every bucket.
func (l *linker) managed(s *serviceDraft, g grantDraft) {
	for _, r := range g.policy {
		name := r.text[strings.LastIndexByte(r.text, '/')+1:]
		if access := g.cloud.Managed[name]; r.known && access != "" {
			l.mayAll[s.ID] = joined(l.mayAll[s.ID], facts.Access(access))
			l.unresolved("permission of "+s.Address, "it covers every bucket, so it proves reliance on none", r.places[0].Ptr())
		}
	}
}

// given adds the edges of a grant that says itself what it allows, as a
// bucket that triggers a function does.
func (l *linker) given(s *serviceDraft, g grantDraft) {
	for _, r := range g.bucket {
		for _, m := range l.match(r, g.cloud, s.Root, true) {
			l.edge(facts.Dependency{
				Service: s.ID, Bucket: m.bucket.ID, Access: facts.Access(g.spec.Access), Need: facts.Hard, Via: facts.Via(g.spec.Via),
				Confidence: m.confidence, Evidence: append([]facts.Evidence{{Range: g.at}}, r.evidence()...),
			})
		}
	}
}

// holders lists the services that a grant is given to.
func (l *linker) holders(d *Draft, to []ref, self *terraform.Instance, actors map[*terraform.Instance][]*serviceDraft) []*serviceDraft {
	if len(to) == 0 {
		return actors[self]
	}
	var list []*serviceDraft
	for _, r := range to {
		for _, in := range l.meant(d, r) {
			for _, s := range actors[in] {
				if !slices.Contains(list, s) {
					list = append(list, s)
				}
			}
		}
	}
	return list
}

// meant lists the roles and accounts that a value names: by its marks, or by
// their plain name in the same root.
func (l *linker) meant(d *Draft, r ref) []*terraform.Instance {
	list := make([]*terraform.Instance, 0, len(r.origins))
	for _, o := range r.origins {
		list = append(list, o.Instance)
	}
	if len(list) == 0 && r.known {
		name := r.text[strings.LastIndexAny(r.text, "/:")+1:]
		list = append(list, d.called[name]...)
	}
	return list
}

// bucketPolicy adds the edges of a policy that stands on a bucket and names
// who may use it.
func (l *linker) bucketPolicy(d *Draft, g grantDraft, actors map[*terraform.Instance][]*serviceDraft) {
	for _, st := range l.statements(g) {
		if len(st.to) == 0 {
			continue
		}
		for _, s := range l.holders(d, st.to, nil, actors) {
			st.resources = g.bucket
			l.grantOn(s, st.resources, st.actions, g, &st)
		}
	}
}

// statements gathers the statements of a grant's policies, those that they
// include too.
func (l *linker) statements(g grantDraft) []statement {
	var list []statement
	if g.inline != nil {
		list = append(list, g.inline.statements...)
	}
	seen := map[*terraform.Instance]bool{}
	var include func(refs []ref)
	include = func(refs []ref) {
		for _, r := range refs {
			for _, o := range r.origins {
				doc := l.policies[o.Instance]
				if doc == nil || seen[o.Instance] {
					continue
				}
				seen[o.Instance] = true
				list = append(list, doc.statements...)
				include(doc.include)
			}
		}
	}
	include(g.policy)
	return list
}

// grantOn adds an edge for each bucket that a permission names.
func (l *linker) grantOn(s *serviceDraft, resources []ref, actions []string, g grantDraft, st *statement) {
	access, object, wild := g.cloud.access(actions)
	confidence := facts.Certain
	if !object || wild {
		if !object && !g.cloud.lists(actions) && (st == nil || !st.unknown) {
			return // nothing to do with objects
		}
		access, confidence = orRead(access), facts.Possible
	}
	for _, r := range resources {
		found := l.resourceBuckets(r, g.cloud, s.Root)
		if len(found) == 0 {
			l.noBucket(s, r, access, object, g.cloud)
		}
		for _, m := range found {
			c := confidence
			if st != nil && st.maybe {
				c = facts.Possible
			}
			if m.confidence == facts.Possible {
				c = facts.Possible
			}
			l.edge(facts.Dependency{
				Service: s.ID, Bucket: m.bucket.ID, Access: access, Need: facts.Hard, Via: facts.ViaIAM,
				Confidence: c, Evidence: append(r.evidence(), facts.Evidence{Range: g.at}),
			})
		}
	}
}

// noBucket tells of a permission that proves no edge. One on every bucket says
// at least what the service may do with those that it names elsewhere.
func (l *linker) noBucket(s *serviceDraft, r ref, access facts.Access, object bool, cloud *cloudSpec) {
	if !object || len(r.places) == 0 {
		return
	}
	if strings.Trim(r.text, "*") == "" || strings.HasSuffix(r.text, ":::*") || strings.HasSuffix(r.text, ":::*/*") {
		l.mayAll[s.ID] = joined(l.mayAll[s.ID], access)
		l.unresolved("permission of "+s.Address, "it covers every bucket, so it proves reliance on none", r.places[0].Ptr())
		return
	}
	if cloud.storage(r.text) {
		l.unresolved("permission of "+s.Address, "which bucket it names is not known: "+r.text, r.places[0].Ptr())
	}
}

// joined is what two permissions allow together.
func joined(a, b facts.Access) facts.Access {
	if a == "" || a == b {
		return b
	}
	return facts.ReadWrite
}

func orRead(a facts.Access) facts.Access {
	if a == "" {
		return facts.Read
	}
	return a
}

// resourceBuckets finds the buckets that a policy's resource means. A wildcard
// in the name means every declared bucket it fits, possibly.
func (l *linker) resourceBuckets(r ref, cloud *cloudSpec, root string) []match {
	if found := l.match(r, cloud, root, false); len(found) > 0 {
		return found
	}
	i := strings.LastIndex(r.text, ":::")
	if i < 0 || !r.known {
		return nil
	}
	name, _, _ := strings.Cut(r.text[i+3:], "/")
	if !strings.ContainsAny(name, "*?") || strings.Trim(name, "*?") == "" {
		return nil // every bucket there is: no edge to any
	}
	var list []match
	for _, b := range l.buckets {
		if b.Root == root && b.Name != "" && globMatch(name, b.Name) {
			list = append(list, match{b, facts.Possible})
		}
	}
	return list
}

// switches adds what can send a service to a copy.
func (l *linker) switches(d *Draft) {
	byInst := map[*terraform.Instance]*serviceDraft{}
	for _, s := range d.services {
		byInst[s.inst] = s
	}
	for _, sw := range d.switches {
		s := byInst[sw.inst]
		if s == nil {
			continue
		}
		one := sw.Switch
		one.Service = l.owner(s).ID
		for _, r := range sw.members {
			for _, m := range l.match(r, s.cloud, d.root, false) {
				one.Members = append(one.Members, m.bucket.ID)
				one.Evidence = append(one.Evidence, r.evidence()...)
			}
		}
		one.Evidence = distinct(one.Evidence)
		l.set.Switches = append(l.set.Switches, one)
	}
}
