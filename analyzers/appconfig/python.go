package appconfig

import (
	"regexp"
	"strings"
)

// readPython reads a program of settings. What stands below a condition is a group
// of its own, as another branch may say otherwise.
func readPython(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	r := &python{assignments: assignments{group: root, outside: map[*setting]*setting{}}}
	lines := textLines(src)
	for i := 0; i < len(lines) && i < maxSettings; i++ {
		line, at := lines[i], i+1
		if text := strings.TrimSpace(line); text == "" || remarked(text) {
			continue
		}
		for n := 0; asking.MatchString(line) && n < 6 && i+1 < len(lines); n++ {
			i++
			line = strings.TrimRight(line, " ") + strings.TrimSpace(lines[i])
		}
		r.line(formatted.ReplaceAllStringFunc(line, func(f string) string { return inBraces.ReplaceAllString(f, "$${$1}") }), at)
		if r.depth > maxDepth || len(r.branches) > maxDepth {
			return []*setting{root}, errDepth
		}
	}
	return []*setting{root}, nil
}

// python is such a program on its way.
type python struct {
	assignments
	branches []branch
	brackets int // that are open
}

// branch is what a condition, a class or a function holds.
type branch struct {
	indent int
	around *setting
}

var (
	asking    = regexp.MustCompile(`(?:getenv|environ\.get|env(?:\.\w+)?|config)\([^()]*$`)
	branching = regexp.MustCompile(`^(?:if|elif|else|try|except|finally|with|for|while|class|def|case|match)\b.*:\s*(?:#.*)?$`)
	formatted = regexp.MustCompile(`=\s*f["'][^"']*["']`)
	variable  = regexp.MustCompile(`^\s*[a-z_]\w*\s*=\s*f?["'].*\$\{`)
	inBraces  = regexp.MustCompile(`\{([A-Za-z_]\w*)\}`)
	// libraryKey is a setting of a library that names a bucket whatever it is set to.
	libraryKey = regexp.MustCompile(`^(?:AWS(?:_\w+)?_STORAGE_BUCKET_NAME|GS_BUCKET_NAME|AWS_S3_BUCKET(?:_NAME)?|S3_BUCKET(?:_NAME)?|GCS_BUCKET(?:_NAME)?)$`)
)

// line reads one line, or one that went on over several.
func (r *python) line(line string, at int) {
	indent, text := len(line)-len(strings.TrimLeft(line, " \t")), strings.TrimSpace(line)
	if r.brackets == 0 {
		for n := len(r.branches); n > 0 && indent <= r.branches[n-1].indent; n-- {
			r.group, r.branches = r.branches[n-1].around, r.branches[:n-1]
		}
		if branching.MatchString(text) {
			r.branches = append(r.branches, branch{indent, r.group})
			r.group = r.group.add("", at, 1)
			return
		}
	}
	if variable.MatchString(line) {
		return // of the program's own, put together for a moment
	}
	was := len(r.group.below)
	group := r.group
	r.read(line, text, at)
	if len(group.below) == was && r.group == group {
		expression(group, line, at)
	}
	opened, closed := strings.Count(text, "(")+strings.Count(text, "[")+strings.Count(text, "{"), strings.Count(text, ")")+strings.Count(text, "]")+strings.Count(text, "}")
	r.brackets = max(0, r.brackets+opened-closed)
}

// expression adds a bucket's name that is put together, or that something else
// knows: it stays open.
func expression(group *setting, line string, at int) {
	m := assigned.FindStringSubmatch(line)
	if m == nil {
		return
	}
	text := strings.TrimSpace(m[2])
	if libraryKey.MatchString(m[1]) && !strings.ContainsAny(text, "{}") && text != "None" && len(text) <= maxName && !strings.HasPrefix(text, "str") {
		group.set(m[1], "{{ "+text+" }}", at, 1)
	}
}
