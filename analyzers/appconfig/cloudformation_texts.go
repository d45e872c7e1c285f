package appconfig

import (
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// isCommand says that a property is a command of a machine's own setup.
func isCommand(s *setting) bool { return s.key == "command" && strings.Contains(s.value, " ") }

// scripted reads the commands that machines start with, those of builds, and the
// definitions of state machines.
func (f *finder) scripted(t *template, s *setting, kind string) {
	switch {
	case strings.Contains(kind, "CodeBuild"):
		docs, _ := readYAML([]byte(s.value)) // what is before a mistake counts
		for _, doc := range docs {
			doc.each(func(d *setting) { d.line += s.line })
			f.workflow(doc, session{})
		}
	case strings.Contains(kind, "StateMachine"):
		docs, _ := readJSON([]byte(s.value)) // as above
		for _, doc := range docs {
			doc.each(func(d *setting) { d.line, d.column = d.line+s.above(), 1 })
			f.uses(t, doc, kind)
		}
	default:
		sub := f.named("")
		sub.script(s, s.value, "")
		for i := range sub.found {
			sub.found[i].Need = facts.Startup
		}
		f.take(sub)
	}
}

// setUp reads what a machine fetches before it is of use.
func (f *finder) setUp(t *template, init *setting, kind string) {
	sub := f.named("")
	sub.uses(t, init, kind)
	for _, m := range sub.found {
		if publishers.MatchString(m.Bucket) {
			continue // a vendor's programs
		}
		if m.Need = facts.Startup; m.Key != "command" {
			m.Access = facts.Read
		}
		f.found = append(f.found, m)
	}
}

// accessOfTask is what a state of a state machine does with the bucket that it names;
// empty for all else.
func accessOfTask(s *setting) facts.Access {
	for up := s.parent; up != nil; up = up.parent {
		switch up.key {
		case "ItemReader":
			return facts.Read
		case "ResultWriter":
			return facts.Write
		}
		_, verb, ok := strings.Cut(up.child("Resource").text(), ":aws-sdk:s3:")
		if !ok {
			continue
		}
		action := &setting{leaf: true, value: "s3:" + verb}
		if strings.HasPrefix(verb, "list") {
			return facts.Read
		}
		if strings.HasPrefix(verb, "copy") {
			return facts.ReadWrite
		}
		return accessOfActions(action)
	}
	return ""
}
