package reporters

import (
	"cmp"
	"slices"
	"strings"

	"github.com/resilint/resilint/rules"
)

// rules lists the whole catalogue, not only what fired: the list changes with the
// tool, not with the code. It also says where each rule stands in the list.
func (s *sarif) rules() ([]sarifRule, map[string]int) {
	catalog := slices.Clone(s.Catalog)
	for _, f := range s.all {
		catalog = append(catalog, f.Rule)
	}
	slices.SortStableFunc(catalog, func(a, b *rules.Rule) int { return cmp.Compare(a.ID, b.ID) })
	catalog = slices.CompactFunc(catalog, func(a, b *rules.Rule) bool { return a.ID == b.ID })
	list, index := make([]sarifRule, len(catalog)), map[string]int{}
	for i, r := range catalog {
		list[i], index[r.ID] = sarifRuleOf(r), i
	}
	return list, index
}

func sarifRuleOf(r *rules.Rule) sarifRule {
	link := ruleURL(r.ID)
	help := cmp.Or(strings.TrimSpace(r.Help), r.Summary)
	return sarifRule{
		ID:    r.ID,
		Name:  pascal(r.Name),
		Short: sarifText{Text: cut(sentence(r.Summary), maxText)},
		Full:  sarifText{Text: cut(sentence(firstParagraph(help)), maxText)},
		// Code scanning ignores helpUri, so the link stands in the text as well.
		Help: sarifText{
			Text:     help + "\n\nMore: " + link,
			Markdown: help + "\n\n[More about " + r.ID + "](" + link + ")",
		},
		HelpURI:       link,
		Configuration: sarifDefault{Level: sarifLevel(r.Level)},
		Properties: sarifRuleDetails{
			Precision: r.Precision, Severity: problemSeverity(r.Level), Tags: tags(r.ID),
		},
	}
}

// ruleURL is the page of a rule.
func ruleURL(id string) string { return home + "/blob/main/docs/rules/" + id + ".md" }

// firstParagraph skips headings; it is the sentence or two that say what is wrong.
func firstParagraph(markdown string) string {
	for paragraph := range strings.SplitSeq(markdown, "\n\n") {
		text := strings.Join(strings.Fields(paragraph), " ")
		if text != "" && !strings.HasPrefix(text, "#") {
			return text
		}
	}
	return strings.TrimLeft(markdown, "# ")
}

// pascal turns sole-bucket into SoleBucket.
func pascal(kebab string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(kebab, "-") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

func sarifLevel(l rules.Level) string {
	switch l {
	case rules.LevelError, rules.LevelWarning:
		return string(l)
	default:
		return string(rules.LevelNote)
	}
}

func problemSeverity(l rules.Level) string {
	if level := sarifLevel(l); level != string(rules.LevelNote) {
		return level
	}
	return "recommendation"
}

// tags say what kind of trouble it is; no "security", so that a gate on security
// alerts does not trip over it.
func tags(id string) []string {
	list := []string{"availability", "reliability"}
	families := map[byte]string{
		'1': "single-point-of-failure", '2': "replication", '3': "failover", '4': "operator-error",
		'5': "repair-path", '6': "application-config", '9': "scan-quality",
	}
	if len(id) > 2 && families[id[2]] != "" {
		list = append(list, families[id[2]])
	}
	return list
}
