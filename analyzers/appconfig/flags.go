package appconfig

import (
	"regexp"
	"strings"
)

// flagsKey is the key of the group of a program's arguments.
const flagsKey = "args"

// inCluster is a variable as Kubernetes puts it into arguments.
var inCluster = regexp.MustCompile(`\$\(([A-Za-z_]\w*)\)`)

// flags reads the arguments of a program as settings called like its flags, beside
// its variables. What a shell is told to run is a script, and read as one.
func (f *finder) flags(variables *setting, parts ...*setting) {
	if movesObjects(listed(parts)) {
		return // a command, whose words say more than flags do
	}
	group := &setting{key: flagsKey, parent: variables}
	for _, part := range parts {
		items := part.items()
		for i, item := range items {
			next := &setting{}
			if i+1 < len(items) {
				next = items[i+1]
			}
			f.flag(group, item, next)
		}
	}
	f.settings(group)
}

// flag adds one argument: --name=value, --name and the value behind it, name=value,
// or an operand.
func (f *finder) flag(group, item, next *setting) {
	text := item.text()
	name, value, ok := strings.Cut(text, "=")
	dashed := strings.HasPrefix(name, "-")
	switch {
	case !item.leaf || text == "" || strings.Contains(name, "\n") || strings.Contains(name, " "):
		return
	case dashed && !ok && !strings.HasPrefix(next.text(), "-"):
		value, item = next.text(), next
	case !dashed && (!ok || strings.Contains(name, "/")):
		name, value = "operand", text
	}
	if strings.Contains(value, "\n") {
		f.inFlag(item, value)
		return
	}
	if group.several(strings.TrimLeft(name, "-"), value, item) {
		return
	}
	value = inCluster.ReplaceAllStringFunc(value, func(ref string) string {
		v := group.parent.child(ref[2 : len(ref)-1])
		if v == nil || !v.leaf || v.text() == "" || len(v.text()) > maxName {
			return "${" + ref[2:len(ref)-1] + "}"
		}
		return v.text()
	})
	if value != "" && !strings.Contains(value, " ") && (dashed || ok || strings.Contains(value, "://")) {
		group.set(strings.TrimLeft(name, "-"), value, item.line, item.column)
	}
}

// several adds the settings that one flag holds, name=value,name=value, where one of them
// is a locator; and says that it did.
func (s *setting) several(name, text string, item *setting) bool {
	pairs := strings.Split(text, ",")
	if len(pairs) < 2 || len(pairs) > maxBeside || !strings.Contains(text, "://") {
		return false
	}
	group := &setting{key: name, parent: s, line: item.line, column: item.column}
	for _, pair := range pairs {
		key, value, ok := strings.Cut(pair, "=")
		if !ok || !isName(key) {
			return false
		}
		group.set(key, value, item.line, item.column)
	}
	s.below = append(s.below, group)
	return true
}

// inFlag reads a config that is handed over as the text of a flag.
func (f *finder) inFlag(item *setting, text string) {
	known := f.estate.kindOf("flag.yaml")
	docs, _ := known.read([]byte(text)) // what is before a mistake counts
	for _, doc := range docs {
		if doc.leaf {
			continue
		}
		doc.each(func(s *setting) { s.line, s.column = item.line, item.column })
		sub := f.named("")
		known.find(sub, doc, f.estate)
		for i := range sub.found {
			sub.found[i].Service, sub.found[i].Kind = f.service, f.kind
		}
		f.take(sub)
	}
}
