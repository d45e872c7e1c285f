package locators

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxExpanded bounds the strings that one form may stand for.
const maxExpanded = 500

// expand writes a form without its brackets: [x] is x or nothing, (x|y) is x
// or y.
func expand(form string) ([]string, error) {
	e := &expander{rest: form}
	list := e.choices()
	switch {
	case e.rest != "":
		return nil, errors.New("a bracket is closed that was not opened")
	case e.open > 0:
		return nil, errors.New("a bracket is not closed")
	case len(list) >= maxExpanded:
		return nil, errors.New("it stands for too many strings")
	}
	return list, nil
}

type expander struct {
	rest string
	open int // brackets that were not closed
}

// choices reads what stands between "|" up to a closing bracket or the end.
func (e *expander) choices() []string {
	all := e.sequence()
	for strings.HasPrefix(e.rest, "|") {
		e.rest = e.rest[1:]
		all = append(all, e.sequence()...)
	}
	return all
}

func (e *expander) sequence() []string {
	list := []string{""}
	for e.rest != "" {
		c := e.rest[0]
		switch c {
		case '|', ']', ')':
			return list
		case '[', '(':
			list = joined(list, e.bracket(c))
		default:
			list = joined(list, []string{e.literal()})
		}
	}
	return list
}

// literal reads up to the next bracket or bar.
func (e *expander) literal() string {
	end := strings.IndexAny(e.rest, "[](|)")
	if end < 0 {
		end = len(e.rest)
	}
	text := e.rest[:end]
	e.rest = e.rest[end:]
	return text
}

func (e *expander) bracket(opening byte) []string {
	e.rest = e.rest[1:]
	inner := e.choices()
	closing := "]"
	if opening == '(' {
		closing = ")"
	} else {
		inner = append(inner, "")
	}
	if !strings.HasPrefix(e.rest, closing) {
		e.open++
		e.rest = ""
		return inner
	}
	e.rest = e.rest[1:]
	return inner
}

func joined(left, right []string) []string {
	list := make([]string, 0, min(len(left)*len(right), maxExpanded))
	for _, l := range left {
		for _, r := range right {
			if len(list) < maxExpanded {
				list = append(list, l+r)
			}
		}
	}
	return list
}

// put grows the path of one form's tokens below a root.
func (b *builder) put(n *node, tx *text, r *rule) error {
	for i, tok := range tx.tokens[:tx.ntokens] {
		part := tx.s[tok.from:tok.to]
		name, prefix, suffix, ok := cutField(part)
		if !ok {
			n = n.to(part)
			continue
		}
		f, err := b.field(name)
		switch {
		case err != nil:
			return err
		case strings.ContainsAny(prefix+suffix, "{}"):
			return fmt.Errorf("%q has more than one field", part)
		}
		leftmost := tok.kind == label && tok.from == tx.host && (i+1 == tx.ntokens || tx.tokens[i+1].kind != label)
		n = n.by(edge{prefix: prefix, suffix: suffix, field: f, rest: leftmost && prefix+suffix == ""})
	}
	if n.rule != nil {
		return fmt.Errorf("%s already reads it", n.rule.kind)
	}
	n.rule = r
	return nil
}

// cutField takes the one field of a token out of what stands around it.
func cutField(part string) (name, prefix, suffix string, ok bool) {
	prefix, rest, ok := strings.Cut(part, "{")
	if !ok {
		return "", "", "", false
	}
	name, suffix, ok = strings.Cut(rest, "}")
	return name, prefix, suffix, ok
}

// node is a place in the tree of tokens. More exact ways come first: literal
// text, then a field of one token, then one that takes the rest of a host.
type node struct {
	literal map[string]*node
	edges   []*edge
	rule    *rule // what a string that ends here is; nil when forms only pass through
}

// edge is a way on over a token with a field in it.
type edge struct {
	prefix, suffix string
	field          field
	rest           bool // the field takes all labels that are left of the host
	next           *node
}

func (n *node) to(part string) *node {
	if n.literal == nil {
		n.literal = map[string]*node{}
	}
	return grown(n.literal, part)
}

// by finds or adds an edge, longer affixes and fewer labels first.
func (n *node) by(e edge) *node {
	for _, have := range n.edges {
		if have.same(&e) {
			return have.next
		}
	}
	e.next = &node{}
	n.edges = append(n.edges, &e)
	slices.SortStableFunc(n.edges, func(a, b *edge) int { return b.exactness() - a.exactness() })
	return e.next
}

func (e *edge) same(o *edge) bool {
	pattern := func(e *edge) string {
		if e.field.re == nil {
			return ""
		}
		return e.field.re.String()
	}
	return e.prefix == o.prefix && e.suffix == o.suffix && e.rest == o.rest && e.field.name == o.field.name && pattern(e) == pattern(o)
}

func (e *edge) exactness() int {
	n := 4 * len(e.prefix+e.suffix)
	if e.field.re != nil {
		n += 2
	}
	if !e.rest {
		n++
	}
	return n
}
