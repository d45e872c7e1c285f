package appconfig

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// readFluent reads sections of "key value" lines, as Fluent Bit and Fluentd write
// them: [OUTPUT] or <match>.
func readFluent(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	section, depth := root, 0
	for i, line := range textLines(src) {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || text[0] == '#' || i >= maxSettings || depth > maxDepth:
		case text[0] == '[':
			section = root.add(strings.ToLower(strings.Trim(text, "[] ")), i+1, 1)
		case strings.HasPrefix(text, "</"):
			if section.parent != nil {
				section, depth = section.parent, depth-1
			}
		case text[0] == '<':
			name, _, _ := strings.Cut(strings.Trim(text, "<> "), " ")
			section, depth = section.add(strings.ToLower(name), i+1, 1), depth+1
		default:
			if key, value, ok := strings.Cut(strings.ReplaceAll(text, "\t", " "), " "); ok {
				section.set(strings.ToLower(key), unquote(value), i+1, 1)
			}
		}
	}
	return []*setting{root}, nil
}

// findFluent reads where a shipper of logs writes.
func findFluent(f *finder, root *setting, _ *estate) {
	f.access, f.need = facts.Write, facts.Soft
	f.settings(root)
}

// schedule is what stands before the command of a line of a crontab.
var schedule = regexp.MustCompile(`^\s*(?:@\w+|(?:[\d*/,A-Za-z-]+[ \t]+){5})[ \t]*(?:root[ \t]+)?`)

// readCrontab reads the commands of a crontab.
func readCrontab(src []byte) ([]*setting, error) {
	var script strings.Builder
	for _, line := range textLines(src) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			script.WriteString(schedule.ReplaceAllString(line, ""))
		}
		script.WriteByte('\n')
	}
	return readShell([]byte(script.String()))
}

// readLogstash reads a pipeline of Logstash, which writes "=>" for a sign.
func readLogstash(src []byte) ([]*setting, error) {
	return readHOCON(bytes.ReplaceAll(src, []byte("=>"), []byte("=")))
}

// findLogstash reads what a pipeline takes in, and where it writes.
func findLogstash(f *finder, root *setting, _ *estate) {
	f.access = facts.Read
	f.settings(root.child("input"))
	f.access, f.need = facts.Write, facts.Soft
	f.settings(root.child("output"))
}
