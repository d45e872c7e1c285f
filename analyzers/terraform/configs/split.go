package configs

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
)

// Limits of what split takes on; beyond them a file is parsed whole, where
// limits.go has the word.
const (
	maxSplitDepth = 100   // expressions within each other
	maxSplitSteps = 1_000 // operators and traversal steps of one expression
	maxDigits     = 100   // of a number
	maxNamesakes  = 1_000 // attributes of one body, each compared with all before it
)

// piece is the text of one top-level block or, in a locals block, of one
// attribute of it.
type piece struct {
	typ        string // the block's type
	labels     []string
	local      string // the attribute's name; empty for a whole block
	start, end int    // bytes of the file
	at         hcl.Pos
}

// split finds the top-level blocks of a file of HCL's native syntax without
// building anything of it. It accepts a part of the language: a file that it
// accepts is one that hclsyntax parses without a diagnostic, and each piece,
// parsed by itself at its position, gives what parsing the whole gives there.
// So a block that nobody needs need not be parsed, and no syntax error is lost.
// It gives up (false) at whatever it is not sure of: errors first of all, and
// rare forms (template directives, letters beyond ASCII in names, \u escapes).
func split(src []byte) ([]piece, bool) {
	// In text that is formatted as usual, this is how many blocks there are.
	n := bytes.Count(src, []byte("\n}"))
	s := splitter{src: src, nl: true, line: 1, pieces: make([]piece, 0, n+1), labels: make([]string, 0, 2*n)}
	for {
		switch c := s.peek(); {
		case c == '\n':
			s.newline()
		case c == 0:
			return s.pieces, true
		case !s.top():
			return nil, false
		}
	}
}

// splitter is a recursive descent over the grammar of hclsyntax, one method
// for each of its parsing functions. A method that gives false leaves the
// position anywhere.
type splitter struct {
	src    []byte
	i      int
	nl     bool // newlines are tokens here
	depth  int
	steps  int
	names  []name // attributes of the bodies around, for finding duplicates
	pieces []piece
	labels []string // of all pieces, one list for fewer allocations
	line   int      // of the last piece, counted up to byte counted
	upTo   int
}

type name struct{ start, end int }

// position is the place of a byte, which must not come before one asked
// earlier. It is false where more than plain ASCII precedes it on its line,
// since columns count grapheme clusters.
func (s *splitter) position(i int) (hcl.Pos, bool) {
	s.line += bytes.Count(s.src[s.upTo:i], []byte{'\n'})
	s.upTo = i
	start := bytes.LastIndexByte(s.src[:i], '\n') + 1
	for _, c := range s.src[start:i] {
		if c >= 0x80 || c == '\r' {
			return hcl.Pos{}, false
		}
	}
	return hcl.Pos{Line: s.line, Column: i - start + 1, Byte: i}, true
}

// top eats one top-level block. An attribute is not expected there.
func (s *splitter) top() bool {
	typ, ok := s.ident()
	if !ok {
		return false
	}
	at, ok := s.position(typ.start)
	if !ok {
		return false
	}
	b := piece{typ: keyword(s.src[typ.start:typ.end]), start: typ.start, at: at}
	locals := b.typ == "locals"
	whole := len(s.pieces)
	s.pieces = append(s.pieces, piece{})
	if !s.block(&b, locals) {
		return false
	}
	b.end = s.i
	if locals && len(b.labels) == 0 {
		// Its attributes stand for it.
		s.pieces = append(s.pieces[:whole], s.pieces[whole+1:]...)
	} else {
		s.pieces = append(s.pieces[:whole], b)
	}
	return s.lineEnd()
}

// keyword is a block's type as a string, without a new one for each block.
func keyword(b []byte) string {
	for _, t := range [...]string{"resource", "data", "variable", "output", "module", "locals", "provider", "terraform"} {
		if string(b) == t {
			return t
		}
	}
	return string(b)
}

// block eats labels and the body in braces. The labels of a top-level block
// are kept in b, which is nil for others.
func (s *splitter) block(b *piece, locals bool) bool {
	mark := len(s.labels)
	for {
		var label name
		switch s.peek() {
		case '{':
			s.i++
			return s.content(locals)
		case '"':
			n := bytes.IndexByte(s.src[s.i+1:], '"')
			if n < 0 || bytes.ContainsAny(s.src[s.i+1:s.i+1+n], "\\$%\r\n") {
				return false
			}
			label = name{s.i + 1, s.i + 1 + n}
			s.i += n + 2
		default:
			var ok bool
			if label, ok = s.ident(); !ok {
				return false
			}
		}
		if b != nil {
			s.labels = append(s.labels, s.text(label))
			b.labels = s.labels[mark:len(s.labels):len(s.labels)]
		}
	}
}

// content eats a block's body after its opening brace.
func (s *splitter) content(locals bool) bool {
	s.depth++
	if s.depth > maxSplitDepth {
		return false
	}
	var ok bool
	if c := s.peek(); c == '\n' || c == '}' {
		ok = s.body(locals)
	} else {
		ok = s.single(locals)
	}
	s.depth--
	return ok
}

// single eats the form of a block on one line, which holds one attribute.
func (s *splitter) single(locals bool) bool {
	n, ok := s.ident()
	if !ok || !s.equals() || !s.expression() {
		return false
	}
	end := s.i
	return s.eat('}') && s.keep(n, end, locals)
}

func (s *splitter) body(locals bool) bool {
	mark := len(s.names)
	for {
		switch s.peek() {
		case '\n':
			s.newline()
			continue
		case '}':
			s.i++
			s.names = s.names[:mark]
			return true
		}
		n, ok := s.ident()
		if !ok {
			return false
		}
		if !s.equals() {
			if locals || !s.block(nil, false) || !s.lineEnd() {
				return false
			}
			continue
		}
		if !s.fresh(mark, n) || !s.expression() || s.peek() != '\n' {
			return false
		}
		s.newline() // a heredoc needs its own to end
		if !s.keep(n, s.i, locals) {
			return false
		}
	}
}

// keep makes a piece of an attribute of a locals block.
func (s *splitter) keep(n name, end int, locals bool) bool {
	if !locals {
		return true
	}
	at, ok := s.position(n.start)
	s.pieces = append(s.pieces, piece{typ: "locals", local: s.text(n), start: n.start, end: end, at: at})
	return ok
}

// fresh says that an attribute has no namesake in its body.
func (s *splitter) fresh(mark int, n name) bool {
	size := n.end - n.start
	if len(s.names)-mark > maxNamesakes {
		return false
	}
	for _, other := range s.names[mark:] {
		if other.end-other.start == size && s.src[other.start] == s.src[n.start] && bytes.Equal(s.src[other.start:other.end], s.src[n.start:n.end]) {
			return false
		}
	}
	s.names = append(s.names, n)
	return true
}
