package reporters

import (
	"cmp"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
)

func (v *view) wireBucket(b facts.Bucket) wireBucket {
	w := wireBucket{
		ID: string(b.ID), Address: b.Address, Root: v.shown(b.Root), Variant: b.Variant, Parent: string(b.Parent),
		Provider: b.Provider, Type: b.Type, Name: b.Name, NamePrefix: b.NameLike,
		Region: b.Region, Regions: texts(b.Regions), RegionEvidence: v.wireEvidence(b.RegionEvidence),
		Scope: string(cmp.Or(b.Scope, facts.ScopeUnknown)), ScopeEvidence: v.wireEvidence(b.ScopeEvidence),
		RungName: "unknown", Reasons: []wireReason{},
		Purpose: string(cmp.Or(b.Purpose, facts.PurposeData)), DataClass: b.DataClass, Declared: b.Declared, ThirdParty: b.ThirdParty,
		Replicas: []wireReplica{}, Switch: wireSwitchOf(nil),
		Guards: v.wireGuards(b.Guards), Location: v.wireLocation(b.Location, b.End),
	}
	if verdict := v.verdicts[b.ID]; verdict != nil {
		w.SingleRegion = verdict.SingleRegion
		w.Rung, w.RungName = wireRung(verdict.Rung)
		if verdict.RungBest != verdict.Rung {
			w.RungBest, _ = wireRung(verdict.RungBest)
		}
		w.Reasons = convert(verdict.Reasons, wireReasonOf)
		w.Replicas = convert(verdict.Replicas, v.wireReplica)
		w.Switch = wireSwitchOf(verdict.Switch)
	}
	return w
}

func (v *view) wireReplica(r resilience.Replica) wireReplica {
	w := wireReplica{
		Bucket: string(r.To), Effective: wireTruth(r.Effective), Reasons: convert(r.Reasons, wireReasonOf),
	}
	if to := v.buckets[r.To]; to != nil {
		w.Name, w.Region = to.Name, to.Region
	}
	if r.Copy != nil {
		w.Mechanism, w.Condition = r.Copy.Mechanism, r.Copy.Condition
	}
	return w
}

func wireSwitchOf(s *facts.Switch) wireSwitch {
	if s == nil {
		return wireSwitch{Kind: "none", Members: []string{}}
	}
	w := wireSwitch{Kind: "unknown", Via: s.Kind, Members: convert(s.Members, wireID), Home: s.Home}
	switch {
	case s.Automatic == facts.No || s.Probed == facts.No || s.Misled: // it waits for somebody to notice
		w.Kind = "manual"
	case s.Automatic == facts.Yes && s.Probed == facts.Yes:
		w.Kind = "automatic"
	}
	if s.Reads {
		w.Serves = append(w.Serves, "reads")
	}
	if s.Writes {
		w.Serves = append(w.Serves, "writes")
	}
	return w
}

func (v *view) wireGuards(g facts.Guards) wireGuards {
	w := wireGuards{
		Versioning: wireTruth(g.Versioning), Lock: wireTruth(g.Lock), SoftDelete: wireTruth(g.SoftDelete),
		PreventDestroy: wireTruth(g.PreventDestroy), ForceDestroy: wireTruth(g.ForceDestroy),
		Evidence: map[string]wireEvidence{},
	}
	for guard, e := range g.Evidence {
		w.Evidence[guard] = v.wireEvidence(e)
	}
	return w
}

func (v *view) wireService(s facts.Service) wireService {
	return wireService{
		ID: string(s.ID), Address: s.Address, Root: v.shown(s.Root), Variant: s.Variant, Name: s.Name, Kind: s.Kind,
		Provider: s.Provider, Region: s.Region, Tier: string(s.Tier), TierEvidence: v.wireEvidence(s.TierEvidence),
		Members: s.Members, Downtime: v.expected(s.ID), Location: v.wireLocation(s.Location, s.End),
	}
}

func (v *view) wireDependency(d facts.Dependency) wireDependency {
	w := wireDependency{
		Service: string(d.Service), Bucket: string(d.Bucket), OnService: string(d.OnService), Backing: string(d.Backing),
		Access: string(d.Access), Need: string(d.Need), Via: string(d.Via), Confidence: string(d.Confidence),
		RungName: "unknown", Reasons: []wireReason{}, Evidence: convert(d.Evidence, v.wireEvidence),
	}
	if p := v.pairs[pair{d.Service, d.Bucket}]; p != nil {
		w.Rung, w.RungName = wireRung(p.Rung)
		w.Reasons = convert(p.Reasons, wireReasonOf)
	}
	return w
}

func (v *view) wireSPOF(s resilience.SPOF) wireSPOF {
	w := wireSPOF{
		ID: s.ID, Event: s.Event, Kind: string(s.Kind), Bucket: string(s.Bucket),
		Services: convert(s.Services, wireAffectedOf), Score: rounded(s.Score.Value), Vector: s.Score.Vector,
		Factors: map[string]wireFactor{}, Confidence: string(s.Confidence),
		RTOMinutes: maybe(s.RTOMinutes, rounded), RPOMinutes: maybe(s.RPOMinutes, rounded),
	}
	for _, f := range s.Score.Factors {
		w.Factors[f.Name] = wireFactor{Value: fine(f.Value), Reason: f.Reason, Evidence: v.wireEvidence(f.Evidence)}
	}
	return w
}

func wireAffectedOf(a resilience.Affected) wireAffected {
	return wireAffected{
		ID: string(a.ID), Need: string(a.Need), Tier: string(a.Tier), Rung: int(a.Rung), RungName: a.Rung.String(),
	}
}

func wireReasonOf(r facts.Reason) wireReason { return wireReason{Code: r.Code, Text: r.Text} }

func wireID(id facts.ID) string { return string(id) }

func wireRung(r resilience.Rung) (*int, string) {
	n := int(r)
	return &n, r.String()
}

func wireTruth(t facts.Truth) *bool {
	if t == facts.Unknown {
		return nil
	}
	yes := t == facts.Yes
	return &yes
}

func (v *view) wireEvidence(e facts.Evidence) wireEvidence {
	return wireEvidence{File: v.shown(e.Range.Filename), Line: known(e.Range.Start.Line), Text: e.Text}
}

func (v *view) wireLocation(rng hcl.Range, end hcl.Pos) wireLocation {
	return wireLocation{
		File: v.shown(rng.Filename), Line: known(rng.Start.Line),
		EndLine: known(max(rng.Start.Line, rng.End.Line, end.Line)),
	}
}
