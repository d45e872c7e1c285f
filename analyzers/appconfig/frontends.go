package appconfig

import (
	"regexp"
	"slices"
	"strings"
)

// scriptLiteral is a setting of an object or a variable that a program sets to
// a text.
var scriptLiteral = regexp.MustCompile("([A-Za-z_$][\\w$]*)[\"']?\\s*[:=]\\s*[\"'`]([^\"'`\\n]*)[\"'`]")

// readScriptLiterals reads the texts that a program of JavaScript sets, without
// following what it does.
func readScriptLiterals(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	for i, line := range textLines(src) {
		text := strings.TrimSpace(line)
		if i >= maxSettings || strings.HasPrefix(text, "//") || strings.HasPrefix(text, "*") || strings.HasPrefix(text, "/*") {
			continue
		}
		for _, m := range scriptLiteral.FindAllStringSubmatchIndex(line, 50) {
			root.set(line[m[2]:m[3]], line[m[4]:m[5]], i+1, m[4]+1)
		}
	}
	return []*setting{root}, nil
}

// allowing are the settings that only allow a host to be shown.
var allowing = []string{"hostname", "domains", "pathname"}

// findFrontend reads what a build puts into the pages that browsers load.
func findFrontend(f *finder, root *setting, _ *estate) {
	for _, s := range root.items() {
		if m := f.serve(s, s.text()); m != nil && slices.Contains(allowing, s.key) {
			m.Certain = false
		}
	}
}
