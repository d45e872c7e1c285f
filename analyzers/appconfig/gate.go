package appconfig

import (
	"path"
	"strings"
	"sync"

	"github.com/bmatcuk/doublestar/v4"
)

// glob is a doublestar pattern, beside what its last step says plainly: a tree has
// a hundred files that nobody asks for to one config, and most patterns are told
// apart from a name by its base alone.
type glob struct {
	pattern string
	whole   string // the base itself; empty when the step has a sign in it
	ending  string // what the base ends in
	prefix  string // what it begins with
	infix   string // what it holds
}

// globsOf writes out the braces of patterns.
func globsOf(patterns []string) []glob {
	var list []glob
	for _, p := range patterns {
		for _, one := range alternatives(p) {
			list = append(list, globOf(one))
		}
	}
	return list
}

func globOf(pattern string) glob {
	g := glob{pattern: pattern}
	base := path.Base(pattern)
	first, last := strings.IndexAny(base, "*?["), strings.LastIndexAny(base, "*?]")
	if first < 0 {
		g.whole = base
		return g
	}
	g.prefix, g.ending = base[:first], base[last+1:]
	if strings.Count(base, "*") == 2 && !strings.ContainsAny(base, "?[") {
		g.infix = base[first+1 : last]
	}
	return g
}

// fits says that a path in lower case is one of the pattern's.
func (g *glob) fits(name, base string) bool {
	if g.whole != "" && g.whole != base || !strings.HasSuffix(base, g.ending) || !strings.HasPrefix(base, g.prefix) || !strings.Contains(base, g.infix) {
		return false
	}
	ok, err := doublestar.Match(g.pattern, name)
	return ok && err == nil
}

func matches(globs []glob, name string) bool {
	base := path.Base(name)
	for i := range globs {
		if globs[i].fits(name, base) {
			return true
		}
	}
	return false
}

// gate tells of most names at once that they are no config's, by how they end.
type gate struct {
	endings map[string]bool
	others  []glob // those that ask for a part of what ends so
}

var theGate = sync.OnceValue(func() *gate {
	g := &gate{endings: map[string]bool{}}
	var all []glob
	for _, e := range ecosystems {
		all = append(all, e.globs()...)
	}
	for _, one := range all {
		if one.whole+one.prefix+one.infix == "" && path.Ext(one.ending) == one.ending {
			g.endings[one.ending] = true
		}
	}
	for _, one := range all {
		if !g.endings[path.Ext(one.whole+one.ending)] {
			one.pattern = "**"
			g.others = append(g.others, one)
		}
	}
	return g
})

func (g *gate) passes(base string) bool { return g.endings[path.Ext(base)] || matches(g.others, base) }

// alternatives writes out the braces of a pattern.
func alternatives(pattern string) []string {
	from := strings.IndexByte(pattern, '{')
	to := strings.IndexByte(pattern, '}')
	if from < 0 || to < from {
		return []string{pattern}
	}
	var list []string
	for one := range strings.SplitSeq(pattern[from+1:to], ",") {
		list = append(list, alternatives(pattern[:from]+one+pattern[to+1:])...)
	}
	return list
}
