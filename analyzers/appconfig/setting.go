package appconfig

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// setting is one value of a config, or a group of them. Readers of all formats
// make trees of it; the items of a list have their numbers as keys.
type setting struct {
	key    string
	value  string // of a leaf
	leaf   bool
	list   bool   // a group whose keys are numbers
	quoted bool   // a leaf that is text even if it looks like a number
	doubt  bool   // a leaf whose value may be another one's
	store  string // the provider of the bucket that a leaf names, where that is known without asking
	under  bool   // a leaf whose text begins on the line below its own
	line   int    // 1-based
	column int
	parent *setting
	below  []*setting
}

// add puts a group below another.
func (s *setting) add(key string, line, column int) *setting {
	child := &setting{key: key, line: line, column: column, parent: s}
	s.below = append(s.below, child)
	return child
}

// set puts a leaf below a group.
func (s *setting) set(key, value string, line, column int) *setting {
	child := s.add(key, line, column)
	child.leaf, child.value = true, value
	return child
}

// item adds a group to a list.
func (s *setting) item(line, column int) *setting {
	s.list = true
	return s.add(strconv.Itoa(len(s.below)), line, column)
}

// at follows keys down; nil when there is no such setting. The receiver may be nil.
func (s *setting) at(keys ...string) *setting {
	for _, key := range keys {
		if s = s.child(key); s == nil {
			return nil
		}
	}
	return s
}

// child is the last setting of a key, as the last one counts in most formats.
func (s *setting) child(key string) *setting {
	if s == nil {
		return nil
	}
	for _, child := range slices.Backward(s.below) {
		if child.key == key {
			return child
		}
	}
	return nil
}

// items are what stands below; none when there is no such setting.
func (s *setting) items() []*setting {
	if s == nil {
		return nil
	}
	return s.below
}

// text is a leaf's value; empty when there is no such setting.
func (s *setting) text() string {
	if s == nil || !s.leaf {
		return ""
	}
	return strings.TrimSpace(s.value)
}

// spot is where a setting stands.
func (s *setting) spot() Spot { return Spot{max(1, s.line), max(1, s.column)} }

// above is how many lines of the file stand above the text of a leaf.
func (s *setting) above() int {
	if s.under {
		return s.line
	}
	return s.line - 1
}

// path is the keys from the top, joined by dots.
func (s *setting) path() string {
	var keys []string
	for ; s != nil && s.parent != nil; s = s.parent {
		keys = append(keys, s.key)
	}
	for i, j := 0, len(keys)-1; i < j; i, j = i+1, j-1 {
		keys[i], keys[j] = keys[j], keys[i]
	}
	return strings.Join(keys, ".")
}

// each visits a setting and all below it, in order.
func (s *setting) each(visit func(*setting)) {
	if s == nil {
		return
	}
	visit(s)
	for _, child := range s.below {
		child.each(visit)
	}
}

// put sets a value at a dotted path, making the groups on the way.
func (s *setting) put(path []string, value string, line, column int) *setting {
	for len(path) > 1 {
		next := s.child(path[0])
		if next == nil || next.leaf {
			next = s.add(path[0], line, column)
		}
		s, path = next, path[1:]
	}
	return s.set(path[0], value, line, column)
}

// pruned is a setting without some of those below it. What it leaves is the same settings,
// which know those above them as they were.
func (s *setting) pruned(cut map[*setting]bool) *setting {
	if s == nil || len(cut) == 0 {
		return s
	}
	rest := *s
	rest.below = nil
	for _, child := range s.below {
		if cut[child] {
			continue
		}
		rest.below = append(rest.below, child.pruned(cut))
	}
	return &rest
}

// sortSettings orders settings by place, where a format gave them in none.
func sortSettings(list []*setting) {
	slices.SortStableFunc(list, func(a, b *setting) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
}
