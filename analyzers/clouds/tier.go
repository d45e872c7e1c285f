package clouds

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// tag is the value of a tag or label, and where it stands.
type tag struct {
	value string
	facts.Evidence
}

// tagsOf reads the tags of a resource by lower-case key; those of its provider
// count where the resource says nothing.
func tagsOf(cloud *cloudSpec, s *subject) map[string]tag {
	tags := map[string]tag{}
	for _, t := range s.terms(cloud.Tags) {
		leavesOfMap(t, func(key string, l *terraform.Term) {
			key = strings.ToLower(key)
			if v, ok := l.Text(); ok && tags[key].value == "" {
				tags[key] = tag{value: v, Evidence: facts.Evidence{Range: l.Places()[0]}}
			}
		})
	}
	return tags
}

func leavesOfMap(t *terraform.Term, visit func(string, *terraform.Term)) {
	switch t.Shape {
	case terraform.Map:
		for _, p := range t.Parts {
			visit(p.Name, p.Term.Behind(t.Trail))
		}
	case terraform.List:
		for _, p := range t.Parts {
			leavesOfMap(p.Term.Behind(t.Trail), visit)
		}
	default:
		v, _ := t.Value.Unmark()
		if !v.IsKnown() || v.IsNull() || (!v.Type().IsObjectType() && !v.Type().IsMapType()) {
			return
		}
		for it := v.ElementIterator(); it.Next(); {
			k, e := it.Element()
			name, _ := terraform.StringOf(k)
			visit(name, &terraform.Term{Value: e.WithMarks(cty.NewValueMarks()), Range: t.Range, Trail: t.Trail})
		}
	}
}

// tierWords are the values that people give a tier or criticality.
func tierOfWord(word string) facts.Tier {
	word = strings.ToLower(strings.TrimSpace(word))
	word = strings.NewReplacer("tier", "t", "-", "", "_", "", " ", "").Replace(word)
	switch word {
	case "t0", "critical", "missioncritical":
		return facts.Tier0
	case "t1", "high":
		return facts.Tier1
	case "t2", "medium", "moderate":
		return facts.Tier2
	case "t3", "low":
		return facts.Tier3
	case "t4", "dev", "development", "test", "sandbox", "none":
		return facts.Tier4
	}
	return facts.TierUnknown
}

// tierKeys are the tags that state a tier, the plainest first.
func tierKeys() []string {
	return []string{"tier", "service-tier", "service_tier", "servicetier", "criticality", "business-criticality", "business_criticality", "businesscriticality"}
}

// devWords name environments that nobody outside relies on.
func isDevWord(w string) bool {
	return slices.Contains([]string{"dev", "develop", "development", "test", "testing", "sandbox", "qa", "uat", "stage", "staging", "preview", "demo", "scratch", "playground"}, w)
}

// tierOf decides a service's tier: its own tag, else environment words in
// tags, in the path of its root and in its name; else it is unknown.
func (s *serviceDraft) tierOf() (facts.Tier, facts.Evidence) {
	for _, key := range tierKeys() {
		if t, ok := s.tags[key]; ok {
			if tier := tierOfWord(t.value); tier != facts.TierUnknown {
				return tier, t.Evidence
			}
		}
	}
	for _, key := range []string{"environment", "env", "stage"} {
		if t, ok := s.tags[key]; ok {
			if isDevWord(strings.ToLower(t.value)) {
				return facts.Tier4, t.Evidence
			}
			return facts.TierUnknown, facts.Evidence{} // the tag says it is none of those
		}
	}
	for _, key := range []string{"service", "app", "application"} {
		if t := s.tags[key]; devWordIn(t.value) != "" {
			return facts.Tier4, t.Evidence
		}
	}
	for _, text := range []string{s.Variant, s.Root, s.Name} {
		if w := devWordIn(text); w != "" {
			return facts.Tier4, facts.Evidence{Range: s.Location, Text: "the word " + w + " in " + text}
		}
	}
	return facts.TierUnknown, facts.Evidence{}
}

// devWordIn is the first word of a text that names such an environment; empty
// when none does.
func devWordIn(text string) string {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if isDevWord(w) {
			return w
		}
	}
	return ""
}

// dataClass reads how precious the data is, when a tag says so.
func dataClass(tags map[string]tag) string {
	for _, key := range []string{"data-class", "data_class", "dataclass", "data"} {
		switch v := strings.ToLower(tags[key].value); v {
		case "system-of-record", "user", "derived", "cache":
			return v
		}
	}
	return ""
}
