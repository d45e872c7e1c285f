package clouds

import (
	"cmp"
	"maps"
	"slices"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// Link joins the drafts of all roots, and what the configs of applications
// mention, into one set of facts.
func (v *Vocabulary) Link(drafts []*Draft, mentions []appconfig.Mention) *facts.Set {
	l := &linker{
		v: v, byInst: map[*terraform.Instance]*bucketDraft{}, states: map[*terraform.Instance]bool{}, byAddr: map[string][]*bucketDraft{}, byName: map[string][]*bucketDraft{},
		bySpelling: map[spelling]*bucketDraft{}, external: map[string]*bucketDraft{},
		aliases: map[*terraform.Instance][]ref{}, policies: map[*terraform.Instance]*document{}, keys: map[*terraform.Instance]facts.Key{}, reaches: map[*terraform.Instance]*reach{},
		proved: map[*facts.Dependency]map[lineOf]bool{},
		denied: map[*terraform.Instance][]statement{}, said: map[edgeKey]facts.Access{},
		edges: map[edgeKey]*facts.Dependency{}, backings: map[*terraform.Instance]*backingDraft{}, doubtful: map[facts.ID]bool{}, mayAll: map[facts.ID]facts.Access{}, owned: map[facts.ID]bool{},
		running: map[*terraform.Instance]*serviceDraft{}, fronts: map[facts.ID]bool{}, shared: map[*terraform.Instance][]facts.ID{}, later: map[*terraform.Instance]bool{}, leftover: map[*terraform.Instance]bool{}, taken: map[holding]bool{}, sided: map[facts.ID]bool{}, keyed: map[string][]keyedUse{},
		most: map[facts.ID]facts.Need{}, accounts: map[facts.ID]bool{}, onAccount: map[between]allowance{},
		calledIn: map[calledIn][]*terraform.Instance{}, calledBy: map[string][]*terraform.Instance{},
		settled: map[*terraform.Instance]bool{}, settlers: map[string][]*terraform.Instance{}, joined: map[*terraform.Instance][]view{},
	}
	l.expect(mentions)
	for _, d := range drafts {
		l.index(d)
	}
	for _, d := range drafts {
		l.adopt(d)
	}
	l.settle(drafts)
	for _, d := range drafts {
		l.scopes(d) // before containers take over the scope of their account
	}
	for _, d := range drafts {
		l.set.Unresolved = append(l.set.Unresolved, d.unresolved...)
		l.inherit(d)
		l.guards(d)
		l.ciphers(d)
		l.ages(d)
	}
	l.backing(drafts)
	l.byRole = l.holdings(drafts)
	for _, d := range drafts {
		l.copies(d)
	}
	l.allowed()
	services := l.services(drafts)
	l.channels(drafts, services)
	l.leftovers(drafts)
	l.takers(drafts, services)
	for _, d := range drafts {
		l.uses(d)
		l.grants(d, services)
	}
	whole := make([][][]switchDraft, len(drafts))
	for i, d := range drafts {
		whole[i] = grouped(d.switches)
	}
	l.calls(drafts, whole)
	l.ownNames()
	l.switches(drafts, whole)
	l.containers()
	l.permitted(drafts)
	l.mentioned(mentions)
	l.purposes(drafts)
	return l.finish()
}

type linker struct {
	v          *Vocabulary
	buckets    []*bucketDraft // in the order of the drafts
	byInst     map[*terraform.Instance]*bucketDraft
	states     map[*terraform.Instance]bool // those that read what a bucket holds, and are no name of it
	byAddr     map[string][]*bucketDraft    // declared buckets by root and address, in every variant
	byName     map[string][]*bucketDraft    // declared buckets by known name
	bySpelling map[spelling]*bucketDraft    // declared buckets by the spelling of an unknown name
	external   map[string]*bucketDraft      // by provider and name
	aliases    map[*terraform.Instance][]ref
	policies   map[*terraform.Instance]*document
	keys       map[*terraform.Instance]facts.Key
	byRole     map[*terraform.Instance][]held        // grants by the identity that has them
	made       []made                                // the drafts of the set's copies, in their order
	reaches    map[*terraform.Instance]*reach        // what those that copy may write to
	said       map[edgeKey]facts.Access              // what permissions are certain to allow
	denied     map[*terraform.Instance][]statement   // what identities are denied
	proved     map[*facts.Dependency]map[lineOf]bool // the lines of evidence of edges that have several proofs
	edges      map[edgeKey]*facts.Dependency
	owned      map[facts.ID]bool                     // buckets that the provider keeps for itself
	mayAll     map[facts.ID]facts.Access             // what services may do with every bucket
	settled    map[*terraform.Instance]bool          // instances that units are made of
	settlers   map[string][]*terraform.Instance      // the same by root and address, in every variant
	joined     map[*terraform.Instance][]view        // what other units know them as, and say something of
	accounts   map[facts.ID]bool                     // buckets that hold containers
	onAccount  map[between]allowance                 // what services may do with all containers of an account
	doubtful   map[facts.ID]bool                     // services that may not exist
	most       map[facts.ID]facts.Need               // how much services need at most, and are needed
	parts      map[*terraform.Instance]*serviceDraft // members by instance
	running    map[*terraform.Instance]*serviceDraft // services by instance
	fronts     map[facts.ID]bool                     // services that count only when they lead to a bucket
	shared     map[*terraform.Instance][]facts.ID    // who refers to a switch that is shared
	later      map[*terraform.Instance]bool          // those that keep what is sent to them
	leftover   map[*terraform.Instance]bool          // those that keep what could not be delivered
	calledIn   map[calledIn][]*terraform.Instance    // what is called by a name, in each unit
	calledBy   map[string][]*terraform.Instance      // the same in all units, by names that are known
	taken      map[holding]bool                      // who takes from which of them
	backings   map[*terraform.Instance]*backingDraft
	joinable   []*backingDraft       // all of them, in the order of the drafts
	sided      map[facts.ID]bool     // buckets with a copy of the provider's own that has its own name
	keyed      map[string][]keyedUse // what Terraform sets the variables to that configs leave open
	set        facts.Set
}

// spelling is an unknown name as a unit spells it, of a bucket of one provider or,
// where that is empty, of any.
type spelling struct {
	unit     unit
	provider string
	text     string
}

func (l *linker) index(d *Draft) {
	maps.Copy(l.aliases, d.aliases)
	maps.Copy(l.policies, d.policies)
	maps.Copy(l.keys, d.keys)
	maps.Copy(l.later, d.later)
	l.callable(d)
	for _, sw := range d.switches {
		if sw.spec.Shared {
			l.shared[sw.inst] = nil
		}
	}
	for _, b := range d.buckets {
		if !b.Declared {
			continue
		}
		l.buckets = append(l.buckets, b)
		l.byInst[b.inst] = b
		at := placeOf(b.inst)
		l.byAddr[at] = append(l.byAddr[at], b)
		if b.Name != "" {
			l.byName[b.Name] = append(l.byName[b.Name], b)
		} else if b.name.exact {
			l.bySpelling[spelling{unitOf(b), b.Provider, b.name.text}] = b
			l.bySpelling[spelling{unitOf(b), "", b.name.text}] = b
		}
	}
}

// adopt settles what the undeclared buckets of a draft are: a bucket that
// another file declares, or one outside the estate.
func (l *linker) adopt(d *Draft) {
	for _, b := range d.buckets {
		if b.Declared {
			continue
		}
		twin := l.lookedUp(b)
		if twin == nil {
			twin = l.placed(place{provider: b.Provider, bucket: b.Name, region: b.Region}, d.unit)
		}
		if twin == nil && b.Name == "" {
			twin = l.lookup(place{provider: b.Provider, bucket: b.name.text}, false, d.unit)
		}
		if twin == nil {
			twin = l.outside(b)
		}
		if twin.Region == "" && b.Region != "" { // a backend or a data source knows where the bucket lives
			twin.Region, twin.RegionEvidence = b.Region, b.RegionEvidence
		}
		if b.Purpose == facts.PurposeState {
			twin.Purpose = b.Purpose
		}
		b.twin = twin
		if b.inst != nil {
			l.byInst[b.inst], l.states[b.inst] = twin, b.spec.Bucket != nil && b.spec.Bucket.Via != ""
		}
	}
}

// lookedUp is the declared bucket that another is looked up by, where its name is
// nothing but a reference to that.
func (l *linker) lookedUp(b *bucketDraft) *bucketDraft {
	if b.Name != "" || b.name.maybe || len(b.name.origins) != 1 || !soleHole.MatchString(b.name.text) {
		return nil
	}
	o := b.name.origins[0]
	twin := l.byInst[o.Instance]
	if twin == nil || !twin.Declared || o.Instance.Doubtful {
		return nil
	}
	if _, ok := namesIt(twin, o); !ok {
		return nil
	}
	return twin
}

// outside gives the one draft that stands for a bucket nobody declares.
func (l *linker) outside(b *bucketDraft) *bucketDraft {
	key := cmp.Or(b.Provider, "unknown") + ":" + b.Name
	if b.Name == "" {
		key = unitOf(b).String() + "#" + b.Address
		if b.name.exact {
			key = unitOf(b).String() + "#" + b.Provider + ":" + b.name.text // every mention of the same unknown name
		}
	}
	if known := l.external[key]; known != nil {
		if known.Region == "" && b.Region != "" {
			known.Region, known.RegionEvidence = b.Region, b.RegionEvidence
		}
		return known
	}
	b.ID = facts.ID(key)
	if b.Name != "" {
		b.Variant = "" // it is there whatever the inputs are
	}
	if b.cloud != nil && !b.Declared && slices.ContainsFunc(b.cloud.Owned, func(p string) bool { return globMatch(p, b.Name) }) {
		l.owned[b.ID] = true
	}
	l.external[key] = b
	l.buckets = append(l.buckets, b)
	return b
}

// named finds a declared bucket by its known name: one of the same unit
// first, else the only one of that name in the estate.
func (l *linker) named(name string, in unit) *bucketDraft { return l.placed(place{bucket: name}, in) }

// placed finds the declared bucket that a locator names, if its provider can be
// the locator's: a host that tells a region is one vendor's own, and names no
// bucket of another. A scheme such as s3:// many vendors share.
func (l *linker) placed(p place, in unit) *bucketDraft {
	if p.bucket == "" {
		return nil
	}
	list := slices.DeleteFunc(slices.Clone(l.byName[p.bucket]), func(b *bucketDraft) bool {
		return p.region != "" && p.provider != b.Provider && b.Provider != ""
	})
	slices.SortStableFunc(list, func(a, b *bucketDraft) int {
		return cmp.Compare(another(a, p), another(b, p))
	})
	for _, b := range list {
		if unitOf(b) == in {
			return b
		}
	}
	var found *bucketDraft
	for _, b := range list {
		switch {
		case len(b.parent) > 0 || in.variant != "" && b.Variant != "" && b.Variant != in.variant:
		case found == nil:
			found = b
		case found.Root != b.Root: // the same bucket in several variants of one root is one, in several roots it is none
			return nil
		}
	}
	return found
}

// another is 1 when a bucket is another provider's than a place, else 0.
func another(b *bucketDraft, p place) int {
	if b.Provider == p.provider {
		return 0
	}
	return 1
}

// unitOf is the unit that a bucket was drafted in.
func unitOf(b *bucketDraft) unit { return unit{b.Root, b.Variant} }

// inherit gives containers the place of their account.
func (l *linker) inherit(d *Draft) {
	for _, b := range d.buckets {
		for _, r := range b.parent {
			for _, m := range l.match(r, b.cloud, d.unit, true) {
				p := m.bucket
				b.account, l.accounts[p.ID] = p, true
				b.Parent, b.Region, b.Regions, b.RegionEvidence = p.ID, p.Region, p.Regions, p.RegionEvidence
				b.Scope, b.ScopeEvidence, b.Secondary = p.Scope, p.ScopeEvidence, p.Secondary
			}
		}
	}
}

func (l *linker) guards(d *Draft) {
	for _, g := range d.guards {
		targets := l.targets(g.of, g.inst, d.unit)
		for _, b := range targets {
			merge(&b.Guards, g.Guards)
		}
	}
	for _, b := range d.buckets { // containers share what their account guards
		if b.account != nil {
			merge(&b.Guards, b.account.Guards)
		}
	}
}

// targets are the buckets that refs mean or, without refs, the instance.
func (l *linker) targets(refs []ref, self *terraform.Instance, in unit) []*bucketDraft {
	if len(refs) == 0 {
		if b := l.byInst[self]; b != nil {
			return []*bucketDraft{b}
		}
		return nil
	}
	var list []*bucketDraft
	for _, r := range refs {
		for _, m := range l.match(r, nil, in, true) {
			list = append(list, m.bucket)
		}
	}
	return list
}

// merge lets what was said replace what was assumed; yes wins over no.
func merge(to *facts.Guards, from facts.Guards) {
	for _, g := range []struct {
		name string
		to   *facts.Truth
		from facts.Truth
	}{
		{"versioning", &to.Versioning, from.Versioning},
		{"lock", &to.Lock, from.Lock},
		{"soft_delete", &to.SoftDelete, from.SoftDelete},
		{"force_destroy", &to.ForceDestroy, from.ForceDestroy},
		{"prevent_destroy", &to.PreventDestroy, from.PreventDestroy},
	} {
		ev, said := from.Evidence[g.name]
		if !said {
			continue
		}
		if _, before := to.Evidence[g.name]; before && *g.to == facts.Yes {
			continue
		}
		if to.Evidence == nil {
			to.Evidence = map[string]facts.Evidence{}
		}
		*g.to, to.Evidence[g.name] = g.from, ev
	}
}

// purposes says what each bucket is for, from what is done with it.
func (l *linker) purposes(drafts []*Draft) {
	for _, d := range drafts {
		for _, p := range d.purposes {
			for _, b := range l.targets(p.of, nil, d.unit) {
				if b.Purpose == "" {
					b.Purpose = p.is
				}
			}
		}
	}
	used := map[facts.ID]map[facts.Access]bool{}
	for _, e := range l.edges {
		if e.Via == facts.ViaIAM && l.most[e.Service] != "" {
			continue // what a build may do with its artifacts makes them no data
		}
		if used[e.Bucket] == nil {
			used[e.Bucket] = map[facts.Access]bool{}
		}
		used[e.Bucket][e.Access] = true
	}
	copied := l.copied()
	for _, b := range l.buckets {
		if b.Purpose == "" {
			b.Purpose = purposeOf(used[b.ID], copied[b.ID])
		}
	}
}

// copied are the buckets that some rule copies to.
func (l *linker) copied() map[facts.ID]bool {
	copied := map[facts.ID]bool{}
	for _, c := range l.set.Copies {
		copied[c.To] = true
	}
	return copied
}

func purposeOf(used map[facts.Access]bool, copied bool) facts.Purpose {
	only := func(access facts.Access) bool { return len(used) == 1 && used[access] }
	switch {
	case copied && !used[facts.Write] && !used[facts.ReadWrite] && !used[facts.State] && !used[facts.Artifact]:
		return facts.PurposeReplica
	case only(facts.State):
		return facts.PurposeState
	case only(facts.Logs):
		return facts.PurposeLogs
	case only(facts.Artifact):
		return facts.PurposeArtifact
	}
	return facts.PurposeData
}

// widen gives edges that a setting alone made the access that the service has
// to every bucket.
func (l *linker) widen() {
	for _, e := range l.edges {
		if all := l.mayAll[e.Service]; all != "" && e.Backing == "" && e.Access == facts.Read && e.Via != facts.ViaIAM {
			e.Access = all
		}
	}
}

func (l *linker) finish() *facts.Set {
	l.widen()
	copied := l.copied()
	for _, b := range l.buckets {
		if b.vault() && !copied[b.ID] {
			continue
		}
		if b.Provider == "" && b.cloud != nil {
			b.Provider = b.cloud.Provider
		}
		b.RegionDoubt = doubtRegion(&b.Bucket)
		l.set.Buckets = append(l.set.Buckets, b.Bucket)
	}
	for _, b := range l.joinable {
		if b.spec.Backing.Kind != "" {
			l.set.Backings = append(l.set.Backings, b.Backing)
		}
	}
	leading := l.leading()
	l.shorten(leading)
	for _, e := range l.edges {
		if idle := func(s facts.ID) bool { return l.fronts[s] && !leading[s] }; !idle(e.Service) && !idle(e.OnService) {
			l.set.Dependencies = append(l.set.Dependencies, *e)
		}
	}
	l.set.Services = slices.DeleteFunc(l.set.Services, func(s facts.Service) bool { return l.fronts[s.ID] && !leading[s.ID] })
	l.set.Sort()
	return &l.set
}
