package clouds

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// Draft is what one root module says, before roots are linked. It holds no
// evaluation any more, so it may leave the goroutine that made it.
type Draft struct {
	root     string
	buckets  []*bucketDraft
	services []*serviceDraft
	guards   []guardDraft
	copies   []copyDraft
	switches []switchDraft
	grants   []grantDraft
	policies map[*terraform.Instance]*document
	aliases  map[*terraform.Instance][]ref
	purposes []purposeDraft
	called   map[string][]*terraform.Instance // roles and the like by their plain names
	// unresolved is what could not be followed, beyond what evaluation told.
	unresolved []facts.Unresolved
}

type bucketDraft struct {
	facts.Bucket
	inst   *terraform.Instance
	spec   *typeSpec
	cloud  *cloudSpec
	name   ref
	parent []ref
	// twin is the declared bucket that an external one turned out to be.
	twin *bucketDraft
}

type serviceDraft struct {
	facts.Service
	inst     *terraform.Instance
	cloud    *cloudSpec
	identity []ref
	partOf   []ref
	uses     []useDraft
	tags     map[string]tag
}

type useDraft struct {
	ref
	spec   *useSpec
	direct *bucketDraft // the bucket itself, when no name has to be looked up
}

type guardDraft struct {
	inst *terraform.Instance
	of   []ref // empty: inst itself
	facts.Guards
}

type copyDraft struct {
	facts.Copy
	inst     *terraform.Instance
	from, to []ref // from empty: inst itself
}

type switchDraft struct {
	facts.Switch
	inst    *terraform.Instance
	members []ref
}

type grantDraft struct {
	inst   *terraform.Instance
	cloud  *cloudSpec
	to     []ref // empty: inst itself
	policy []ref
	inline *document
	bucket []ref
	role   string
	spec   *grantSpec
	at     hcl.Range
}

type purposeDraft struct {
	of []ref
	is facts.Purpose
}

// Collect reads the instances of one root module.
func (v *Vocabulary) Collect(root string, instances []*terraform.Instance, backend *terraform.Backend) *Draft {
	c := &collector{v: v, d: &Draft{
		root: root, policies: map[*terraform.Instance]*document{}, aliases: map[*terraform.Instance][]ref{},
		called: map[string][]*terraform.Instance{},
	}}
	for _, in := range instances {
		if spec := v.specOf(in); spec != nil {
			c.instance(in, spec)
		} else if in.Addr.Resource.Mode == terraform.Call {
			c.call(in)
		}
	}
	if backend != nil {
		c.backend(backend)
	}
	return c.d
}

type collector struct {
	v *Vocabulary
	d *Draft
}

func (c *collector) instance(in *terraform.Instance, spec *typeSpec) {
	s := c.v.subject(in)
	if spec.Bucket != nil {
		c.bucket(in, spec, s)
	}
	if spec.Service != nil {
		c.service(in, spec, s)
	}
	for _, g := range spec.Guards {
		c.guard(in, g, s)
	}
	for _, cp := range spec.Copies {
		c.copy(in, cp, s)
	}
	for _, sw := range spec.Switches {
		c.switches(in, sw, s)
	}
	for _, g := range spec.Grants {
		c.grant(in, spec, g, s)
	}
	if spec.Policy != nil {
		c.d.policies[in] = policyOf(spec.Policy, s)
	}
	if written(spec.CalledBy) {
		if name := s.ask(spec.CalledBy).text(); name != "" {
			c.d.called[name] = append(c.d.called[name], in)
		}
	}
	if written(spec.Alias) {
		c.d.aliases[in] = refsOf(s.terms(spec.Alias))
	}
	for _, p := range spec.Purposes {
		if refs := refsOf(s.terms(p.Of)); len(refs) > 0 {
			c.d.purposes = append(c.d.purposes, purposeDraft{of: refs, is: facts.Purpose(p.Is)})
		}
	}
}

// subject makes an instance the thing that expressions speak about.
func (v *Vocabulary) subject(in *terraform.Instance) *subject {
	return &subject{self: in.Body, provider: in.Provider, funcs: v.funcs}
}

// nested gives one subject for each block of a type, "each" standing for it.
func (s *subject) nested(block string) []*subject {
	if block == "" {
		return []*subject{s}
	}
	path := strings.Split(block, ".")
	terms := []*terraform.Term{s.self.Attr(path[0])}
	for _, name := range path[1:] {
		var next []*terraform.Term
		for _, t := range terms {
			next = append(next, children(t, name)...)
		}
		terms = next
	}
	var list []*subject
	for _, t := range terms {
		if t.Absent() {
			continue
		}
		for _, e := range itemsOf(t) {
			c := *s
			c.each = e
			list = append(list, &c)
		}
	}
	return list
}

// itemsOf lists the blocks, or the elements of an argument used like blocks. A
// map of objects counts like a list of them.
func itemsOf(t *terraform.Term) []*terraform.Term {
	if t.Shape == terraform.List || keyed(t) {
		items := make([]*terraform.Term, len(t.Parts))
		for i, p := range t.Parts {
			items[i] = p.Term.Behind(t.Trail)
		}
		return items
	}
	v, marks := t.Value.Unmark()
	if t.Shape != terraform.Map && v.IsKnown() && !v.IsNull() && (v.Type().IsTupleType() || v.Type().IsListType() || v.Type().IsSetType()) {
		var items []*terraform.Term
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			items = append(items, &terraform.Term{Value: e.WithMarks(marks), Range: t.Range, Trail: t.Trail})
		}
		return items
	}
	return []*terraform.Term{t}
}

// keyed says that a term is a map whose values are objects.
func keyed(t *terraform.Term) bool {
	if t.Shape != terraform.Map || len(t.Parts) == 0 {
		return false
	}
	for _, p := range t.Parts {
		if p.Term.Shape != terraform.Map {
			return false
		}
	}
	return true
}

func (c *collector) id(address string) facts.ID { return facts.ID(c.d.root + "#" + address) }

func (c *collector) bucket(in *terraform.Instance, spec *typeSpec, s *subject) {
	b := &bucketDraft{inst: in, spec: spec, cloud: spec.cloud}
	b.Address = in.Addr.String()
	b.ID, b.Root, b.Type = c.id(b.Address), c.d.root, in.Addr.Resource.Type
	b.Declared = in.Addr.Resource.Mode != terraform.Data
	b.Location, b.End = in.DeclRange, in.End
	b.Guards.PreventDestroy = facts.TruthOf(in.PreventDestroy)
	b.Opaque = in.Addr.Resource.Mode == terraform.Call && spec.Bucket.Default == nil
	c.describe(b, spec, s)
	c.d.buckets = append(c.d.buckets, b)
	if spec.Bucket.Via != "" {
		c.keeps(b, facts.Via(spec.Bucket.Via), in.DeclRange)
	}
}

// describe fills in name, place and scope.
func (c *collector) describe(b *bucketDraft, spec *typeSpec, s *subject) {
	b.Provider, b.Product = spec.cloud.Provider, spec.cloud.Product
	name := s.ask(spec.Bucket.Name)
	b.Name = name.text()
	if terms := s.terms(spec.Bucket.Name); len(terms) > 0 {
		b.name = refOf(terms[0], "")
		if !b.name.known && b.name.text != "${...}" {
			b.NameLike = b.name.text
		}
	}
	region := regionOf(spec, s)
	switch {
	case len(region.terms) > 0 || !region.value.IsKnown():
	case written(spec.Bucket.Region):
		b.RegionEvidence = facts.Evidence{Range: b.Location, Text: "unknown: nothing here says where it lives"}
	default:
		b.RegionEvidence = unsaidRegion(b.Location, s)
	}
	b.Region = c.v.regionText(spec, s)
	if len(region.terms) > 0 {
		b.RegionEvidence = regionEvidence(region)
	}
	if b.Region != "" && region.text() == "" {
		b.RegionEvidence = facts.Evidence{Range: b.Location, Text: "given by --env-region"}
	}
	b.Scope = scopeOf(s.ask(spec.Bucket.Scope))
	b.ScopeEvidence = s.ask(spec.Bucket.Scope).evidence()
	b.Secondary = s.ask(spec.Bucket.Secondary).truth(facts.Unknown)
	if list := s.ask(spec.Bucket.Regions).value; list.IsKnown() && !list.IsNull() && list.CanIterateElements() {
		for it := list.ElementIterator(); it.Next(); {
			_, e := it.Element()
			if r, ok := terraform.StringOf(e); ok {
				b.Regions = append(b.Regions, r)
			}
		}
		slices.Sort(b.Regions)
	}
	if d := spec.Bucket.Default; d != nil {
		b.Guards.Versioning, b.Guards.Lock = s.ask(d.Versioning).truth(facts.Unknown), s.ask(d.Lock).truth(facts.Unknown)
		b.Guards.SoftDelete, b.Guards.ForceDestroy = s.ask(d.SoftDelete).truth(facts.Unknown), s.ask(d.ForceDestroy).truth(facts.Unknown)
	}
	b.Purpose = facts.Purpose(spec.Bucket.Purpose)
	b.DataClass = dataClass(tagsOf(spec.cloud, s))
	b.parent = refsOf(s.terms(spec.Bucket.Parent))
	if s.ask(spec.cloud.Foreign).truth(facts.No) == facts.Yes {
		b.Provider, b.Region, b.RegionEvidence = "s3-compatible", "", facts.Evidence{}
	}
}

func regionOf(spec *typeSpec, s *subject) answer {
	if spec.Bucket != nil && written(spec.Bucket.Region) {
		return s.ask(spec.Bucket.Region)
	}
	return s.ask(spec.cloud.Region)
}

// regionEvidence says what decided a region or, when it is unknown, what it
// hangs on.
func regionEvidence(a answer) facts.Evidence {
	ev := a.evidence()
	if _, ok := terraform.StringOf(a.value); ok || ev.Range.Filename == "" {
		return ev
	}
	ev.Text = "unknown"
	if cond := a.condition(); cond != "" {
		ev.Text = "unknown: " + cond + " has no value"
	}
	return ev
}

// unsaidRegion points at the place where a region could have been named.
func unsaidRegion(header hcl.Range, s *subject) facts.Evidence {
	if s.provider != nil {
		return facts.Evidence{Range: s.provider.DeclRange, Text: "unknown: this provider configuration names no region"}
	}
	return facts.Evidence{Range: header, Text: "unknown: no provider configuration is declared for it"}
}

func scopeOf(a answer) facts.Scope {
	switch s := facts.Scope(a.text()); s {
	case facts.ScopeZone, facts.ScopeRegion, facts.ScopeDualRegion, facts.ScopeMultiRegion, facts.ScopeGeo:
		return s
	default:
		return facts.ScopeUnknown
	}
}

func (c *collector) service(in *terraform.Instance, spec *typeSpec, s *subject) {
	d := &serviceDraft{inst: in, cloud: spec.cloud, tags: tagsOf(spec.cloud, s)}
	d.Address = in.Addr.String()
	d.ID, d.Root, d.Kind, d.Provider = c.id(d.Address), c.d.root, spec.Service.Kind, spec.cloud.Provider
	d.Location, d.End = in.DeclRange, in.End
	d.Name = s.ask(spec.Service.Name).text()
	if d.Name == "" {
		d.Name = in.Addr.Resource.Name + in.Addr.Key.String()
		if n := len(in.Addr.Module); n > 0 {
			d.Name = in.Addr.Module.String() + "/" + d.Name
		}
	}
	if !spec.Service.Global {
		d.Region = s.ask(spec.cloud.Region).text()
		if written(spec.Service.Region) {
			d.Region = s.ask(spec.Service.Region).text()
		}
	}
	d.identity = refsOf(s.terms(spec.Identity))
	d.partOf = refsOf(s.terms(spec.PartOf))
	for _, u := range spec.Uses {
		d.uses = append(d.uses, useOf(u, s)...)
	}
	if spec.ServesItself {
		b := c.d.buckets[len(c.d.buckets)-1] // made from the same instance just before
		d.uses = append(d.uses, useDraft{
			ref: ref{places: []hcl.Range{in.DeclRange}}, direct: b,
			spec: &useSpec{Access: string(facts.Serve), Need: string(facts.Hard), Via: string(facts.ViaOrigin)},
		})
	}
	c.d.services = append(c.d.services, d)
}

func useOf(u *useSpec, s *subject) []useDraft {
	var list []useDraft
	for _, one := range u.subjects(s) {
		for _, r := range refsOf(one.terms(u.From)) {
			list = append(list, useDraft{ref: r, spec: u})
		}
	}
	return list
}

// subjects narrows a use to the blocks that its where clause keeps. A key that
// is not known keeps its block: a missed edge is worse than a doubtful one.
func (u *useSpec) subjects(s *subject) []*subject {
	if u.Where == nil {
		return []*subject{s}
	}
	wanted := map[string]bool{}
	certain := true
	for _, t := range s.terms(u.Where.In) {
		text, ok := t.Spell()
		wanted[text] = true
		certain = certain && ok
	}
	var kept []*subject
	for _, one := range s.nested(u.Where.Each) {
		keys := children(one.each, u.Where.Key)
		if len(keys) == 0 {
			continue
		}
		text, ok := keys[0].Spell()
		if !certain || !ok || wanted[text] {
			kept = append(kept, one)
		}
	}
	return kept
}

func (c *collector) guard(in *terraform.Instance, g *guardSpec, s *subject) {
	d := guardDraft{inst: in, of: refsOf(s.terms(g.Of))}
	d.Evidence = map[string]facts.Evidence{}
	say := func(name string, e hcl.Expression, to *facts.Truth) bool {
		a := s.ask(e)
		if len(a.terms) == 0 {
			return false
		}
		*to = a.truth(facts.No)
		d.Evidence[name] = a.evidence()
		return true
	}
	said := say("versioning", g.Versioning, &d.Versioning)
	said = say("lock", g.Lock, &d.Lock) || said
	said = say("soft_delete", g.SoftDelete, &d.SoftDelete) || said
	said = say("force_destroy", g.ForceDestroy, &d.ForceDestroy) || said
	if said {
		c.d.guards = append(c.d.guards, d)
	}
}

func (c *collector) copy(in *terraform.Instance, spec *copySpec, s *subject) {
	for _, one := range s.nested(spec.ForEach) {
		d := copyDraft{inst: in, from: refsOf(one.terms(spec.From)), to: refsOf(one.terms(spec.To))}
		enabled := one.ask(spec.Enabled)
		d.Mechanism, d.Enabled, d.Condition = spec.Mechanism, enabled.truth(facts.No), enabled.condition()
		if in.Doubtful && d.Enabled == facts.Yes {
			d.Enabled, d.Condition = facts.Unknown, "how many instances of "+in.Addr.Resource.String()+" there are"
		}
		d.Whole = one.ask(spec.Whole).truth(facts.Yes)
		d.Cold = one.ask(spec.Cold).truth(facts.No) == facts.Yes
		d.Timed = one.ask(spec.Timed).truth(facts.No) == facts.Yes
		d.Deletes = one.ask(spec.Deletes).truth(facts.No)
		d.NeedsVersioning = spec.NeedsVersioning
		d.Location = in.DeclRange
		d.Evidence = []facts.Evidence{{Range: in.DeclRange}}
		if ev := enabled.evidence(); ev.Range.Filename != "" {
			d.Evidence = append(d.Evidence, ev)
		}
		if len(d.to) > 0 {
			d.Evidence = append(d.Evidence, d.to[0].evidence()[0])
			c.d.copies = append(c.d.copies, d)
		}
	}
}

func (c *collector) switches(in *terraform.Instance, spec *switchSpec, s *subject) {
	used := map[string]bool{}
	usedKnown := true
	for _, t := range s.terms(spec.UsedBy) {
		text, ok := t.Spell()
		used[text] = true
		usedKnown = usedKnown && ok
	}
	for _, one := range s.nested(spec.ForEach) {
		d := switchDraft{inst: in}
		d.Kind, d.Reads, d.Writes, d.Automatic = spec.Kind, spec.Reads, spec.Writes, facts.TruthOf(spec.Automatic)
		id := one.terms(spec.ID)
		d.Used = facts.No
		if len(id) > 0 {
			text, ok := id[0].Spell()
			switch {
			case used[text]:
				d.Used = facts.Yes
			case !ok || !usedKnown:
				d.Used = facts.Unknown
			}
		}
		d.Codes = stringList(one.ask(spec.Codes).value)
		d.members = members(spec, s, one)
		d.Location = one.each.Places()[0]
		d.Evidence = []facts.Evidence{{Range: d.Location}}
		c.d.switches = append(c.d.switches, d)
	}
}

// members finds what the members of a switch lead to, in their order.
func members(spec *switchSpec, s, one *subject) []ref {
	var list []ref
	for _, m := range one.terms(spec.Members) {
		want, _ := m.Spell()
		for _, origin := range s.nested(spec.Origins) {
			ids := children(origin.each, spec.OriginID)
			if len(ids) == 0 {
				continue
			}
			if got, _ := ids[0].Spell(); got == want {
				list = append(list, refsOf(children(origin.each, spec.Locator))...)
			}
		}
	}
	return list
}

// stringList lists the primitive elements of a value as strings.
func stringList(v cty.Value) []string {
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return nil
	}
	var list []string
	for it := v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		if s, ok := terraform.StringOf(e); ok {
			list = append(list, s)
		}
	}
	slices.Sort(list)
	return list
}

func (c *collector) grant(in *terraform.Instance, spec *typeSpec, g *grantSpec, s *subject) {
	d := grantDraft{inst: in, cloud: spec.cloud, spec: g, to: refsOf(s.terms(g.To)), bucket: refsOf(s.terms(g.Bucket)), at: in.DeclRange}
	d.role = s.ask(g.Role).text()
	for _, t := range s.terms(g.Policy) {
		if doc := documentFrom(t); doc != nil {
			if d.inline == nil {
				d.inline = &document{}
			}
			d.inline.statements = append(d.inline.statements, doc.statements...)
			continue
		}
		d.policy = append(d.policy, refsOf([]*terraform.Term{t})...)
	}
	if g.Statements != "" {
		if t := s.self.Attr(g.Statements); !t.Absent() {
			if d.inline == nil {
				d.inline = &document{}
			}
			for _, e := range itemsOf(t) {
				statementsIn(e, d.inline, 0)
			}
		}
	}
	if len(d.policy) > 0 || d.inline != nil || len(d.bucket) > 0 {
		c.d.grants = append(c.d.grants, d)
	}
}

func (c *collector) backend(b *terraform.Backend) {
	spec := c.v.catalog.backends[b.Type]
	if spec == nil || spec.Bucket == nil {
		return
	}
	s := &subject{self: b.Body, funcs: c.v.funcs}
	d := &bucketDraft{spec: spec, cloud: spec.cloud}
	d.Root, d.Location, d.End = c.d.root, b.DeclRange, b.End
	c.describe(d, spec, s)
	if d.Name == "" && !d.name.exact {
		c.d.unresolved = append(c.d.unresolved, facts.Unresolved{
			What: "backend " + b.Type, Why: "it names no bucket here: the rest of its configuration is given to terraform init", Range: b.DeclRange,
		})
		return
	}
	d.Purpose = facts.PurposeState
	c.d.buckets = append(c.d.buckets, d)
	c.keeps(d, facts.ViaBackend, d.Location)
}

// keeps says that Terraform itself relies on a bucket for the root's state.
func (c *collector) keeps(b *bucketDraft, via facts.Via, at hcl.Range) {
	id := c.id("terraform")
	i := slices.IndexFunc(c.d.services, func(s *serviceDraft) bool { return s.ID == id })
	if i < 0 {
		s := &serviceDraft{cloud: b.cloud, tags: map[string]tag{}}
		s.ID, s.Root, s.Kind, s.Provider = id, c.d.root, "terraform", b.Provider
		s.Name, s.Location, s.End = strings.TrimPrefix(c.d.root+"/terraform", "./"), at, b.End
		i = len(c.d.services)
		c.d.services = append(c.d.services, s)
	}
	r := b.name
	r.places, r.origins = []hcl.Range{at}, nil
	c.d.services[i].uses = append(c.d.services[i].uses, useDraft{ref: r, direct: b, spec: &useSpec{
		Access: string(facts.State), Need: string(facts.Soft), Via: string(via),
	}})
}
