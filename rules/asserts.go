package rules

import (
	"cmp"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
)

// brokenScore is what a broken assertion weighs: a team said that it must hold.
const brokenScore = 90

// assertions are those of the configuration that do not hold.
func (v *view) assertions() []item {
	list := make([]item, 0, len(v.res.Assertions))
	for i := range v.res.Assertions {
		a := &v.res.Assertions[i]
		within := cmp.Or(a.Within, "at once")
		if a.Within != "" {
			within = "within " + a.Within
		}
		it := item{
			subject: a.Service.ID, bucket: a.Bucket, dependent: a.Survives, services: []facts.ID{a.Service.ID}, confidence: a.Confidence,
			score: brokenScore, stated: true, at: a.Range, end: a.Range.End,
			trace: []facts.Evidence{{Range: a.Service.Location, Text: v.line(a.Service.Location)}},
		}
		if b := v.res.Graph.Bucket(a.Bucket); b != nil {
			it.trace = append(it.trace, v.traceOf(b)...)
		}
		it.value = object(map[string]cty.Value{
			"service": v.serviceValue(a.Service), "survives": cty.StringVal(a.Survives), "within": cty.StringVal(within),
			"events": cty.StringVal(strings.Join(a.Events, ", ")),
		})
		list = append(list, it)
	}
	return list
}
