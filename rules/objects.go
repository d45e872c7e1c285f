package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
)

// item is one thing that a rule looks at: what its expressions see as each,
// view is a result, indexed for the rules.
type view struct {
	res     *analyzers.Result
	verdict map[facts.ID]*resilience.BucketVerdict
	pair    map[[2]facts.ID]*resilience.PairVerdict
	region  map[facts.ID]*resilience.SPOF // the loss of a bucket's place, by bucket
	variant map[facts.ID]string           // of buckets and services whose root has variants, and environments of those of a family
	family  map[facts.ID]string           // of buckets that are only named: what stands for all environments
	serves  map[*graph.Node]int           // how many buckets a service serves from, once asked
}

func newView(res *analyzers.Result) *view {
	v := &view{
		res: res, verdict: map[facts.ID]*resilience.BucketVerdict{},
		pair: map[[2]facts.ID]*resilience.PairVerdict{}, region: map[facts.ID]*resilience.SPOF{}, variant: map[facts.ID]string{}, family: map[facts.ID]string{},
		serves: map[*graph.Node]int{},
	}
	for _, b := range res.Facts.Buckets {
		v.varies(b.ID, b.Variant)
	}
	v.families(res.Facts.Buckets)
	for _, b := range res.Facts.Backings {
		v.varies(b.ID, b.Variant)
	}
	for _, s := range res.Facts.Services {
		v.varies(s.ID, s.Variant)
	}
	for i := range res.Assessment.Buckets {
		b := &res.Assessment.Buckets[i]
		v.verdict[b.Bucket] = b
	}
	for i := range res.Assessment.Pairs {
		p := &res.Assessment.Pairs[i]
		v.pair[[2]facts.ID{p.Service, p.Bucket}] = p
	}
	for i := range res.Assessment.SPOFs {
		if s := &res.Assessment.SPOFs[i]; s.Class != resilience.Deletion {
			v.region[s.Bucket] = s
		}
	}
	return v
}

func (v *view) varies(id facts.ID, variant string) {
	if variant != "" {
		v.variant[id] = variant
	}
}

// families lets the buckets that nobody declares and that are named alike but for
// their environment count as one, as the same line does that is read with
// several sets of inputs.
func (v *view) families(buckets []facts.Bucket) {
	seen := map[string][]facts.ID{}
	words := map[facts.ID]string{}
	for i := range buckets {
		b := &buckets[i]
		if b.Declared || b.Name == "" {
			continue
		}
		family, word := facts.Family(b.Name)
		name := cmp.Or(b.Provider, "unknown") + ":" + family
		v.family[b.ID], words[b.ID] = name, cmp.Or(word, "(none)")
		seen[name] = append(seen[name], b.ID)
	}
	for _, list := range seen {
		for _, id := range list {
			if len(list) > 1 {
				v.varies(id, words[id])
			}
		}
	}
}

// canonical is an ID without the variant in it: what fingerprints are made of.
func (v *view) canonical(id facts.ID) string {
	if family, ok := v.family[id]; ok {
		return family
	}
	variant := v.variant[id]
	if variant == "" {
		return string(id)
	}
	return strings.Replace(string(id), "@"+variant+"#", "#", 1)
}

func object(attrs map[string]cty.Value) cty.Value { return cty.ObjectVal(attrs) }

func stringList(list []string) cty.Value {
	if len(list) == 0 {
		return cty.ListValEmpty(cty.String)
	}
	vals := make([]cty.Value, len(list))
	for i, s := range list {
		vals[i] = cty.StringVal(s)
	}
	return cty.ListVal(vals)
}

// label is how a bucket is called in a sentence.
func label(b *facts.Bucket) string {
	if !b.Declared {
		return cmp.Or(b.Name, b.NameLike, b.Address, string(b.ID))
	}
	return cmp.Or(b.Address, b.Name, b.NameLike, string(b.ID))
}

func (v *view) bucketValue(b *facts.Bucket) cty.Value {
	verdict := v.verdict[b.ID]
	return object(map[string]cty.Value{
		"id": cty.StringVal(string(b.ID)), "label": cty.StringVal(label(b)), "name": cty.StringVal(b.Name),
		"provider": cty.StringVal(b.Provider), "region": cty.StringVal(b.Region), "place": cty.StringVal(place(b)),
		"scope": cty.StringVal(string(b.Scope)), "purpose": cty.StringVal(string(b.Purpose)), "declared": cty.BoolVal(b.Declared), "third_party": cty.BoolVal(b.ThirdParty),
		"single_region": cty.BoolVal(verdict.SingleRegion), "rung": cty.NumberIntVal(int64(verdict.Rung)), "rung_name": cty.StringVal(verdict.Rung.String()),
	})
}

// place is where a bucket lives, in a sentence that goes on with "alone".
func place(b *facts.Bucket) string {
	switch {
	case b.Region != "":
		return b.Region
	case b.Scope == facts.ScopeUnknown:
		return "one place, as far as can be seen,"
	}
	return "one region, not known which,"
}

// copied says that a bucket's data lives in a second region too. Of one whose
// scope is not known only a copy that works says so.
func (v *view) copied(id facts.ID) bool {
	if v.node(id).Bucket.Scope != facts.ScopeUnknown {
		return !v.verdict[id].SingleRegion
	}
	return slices.ContainsFunc(v.verdict[id].Replicas, func(r resilience.Replica) bool { return r.Effective == facts.Yes })
}

func (v *view) serviceValue(s *facts.Service) cty.Value {
	return object(map[string]cty.Value{
		"id": cty.StringVal(string(s.ID)), "name": cty.StringVal(s.Name), "kind": cty.StringVal(s.Kind), "address": cty.StringVal(s.Address),
		"tier": cty.StringVal(string(s.Tier)), "region": cty.StringVal(s.Region),
	})
}

func (v *view) node(id facts.ID) *graph.Node { return v.res.Graph.Node(id) }

func (v *view) spofs() []item {
	list := make([]item, 0, len(v.res.Assessment.SPOFs))
	for i := range v.res.Assessment.SPOFs {
		s := &v.res.Assessment.SPOFs[i]
		b := v.node(s.Bucket).Bucket
		it := item{
			subject: b.ID, spof: s, score: s.Score.Value, confidence: s.Confidence, at: b.Location, end: b.End,
			related: v.relatedOf(s),
		}
		it.trace = slices.Concat(it.related[:min(len(it.related), tracedUses)], v.traceOf(b))
		hard := 0
		for _, a := range s.Services {
			it.services = append(it.services, a.ID)
			if a.Need.Firm() {
				hard++
			}
		}
		it.value = object(map[string]cty.Value{
			"event": cty.StringVal(s.Event), "deletion": cty.BoolVal(s.Class == resilience.Deletion), "kind": cty.StringVal(string(s.Kind)),
			"confidence": cty.StringVal(string(s.Confidence)), "score": cty.NumberFloatVal(s.Score.Value),
			"bucket": v.bucketValue(b), "services": cty.NumberIntVal(int64(hard)), "who": cty.StringVal(v.who(s)),
			"rung": cty.NumberIntVal(int64(lowest(s))), "recovery": cty.StringVal(recovery(s)), "target": cty.StringVal(v.target(s)),
			"undecided": cty.StringVal(v.undecided(b)), "configured": cty.BoolVal(v.configured(s)),
		})
		list = append(list, it)
	}
	return list
}

// configured says that only configs of applications speak of the bucket.
func (v *view) configured(s *resilience.SPOF) bool {
	return !slices.ContainsFunc(v.node(s.Bucket).In, func(e *graph.Edge) bool {
		return e.Kind == graph.Needs && e.Dependency.Via != facts.ViaAppConfig && e.Dependency.Via != facts.ViaURL
	})
}

// tracedUses is how many references a trace begins with; the others are related
// places.
const tracedUses = 3

// lowest is the lowest rung of the services that need the bucket to work.
func lowest(s *resilience.SPOF) resilience.Rung {
	low := resilience.ActiveActive
	for _, a := range s.Services {
		if a.Need.Firm() {
			low = min(low, a.Rung)
		}
	}
	return low
}

func recovery(s *resilience.SPOF) string {
	if s.RTOMinutes == nil {
		return "until the provider is back"
	}
	return "about " + resilience.Minutes(*s.RTOMinutes)
}

// target is the time to restore that the most demanding service asks for.
func (v *view) target(s *resilience.SPOF) string {
	t, ok := v.res.Assessment.Model.Target(s)
	if !ok {
		return "no time"
	}
	return resilience.Minutes(t)
}

// undecided says on what a copy that may exist hangs; empty when none does.
func (v *view) undecided(b *facts.Bucket) string {
	for _, r := range v.verdict[b.ID].Replicas {
		if r.Effective == facts.Unknown && len(r.Reasons) > 0 {
			return r.Reasons[0].Text
		}
	}
	return ""
}

// who names the services that an event takes down.
func (v *view) who(s *resilience.SPOF) string {
	var names []string
	tiers := map[facts.Tier]int{}
	for _, a := range s.Services {
		if a.Need.Firm() {
			names = append(names, v.node(a.ID).Service.Name)
			tiers[a.Tier]++
		}
	}
	if len(names) == 1 {
		return "service '" + names[0] + "' relies"
	}
	text := facts.Count(len(names), "service")
	if list := facts.CountTiers(tiers); list != "" {
		text += " (" + list + ")"
	}
	return text + " rely"
}

func (v *view) copies() []item {
	var list []item
	for i := range v.res.Assessment.Buckets {
		verdict := &v.res.Assessment.Buckets[i]
		for _, r := range verdict.Replicas {
			if r.Copy.From != verdict.Bucket {
				continue // a copy of the account, told there
			}
			list = append(list, v.copyItem(verdict, r))
		}
	}
	return list
}

func (v *view) copyItem(verdict *resilience.BucketVerdict, r resilience.Replica) item {
	from, to := v.node(verdict.Bucket).Bucket, v.node(r.To).Bucket
	var codes []string
	reasons := map[string]cty.Value{}
	why := ""
	for _, reason := range r.Reasons {
		codes = append(codes, reason.Code)
		reasons[reason.Code] = cty.StringVal(reason.Text)
		why = cmp.Or(why, reason.Text)
	}
	it := item{
		subject: from.ID, dependent: string(to.ID), confidence: facts.Certain, at: r.Copy.Location, end: r.Copy.Location.End,
		trace: append(slices.Clone(r.Copy.Evidence), from.RegionEvidence, to.RegionEvidence), spof: v.region[from.ID],
	}
	if it.spof != nil {
		it.score = it.spof.Score.Value
		for _, a := range it.spof.Services {
			it.services = append(it.services, a.ID)
		}
	} else {
		it.score = 20 // nobody is known to rely on it: worth a note
	}
	if r.Copy.Enabled == facts.Unknown {
		it.confidence = facts.Possible
	}
	it.value = object(map[string]cty.Value{
		"from": v.bucketValue(from), "to": v.bucketValue(to), "mechanism": cty.StringVal(r.Copy.Mechanism), "enabled": cty.StringVal(r.Copy.Enabled.String()),
		"condition": cty.StringVal(r.Copy.Condition), "effective": cty.StringVal(r.Effective.String()), "codes": stringList(codes), "why": cty.StringVal(why),
		"reasons": object(reasons),
		"spare":   cty.BoolVal(spare(verdict, r)),
	})
	return it
}

// spare says that another copy, whole and ready to be read, does what this one
// should: then its weakness exposes nobody.
func spare(verdict *resilience.BucketVerdict, weak resilience.Replica) bool {
	return slices.ContainsFunc(verdict.Replicas, func(r resilience.Replica) bool {
		return r.Copy != weak.Copy && r.Effective == facts.Yes && r.Cap > resilience.WarmReplica
	})
}

func (v *view) dependencies() []item {
	var list []item
	for i := range v.res.Facts.Dependencies {
		d := &v.res.Facts.Dependencies[i]
		b, s := v.node(d.Bucket), v.node(d.Service)
		if b == nil || b.Bucket == nil || s == nil {
			continue
		}
		it := item{
			subject: d.Service, bucket: d.Bucket, confidence: d.Confidence, at: d.Evidence[0].Range, end: d.Evidence[0].Range.End,
			services: []facts.ID{d.Service}, trace: append(slices.Clone(d.Evidence), v.traceOf(b.Bucket)...),
		}
		rung := v.verdict[d.Bucket].Rung
		if p := v.pair[[2]facts.ID{d.Service, d.Bucket}]; p != nil {
			rung = p.Rung
		}
		if it.spof = v.region[d.Bucket]; it.spof != nil {
			it.score = v.res.Assessment.Model.Alone(it.spof, b.Bucket, s.Service, d.Need).Value
		}
		it.value = object(map[string]cty.Value{
			"service": v.serviceValue(s.Service), "bucket": v.bucketValue(b.Bucket), "access": cty.StringVal(string(d.Access)), "need": cty.StringVal(string(d.Need)),
			"via": cty.StringVal(string(d.Via)), "region": cty.StringVal(d.Region), "pinned": cty.BoolVal(d.Pinned),
			"confidence": cty.StringVal(string(d.Confidence)), "rung": cty.NumberIntVal(int64(rung)), "score": cty.NumberFloatVal(it.score),
			"codes": v.pairCodes(d), "reasons": v.pairReasons(d),
			"copied": cty.BoolVal(v.copied(d.Bucket)), "switched": cty.BoolVal(v.switched(s)), "buckets": cty.NumberIntVal(int64(v.served(s))),
		})
		list = append(list, it)
	}
	return list
}

// pairReasons are the reasons of a dependency's rung, by code.
func (v *view) pairReasons(d *facts.Dependency) cty.Value {
	reasons := map[string]cty.Value{}
	if p := v.pair[[2]facts.ID{d.Service, d.Bucket}]; p != nil {
		for _, r := range p.Reasons {
			reasons[r.Code] = cty.StringVal(r.Text)
		}
	}
	return object(reasons)
}

// pairCodes are the codes of those reasons.
func (v *view) pairCodes(d *facts.Dependency) cty.Value {
	if p := v.pair[[2]facts.ID{d.Service, d.Bucket}]; p != nil {
		return stringList(codesOf(p.Reasons))
	}
	return stringList(nil)
}

// switched says that a service has a switch that traffic passes through.
func (v *view) switched(s *graph.Node) bool {
	return slices.ContainsFunc(s.Switches(), func(sw *facts.Switch) bool { return sw.Used != facts.No && !sw.Blind })
}

// served counts the buckets that a service serves from.
func (v *view) served(s *graph.Node) int {
	n, known := v.serves[s]
	if known {
		return n
	}
	for _, e := range s.Needs() {
		if e.Dependency.Access == facts.Serve && e.To.Bucket != nil {
			n++
		}
	}
	v.serves[s] = n
	return n
}

func (v *view) switches() []item {
	var list []item
	for i := range v.res.Facts.Switches {
		sw := &v.res.Facts.Switches[i]
		s := v.node(sw.Service)
		if s == nil || len(sw.Members) == 0 {
			continue
		}
		it := item{
			subject: sw.Service, bucket: sw.Members[0], dependent: sw.Kind, confidence: facts.Certain, at: sw.Location, end: sw.Location.End,
			services: []facts.ID{sw.Service}, trace: sw.Evidence, spof: v.region[sw.Members[0]], score: 20,
		}
		if it.spof != nil {
			it.score = it.spof.Score.Value
		}
		var reasons []facts.Reason
		if p := v.pair[[2]facts.ID{sw.Service, sw.Members[0]}]; p != nil {
			reasons = p.Reasons
		}
		it.value = object(map[string]cty.Value{
			"kind": cty.StringVal(sw.Kind), "service": v.serviceValue(s.Service), "bucket": v.bucketValue(v.node(sw.Members[0]).Bucket),
			"used": cty.StringVal(sw.Used.String()), "codes": stringList(codesOf(reasons)), "home": cty.StringVal(sw.Home), "written": cty.BoolVal(sw.Written == facts.Yes),
		})
		list = append(list, it)
	}
	return list
}

func codesOf(reasons []facts.Reason) []string {
	codes := make([]string, len(reasons))
	for i, r := range reasons {
		codes[i] = r.Code
	}
	return codes
}

func (v *view) buckets() []item {
	list := make([]item, 0, len(v.res.Facts.Buckets))
	for i := range v.res.Facts.Buckets {
		b := &v.res.Facts.Buckets[i]
		it := item{subject: b.ID, confidence: facts.Certain, at: b.Location, end: b.End, trace: v.traceOf(b)}
		recovers := v.recovers(b)
		for _, s := range recovers {
			it.services = append(it.services, s.ID)
		}
		if len(recovers) > 0 {
			it.score = v.res.Assessment.Model.RepairPath(recovers).Value
			it.confidence = v.kept(b)
		}
		if b.Location.Filename == "" {
			continue
		}
		it.value = object(map[string]cty.Value{
			"codes": stringList(codesOf(v.verdict[b.ID].Reasons)), "bucket": v.bucketValue(b), "key": cty.StringVal(b.Encryption.Key.Region), "recovers": cty.NumberIntVal(int64(len(recovers))), "score": cty.NumberFloatVal(it.score),
		})
		list = append(list, it)
	}
	return list
}

// kept says whether a root certainly keeps its state in a bucket.
func (v *view) kept(b *facts.Bucket) facts.Confidence {
	if slices.ContainsFunc(v.node(b.ID).In, func(e *graph.Edge) bool {
		return e.Kind == graph.Needs && e.Dependency.Access == facts.State && e.Dependency.Confidence == facts.Certain
	}) {
		return facts.Certain
	}
	return facts.Possible
}

// recovers lists the services that Terraform would rebuild from the state in
// this bucket, and that live in its region.
func (v *view) recovers(b *facts.Bucket) []*facts.Service {
	if b.Purpose != facts.PurposeState || b.Region == "" {
		return nil
	}
	roots := map[string]bool{}
	for _, e := range v.node(b.ID).In {
		if e.Kind == graph.Needs && e.Dependency.Access == facts.State && e.Dependency.Via == facts.ViaBackend {
			roots[e.From.Service.Unit()] = true
		}
	}
	var list []*facts.Service
	for i := range v.res.Facts.Services {
		if s := &v.res.Facts.Services[i]; roots[s.Unit()] && s.Region == b.Region && s.Address != "" {
			list = append(list, s)
		}
	}
	return list
}
