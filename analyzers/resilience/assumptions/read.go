package assumptions

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"

	"github.com/resilint/resilint/analyzers/nearest"
)

// With gives the set in which the blocks of a body stand in place of what they
// name. Other blocks of the body are not looked at.
func (s *Set) With(body hcl.Body) (*Set, hcl.Diagnostics) {
	next := *s
	next.Tiers, next.Events = maps.Clone(s.Tiers), maps.Clone(s.Events)
	return &next, next.read(body, true)
}

// blocks is how a body is read.
type blocks struct {
	Tiers     []Tier      `hcl:"tier,block"`
	Events    []Event     `hcl:"event,block"`
	Switching []Switching `hcl:"switching,block"`
	Lag       []Lag       `hcl:"lag,block"`
	Data      []Data      `hcl:"data,block"`
	Rest      hcl.Body    `hcl:",remain"`
}

func (s *Set) read(body hcl.Body, own bool) hcl.Diagnostics {
	var b blocks
	diags := gohcl.DecodeBody(body, nil, &b)
	if diags.HasErrors() {
		return diags
	}
	r := &reader{set: s, own: own}
	for _, t := range b.Tiers {
		r.at = t.Range
		r.tier(t)
	}
	for _, e := range b.Events {
		r.at = e.Range
		r.event(e)
	}
	for _, x := range b.Switching {
		r.at = x.Range
		r.set.Own = r.set.Own || own
		r.times(s.Switching.Minutes[:], x.ColdCopy, x.WarmReplica, x.ManualSwitch, x.AutomaticRead, x.ActiveActive)
	}
	for _, x := range b.Lag {
		r.at = x.Range
		r.set.Own = r.set.Own || own
		r.times(s.Lag.Minutes[:], x.Backup, x.Replica, x.Timed, x.Sync)
	}
	for _, x := range b.Data {
		r.at = x.Range
		r.data(x)
	}
	return append(diags, r.diags...)
}

// reader checks what was read, and keeps what is wrong with it.
type reader struct {
	at    hcl.Range // of the block that is read
	set   *Set
	own   bool
	diags hcl.Diagnostics
}

func (r *reader) fail(format string, args ...any) {
	at := r.at // the next block's will be another
	r.diags = append(r.diags, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Invalid assumption", Detail: fmt.Sprintf(format, args...), Subject: &at})
}

// tiers and classes are what blocks may be labelled with.
var (
	tiers   = []string{"t0", "t1", "t2", "t3", "t4", "unknown"}
	classes = []string{"deletion", "zone", "service", "region", "global", "account", "provider"}
	breadth = []string{"none", "zone", "service", "region", "global", "provider"}
)

func (r *reader) known(what, name string, list []string) bool {
	if slices.Contains(list, name) {
		return true
	}
	r.fail("%s", nearest.Sentence(what, name, list))
	return false
}

func (r *reader) tier(t Tier) {
	if !r.known("tier", t.Name, tiers) || t.Survives != "" && !r.known("breadth", t.Survives, breadth) {
		return
	}
	old := r.set.Tiers[t.Name]
	old.Name = t.Name
	if t.Weight != nil {
		r.upTo(1, "the weight of "+t.Name, *t.Weight)
		old.Weight, r.set.Own = t.Weight, r.set.Own || r.own
	}
	if t.RTO != "" {
		if m, ok := r.minutes(t.RTO); ok {
			old.RTO, old.Minutes, old.Stated = t.RTO, &m, r.own
		}
	}
	if t.Survives != "" {
		old.Survives = t.Survives
	}
	r.set.Tiers[t.Name] = old
}

func (r *reader) event(e Event) {
	if !r.known("event", e.Class, classes) {
		return
	}
	r.set.Own = r.set.Own || r.own
	old := r.set.Events[e.Class]
	old.Class = e.Class
	if e.PerYear != nil {
		r.upTo(1000, "how often "+e.Class+" happens", *e.PerYear)
		old.PerYear = e.PerYear
	}
	if e.Loss != nil {
		r.upTo(1, "the loss of "+e.Class, *e.Loss)
		old.Loss = e.Loss
	}
	if n := len(e.Lasts); n != 0 && n != 3 {
		r.fail("The event %q lasts three times: in the lighter half of cases, in four of ten, in the worst tenth.", e.Class)
		return
	}
	r.times(old.Minutes[:], e.Lasts...)
	r.set.Events[e.Class] = old
}

func (r *reader) data(d Data) {
	r.set.Own = r.set.Own || r.own
	for _, v := range []struct {
		name string
		from *float64
		to   **float64
	}{
		{"system_of_record", d.SystemOfRecord, &r.set.Data.SystemOfRecord},
		{"user", d.User, &r.set.Data.User},
		{"derived", d.Derived, &r.set.Data.Derived},
		{"cache", d.Cache, &r.set.Data.Cache},
	} {
		if v.from != nil {
			r.upTo(1, "the value of "+v.name, *v.from)
			*v.to = v.from
		}
	}
}

// times reads durations into minutes; an empty one leaves what there was.
func (r *reader) times(into []float64, texts ...string) {
	for i, text := range texts {
		if text == "" {
			continue
		}
		if m, ok := r.minutes(text); ok {
			into[i] = m
		}
	}
}

// minutes reads one duration: more than nothing, and at most a year.
func (r *reader) minutes(text string) (float64, bool) {
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		r.fail("%q is no duration; write 15m, 4h or 1h30m.", text)
	case d <= 0:
		r.fail("The duration %q is not more than nothing.", text)
	case d > 366*24*time.Hour:
		r.fail("The duration %q is longer than a year.", text)
	default:
		return d.Minutes(), true
	}
	return 0, false
}

// upTo refuses numbers below zero and above the highest; NaN is neither.
func (r *reader) upTo(high float64, what string, n float64) {
	if !(n >= 0 && n <= high) {
		r.fail("What is said of %s is %g: it has to be between 0 and %g.", what, n, high)
	}
}
