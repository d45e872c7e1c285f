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
	s := splitter{src: src, nl: true, line: 1}
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
	line   int // of the last piece, counted up to byte counted
	upTo   int
}

type name struct{ start, end int }

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

// block eats labels and the body in braces. The labels of a top-level block
// are kept in b, which is nil for others.
func (s *splitter) block(b *piece, locals bool) bool {
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
			b.labels = append(b.labels, s.text(label))
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

// expression eats operands, operators between them and the branches of a conditional.
func (s *splitter) expression() bool {
	s.depth++
	if s.depth > maxSplitDepth {
		return false
	}
	outer := s.steps
	s.steps = 0
	for {
		if !s.operand() {
			return false
		}
		n := s.operator()
		if n == 0 {
			break
		}
		s.i += n
		if s.steps++; s.steps > maxSplitSteps {
			return false
		}
	}
	if s.peek() == '?' {
		s.i++
		if !s.expression() || !s.colon() || !s.expression() {
			return false
		}
	}
	s.steps = outer
	s.depth--
	return true
}

// operator is the length of the binary operator that comes next; 0 for none.
func (s *splitter) operator() int {
	c := s.peek()
	next := s.at(1)
	switch c {
	case '+', '-', '*', '/', '%':
		return 1
	case '<':
		switch next {
		case '=':
			return 2
		case '<': // would begin a heredoc
			return 0
		}
		return 1
	case '>':
		if next == '=' {
			return 2
		}
		return 1
	case '=', '!':
		if next == '=' {
			return 2
		}
	case '&', '|':
		if next == c {
			return 2
		}
	}
	return 0
}

// operand eats a term and the traversal after it.
func (s *splitter) operand() bool {
	for {
		c := s.peek()
		if c == '!' && s.at(1) == '=' || c != '!' && c != '-' {
			break
		}
		s.i++
		if s.steps++; s.steps > maxSplitSteps {
			return false
		}
	}
	return s.term() && s.traversal()
}

func (s *splitter) term() bool {
	switch c := s.peek(); c {
	case '"':
		s.i++
		return s.quoted()
	case '(':
		s.i++
		return s.within(')', (*splitter).expression)
	case '[':
		s.i++
		return s.tuple()
	case '{':
		s.i++
		return s.object()
	case '<':
		return s.heredoc()
	default:
		if classes[c]&digit != 0 {
			return s.number()
		}
	}
	if _, ok := s.ident(); !ok {
		return false
	}
	c := s.peek()
	if c == ':' && s.at(1) == ':' {
		return false // a function of a provider
	}
	if c == '(' {
		s.i++
		return s.within(')', (*splitter).arguments)
	}
	return true
}

// within eats what stands in brackets, where newlines say nothing.
func (s *splitter) within(closer byte, inner func(*splitter) bool) bool {
	nl := s.nl
	s.nl = false
	if !inner(s) || !s.eat(closer) {
		return false
	}
	s.nl = nl
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

// traversal eats attributes, indexes and splats.
func (s *splitter) traversal() bool {
	splat := false // in an attribute-only splat, which may not hold another
	for {
		switch s.peek() {
		case '.':
			if s.at(1) == '.' {
				return s.at(2) == '.' // an ellipsis is for the caller
			}
			s.i++
			switch c := s.peek(); {
			case c == '*' && !splat:
				s.i++
				splat = true
			case classes[c]&digit != 0:
				if !s.legacyIndex() {
					return false
				}
			default:
				if _, ok := s.ident(); !ok {
					return false
				}
			}
		case '[':
			s.i++
			splat = false
			if s.peek() == '*' {
				s.i++
				if !s.eat(']') {
					return false
				}
			} else if !s.within(']', (*splitter).expression) {
				return false
			}
		default:
			return true
		}
		if s.steps++; s.steps > maxSplitSteps {
			return false
		}
	}
}

// legacyIndex eats the number in a.0.b, as long as it cannot be read as a
// fraction or an exponent.
func (s *splitter) legacyIndex() bool {
	start := s.i
	s.digits()
	c, next := s.at(0), s.at(1)
	if c == '.' && (classes[next]&letter == 0 || next == 'e' || next == 'E') {
		return false
	}
	return classes[c]&letter == 0 && c < 0x80 && s.i-start < maxDigits
}

func (s *splitter) arguments() bool {
	for s.peek() != ')' {
		if !s.expression() {
			return false
		}
		switch s.peek() {
		case ',':
			s.i++
		case '.':
			if s.at(1) != '.' || s.at(2) != '.' {
				return false
			}
			s.i += 3
			return s.peek() == ')'
		case ')':
		default:
			return false
		}
	}
	return true
}

func (s *splitter) tuple() bool {
	return s.within(']', func(s *splitter) bool {
		if s.is("for") {
			return s.forExpression(false)
		}
		for s.peek() != ']' {
			if !s.expression() {
				return false
			}
			switch s.peek() {
			case ',':
				s.i++
			case ']':
			default:
				return false
			}
		}
		return true
	})
}

func (s *splitter) object() bool {
	nl := s.nl
	s.nl = false
	start := s.i
	if s.is("for") {
		if !s.forExpression(true) || !s.eat('}') {
			return false
		}
		s.nl = nl
		return true
	}
	s.i, s.nl = start, true
	for {
		switch s.peek() {
		case '\n':
			s.newline()
			continue
		case '}':
			s.i++
			s.nl = nl
			return true
		}
		if !s.expression() || !s.equals() && !s.colon() || !s.expression() {
			return false
		}
		switch s.peek() {
		case ',':
			s.i++
		case '\n', '}':
		default:
			return false
		}
	}
}

// forExpression eats all of a for expression but its closing bracket.
func (s *splitter) forExpression(object bool) bool {
	s.i += len("for")
	if _, ok := s.ident(); !ok {
		return false
	}
	if s.eat(',') {
		if _, ok := s.ident(); !ok {
			return false
		}
	}
	if !s.is("in") {
		return false
	}
	s.i += len("in")
	if !s.expression() || !s.colon() || !s.expression() {
		return false
	}
	if object {
		if s.peek() != '=' || s.at(1) != '>' {
			return false
		}
		s.i += 2
		if !s.expression() {
			return false
		}
		if s.peek() == '.' {
			s.i += len("...") // traversal stops at nothing else that begins with a dot
		}
	}
	if s.is("if") {
		s.i += len("if")
		return s.expression()
	}
	return true
}

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
