package clouds

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// grants adds the edges that permissions make.
func (l *linker) grants(d *Draft, actors map[*terraform.Instance][]*serviceDraft) {
	for _, g := range d.grants {
		if g.spec.Resource {
			l.bucketPolicy(d, g, actors)
			continue
		}
		if len(g.bucket) > 0 && g.spec.Access != "" {
			for _, s := range l.reached(d, g, actors) {
				l.given(s, g)
			}
			continue
		}
		holders := l.holders(d, g.to, g.inst, actors)
		for _, s := range holders {
			if len(g.bucket) > 0 {
				l.grantOn(s, g.bucket, g.roles, g, nil)
				l.mayCall(s, g, &statement{resources: g.bucket, actions: g.roles, maybe: len(holders) > 1})
				continue
			}
			l.managed(s, g)
			g.denied = l.deniedTo(d, g, s, actors)
			for _, st := range l.statements(g) {
				l.grantOn(s, st.resources, st.actions, g, &st)
				l.mayUse(s, g, &st)
				st.maybe = st.maybe || len(holders) > 1 // which of those that share a role it was written for
				l.mayCall(s, g, &st)
			}
		}
	}
}

// managed notes what a policy of the provider's own allows on every bucket.
func (l *linker) managed(s *serviceDraft, g grantDraft) {
	for _, r := range g.policy {
		if access := g.cloud.managed(r); access != "" {
			l.mayAll[s.ID] = joined(l.mayAll[s.ID], access)
			l.unresolved("permission of "+s.Address, "it covers every bucket, so it proves reliance on none", r.places[0].Ptr())
		}
	}
}

// managed is the access to every bucket that a policy of the provider's own
// gives; empty for any other policy.
func (c *cloudSpec) managed(policy ref) facts.Access {
	if !policy.known {
		return ""
	}
	return facts.Access(c.Managed[policy.text[strings.LastIndexByte(policy.text, '/')+1:]])
}

// everyBucket says that the resource of a policy is no bucket, but all there are.
func everyBucket(resource string) bool {
	return strings.Trim(resource, "*") == "" || strings.HasSuffix(resource, ":::*") || strings.HasSuffix(resource, ":::*/*")
}

// given adds the edges of a grant that says itself what it allows, as a
// bucket that triggers a function does.
func (l *linker) given(s *serviceDraft, g grantDraft) {
	for _, r := range g.bucket {
		if g.spec.Referred {
			r.text = ""
		}
		for _, m := range l.match(r, g.cloud, unit{s.Root, s.Variant}, true) {
			l.edge(facts.Dependency{
				Service: s.ID, Bucket: m.bucket.ID, Access: facts.Access(g.spec.Access), Need: facts.Hard, Via: facts.Via(g.spec.Via),
				Confidence: m.confidence, Evidence: append([]facts.Evidence{{Range: g.at}}, r.evidence()...),
			})
		}
	}
}

// reached lists the services that what a bucket tells arrives at, through queues,
// topics and rules.
func (l *linker) reached(d *Draft, g grantDraft, actors map[*terraform.Instance][]*serviceDraft) []*serviceDraft {
	list := slices.DeleteFunc(slices.Clone(l.holders(d, g.to, g.inst, actors)), func(s *serviceDraft) bool { return s.silent })
	for _, r := range g.to {
		for _, c := range l.callees(r, d.unit) {
			if !slices.Contains(list, c.service) {
				list = append(list, c.service)
			}
		}
	}
	return list
}

// holders lists the services that a grant is given to.
func (l *linker) holders(d *Draft, to []ref, self *terraform.Instance, actors map[*terraform.Instance][]*serviceDraft) []*serviceDraft {
	if len(to) == 0 {
		return actors[self]
	}
	var list []*serviceDraft
	seen := map[*serviceDraft]bool{}
	add := func(found []*serviceDraft) {
		for _, s := range found {
			if !seen[s] {
				seen[s] = true
				list = append(list, s)
			}
		}
	}
	for _, r := range to {
		for _, in := range l.meant(d, r) {
			add(actors[in])
		}
		if len(r.origins) == 0 && r.known {
			add(d.acting[bareName(r.text)])
		}
	}
	return list
}

// meant lists the roles and accounts that a value names: by its marks, or by
// their plain name in the same root, which something looked up may stand for.
func (l *linker) meant(d *Draft, r ref) []*terraform.Instance {
	list := slices.Clone(d.identified(r))
	for _, o := range r.origins {
		for _, as := range l.stands(o.Instance) {
			if len(as.origins) == 0 {
				list = append(list, d.identified(as)...)
			}
		}
	}
	for i := range list {
		list[i] = l.own(list[i])
	}
	return list
}

// bareName is how an identity is called: the end of its ARN, member or id.
func bareName(identity string) string { return identity[strings.LastIndexAny(identity, "/:")+1:] }

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

// unread is what a policy says whose text is not known but that is made of a
// bucket's name: something about that bucket.
func (l *linker) unread(r ref, o terraform.Origin) []statement {
	if len(l.bucketsOf(o.Instance)) == 0 {
		return nil
	}
	one := r
	one.origins, one.maybe = []terraform.Origin{o}, true
	st := statement{unknown: true, maybe: true, resources: []ref{one}}
	if len(r.places) > 0 {
		st.at = r.places[0]
	}
	return []statement{st}
}

// grantOn adds an edge for each bucket that a permission names.
func (l *linker) grantOn(s *serviceDraft, resources []ref, actions []string, g grantDraft, st *statement) {
	for _, r := range resources {
		barred := barredOn(g.denied, r)
		if st != nil {
			barred = append(barred, st.but...)
		}
		access, object, wild := g.cloud.access(actions, barred)
		confidence := facts.Certain
		if !object || wild {
			if !object && !g.cloud.lists(actions, barred) && (st == nil || !st.unknown) {
				continue // nothing to do with objects
			}
			access, confidence = orRead(access), facts.Possible
		}
		l.borrows(s.ID, r)
		found := l.resourceBuckets(r, g.cloud, unit{s.Root, s.Variant})
		if len(found) == 0 {
			l.noBucket(s, r, access, object, g.cloud)
		}
		for _, m := range found {
			c := confidence
			if st != nil && st.maybe || g.inst != nil && g.inst.Doubtful {
				c = facts.Possible
			}
			if m.confidence == facts.Possible {
				c = facts.Possible
			}
			e := facts.Dependency{
				Service: s.ID, Bucket: m.bucket.ID, Access: access, Need: facts.Hard, Via: facts.ViaIAM,
				Confidence: c, Permitted: facts.Yes, Evidence: append(r.evidence(), facts.Evidence{Range: g.at}),
			}
			if object && l.accounts[m.bucket.ID] {
				l.allowIn(e)
			}
			l.edge(e)
		}
	}
}

// noBucket tells of a permission that proves no edge. One on every bucket says
// at least what the service may do with those that it names elsewhere.
func (l *linker) noBucket(s *serviceDraft, r ref, access facts.Access, object bool, cloud *cloudSpec) {
	if !object || len(r.places) == 0 {
		return
	}
	if everyBucket(r.text) {
		l.mayAll[s.ID] = joined(l.mayAll[s.ID], access)
		l.unresolved("permission of "+s.Address, "it covers every bucket, so it proves reliance on none", r.places[0].Ptr())
		return
	}
	if cloud.storage(r.text) {
		l.unresolved("permission of "+s.Address, "which bucket it names is not known: "+r.shown(), r.places[0].Ptr())
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
func (l *linker) resourceBuckets(r ref, cloud *cloudSpec, in unit) []match {
	if found := l.match(r, cloud, in, false); len(found) > 0 {
		return found
	}
	if found := l.inGroup(r); len(found) > 0 {
		return found
	}
	i := strings.LastIndex(r.text, ":::")
	if i < 0 {
		return nil
	}
	name, _, _ := strings.Cut(r.text[i+3:], "/")
	if !r.known {
		return l.speltBefore(name, in)
	}
	if !strings.ContainsAny(name, "*?") || strings.Trim(name, "*?") == "" {
		return nil // every bucket there is: no edge to any
	}
	var list []match
	for _, b := range l.buckets {
		if unitOf(b) == in && (b.Name != "" && globMatch(name, b.Name) || b.Name == "" && begins(b.prefix, name)) {
			list = append(list, match{b, facts.Possible})
		}
	}
	return list
}

// maxGroup is how many buckets of one group a permission on the group may be meant for.
const maxGroup = 3

// inGroup finds the few buckets of the group that a permission is given on: it may be
// there for each of them. Where there are more it proves reliance on none.
func (l *linker) inGroup(r ref) []match {
	if _, whole := ending(r); !whole {
		return nil
	}
	groups := l.instances([]ref{r})
	if len(groups) != 1 {
		return nil
	}
	var list []match
	for _, b := range l.buckets {
		if slices.Contains(l.instances(b.within), groups[0]) {
			list = append(list, match{b, facts.Possible})
		}
	}
	if len(list) > maxGroup {
		return nil
	}
	return list
}

// minPrefix is how long the known beginning of a name must be to tell anything.
const minPrefix = 5

// begins says that a wildcard fits every name that begins so.
func begins(prefix, glob string) bool {
	before, wild := strings.CutSuffix(glob, "*")
	return wild && len(before) >= minPrefix && strings.HasPrefix(prefix, before)
}

// speltBefore finds the buckets whose unknown names are spelt like what stands before
// a wildcard, or begin so: they fit, as others may.
func (l *linker) speltBefore(name string, in unit) []match {
	spelt, wild := strings.CutSuffix(name, "*")
	if b := l.lookup(place{bucket: spelt}, false, in); wild && b != nil {
		return []match{{b, facts.Possible}}
	}
	var list []match
	for _, b := range l.buckets {
		if unitOf(b) == in && b.Name == "" && begins(b.prefix, name) {
			list = append(list, match{b, facts.Possible})
		}
	}
	return list
}
