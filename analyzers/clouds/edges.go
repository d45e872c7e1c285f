package clouds

import (
	"cmp"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
)

// edgeKey is what makes two edges one: the same service and bucket, for the
// same class of use.
type edgeKey struct {
	service, bucket facts.ID
	on              facts.ID     // the service or the backing service relied on; empty when it is a bucket
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
	d.Need = atMost(d.Need, l.most[d.Service], l.most[d.OnService], l.most[d.Backing])
	if l.doubtful[d.Service] {
		d.Confidence = facts.Possible // the service may not exist
	}
	key := edgeKey{d.Service, d.Bucket, cmp.Or(d.OnService, d.Backing), classOf(d.Access)}
	said := l.said[key]
	if d.Via == facts.ViaIAM && d.Confidence == facts.Certain {
		l.said[key] = joined(said, d.Access)
	}
	e := l.edges[key]
	if e == nil {
		l.edges[key] = &d
		return
	}
	e.Access = wider(e, &d, said)
	if d.Via != facts.ViaIAM {
		e.Literal = d.Literal && (e.Literal || e.Via == facts.ViaIAM)
	}
	if d.Permitted == facts.Yes {
		e.Permitted = facts.Yes
	}
	e.Region, e.Pinned = cmp.Or(e.Region, d.Region), e.Pinned || d.Pinned
	if d.Need.Strength() > e.Need.Strength() {
		e.Need = d.Need
	}
	if rank(d.Via) < rank(e.Via) {
		e.Via = d.Via
	}
	if e.Confidence == facts.Possible && d.Confidence == facts.Certain {
		e.Confidence = facts.Certain
		e.Evidence = append(slices.Clone(d.Evidence), e.Evidence...) // the strongest first
		delete(l.proved, e)
		d.Evidence = nil
	}
	l.prove(e, d.Evidence)
}

// atMost is a need, or the weakest of the limits that are set to it.
func atMost(need facts.Need, limits ...facts.Need) facts.Need {
	for _, most := range limits {
		if most != "" && most.Strength() < need.Strength() {
			need = most
		}
	}
	return need
}

// prove adds evidence to an edge, once for each line. The lines it has are kept,
// so that one more proof of an edge with thousands is no walk through all of them.
func (l *linker) prove(e *facts.Dependency, more []facts.Evidence) {
	lines := l.proved[e]
	if lines == nil {
		lines = map[lineOf]bool{}
		l.proved[e] = lines
		e.Evidence = newLines(e.Evidence, lines)
	}
	e.Evidence = append(e.Evidence, newLines(more, lines)...)
}

// lineOf is where evidence stands.
type lineOf struct {
	file string
	n    int
}

// newLines lists the evidence that stands on no line yet, and takes note of its lines.
func newLines(list []facts.Evidence, lines map[lineOf]bool) []facts.Evidence {
	var fresh []facts.Evidence
	for _, one := range list {
		if at := (lineOf{one.Range.Filename, one.Range.Start.Line}); !lines[at] {
			lines[at] = true
			fresh = append(fresh, one)
		}
	}
	return fresh
}

// wider joins two accesses. What permissions say, those before b among them, beats
// what a setting implies.
func wider(a, b *facts.Dependency, said facts.Access) facts.Access {
	switch {
	case a.Access == b.Access:
		return a.Access
	case a.Via == facts.ViaIAM && b.Via == facts.ViaIAM && a.Confidence != b.Confidence:
		if a.Confidence == facts.Certain { // what is certain says more than a permission to list
			return a.Access
		}
		return b.Access
	case a.Access == facts.Serve || b.Access == facts.Serve:
		return facts.Serve
	case a.Via == facts.ViaIAM && b.Via != facts.ViaIAM:
		return a.Access
	case b.Via == facts.ViaIAM && a.Via != facts.ViaIAM && a.Access == facts.Read:
		return joined(said, b.Access)
	}
	return facts.ReadWrite
}

// rank orders the ways an edge is found, the most telling first.
func rank(v facts.Via) int {
	return slices.Index([]facts.Via{
		facts.ViaOrigin, facts.ViaCall, facts.ViaEnv, facts.ViaAppConfig, facts.ViaMount, facts.ViaAttribute, facts.ViaURL, facts.ViaNotification,
		facts.ViaLog, facts.ViaBackend, facts.ViaRemoteState, facts.ViaIAM,
	}, v)
}

// uses adds the edges that services' own attributes make.
func (l *linker) uses(d *Draft) {
	for _, s := range d.services {
		owner := l.owner(s)
		l.standbys(owner, s.uses)
		for _, u := range s.uses {
			l.borrows(owner.ID, u.ref)
			l.consumes(owner, u)
			var found []match
			switch {
			case u.direct == nil:
				found = l.match(u.ref, cmp.Or(u.spec.cloud, s.cloud), d.unit, u.spec.Named)
			case u.maybe:
				found = []match{{u.direct, facts.Possible}}
			default:
				found = []match{{u.direct, facts.Certain}}
			}
			for _, m := range found {
				if m.bucket.twin != nil {
					m.bucket = m.bucket.twin
				}
				l.key(owner, u, m.bucket)
				l.edge(facts.Dependency{
					Service: owner.ID, Bucket: m.bucket.ID, Access: facts.Access(u.spec.Access), Need: facts.Need(u.spec.Need),
					Via: facts.Via(u.spec.Via), Confidence: m.confidence, Literal: len(u.origins) == 0 && len(u.places) == 1, Evidence: u.evidence(),
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
			Kind: "secondary-endpoint", Service: owner.ID, Members: []facts.ID{b.ID, b.ID}, Automatic: facts.Yes, Probed: facts.Yes, Reads: true, Used: facts.Yes,
			Evidence: append(p.evidence(), second[b].evidence()...),
		}
		sw.Location = second[b].places[0]
		l.set.Switches = append(l.set.Switches, sw)
	}
}
