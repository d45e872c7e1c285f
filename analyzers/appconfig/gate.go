package appconfig

import (
	"path"
	"slices"
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
	step    string // a folder above the base, as "/" ends it; empty when none is written out
	plain   bool   // what is said here is all that the pattern says
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
	above := strings.TrimSuffix(pattern, base)
	for step := range strings.SplitSeq(above, "/") {
		if len(step) >= len(g.step) && step != "" && !strings.ContainsAny(step, "*?[") {
			g.step = step + "/"
		}
	}
	g.plain = above == "**/" && strings.Count(base, "*") <= 1 && !strings.ContainsAny(base, "?[")
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
	if g.plain {
		return g.whole != "" || len(base) >= len(g.prefix)+len(g.ending)
	}
	if !strings.Contains(name, g.step) {
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

// ends is what the base of every path that fits ends in, from its last dot on; false
// where the pattern leaves that open.
func (g *glob) ends() (string, bool) {
	ending := path.Ext(g.whole + g.ending)
	return ending, g.whole != "" || ending != ""
}

// begins is the byte that the base of every path that fits begins with; 0 where the
// pattern leaves that open.
func (g *glob) begins() byte {
	if start := g.whole + g.prefix; start != "" {
		return start[0]
	}
	return 0
}

// choice is one pattern of an ecosystem.
type choice struct {
	glob
	of *ecosystem
}

// choices are the patterns of all ecosystems, in their order, by what a base ends in:
// few of them ask for any one ending.
type choices struct {
	byEnding map[string]starts
	open     starts // those that leave the ending open, which are all there are for others
}

// starts are choices by the byte that a base begins with. Those at 0, which leave it
// open, are all there are for bytes that have no list.
type starts map[byte][]choice

var allChoices = sync.OnceValue(func() *choices {
	c := &choices{byEnding: map[string]starts{}}
	var all []choice
	for _, e := range ecosystems {
		for _, g := range globsOf(e.files) {
			all = append(all, choice{g, e})
			if ending, closed := g.ends(); closed {
				c.byEnding[ending] = nil
			}
		}
	}
	for ending := range c.byEnding {
		c.byEnding[ending] = startsOf(all, ending)
	}
	c.open = startsOf(all, "/") // which nothing ends in
	return c
})

// startsOf are the choices for bases of an ending.
func startsOf(all []choice, ending string) starts {
	fit := slices.DeleteFunc(slices.Clone(all), func(one choice) bool {
		own, closed := one.ends()
		return closed && own != ending
	})
	s := starts{0: nil}
	for _, one := range fit {
		s[one.begins()] = nil
	}
	for _, one := range fit {
		for c := range s {
			if first := one.begins(); first == 0 || first == c {
				s[c] = append(s[c], one)
			}
		}
	}
	return s
}

// of is the first ecosystem with a pattern that a path in lower case fits; nil
// without one.
func (c *choices) of(name string) *ecosystem {
	base := path.Base(name)
	s, known := c.byEnding[path.Ext(base)]
	if !known {
		s = c.open
	}
	list, known := s[base[0]]
	if !known {
		list = s[0]
	}
	for i := range list {
		if list[i].fits(name, base) {
			return list[i].of
		}
	}
	return nil
}

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
