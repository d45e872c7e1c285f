package analyzers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// Limits bound what an analysis may cost. What they cut off is told, and makes
// the result incomplete.
type Limits struct {
	Source   source.Limits
	Eval     eval.Limits
	Variants int // of one root module
}

// DefaultLimits are far above what an estate that people keep needs.
func DefaultLimits() Limits {
	return Limits{Source: source.DefaultLimits(), Eval: eval.DefaultLimits(), Variants: 64}
}

// Limit is one of them, by the name that people set it by.
type Limit struct {
	Name, Help string
	Value      *int
}

// All lists the limits, each with its value, by name.
func (l *Limits) All() []Limit {
	return []Limit{
		{"file-size", "bytes of a file", &l.Source.FileSize},
		{"files", "files of a tree", &l.Source.Files},
		{"instances", "resource instances of a root module", &l.Eval.Instances},
		{"instances-per-block", "instances of one block", &l.Eval.PerBlock},
		{"loop-turns", "turns of all loops of a root module", &l.Eval.Turns},
		{"template-bytes", "bytes that all templates of a root module make", &l.Eval.Text},
		{"values", "values looked at in a root module", &l.Eval.Values},
		{"variants", "sets of inputs of a root module", &l.Variants},
	}
}

// Set sets a limit by its name.
func (l *Limits) Set(name string, value int) error {
	all := l.All()
	i := slices.IndexFunc(all, func(one Limit) bool { return one.Name == name })
	if i < 0 {
		names := make([]string, len(all))
		for i, one := range all {
			names[i] = one.Name
		}
		return fmt.Errorf("there is no limit %q; choose one of %s", name, strings.Join(names, ", "))
	}
	if value < 1 {
		return fmt.Errorf("the limit %s cannot be %d; it must be above 0", name, value)
	}
	*all[i].Value = value
	return nil
}
