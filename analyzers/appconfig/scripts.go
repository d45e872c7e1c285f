package appconfig

import (
	"regexp"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// heredocs adds the texts that a statement writes into files, by the files' names.
func heredocs(root *setting, src []byte, n *syntax.Stmt) {
	name := ""
	for _, r := range n.Redirs {
		if r.Word != nil && (r.Op == syntax.RdrOut || r.Op == syntax.AppOut || r.Op == syntax.RdrClob) {
			name = wordText(src, r.Word)
		}
	}
	if call, ok := n.Cmd.(*syntax.CallExpr); ok && name == "" && slices.ContainsFunc(call.Args, func(w *syntax.Word) bool { return wordText(src, w) == "tee" }) {
		name = wordText(src, call.Args[len(call.Args)-1])
	}
	for _, r := range n.Redirs {
		if r.Hdoc == nil || name == "" {
			continue
		}
		from, to := int(r.Hdoc.Pos().Offset()), int(r.Hdoc.End().Offset())
		if from < 0 || to > len(src) || from > to {
			continue
		}
		text := root.set(heredoc, string(src[from:to]), int(r.Hdoc.Pos().Line()), 1)
		text.quoted, text.under = true, true
		text.below = []*setting{{key: name}}
	}
}

// heredoc is the key of a text that a script writes into a file, which stands below it.
const heredoc = "<<"

// assignments reads the buckets that a script's variables hold, and that none of its
// commands was found to use.
func (f *finder) assignments(root *setting) {
	group := &setting{key: "", parent: &setting{}}
	asked := askedOf(root)
	for _, s := range root.items() {
		if s.leaf && s.key != heredoc && !asked[s.key] && !computed.MatchString(s.value) {
			group.set(s.key, s.value, s.line, s.column)
		}
	}
	sub := f.named("")
	sub.settings(group)
	for _, s := range group.items() {
		sub.joined(s)
	}
	for _, m := range sub.found {
		if m.Provider != "" && !f.private(m.Bucket) && !slices.ContainsFunc(f.found, func(o Mention) bool { return o.Bucket == m.Bucket }) {
			f.found = append(f.found, m)
		}
	}
}

// hosted is a host or a URL that begins with the variable of a bucket.
var hosted = regexp.MustCompile(`^(?:https?://)?\$\{?(\w*BUCKET\w*)\}?\.\$?\{?\w+`)

// joined reads a host that a script puts together of a bucket's variable and others.
func (f *finder) joined(s *setting) {
	m := hosted.FindStringSubmatch(s.value)
	if m == nil || vendorIn(m[1]+"_"+s.key) == "" {
		return
	}
	if _, ok := f.locate(resolve(s.value).text); ok {
		return
	}
	f.add(Mention{Provider: vendorIn(m[1] + "_" + s.key), Bucket: "${" + m[1] + "}", Env: m[1], References: []string{m[1]}, Locator: shown(s.value)}, s)
}

// askedOf are the variables that the commands of tools ask for.
func askedOf(root *setting) map[string]bool {
	asked := map[string]bool{}
	for _, c := range root.items() {
		if c.leaf || toolIn(c.below) == nil {
			continue
		}
		for _, w := range c.below {
			for _, m := range reference.FindAllStringSubmatch(w.value, -1) {
				asked[m[1]+m[3]+m[4]] = true
			}
		}
	}
	return asked
}

// writes reads the configs that a script writes.
func (f *finder) writes(root *setting, e *estate) {
	for _, s := range root.items() {
		if !s.leaf || s.key != heredoc || len(s.below) == 0 || e == nil {
			continue
		}
		known := e.kindOf(strings.TrimPrefix(s.below[0].key, "/"))
		if known == nil {
			known = e.told([]byte(s.value))
		}
		if known == nil || known.kind == "html" {
			continue
		}
		sub := f.named("")
		docs, _ := known.read([]byte(s.value)) // what is before a mistake counts
		for _, doc := range docs {
			doc.each(func(d *setting) { d.line, d.column = d.line+s.line-1, 1 })
			known.find(sub, doc, e)
		}
		for _, m := range sub.found {
			m.Kind = f.kind
			f.found = append(f.found, m)
		}
	}
}

// innerOf are the variables that a script sets itself, or reads.
func innerOf(root *setting) map[string]bool {
	inner := map[string]bool{}
	for _, c := range root.items() {
		if c.leaf {
			inner[c.key] = true
			continue
		}
		for _, w := range c.below {
			if c.below[0].value == "read" {
				inner[w.value] = true
			}
		}
	}
	return inner
}

// computed is what a shell works out when it runs: an argument, or what a command prints.
var computed = regexp.MustCompile("\\$(?:OPTARG|REPLY)|\\$[0-9@*#?!(]|\\$\\{[0-9@*#?!]|`|\\$\\{\\w+[^\\w}:=-]")

// settled is a text with the values that a script set in the places of variables.
// One that it works out stays open, and so does what holds it.
func settled(text string, set map[string]string) string {
	if computed.MatchString(text) {
		return ""
	}
	return reference.ReplaceAllStringFunc(text, func(ref string) string {
		m := reference.FindStringSubmatch(ref)
		value := set[m[1]+m[3]+m[4]]
		if value == "" || len(value) > maxName || strings.Contains(value, "{"+m[1]+m[3]+m[4]) {
			return ref
		}
		return value
	})
}

// expanded is a command whose words have the values that the script set.
func expanded(c *setting, set map[string]string) []*setting {
	var list []*setting
	for _, w := range c.below {
		word := *w
		word.value = reference.ReplaceAllStringFunc(word.value, func(ref string) string {
			m := reference.FindStringSubmatch(ref)
			if value := set[m[1]+m[3]+m[4]]; value != "" && len(value) <= maxName {
				return value
			}
			return ref
		})
		list = append(list, &word)
	}
	return list
}

// private says that a name is nothing but variables of the script's own, such as that
// of a loop: what they hold is said elsewhere, if it is said at all. Those that come
// from outside are in upper case, or the script does not set them.
func (f *finder) private(name string) bool {
	open := false
	for _, part := range hole.FindAllString(name, -1) {
		open = true
		if strings.HasPrefix(part, "{{") || strings.HasPrefix(part, "<%") {
			return false // a template's, which others fill in
		}
		if strings.ToUpper(part) == part || !f.inner[strings.Trim(part, "${}")] {
			return false
		}
	}
	return open && strings.Trim(hole.ReplaceAllString(name, ""), "-_./") == ""
}

// commandLine reads the commands that a container is started with, in the region
// that its variables set.
func (f *finder) commandLine(region string, parts ...*setting) {
	if line := listed(parts); movesObjects(line) {
		f.inner = nil
		f.command(line, region)
		return
	}
	for _, p := range parts {
		if p.text() != "" {
			f.script(p, p.value, region)
		}
		for _, item := range p.items() {
			if strings.ContainsAny(item.text(), " \n") {
				f.script(item, item.value, region)
			}
		}
	}
}

// listed are the items of lists that make one command.
func listed(parts []*setting) []*setting {
	var list []*setting
	for _, p := range parts {
		if p != nil && p.list {
			list = append(list, p.below...)
		}
	}
	return list
}

// movesObjects says that the words of a command begin with a tool that moves objects.
func movesObjects(line []*setting) bool {
	if len(line) < 3 || !line[0].leaf {
		return false
	}
	_, ok := tools[base(line[0].value)]
	return ok
}

// script reads a script that stands as text in a setting; its lines are counted
// from the setting's. How far the text is indented is not known, nor are columns.
func (f *finder) script(at *setting, text, region string) {
	var g gaps
	docs, _ := readShell(g.fill([]byte(text))) // it reads what it can
	g.restore(docs)
	before := at.above()
	for _, doc := range docs {
		doc.each(func(s *setting) { s.line, s.column = s.line+before, 1 })
		f.commands(doc, region)
		f.assignments(doc)
	}
}
