package rules

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
)

// brokenScore is what a broken assertion weighs: a team said that it must hold.
const brokenScore = 90

// assertions are those of the configuration that do not hold, of what services survive.
func (v *view) assertions() []item { return v.asserted(false) }

// availabilities are those of how much of the year they are up.
func (v *view) availabilities() []item { return v.asserted(true) }

func (v *view) asserted(availability bool) []item {
	list := make([]item, 0, len(v.res.Assertions))
	for i := range v.res.Assertions {
		a := &v.res.Assertions[i]
		if (a.Expected > 0) != availability {
			continue
		}
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
			"events": cty.StringVal(strings.Join(a.Events, ", ")), "expected": cty.NumberFloatVal(math.Round(a.Expected)),
			"availability": percent(a.Availability), "allowed": cty.NumberFloatVal(math.Round(a.Allowed())),
		})
		list = append(list, it)
	}
	return list
}

func percent(n *float64) cty.Value {
	if n == nil {
		return cty.StringVal("")
	}
	return cty.StringVal(strconv.FormatFloat(*n, 'f', -1, 64) + " %")
}
