package appconfig

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// readTOML reads a TOML file.
func readTOML(src []byte) ([]*setting, error) {
	if nests(src) {
		return nil, errDepth
	}
	root := &setting{line: 1, column: 1}
	r := &tomlReader{src: src, lines: lineStarts(src)}
	r.parser.Reset(src)
	table := root
	for r.parser.NextExpression() {
		switch e := r.parser.Expression(); e.Kind {
		case unstable.Table:
			table = r.table(root, e, false)
		case unstable.ArrayTable:
			table = r.table(root, e, true)
		case unstable.KeyValue:
			r.pair(table, e)
		default: // a comment
		}
		if r.count > maxSettings {
			return []*setting{root}, errSettings
		}
	}
	return []*setting{root}, r.parser.Error()
}

type tomlReader struct {
	parser unstable.Parser
	src    []byte
	lines  []int
	line   int // of the pair that is read
	count  int
}

// keys are the steps of a dotted key. They note its line.
func (r *tomlReader) keys(it unstable.Iterator) []string {
	var keys []string
	for it.Next() {
		n := it.Node()
		r.line, _ = place(r.lines, min(int(n.Raw.Offset), len(r.src)))
		keys = append(keys, string(n.Data))
	}
	return keys
}

// table finds or makes the group that a header names.
func (r *tomlReader) table(s *setting, e *unstable.Node, array bool) *setting {
	keys := r.keys(e.Key())
	for i, key := range keys {
		next := s.child(key)
		if next == nil || next.leaf {
			next = s.add(key, r.line, 1)
		}
		if i == len(keys)-1 && array {
			return next.item(r.line, 1)
		}
		if s = next; s.list && len(s.below) > 0 {
			s = s.below[len(s.below)-1]
		}
	}
	return s
}

func (r *tomlReader) pair(s *setting, e *unstable.Node) {
	if r.count++; r.count > maxSettings {
		return
	}
	keys := r.keys(e.Key())
	if len(keys) == 0 {
		return
	}
	r.value(s.put(keys, "", r.line, 1), e.Value())
}

func (r *tomlReader) value(s *setting, n *unstable.Node) {
	line := r.line
	switch n.Kind {
	case unstable.InlineTable:
		s.leaf = false
		for it := n.Children(); it.Next(); {
			r.pair(s, it.Node())
		}
	case unstable.Array:
		s.leaf, s.list = false, true
		for it := n.Children(); it.Next(); {
			child := s.item(line, 1)
			child.leaf = true
			r.value(child, it.Node())
		}
	default:
		s.value, s.quoted = strings.TrimSpace(string(n.Data)), n.Kind == unstable.String
	}
}
