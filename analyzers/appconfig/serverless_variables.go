package appconfig

import (
	"path"
	"regexp"
	"strings"
)

// variables puts the values of the Serverless Framework's variables where they
// are asked for, by its own rules: what the file itself says, the file beside it,
// and what stands behind a comma for what only a call knows.
type variables struct {
	root   *setting
	estate *estate
	file   string
	files  map[string]*setting // read so far, by path
	asked  int
}

const (
	maxRounds   = 8  // variables within the values of variables
	maxIncluded = 20 // files that one takes values from
)

// inner is a variable with none inside.
var inner = regexp.MustCompile(`\$\{([^${}]+)\}`)

// fill goes through all texts.
func (v *variables) fill() {
	v.files = map[string]*setting{}
	v.root.each(func(s *setting) {
		for range maxRounds {
			if !s.leaf || !strings.Contains(s.value, "${") || len(s.value) > 4*maxName {
				return
			}
			text := inner.ReplaceAllStringFunc(s.value, func(ref string) string { return v.value(ref) })
			if text == s.value {
				return
			}
			s.value = text
		}
	})
}

// value is what a variable stands for; itself where that is not known.
func (v *variables) value(ref string) string {
	choices := choicesOf(ref[2 : len(ref)-1])
	for i, choice := range choices {
		text, known := v.choice(choice)
		switch {
		case known && i == 0:
			return text
		case known && !strings.ContainsAny(text, "${}"):
			return "${" + variableName(choices[0]) + ":-" + text + "}"
		case known:
			return text
		}
	}
	if name, ok := strings.CutPrefix(choices[0], "env:"); ok && isName(name) {
		return "${" + name + "}"
	}
	return ref
}

// variableName is the name by which a variable of some source goes.
func variableName(choice string) string {
	_, name, _ := strings.Cut(choice, ":")
	return firstOf(strings.ReplaceAll(dotted(name), ".", "_"), "value")
}

// choicesOf cuts a variable at its commas.
func choicesOf(text string) []string {
	var list []string
	quote, from := byte(0), 0
	for i := range len(text) {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == ',' && !strings.Contains(text[from:i], "(") || c == ',' && strings.Contains(text[from:i], ")"):
			list, from = append(list, strings.TrimSpace(text[from:i])), i+1
		}
	}
	return append(list, strings.TrimSpace(text[from:]))
}

// choice is the value of one of a variable's sources, if the tree tells it.
func (v *variables) choice(text string) (string, bool) {
	if v.asked++; v.asked > maxLookups {
		return "", false
	}
	if n := len(text); n > 1 && (text[0] == '\'' || text[0] == '"') && text[n-1] == text[0] {
		return text[1 : n-1], true
	}
	kind, name, _ := strings.Cut(text, ":")
	switch {
	case kind == "self":
		return v.self(name)
	case kind == "sls" && name == "stage":
		return v.stage()
	case kind == "param":
		at := v.root.at("params", "default", name)
		return at.text(), at.text() != ""
	case strings.HasPrefix(text, "file("):
		return v.included(text)
	case strings.HasPrefix(text, "opt:") || strings.HasPrefix(text, "env:"):
		return "", false
	}
	return "", false
}

// self is a setting of the file itself.
func (v *variables) self(name string) (string, bool) {
	at := v.root.at(strings.Split(name, ".")...)
	switch {
	case name == "provider.stage":
		return v.stage()
	case at.text() != "" && len(at.text()) <= maxName:
		return at.text(), true
	case name == "service":
		text := v.root.at("service", "name").text()
		return text, text != ""
	}
	return "", false
}

// stage is what a call may set otherwise; where nothing is written, its name stays
// open, as the "dev" of the framework is nobody's production.
func (v *variables) stage() (string, bool) {
	text := v.root.at("provider", "stage").text()
	if strings.Contains(text, "${") || text == "" {
		return firstOf(text, "${sls:stage}"), text != "${sls:stage}"
	}
	return "${stage:-" + text + "}", true
}

// fileCall is a setting of another file: file(PATH):KEY.
var fileCall = regexp.MustCompile(`^file\(\s*([^()]+?)\s*\)(?::([\w.-]+))?$`)

// included is a setting of another file of the tree.
func (v *variables) included(text string) (string, bool) {
	m := fileCall.FindStringSubmatch(text)
	if m == nil || m[2] == "" || v.estate == nil {
		return "", false
	}
	name := path.Join(path.Dir(v.file), m[1])
	doc, ok := v.files[name]
	if !ok && len(v.files) < maxIncluded {
		doc = v.estate.reread(name)
		v.files[name] = doc
	}
	at := doc.at(strings.Split(m[2], ".")...)
	return at.text(), at.text() != "" && len(at.text()) <= maxName
}

// reread reads a file of the tree again, as its own search may change what it is
// taken for; nil when there is none.
func (e *estate) reread(name string) *setting {
	c := e.texts[name]
	if c == nil || len(c.Src) > maxFileSize {
		return nil
	}
	docs, _ := c.ecosystem.read(c.Src) // what is before a mistake counts
	if len(docs) == 0 {
		return nil
	}
	return docs[0]
}
