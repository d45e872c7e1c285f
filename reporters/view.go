package reporters

import (
	"cmp"
	"maps"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/rules"
	"github.com/resilint/resilint/rules/remedy"
)

type pair struct{ service, bucket facts.ID }

// view is a report with the look-ups that every format needs.
type view struct {
	*Report
	facts      *facts.Set
	assessment *resilience.Assessment
	all        []*rules.Finding // the worst first
	findings   []*rules.Finding // of all, those to list
	buckets    map[facts.ID]*facts.Bucket
	services   map[facts.ID]*facts.Service
	backings   map[facts.ID]*facts.Backing
	named      map[string]int // services by name
	verdicts   map[facts.ID]*resilience.BucketVerdict
	pairs      map[pair]*resilience.PairVerdict
	uses       map[pair][]*facts.Dependency
	proposals  map[string][]*remedy.Proposal // by fingerprint
	files      map[string]*sourceFile        // asked for so far
	downtime   map[facts.ID]float64          // see downtimes
	faults     *resilience.Hazards           // see hazards
}

func newView(r *Report) *view {
	v := &view{
		Report:     r,
		facts:      cmp.Or(r.Result.Facts, &facts.Set{}),
		assessment: cmp.Or(r.Result.Assessment, &resilience.Assessment{}),
		all:        ranked(r.Findings),
		buckets:    map[facts.ID]*facts.Bucket{},
		services:   map[facts.ID]*facts.Service{},
		backings:   map[facts.ID]*facts.Backing{},
		named:      map[string]int{},
		verdicts:   map[facts.ID]*resilience.BucketVerdict{},
		pairs:      map[pair]*resilience.PairVerdict{},
		uses:       map[pair][]*facts.Dependency{},
		proposals:  map[string][]*remedy.Proposal{},
		files:      map[string]*sourceFile{},
	}
	for _, f := range v.all {
		if f.Level.Rank() >= cmp.Or(r.Options.MinLevel, rules.LevelNote).Rank() {
			v.findings = append(v.findings, f)
		}
	}
	for i, b := range v.facts.Buckets {
		v.buckets[b.ID] = &v.facts.Buckets[i]
	}
	for i, b := range v.facts.Backings {
		v.backings[b.ID] = &v.facts.Backings[i]
	}
	for i, s := range v.facts.Services {
		v.services[s.ID] = &v.facts.Services[i]
		v.named[s.Name]++
	}
	for i, d := range v.facts.Dependencies {
		at := pair{d.Service, d.Bucket}
		v.uses[at] = append(v.uses[at], &v.facts.Dependencies[i])
	}
	for i, b := range v.assessment.Buckets {
		v.verdicts[b.Bucket] = &v.assessment.Buckets[i]
	}
	for i, p := range v.assessment.Pairs {
		v.pairs[pair{p.Service, p.Bucket}] = &v.assessment.Pairs[i]
	}
	for i, p := range r.Proposals {
		v.proposals[p.Finding] = append(v.proposals[p.Finding], &r.Proposals[i])
	}
	return v
}

// ranked orders findings by score, then by place; the rest only breaks ties, so
// that the order never depends on how they were found.
func ranked(findings []rules.Finding) []*rules.Finding {
	list := make([]*rules.Finding, len(findings))
	for i := range findings {
		list[i] = &findings[i]
	}
	slices.SortStableFunc(list, func(a, b *rules.Finding) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), facts.CompareRanges(a.Location, b.Location),
			cmp.Compare(a.Rule.ID, b.Rule.ID), cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Bucket, b.Bucket), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return list
}

// bucketLabel is what people call a bucket.
func (v *view) bucketLabel(id facts.ID) string {
	b := v.buckets[id]
	switch {
	case b == nil:
		return string(id)
	case b.Name != "":
		return b.Name
	case b.Address != "":
		return facts.UnitName(b.Address, b.Variant)
	case b.NameLike != "":
		return b.Like()
	}
	return string(id)
}

// subject names what a finding is about, by its Terraform address where it has one.
func (v *view) subject(id facts.ID) string {
	if b := v.buckets[id]; b != nil {
		return cmp.Or(b.Address, v.bucketLabel(id))
	}
	if b := v.backings[id]; b != nil {
		return b.Address
	}
	if s := v.services[id]; s != nil {
		return cmp.Or(s.Address, s.Name, string(id))
	}
	return string(id)
}

// dependency is a service's own edge to a bucket; nil when it relies on it
// through others.
func (v *view) dependency(service, bucket facts.ID) *facts.Dependency {
	for _, d := range v.uses[pair{service, bucket}] {
		if len(d.Evidence) > 0 {
			return d
		}
	}
	return nil
}

// totals are the numbers of the summary.
type totals struct {
	index  *float64 // nil when there is no bucket to grade
	grade  string   // empty when there is no bucket to grade
	worst  float64
	single int                 // buckets in a single region
	levels map[rules.Level]int // of the findings that are listed
}

func (v *view) totals() totals {
	t := totals{levels: map[rules.Level]int{}}
	for _, f := range v.findings {
		t.levels[f.Level]++
	}
	for _, b := range v.assessment.Buckets {
		if b.SingleRegion {
			t.single++
		}
	}
	if len(v.facts.Buckets) == 0 && len(v.all) == 0 {
		return t // an A for nothing would be a lie
	}
	scores := v.scores()
	index, letter := resilience.Grade(scores)
	t.index, t.grade = &index, letter
	if len(scores) > 0 {
		t.worst = scores[len(scores)-1]
	}
	return t
}

// scores is the worst score of each bucket that some finding is about, in
// order: sums of floats depend on it.
func (v *view) scores() []float64 {
	return slices.Sorted(maps.Values(rules.Worst(v.Findings)))
}
