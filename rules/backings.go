package rules

import (
	"cmp"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
)

// backings are the backing services whose place takes services down with it.
func (v *view) backings() []item {
	list := make([]item, 0, len(v.res.Assessment.Outages))
	for i := range v.res.Assessment.Outages {
		o := &v.res.Assessment.Outages[i]
		b := v.node(o.Backing).Backing
		it := item{
			subject: b.ID, confidence: o.Confidence, score: o.Score.Value, at: b.Location, end: b.End,
			trace: []facts.Evidence{{Range: b.Location, Text: v.line(b.Location)}, b.RegionEvidence, b.ScopeEvidence},
		}
		for _, s := range o.Services {
			it.services = append(it.services, s.ID)
		}
		for _, e := range v.node(o.Backing).In {
			it.related = append(it.related, e.Dependency.Evidence[0])
		}
		it.related = clean(it.related)
		it.value = object(map[string]cty.Value{
			"label": cty.StringVal(b.Address), "kind": cty.StringVal(b.Kind), "product": cty.StringVal(b.Product),
			"region": cty.StringVal(b.Region), "place": cty.StringVal(cmp.Or(b.Region, "one region, which is not known here,")),
			"scope": cty.StringVal(string(b.Scope)), "single_region": cty.BoolVal(o.SingleRegion), "event": cty.StringVal(o.Event),
			"services": cty.NumberIntVal(int64(len(o.Services))), "who": cty.StringVal(facts.Count(len(o.Services), "service")),
		})
		list = append(list, it)
	}
	return list
}
