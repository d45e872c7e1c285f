package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// fillings are the endings of files that something fills in before anybody reads
// them: Chef, Puppet, Ansible, confd and the like. What stands before such an ending
// says how the file is read.
var fillings = []string{".erb", ".epp", ".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".ctmpl", ".in", ".conf.template"}

// unfilled is a path without such an ending; false where it has none.
func unfilled(name string) (string, bool) {
	ending := path.Ext(name)
	if ending == ".template" {
		ending = ".conf.template"
	}
	rest, ok := strings.CutSuffix(name, ending)
	if !ok || !slices.Contains(fillings, ending) || path.Base(rest) == "." {
		return name, false
	}
	if ending == ".conf.template" {
		rest += ".conf"
	}
	return rest, true
}

// tag is what a template has filled in: of ERB and EPP, of Jinja and of Go.
var tag = regexp.MustCompile(`(?s)<%.*?%>|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}`)

// deciding are the words that begin what decides about a template of Go's and gives no text.
var deciding = []string{"if", "else", "end", "range", "with", "define", "block", "template", "include", "/*", "$"}

// given says that a tag stands for a text, and does not decide about others.
func given(text string) bool {
	if inner, ok := strings.CutPrefix(text, "<%"); ok {
		return strings.HasPrefix(inner, "=") || strings.HasPrefix(inner, "-=")
	}
	inner, ok := strings.CutPrefix(text, "{{")
	if !ok {
		return false
	}
	first, _, _ := strings.Cut(strings.TrimSpace(strings.TrimLeft(strings.TrimSuffix(inner, "}}"), "-~+ ")), " ")
	return !slices.Contains(deciding, strings.TrimRight(first, "-")) || first == "template"
}

// gaps are the tags of a template whose places are kept by words, so that readers
// of any format pass over them.
type gaps struct{ tags []string }

// kept is such a word. It is one in all formats, and in names of hosts.
var kept = regexp.MustCompile(`zgap([0-9]+)z`)

// fill puts words in the places of tags, and nothing where they give no text.
// Lines stay.
func (g *gaps) fill(src []byte) []byte {
	return tag.ReplaceAllFunc(src, func(t []byte) []byte {
		text := string(t)
		lines := strings.Repeat("\n", strings.Count(text, "\n"))
		if !given(text) || len(g.tags) >= maxSettings {
			return []byte(lines)
		}
		g.tags = append(g.tags, plainTag(text))
		return []byte("zgap" + strconv.Itoa(len(g.tags)-1) + "z" + lines)
	})
}

// plainTag is a tag in one line, without the signs that cut blanks around it.
func plainTag(text string) string {
	open, end := "{{", "}}"
	inner := strings.TrimSuffix(strings.TrimPrefix(text, "{{"), "}}")
	if strings.HasPrefix(text, "<%") {
		open, end = "<%=", "%>"
		inner = strings.TrimLeft(strings.TrimSuffix(strings.TrimPrefix(text, "<%"), "%>"), "-=")
	}
	inner = strings.Join(strings.Fields(strings.Trim(strings.TrimSpace(inner), "-~")), " ")
	return open + " " + inner + " " + end
}

// restore puts the tags back.
func (g *gaps) restore(docs []*setting) {
	if len(g.tags) == 0 {
		return
	}
	for _, doc := range docs {
		doc.each(func(s *setting) { s.key, s.value = g.text(s.key), g.text(s.value) })
	}
}

func (g *gaps) text(s string) string {
	if !strings.Contains(s, "zgap") {
		return s
	}
	return kept.ReplaceAllStringFunc(s, func(word string) string {
		i, err := strconv.Atoi(kept.FindStringSubmatch(word)[1])
		if err != nil || i >= len(g.tags) {
			return word
		}
		return g.tags[i]
	})
}
