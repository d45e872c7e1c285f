package appconfig

import (
	"bytes"
	"strings"
)

// textLines cuts a text into lines, without their ends.
func textLines(src []byte) []string {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	return strings.Split(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n")
}

// readDotenv reads KEY=VALUE lines, with "export", quotes and comments, as
// shells and systemd write them.
func readDotenv(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	for i, line := range textLines(src) {
		text := strings.TrimPrefix(strings.TrimSpace(line), "export ")
		key, value, ok := strings.Cut(text, "=")
		if name, rest, yaml := strings.Cut(text, ": "); yaml && isName(name) {
			key, value, ok = name, rest, true // Helmfile keeps its values in files that are called so
		}
		if key = strings.TrimSpace(key); !ok || !isName(key) || i >= maxSettings {
			continue
		}
		root.set(key, unquote(value), i+1, 1)
	}
	return []*setting{root}, nil
}

// unquote takes a value out of its quotes, or off a comment behind it.
func unquote(value string) string {
	value = strings.TrimSpace(value)
	if len(value) > 1 && (value[0] == '"' || value[0] == '\'') {
		end := strings.IndexByte(value[1:], value[0])
		if rest := strings.TrimSpace(value[min(len(value), end+2):]); end >= 0 && (rest == "" || rest[0] != value[0]) {
			return value[1 : 1+end]
		} // more quoted words follow, as in units of systemd
	}
	if i := strings.Index(value, " #"); i >= 0 {
		value = value[:i]
	}
	return strings.TrimSpace(value)
}

// isName says that a text can be the name of a variable.
func isName(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && (c < '0' || c > '9' || i == 0) && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return s != ""
}

// readProperties reads Java properties: dotted keys, "=" or ":", lines that
// go on behind a backslash.
func readProperties(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	lines := textLines(src)
	for i := 0; i < len(lines) && i < maxSettings; i++ {
		at, text := i, strings.TrimSpace(lines[i])
		for strings.HasSuffix(text, `\`) && i+1 < len(lines) {
			i++
			text = strings.TrimSuffix(text, `\`) + strings.TrimSpace(lines[i])
		}
		if text == "" || text[0] == '#' || text[0] == '!' {
			continue
		}
		if end := strings.IndexAny(text, "=: \t"); end > 0 {
			value := strings.TrimLeft(text[end:], "=: \t")
			if path := strings.Split(strings.TrimSpace(text[:end]), "."); len(path) <= maxDepth {
				root.put(path, value, at+1, 1)
			}
		}
	}
	return []*setting{root}, nil
}

// readINI reads sections of KEY=VALUE lines. Units of systemd repeat keys and
// sections; each stays.
func readINI(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	section := root
	for i, line := range textLines(src) {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || text[0] == '#' || text[0] == ';' || i >= maxSettings:
		case text[0] == '[' && strings.HasSuffix(text, "]"):
			section = root.add(strings.Trim(text, "[] "), i+1, 1)
		default:
			if key, value, ok := cutSign(text); ok {
				section.set(key, unquote(value), i+1, 1)
			}
		}
	}
	return []*setting{root}, nil
}

// cutSign cuts at the first "=" or ":".
func cutSign(text string) (key, value string, ok bool) {
	i := strings.IndexAny(text, "=:")
	if i <= 0 {
		return "", "", false
	}
	return strings.TrimSpace(text[:i]), text[i+1:], true
}
