package configs

import "bytes"

// essence is the text of a variable block without its description and its
// validations, which nobody asks for. Blanks stand in their place, so that all
// else stays where it is. It costs a fraction of parsing them.
func essence(src []byte) []byte {
	s := splitter{src: src, nl: true}
	if _, ok := s.ident(); !ok || !s.header() {
		return src
	}
	var out []byte
	for {
		switch s.peek() {
		case '\n':
			s.newline()
			continue
		case '}':
			return append(out, src[len(out):]...)
		}
		n, ok := s.ident()
		if !ok {
			return src
		}
		wanted := s.text(n) != "description"
		if !s.equals() {
			wanted = s.text(n) != "validation"
			ok = s.block(nil, false)
		} else {
			ok = s.expression()
		}
		if !ok {
			return src // it cannot be: split has accepted the block
		}
		if !wanted {
			out = append(out, src[len(out):n.start]...)
			out = append(out, blank(src[n.start:s.i])...)
		}
	}
}

// header eats the labels and the opening brace of a block.
func (s *splitter) header() bool {
	i := bytes.IndexByte(s.src, '{')
	if i < 0 {
		return false
	}
	s.i = i + 1
	return true
}

// blank is as much white space as a text takes, its lines kept.
func blank(text []byte) []byte {
	out := bytes.Repeat([]byte{' '}, len(text))
	for i, c := range text {
		if c == '\n' {
			out[i] = c
		}
	}
	return out
}
