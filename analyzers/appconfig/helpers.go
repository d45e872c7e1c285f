package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// Where a helper of a chart begins, and what opens and ends blocks inside it.
var (
	helperStart = regexp.MustCompile(`\{\{-?\s*define\s+"([^"\n]+)"\s*-?\}\}`)
	blockAction = regexp.MustCompile(`\{\{-?\s*(if|range|with|define|block|end)\b[^{}]*\}\}`)
)

// maxHelpers bounds the helpers of one file.
const maxHelpers = 500

// helpersIn are the helpers that a file defines, each as the YAML that stands in it,
// by its name as key and with the lines of the file. Files without any have none.
func helpersIn(src []byte) []*setting {
	text := string(src)
	var list []*setting
	line, at := 1, 0
	for _, m := range helperStart.FindAllStringSubmatchIndex(text, maxHelpers) {
		if m[1] < at {
			continue // inside of another
		}
		line += strings.Count(text[at:m[1]], "\n")
		at = m[1]
		body := text[at : at+helperEnd(text[at:])]
		docs, _ := readPlainYAML(filled([]byte(body))) // what is before a mistake counts
		for _, doc := range docs {
			doc.each(func(s *setting) { s.line += line - 1 })
			doc.key = text[m[2]:m[3]]
			list = append(list, doc)
		}
		line += strings.Count(body, "\n")
		at += len(body)
	}
	return list
}

// variablesIn are the helpers of a file of a chart that are lists of variables, or
// hold one.
func variablesIn(file string, src []byte) []*setting {
	if !strings.HasSuffix(file, ".tpl") || chartOf(file) == path.Dir(file) {
		return nil
	}
	return slices.DeleteFunc(helpersIn(src), func(doc *setting) bool { return envOf(doc) == nil })
}

// envOf is the list of variables that a helper is, or that it holds; nil for none.
func envOf(doc *setting) *setting {
	list := doc.child("env")
	if doc.list {
		list = &setting{key: "env", list: true, below: doc.below, parent: &setting{}}
	}
	if list == nil || !isPaired(list) {
		return nil
	}
	return list
}

// helperEnd is where the text of a helper ends that has begun.
func helperEnd(text string) int {
	depth := 1
	for _, m := range blockAction.FindAllStringSubmatchIndex(text, -1) {
		if text[m[2]:m[3]] != "end" {
			depth++
			continue
		}
		if depth--; depth == 0 {
			return m[0]
		}
	}
	return len(text)
}

// sharedHelper are names of helpers that several parts of a chart take.
var sharedHelper = regexp.MustCompile(`^(?:common|shared|global|globals|lib|library|helpers?|env|envs|util|utils)$`)

// helper reads a helper that is a list of variables, or holds one. It is of the chart,
// or of the part of it that its name begins with.
func (f *finder) helper(doc *setting, e *estate) {
	name, _, dotted := strings.Cut(doc.key, ".")
	if dotted && isName(strings.ReplaceAll(name, "-", "_")) && !sharedHelper.MatchString(name) && !plain.MatchString(name) {
		f.service = name
	}
	doc.key = ""
	if list := envOf(doc); list != nil {
		f.paired(list)
		return
	}
	findDocument(f, doc, e)
}
