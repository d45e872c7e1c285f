// Package nearest tells that a name is none of those that there are, and which of
// them it is most like.
//
// It knows how names resemble one another, and not what they name.
package nearest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// UnknownError says that a name names nothing that is there.
type UnknownError struct {
	What, Name string
	Near       []string // the names most like it, the nearest first; empty when none is
}

// Error is one sentence without a full stop.
func (e *UnknownError) Error() string {
	text := fmt.Sprintf("there is no %s %q", e.What, e.Name)
	if len(e.Near) == 0 {
		return text
	}
	quoted := make([]string, len(e.Near))
	for i, name := range e.Near {
		quoted[i] = fmt.Sprintf("%q", name)
	}
	return text + "; did you mean " + strings.Join(quoted, ", ") + "?"
}

// suggested is how many names are suggested at most.
const suggested = 3

// Unknown suggests the known names that are nearest to a name. Names far longer
// than any that people type are not compared: that takes time by their square.
func Unknown(what, name string, known []string) error {
	const longest = 200
	type near struct {
		name  string
		match float64
	}
	var list []near
	known = slices.Compact(slices.Sorted(slices.Values(known)))
	for _, k := range known {
		if k == "" || len(k) > longest || len(name) > longest {
			continue
		}
		m := levenshtein.Match(strings.ToLower(name), strings.ToLower(k), nil)
		if m >= 0.5 || strings.Contains(strings.ToLower(k), strings.ToLower(name)) {
			list = append(list, near{k, m})
		}
	}
	slices.SortStableFunc(list, func(a, b near) int { return cmp.Compare(b.match, a.match) })
	e := &UnknownError{What: what, Name: name}
	for _, n := range list[:min(suggested, len(list))] {
		e.Near = append(e.Near, n.name)
	}
	return e
}

// Sentence says it as a sentence of its own. It lists all names where none is like it.
func Sentence(what, name string, known []string) string {
	var e *UnknownError
	if err := Unknown(what, name, known); !errors.As(err, &e) || len(e.Near) == 0 {
		return fmt.Sprintf("There is no %s %q; there are %s.", what, name, strings.Join(known, ", "))
	}
	return "T" + e.Error()[1:]
}
