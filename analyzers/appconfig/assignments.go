package appconfig

import (
	"regexp"
	"strings"
)

// assigned is an assignment of a literal, as Python, PHP and Ruby write it, or a
// pair of a dictionary; defined is PHP's define().
var (
	assigned = regexp.MustCompile(`^\s*(?:export\s+(?:const\s+)?|const\s+|let\s+|var\s+|\$|config\.|self\.)?["']?([A-Za-z_][\w.]*)["']?\]?\s*(?:=>|=|:)\s*(.+?),?;?\s*$`)
	defined  = regexp.MustCompile(`^\s*define\(\s*["'](\w+)["']\s*,\s*(.+?)\s*\)\s*;`)
	opened   = regexp.MustCompile(`[\[{(]\s*$`)
	literal  = regexp.MustCompile(`^(?:[rbuf]?["']([^"']*)["']|(True|False|true|false|None|nil|null)),?$`)
)

// indexed is an assignment to an element: default['archiver']['bucket'] = 'x'.
var (
	indexed = regexp.MustCompile(`^\$?([A-Za-z_]\w*(?:\[["':]?[\w.-]+["']?\])+)\s*=\s*(.+?);?$`)
	element = regexp.MustCompile(`^\w+|\[["':]?([\w.-]+)["']?\]`)
)

// elements are the steps of such an assignment's left side.
func elements(left string) []string {
	var list []string
	for _, m := range element.FindAllStringSubmatch(left, maxDepth) {
		list = append(list, firstOf(m[1], m[0]))
	}
	return list
}

// reach is the group in which a path's last step stands, made where it is not there.
func (s *setting) reach(path []string, line int) *setting {
	for _, step := range path[:len(path)-1] {
		next := s.child(step)
		if next == nil || next.leaf {
			next = s.add(step, line, 1)
		}
		s = next
	}
	return s
}

// readAssignments reads the literals that a program of settings assigns, and
// what it takes from its environment. It follows no control flow.
func readAssignments(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	r := &assignments{group: root, outside: map[*setting]*setting{}}
	for i, line := range textLines(src) {
		text := strings.TrimSpace(line)
		if i < maxSettings && text != "" && !remarked(text) {
			r.read(line, text, i+1)
		}
		if r.depth > maxDepth {
			return []*setting{root}, errDepth
		}
	}
	return []*setting{root}, nil
}

// remarked says that a line is a comment in one of these languages.
func remarked(text string) bool {
	return text[0] == '#' || text[0] == '*' || strings.HasPrefix(text, "//") || strings.HasPrefix(text, "/*")
}

// assignments is a program of settings on its way.
type assignments struct {
	group   *setting // that is open
	depth   int
	outside map[*setting]*setting // of groups that elements opened: those around the whole path
}

// read reads one line.
func (r *assignments) read(line, text string, at int) {
	if m := indexed.FindStringSubmatch(text); m != nil {
		r.element(elements(m[1]), m[2], at)
		return
	}
	m := assigned.FindStringSubmatch(line)
	if m == nil {
		m = defined.FindStringSubmatch(line)
	}
	switch {
	case m != nil && opened.MatchString(text):
		r.group, r.depth = r.group.add(strings.TrimPrefix(m[1], "module.exports"), at, 1), r.depth+1
	case m != nil:
		assign(r.group, m[1], strings.TrimSpace(m[2]), at)
	case opened.MatchString(text):
		r.group, r.depth = r.group.add("", at, 1), r.depth+1
	}
	if strings.IndexAny(text, "]})") == 0 && r.group.parent != nil {
		r.end()
	}
}

// element reads an assignment to an element of what is open.
func (r *assignments) element(path []string, text string, at int) {
	to, last := r.group.reach(path, at), path[len(path)-1]
	if !opened.MatchString(text) {
		assign(to, last, strings.TrimSpace(text), at)
		return
	}
	child := to.add(last, at, 1)
	r.outside[child] = r.group
	r.group, r.depth = child, r.depth+len(path)
}

// end closes the group that is open.
func (r *assignments) end() {
	back := r.outside[r.group]
	if back == nil {
		back = r.group.parent
	}
	for ; r.group != back; r.group = r.group.parent {
		r.depth--
	}
}

// assign adds a literal, or a call that asks the environment.
func assign(group *setting, key, text string, line int) {
	if m := literal.FindStringSubmatch(text); m != nil {
		if m[2] != "None" && m[2] != "nil" && m[2] != "null" {
			group.set(key, m[1]+m[2], line, 1)
		}
		return
	}
	if m := scriptVariable.FindStringSubmatch(text); m != nil {
		name := m[1] + m[2]
		if m[3] != "" {
			name += ":-" + m[3]
		}
		group.set(key, "${"+name+"}", line, 1)
		return
	}
	if m := called.FindString(text); m != "" && strings.HasPrefix(text, m) {
		group.set(key, m, line, 1)
	}
}

// scriptVariable is a variable that a program of JavaScript asks for.
var scriptVariable = regexp.MustCompile(`^process\.env(?:\.(\w+)|\[["'](\w+)["']\])(?:\s*(?:\|\||\?\?)\s*["']([^"'${}]*)["'])?,?;?$`)
