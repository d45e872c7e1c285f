package clouds

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/facts"
)

// mentioner joins what configs of applications say with what Terraform says.
type mentioner struct {
	*linker
	byWorkload map[string][]*facts.Service // those of Terraform, by the last part of their names
	own        map[facts.ID]bool           // services that only configs speak of
	stores     map[storeKey]*bucketDraft   // the bucket of each mention, for what stands in for it
	fallbacks  map[storeKey]bool           // those told of, by all their buckets
	given      map[givenKey]*appconfig.Mention
	fetched    map[*bucketDraft]bool // whether all that configs say of a bucket is that they download from it
	shapes     []shape               // of declared buckets, once asked for
}

// storeKey tells the buckets of one service's config apart.
type storeKey struct{ file, service, bucket string }

// mentioned adds services, edges and fallbacks of the configs of applications.
// It goes last, as what Terraform declares is surer than what a text names.
func (l *linker) mentioned(mentions []appconfig.Mention) {
	m := &mentioner{linker: l, byWorkload: map[string][]*facts.Service{}, own: map[facts.ID]bool{}, stores: map[storeKey]*bucketDraft{}, fallbacks: map[storeKey]bool{}, given: givenIn(mentions), fetched: map[*bucketDraft]bool{}}
	for i := range l.set.Services {
		s := &l.set.Services[i]
		name := facts.LastPart(s.Name)
		m.byWorkload[name] = append(m.byWorkload[name], s)
	}
	known := len(l.set.Services)
	owners := make([]facts.ID, len(mentions))
	for i := range mentions {
		owners[i] = m.service(&mentions[i])
	}
	taken := m.taken(mentions)
	for _, soft := range []bool{false, true} { // a bucket stands where it is needed most
		for i := range mentions {
			if !taken[&mentions[i]] && (mentions[i].Need == facts.Soft) == soft {
				m.mention(&mentions[i], owners[i])
			}
		}
	}
	for i := range mentions {
		m.fallback(&mentions[i], owners[i])
	}
	m.thirdParties()
	m.used(known)
}

// used drops the services that configs speak of and that turned out to rely on nothing.
func (m *mentioner) used(known int) {
	relying := map[facts.ID]bool{}
	for _, e := range m.edges {
		relying[e.Service] = true
	}
	of := m.set.Services[known:]
	m.set.Services = append(m.set.Services[:known:known], slices.DeleteFunc(of, func(s facts.Service) bool { return !relying[s.ID] })...)
}

// placeOfMention is where a mention stands.
func placeOfMention(m *appconfig.Mention) hcl.Range {
	at := hcl.Pos{Line: m.Line, Column: max(1, m.Column)}
	return hcl.Range{Filename: m.File, Start: at, End: at}
}

// regionTold is where a config tells the region of a mention.
func regionTold(from *appconfig.Mention) facts.Evidence {
	if from.RegionAt.Line == 0 {
		return facts.Evidence{Range: placeOfMention(from)}
	}
	return facts.Evidence{Range: spotIn(from.File, from.RegionAt)}
}

// spotIn is a place in a file of configs.
func spotIn(file string, spot appconfig.Spot) hcl.Range {
	at := hcl.Pos{Line: spot.Line, Column: max(1, spot.Column)}
	return hcl.Range{Filename: file, Start: at, End: at}
}

// workload says of a kind of configs that their services go by the names of what
// runs: a page or a job of CI may be called like something else.
func workload(kind string) bool {
	return !slices.Contains([]string{"actions", "ci", "shell", "make", "npm", "html"}, kind)
}

// declared is the service of Terraform's that a mention speaks of: the only one of
// that name, else what stands for the account that the workload runs as.
func (m *mentioner) declared(from *appconfig.Mention) *facts.Service {
	if !workload(from.Kind) {
		return nil
	}
	if list := m.byWorkload[from.Service]; from.Service != "" && len(list) == 1 {
		return list[0]
	}
	list := slices.DeleteFunc(slices.Clone(m.byWorkload[facts.LastPart(from.Account)]), func(s *facts.Service) bool {
		return s.Kind != "workload" || strings.Contains(from.Account, "/") && s.Name != from.Account
	})
	if from.Account != "" && len(list) == 1 {
		return list[0]
	}
	return nil
}

// service is the one that a mention speaks of: Terraform's, where just one is
// called so, else one of the config's own.
func (m *mentioner) service(from *appconfig.Mention) facts.ID {
	if s := m.declared(from); s != nil {
		return s.ID
	}
	name := from.Service
	if name == "" {
		name = "app" // the tree's own
	}
	id := facts.ID(from.Home + "#app:" + name)
	if m.own[id] {
		return id
	}
	m.own[id] = true
	d := &serviceDraft{Service: facts.Service{
		ID: id, Root: from.Home, Name: name, Kind: "app", Location: placeOfMention(from), End: placeOfMention(from).End,
	}}
	d.Tier, d.TierEvidence = d.tierOf()
	m.set.Services = append(m.set.Services, d.Service)
	return id
}

// mention adds the edge of one mention.
func (m *mentioner) mention(from *appconfig.Mention, service facts.ID) {
	b, confidence := m.bucket(from, service)
	if b == nil {
		return
	}
	evidence := []facts.Evidence{{Range: placeOfMention(from)}}
	if source := m.valueOf(from); source != nil {
		evidence = append(evidence, facts.Evidence{Range: placeOfMention(source)})
	}
	all, met := m.fetched[b]
	m.fetched[b] = downloads(from) && (all || !met)
	m.stores[storeKey{from.File, from.Service, from.Bucket}] = b
	m.edge(facts.Dependency{
		Service: service, Bucket: b.ID, Access: from.Access, Need: from.Need, Via: viaOf(from.Kind), Confidence: confidence,
		Literal: len(from.References) == 0 && !byLogicalID(from), Region: from.Region, Pinned: pinned(from), Evidence: evidence,
	})
}

// viaOf is how configs of a kind reach a bucket: pages send browsers to its URL.
func viaOf(kind string) facts.Via {
	if kind == "html" {
		return facts.ViaURL
	}
	return facts.ViaAppConfig
}

// pinned says that the address a config asks names a region.
func pinned(from *appconfig.Mention) bool {
	return from.Region != "" && strings.Contains(from.Locator+" "+from.Endpoint, from.Region)
}

// bucket is the one that a mention names: that of the variable which a file beside
// it or Terraform sets, a declared one by its name, else one outside the estate. It is nil when all
// that is known is that there is one.
func (m *mentioner) bucket(from *appconfig.Mention, service facts.ID) (*bucketDraft, facts.Confidence) {
	if from.Made != nil {
		return m.made(from)
	}
	if source := m.valueOf(from); source != nil {
		return m.bucket(source, service)
	}
	if b, confidence := m.byKey(from, service); b != nil {
		return b, confidence
	}
	b, confidence := m.spelt(from)
	if !from.Certain {
		confidence = facts.Possible
	}
	return b, confidence
}

// spelt is the bucket of the name that a mention writes.
func (m *mentioner) spelt(from *appconfig.Mention) (*bucketDraft, facts.Confidence) {
	p := m.placeIn(from)
	if p.bucket == "" || !p.exact {
		return m.nameless(from), facts.Possible
	}
	if b := m.contained(from, p); b != nil {
		return b, facts.Certain
	}
	if b := m.known(p, from); b != nil {
		return b, facts.Certain
	}
	if b := m.patterned(p.bucket); b != nil {
		return b, facts.Possible
	}
	b := m.drafted(from, p)
	b.Name = p.bucket
	if placeholder.MatchString(b.Name) {
		return nil, ""
	}
	if b.Provider == "" { // only the name of a variable says that this is a bucket
		return m.outside(b), facts.Possible
	}
	return m.outside(b), facts.Certain
}

// placeIn is what a mention says of a bucket, as a resource would.
func (m *mentioner) placeIn(from *appconfig.Mention) place {
	if p, ok := m.v.catalog.locate(from.Locator); ok && (from.Provider == "" || p.provider == from.Provider) {
		p.region = cmp.Or(p.region, from.Region)
		return p
	}
	name, _, _ := strings.Cut(from.Bucket, "/") // account/container
	return place{provider: from.Provider, bucket: name, region: from.Region, exact: !strings.ContainsAny(name, "${<%")}
}

// known is the bucket of that name that Terraform declares or speaks of.
func (m *mentioner) known(p place, from *appconfig.Mention) *bucketDraft {
	if p.provider == "" {
		p = place{bucket: p.bucket} // whose region it is nobody tells
	}
	if b := m.placed(p, unit{root: from.Home}); b != nil {
		m.locate(b, from)
		return b
	}
	if p.provider != "" {
		b := m.external[p.provider+":"+p.bucket]
		if b != nil {
			m.locate(b, from)
		}
		return b
	}
	for _, cloud := range m.v.catalog.ordered {
		if b := m.external[cloud.Provider+":"+p.bucket]; b != nil {
			return b
		}
	}
	return nil
}

// contained is the declared container that a mention names within its account.
func (m *mentioner) contained(from *appconfig.Mention, p place) *bucketDraft {
	account, container, ok := strings.Cut(from.Bucket, "/")
	if !ok || account != p.bucket {
		return nil
	}
	for _, b := range m.byName[container] {
		if b.account != nil && b.account.Name == account {
			return b
		}
	}
	return nil
}

// drafted is a bucket that a mention names and nobody declares, yet without a name.
func (m *mentioner) drafted(from *appconfig.Mention, p place) *bucketDraft {
	cloud := m.v.catalog.cloudOf(p.provider)
	if p.product == "" && cloud != nil {
		p.product = cloud.Product
	}
	b := m.undeclared(p, cloud, placeOfMention(from), unit{root: from.Home})
	if b.Region != "" {
		b.RegionEvidence = regionTold(from)
	}
	return b
}

// nameless is the bucket of a name that the config leaves open: one for each
// spelling in a place.
func (m *mentioner) nameless(from *appconfig.Mention) *bucketDraft {
	b := m.drafted(from, place{provider: from.Provider, region: from.Region})
	b.NameLike = from.Bucket
	b.name = ref{text: from.Bucket, exact: true}
	return m.outside(b)
}

// locate gives a declared bucket whose region nobody tells the one that a config
// of its users writes.
func (m *mentioner) locate(b *bucketDraft, from *appconfig.Mention) {
	if b.Region == "" && from.Region != "" && b.Scope == facts.ScopeRegion && (b.Provider == from.Provider || from.Provider == "") {
		b.Region, b.RegionEvidence = from.Region, regionTold(from)
	}
}
