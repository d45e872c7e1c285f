package configs

import "bytes"

// quoted eats a template in quotes, after the first of them.
func (s *splitter) quoted() bool {
	for {
		for s.i < len(s.src) && classes[s.src[s.i]]&special == 0 {
			s.i++
		}
		switch s.at(0) {
		case '"':
			s.i++
			return true
		case '\\':
			switch s.at(1) {
			case 'n', 'r', 't', '"', '\\':
				s.i += 2
			default:
				return false
			}
		case '$', '%':
			if !s.sequence() {
				return false
			}
		default: // a newline, or the end of the file
			return false
		}
	}
}

// sequence eats what a dollar or percent sign begins in a template: an
// interpolation, an escape, or nothing but itself.
func (s *splitter) sequence() bool {
	c, next := s.at(0), s.at(1)
	switch {
	case next == '{' && c == '$':
		s.i += 2
		if s.at(0) == '~' {
			s.i++
		}
		return s.interpolation()
	case next == c && s.at(2) == '{':
		s.i += 3
		return true
	case next == '{', next == '$', next == '%', next == '\\', next == '\r', next == '\n', next == 0, next >= 0x80:
		return false
	}
	s.i++
	return true
}

func (s *splitter) interpolation() bool {
	nl := s.nl
	s.nl = false
	if !s.expression() {
		return false
	}
	if s.peek() == '~' {
		s.i++
		if s.at(0) != '}' {
			return false
		}
	}
	if !s.eat('}') {
		return false
	}
	s.nl = nl
	return true
}

// heredoc eats a heredoc of either form, up to the newline after its end.
func (s *splitter) heredoc() bool {
	if s.at(1) != '<' {
		return false
	}
	s.i += 2
	if s.at(0) == '-' {
		s.i++
	}
	if classes[s.at(0)]&letter == 0 {
		return false
	}
	n, ok := s.ident()
	if !ok {
		return false
	}
	if s.at(0) == '\r' {
		s.i++
	}
	if s.at(0) != '\n' {
		return false
	}
	s.i++
	for {
		end := bytes.IndexByte(s.src[s.i:], '\n')
		if end < 0 {
			return false
		}
		end += s.i
		if bytes.Equal(bytes.TrimSpace(s.src[s.i:end]), s.src[n.start:n.end]) {
			s.i = end
			if s.src[end-1] == '\r' {
				s.i--
			}
			return true
		}
		if !s.heredocLine() {
			return false
		}
	}
}

// heredocLine eats the rest of a line and its newline; it may be another line
// than it began on, after an interpolation.
func (s *splitter) heredocLine() bool {
	for s.i < len(s.src) {
		switch c := s.src[s.i]; c {
		case '\n':
			s.i++
			return true
		case '\r':
			if s.at(1) != '\n' {
				return false
			}
			s.i++
		case '$', '%':
			if !s.sequence() {
				return false
			}
		default:
			s.i++
		}
	}
	return false
}
