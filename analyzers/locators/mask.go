package locators

import "strings"

// mask replaces the parts of a template that are not known by letters, byte for
// byte, so that they pass for parts of a name and every offset stays.
func mask(s string) (string, []hole) {
	if !strings.ContainsAny(s, "${%") {
		return s, nil
	}
	var holes []hole
	for i := 0; i < len(s); {
		n := unknownPart(s[i:])
		switch {
		case n < 0: // no template after all; and looking on would take quadratic time
			i = len(s)
		case n == 0:
			i++
		default:
			holes = append(holes, hole{i, i + n})
			i += n
		}
	}
	if holes == nil {
		return s, nil
	}
	masked := []byte(s)
	for _, h := range holes {
		for i := h.from; i < h.to; i++ {
			masked[i] = 'x'
		}
	}
	return string(masked), holes
}

// unknownPart is the length of the ${...}, {{...}}, <%...%> or %s that a text begins
// with; 0 when it begins with none, -1 when its brace is never closed.
func unknownPart(s string) int {
	switch {
	case strings.HasPrefix(s, "%s"):
		return 2
	case strings.HasPrefix(s, "${"):
		return closed(s, 1)
	case strings.HasPrefix(s, "{{"):
		return closed(s, 0)
	case strings.HasPrefix(s, "<%"):
		if i := strings.Index(s, "%>"); i >= 0 {
			return i + 2
		}
		return -1
	}
	return 0
}

// closed is the length up to the brace that closes the one at an offset; -1
// when none does.
func closed(s string, from int) int {
	depth := 0
	for i := from; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
