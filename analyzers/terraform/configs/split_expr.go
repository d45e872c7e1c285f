package configs

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

// items eats expressions up to a closing bracket; with spread, the last one may
// end in "...".
func (s *splitter) items(closer byte, spread bool) bool {
	for s.peek() != closer {
		if !s.expression() {
			return false
		}
		switch c := s.peek(); {
		case c == ',':
			s.i++
		case c == closer:
		case spread && c == '.' && s.at(1) == '.' && s.at(2) == '.':
			s.i += len("...")
			return s.peek() == closer
		default:
			return false
		}
	}
	return true
}

func (s *splitter) arguments() bool { return s.items(')', true) }

func (s *splitter) tuple() bool {
	return s.within(']', func(s *splitter) bool {
		if s.is("for") {
			return s.forExpression(false)
		}
		return s.items(']', false)
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
