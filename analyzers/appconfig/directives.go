package appconfig

import "strings"

// readNginx reads directives: words up to ";" or a new line before a brace, and
// blocks in braces. nginx, Caddy and Varnish write their configs so, as far as
// their hosts and names go; the parsers there are for nginx run in goroutines of
// their own, where a panic would end the process.
func readNginx(src []byte) ([]*setting, error) { return readDirectives(src, false) }

// readCaddy reads directives that end with their lines.
func readCaddy(src []byte) ([]*setting, error) { return readDirectives(src, true) }

func readDirectives(src []byte, byLine bool) ([]*setting, error) {
	if nests(src) {
		return nil, errDepth
	}
	r := &directives{group: &setting{line: 1, column: 1, list: true}, line: 1, byLine: byLine}
	root := r.group
	r.read(string(src))
	return []*setting{root}, nil
}

// directives makes a tree: each directive is a group with its name as key, its
// arguments as leaves of their own numbers, and its block below "{".
type directives struct {
	group *setting // the block that is open
	line  int
	words []*setting // of the directive that is open
	count int
	// byLine says that a directive ends with its line. One of nginx goes on up to its
	// semicolon.
	byLine bool
}

func (r *directives) read(text string) {
	for i := 0; i < len(text) && r.count < maxSettings; {
		c := text[i]
		n := 1
		switch {
		case c == '\n':
			r.line++
			if r.byLine {
				r.end()
			}
		case c == ' ' || c == '\t' || c == '\r':
		case c == '#' || strings.HasPrefix(text[i:], "//"):
			n = strings.IndexByte(text[i:]+"\n", '\n')
		case c == ';':
			r.end()
		case c == '{':
			d := r.end()
			if d == nil {
				d = r.group.add("", r.line, 1)
			}
			r.group = d.add("{", r.line, 1)
		case c == '}':
			r.end()
			if r.group.parent != nil {
				r.group = r.group.parent.parent
			}
		default:
			n = r.word(text[i:])
		}
		i += max(1, n)
	}
	r.end()
}

// word reads one word, quoted or not.
func (r *directives) word(text string) int {
	end := 0
	if q := text[0]; q == '"' || q == '\'' {
		if i := strings.IndexByte(text[1:], q); i >= 0 {
			r.push(text[1 : 1+i])
			r.line += strings.Count(text[1:1+i], "\n")
			return i + 2
		}
		end = 1
	}
	for end < len(text) && !strings.ContainsRune(" \t\r\n;{}", rune(text[end])) {
		if text[end] == '$' && end+1 < len(text) && text[end+1] == '{' || text[end] == '{' && end > 0 && text[end-1] == '{' {
			if i := strings.IndexByte(text[end:], '}'); i >= 0 && !strings.Contains(text[end:end+i], "\n") {
				end += i
			}
		}
		end++
	}
	r.push(text[:end])
	return end
}

func (r *directives) push(word string) {
	r.count++
	r.words = append(r.words, &setting{leaf: true, value: word, line: r.line, column: 1})
}

// end closes the directive that is open, and is its group; nil without one.
func (r *directives) end() *setting {
	if len(r.words) == 0 {
		return nil
	}
	d := r.group.add(r.words[0].value, r.words[0].line, 1)
	for _, w := range r.words[1:] {
		d.set("", w.value, w.line, 1)
	}
	r.words = nil
	return d
}

// args are a directive's arguments.
func (s *setting) args() []string {
	var list []string
	for _, w := range s.items() {
		if w.leaf {
			list = append(list, w.value)
		}
	}
	return list
}

// block is what stands in a directive's braces; nil without them.
func (s *setting) block() *setting { return s.child("{") }

// all visits the directives of a name, at any depth.
func (s *setting) all(name string, visit func(*setting)) {
	s.each(func(d *setting) {
		if !d.leaf && d.key == name {
			visit(d)
		}
	})
}
