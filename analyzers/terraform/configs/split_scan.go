package configs

import "bytes"

// class tells bytes apart.
type class uint8

const (
	letter class = 1 << iota // starts a name
	digit
	dash
	special // must be looked at in a quoted string
	wordy   = letter | digit | dash
)

var classes = classTable()

func classTable() (t [256]class) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = letter, letter
	}
	t['_'], t['-'] = letter, dash
	for c := '0'; c <= '9'; c++ {
		t[c] = digit
	}
	for _, c := range "\"\\$%\r\n" {
		t[c] |= special
	}
	return t
}

// at gives a byte ahead of the position; 0 beyond the end.
func (s *splitter) at(n int) byte {
	if s.i+n < len(s.src) {
		return s.src[s.i+n]
	}
	return 0
}

// peek skips what is no token here and gives the first byte of the next one:
// '\n' for any form of newline, a comment that ends in one included; 0 at the
// end of the file. A byte 0 in the file reads as 1, which starts no token.
func (s *splitter) peek() byte {
	for s.i < len(s.src) {
		switch c := s.src[s.i]; c {
		case ' ', '\t':
			s.i++
		case '\n':
			if s.nl {
				return '\n'
			}
			s.i++
		case '\r':
			if s.at(1) != '\n' {
				return 1
			}
			if s.nl {
				return '\n'
			}
			s.i += 2
		case '#':
			if s.comment() {
				return '\n'
			}
		case '/':
			switch s.at(1) {
			case '/':
				if s.comment() {
					return '\n'
				}
			case '*':
				n := bytes.Index(s.src[s.i+2:], []byte("*/"))
				if n < 0 {
					return 1
				}
				s.i += n + 4
			default:
				return c
			}
		case 0:
			return 1
		default:
			return c
		}
	}
	return 0
}

// comment says that a comment up to the end of the line stands for a newline
// here; otherwise it is skipped.
func (s *splitter) comment() bool {
	n := bytes.IndexByte(s.src[s.i:], '\n')
	switch {
	case n < 0:
		s.i = len(s.src)
	case s.nl:
		return true
	default:
		s.i += n + 1
	}
	return false
}

// newline eats the newline that peek has found.
func (s *splitter) newline() {
	s.i += bytes.IndexByte(s.src[s.i:], '\n') + 1
}

// eat skips a token of one byte if it comes next.
func (s *splitter) eat(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.i++
	return true
}

// ident eats a name, which must be ASCII.
func (s *splitter) ident() (name, bool) {
	c := s.peek()
	if classes[c]&letter == 0 {
		return name{}, false
	}
	start := s.i
	s.i++
	for s.i < len(s.src) && classes[s.src[s.i]]&wordy != 0 {
		s.i++
	}
	return name{start, s.i}, s.at(0) < 0x80
}

func (s *splitter) text(n name) string { return string(s.src[n.start:n.end]) }

// is says that the next token is a certain name.
func (s *splitter) is(word string) bool {
	if s.peek() != word[0] || !bytes.HasPrefix(s.src[s.i:], []byte(word)) {
		return false
	}
	c := s.at(len(word))
	return classes[c]&wordy == 0 && c < 0x80
}

// lineEnd eats the newline after a block or an attribute; the end of the file will do.
func (s *splitter) lineEnd() bool {
	switch s.peek() {
	case '\n':
		s.newline()
		return true
	case 0:
		return true
	}
	return false
}

// equals eats an equals sign that is not the start of == or =>.
func (s *splitter) equals() bool {
	if s.peek() != '=' || s.at(1) == '=' || s.at(1) == '>' {
		return false
	}
	s.i++
	return true
}

// colon eats a colon that is not the start of ::.
func (s *splitter) colon() bool {
	if s.peek() != ':' || s.at(1) == ':' {
		return false
	}
	s.i++
	return true
}

// number eats digits and at most a fraction. What might go on differently
// from how it begins is left alone.
func (s *splitter) number() bool {
	start := s.i
	s.digits()
	if s.at(0) == '.' && classes[s.at(1)]&digit != 0 {
		s.i++
		s.digits()
	}
	c := s.at(0)
	return c != '.' && classes[c]&letter == 0 && c < 0x80 && s.i-start < maxDigits
}

func (s *splitter) digits() {
	for classes[s.at(0)]&digit != 0 {
		s.i++
	}
}
