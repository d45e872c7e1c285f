package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// Actions of a Helm template. One that is alone in its line decides about others
// or includes them; one inside a line stands for a value.
var (
	aloneAction  = regexp.MustCompile(`(?m)^[ \t]*(?:-[ \t]+)?(?:\{\{[^{}]*\}\}[ \t]*|\{%[^{}]*%\}[ \t]*)+(?:#.*)?$`)
	inlineAction = regexp.MustCompile(`"?\{\{-?\s*([^{}\n]*?)\s*-?\}\}"?`)
	valuesPath   = regexp.MustCompile(`^(?:required\s+"[^"]*"\s+|tpl\s+)?\$?\.(Values(?:\.\w+)+)\s*(?:\|\s*(?:quote|squote|toString|trim|default\s+\S+)\s*)*$`)
	defaultPipe  = regexp.MustCompile(`\|\s*default\s+"([^"${}]*)"|^default\s+"([^"${}]*)"\s+\.(Values(?:\.\w+)+)`)
	leftAction   = regexp.MustCompile(`\{\{[^}]*\}\}|\{%[^}]*%\}`)
	dottedPath   = regexp.MustCompile(`^(?:(?:required\s+"[^"]*"\s+|tpl\s+)?\$?\.|\$)?([A-Za-z_]\w*(?:\.\w+)*)\s*(?:$|\||\$)`)
	fromOutside  = regexp.MustCompile(`^(?:requiredEnv|env)\s+"([A-Za-z_]\w*)"`)
	// valueStart is a line up to where its value begins.
	valueStart = regexp.MustCompile(`^[ \t]*(?:-[ \t]+)?(?:[\w.-]+:[ \t]+)?$`)
)

// bare says that a template has an action where YAML would see the start of a map, and
// would lose the value.
func bare(src []byte) bool {
	line := 0 // where it begins
	for at, c := range src {
		switch {
		case c == '\n':
			line = at + 1
		case c == '{' && at+1 < len(src) && (src[at+1] == '{' || src[at+1] == '%') && valueStart.Match(src[line:at]):
			return true
		}
	}
	return false
}

// readTemplate reads a template of a chart as the YAML that it would be with all
// its branches taken. Values stand as variables: ${Values.storage.bucket}. A
// template is text, and one that is no YAML even then is no mistake.
func readTemplate(src []byte) ([]*setting, error) {
	if helpers := helpersIn(src); len(helpers) > 0 {
		return helpers, nil
	}
	docs, err := readPlainYAML(filled(src))
	if err != nil && !isTemplate(src) {
		return docs, err
	}
	return docs, nil
}

// filled is a template with variables in the place of its actions, each line
// where it was.
func filled(src []byte) []byte {
	text := string(src)
	if !strings.Contains(text, "{{") && !strings.Contains(text, "{%") {
		return src
	}
	blank := func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) }
	text = valueItem.ReplaceAllStringFunc(resolvedIn(text), func(line string) string {
		return inlineAction.ReplaceAllStringFunc(line, inline)
	})
	text = aloneAction.ReplaceAllStringFunc(text, blank)
	text = inlineAction.ReplaceAllStringFunc(text, inline)
	text = leftAction.ReplaceAllStringFunc(text, blank)
	return []byte(text)
}

// inline is the variable that an action inside a line becomes. Quotes around it
// stay; those that it has none of are not needed.
func inline(action string) string {
	m := inlineAction.FindStringSubmatch(action)
	if text, ok := printed(m[1]); ok {
		return quotedAs(action, text)
	}
	name, fallback := "template", ""
	for _, known := range []*regexp.Regexp{valuesPath, dottedPath, fromOutside} {
		if v := known.FindStringSubmatch(m[1]); v != nil {
			name = v[1]
			break
		}
	}
	if d := defaultPipe.FindStringSubmatch(m[1]); d != nil {
		fallback = d[1] + d[2]
		if d[3] != "" {
			name = d[3]
		}
	}
	if fallback != "" {
		fallback = ":-" + fallback
	}
	return quotedAs(action, "${"+name+fallback+"}")
}

// quotedAs is a text with the quotes that stand around an action.
func quotedAs(action, text string) string {
	if strings.HasPrefix(action, `"`) {
		text = `"` + text
	}
	if strings.HasSuffix(action, `"`) {
		text += `"`
	}
	return text
}

// What a template prints by a format, and the variables that it gives names to.
var (
	printfAction = regexp.MustCompile(`^\(?printf\s+"([^"\n]*)"\s+((?:\$?[\w.]+\s*)+)\)?\s*(?:\|\s*(?:quote|squote|toString|trim)\s*)*$`)
	namedAction  = regexp.MustCompile(`\{\{-?\s*\$(\w+)\s*:=\s*([^{}\n]+?)\s*-?\}\}`)
	formatVerb   = regexp.MustCompile(`%[svdq]`)
)

// valueItem is an item of a list that is one value, and includes nothing.
var valueItem = regexp.MustCompile(`(?m)^[ \t]*-[ \t]+\{\{-?\s*(?:printf\s|\$?\.Values\.)[^{}\n]*\}\}[ \t]*$`)

// printed is what an action of printf prints, with its arguments as variables; false
// where it is none, or prints no text.
func printed(action string) (string, bool) {
	m := printfAction.FindStringSubmatch(action)
	if m == nil {
		return "", false
	}
	args := strings.Fields(m[2])
	if len(args) != len(formatVerb.FindAllString(m[1], -1)) || strings.ContainsAny(m[1], "#:{}[]&*!|>'`") && !strings.Contains(m[1], "://") {
		return "", false
	}
	return formatVerb.ReplaceAllStringFunc(m[1], func(string) string {
		arg := args[0]
		args = args[1:]
		return inline("{{ " + arg + " }}")
	}), true
}

// maxNamed bounds the variables of one template.
const maxNamed = 100

// resolvedIn writes what the variables of a template stand for where they are used alone, if
// each is given a value once.
func resolvedIn(text string) string {
	given := map[string]string{}
	for _, m := range namedAction.FindAllStringSubmatch(text, maxNamed) {
		if _, again := given[m[1]]; again || len(m[2]) > maxName {
			m[2] = ""
		}
		given[m[1]] = m[2]
	}
	if len(given) == 0 {
		return text
	}
	return usedAction.ReplaceAllStringFunc(text, func(action string) string {
		if value := given[usedAction.FindStringSubmatch(action)[1]]; value != "" && !strings.HasPrefix(value, "$") {
			return "{{ " + value + " }}"
		}
		return action
	})
}

// usedAction is a variable that a template writes out.
var usedAction = regexp.MustCompile(`\{\{-?\s*\$(\w+)\s*(?:\|\s*(?:quote|squote|toString|trim)\s*)*-?\}\}`)

// chartOf is the directory of the chart that a template belongs to.
func chartOf(file string) string {
	dir := path.Dir(file)
	if i := strings.LastIndex("/"+dir+"/", "/templates/"); i >= 0 {
		return path.Clean(("/" + dir + "/")[:i+1])[1:]
	}
	return dir
}

// findTemplate reads a template of a chart as the document that it makes.
func findTemplate(f *finder, doc *setting, e *estate) {
	if name := path.Base(chartOf(f.file)); name != "." && name != "/" && !plain.MatchString(name) {
		f.service, f.chart = name, name
	}
	if doc.key != "" {
		f.helper(doc, e)
	} else {
		findDocument(f, doc, e)
	}
	f.found = withoutStubs(f.found)
}

// withoutStubs drops the buckets of which a template leaves all to be filled in,
// where it does so for several providers: a release has one of them, and none is
// known to be it.
func withoutStubs(found []Mention) []Mention {
	provider, several := "", false
	stub := func(m Mention) bool {
		return !m.Certain && strings.Trim(hole.ReplaceAllString(m.Bucket, ""), "/-_.") == ""
	}
	for _, m := range found {
		if stub(m) && m.Provider != "" {
			several = several || provider != "" && provider != m.Provider
			provider = m.Provider
		}
	}
	if !several {
		return found
	}
	return slices.DeleteFunc(found, stub)
}

// fill puts the values of the chart in the place of the variables of its
// template. What is switched off there is empty.
func (e *estate) fill(file string, doc *setting) {
	values := e.values[chartOf(file)]
	if values == nil {
		return
	}
	doc.each(func(s *setting) {
		if !s.leaf || !strings.Contains(s.value, "${Values.") {
			return
		}
		s.value = reference.ReplaceAllStringFunc(s.value, func(ref string) string {
			m := reference.FindStringSubmatch(ref)
			steps, ok := strings.CutPrefix(m[1]+m[3], "Values.")
			at := values.at(strings.Split(steps, ".")...)
			switch {
			case !ok || at == nil || len(at.text()) > maxName:
				return ref
			case off(at):
				return ""
			case at.text() == "" && m[2] == "" && at.leaf && isNamed(at):
				return ref // whoever installs the chart gives it
			case at.text() == "":
				return m[2]
			}
			s.doubt = s.doubt || ref != s.text() && ofPlace(at.key)
			return at.text()
		})
	})
}

// ofPlace says that a value of a chart is the place that it runs in: every release sets
// its own.
func ofPlace(key string) bool {
	w := words(key)
	return slices.ContainsFunc(w, func(word string) bool { return word == "environment" || word == "env" || word == "stage" })
}

// isNamed says that a value of a chart is the name of a bucket.
func isNamed(s *setting) bool {
	r, _ := keyOf(s.key)
	return r == bucketKey
}

// off says that a setting stands in a group that is switched off.
func off(s *setting) bool {
	for g := s.parent; g != nil; g = g.parent {
		if disabled(g) {
			return true
		}
	}
	return false
}
