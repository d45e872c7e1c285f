package eval

import (
	"fmt"
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// A value may hold another twice, that one a third twice, and so on: forty
// lines come to more than any memory holds once somebody walks through them.
const (
	maxNodes = 1 << 18  // values inside one value, or parts of one term
	maxText  = 16 << 20 // bytes of all strings of one value
)

// Limits bound the evaluation of one root module. Whatever they cut off is a
// diagnostic.
type Limits struct {
	PerBlock  int // instances of one block
	Instances int // of all blocks
	Values    int // looked at
	Turns     int // of all loops
	Text      int // bytes that all templates put together
}

// DefaultLimits are what holds for a root when nobody says otherwise.
func DefaultLimits() Limits {
	return Limits{PerBlock: 1_000, Instances: 50_000, Values: 10_000_000, Turns: 1_000_000, Text: 256 << 20}
}

// bounded is a term that can be walked through: one that is too large is
// unknown, with the marks met so far, and has no parts.
func (ev *evaluator) bounded(t *terraform.Term, r hcl.Range) *terraform.Term {
	w := weight{nodes: min(maxNodes, ev.weight), text: maxText, marks: cty.ValueMarks{}}
	before := w.nodes
	ok := w.value(t.Value)
	if ok {
		parts := weight{nodes: w.nodes}
		ok = parts.parts(t)
		w.nodes = parts.nodes
	}
	ev.weight -= before - max(0, w.nodes)
	if ok {
		return t
	}
	ev.incomplete = true
	ev.diagnose(hcl.DiagError, "Value too large",
		fmt.Sprintf("This has more than %d parts or %d bytes, or a number with too many digits; it is taken as unknown.", maxNodes, maxText), r)
	return &terraform.Term{Value: cty.DynamicVal.WithMarks(w.marks), Range: t.Range, Trail: t.Trail}
}

// weight is what is left while something is weighed.
type weight struct {
	nodes, text int
	marks       cty.ValueMarks
}

func (w *weight) value(v cty.Value) bool {
	if w.nodes--; w.nodes < 0 {
		return false
	}
	v, marks := v.Unmark()
	maps.Copy(w.marks, marks)
	if v.IsNull() || !v.IsKnown() {
		return true
	}
	switch {
	case v.Type() == cty.String:
		w.text -= len(v.AsString())
		return w.text >= 0
	case v.Type() == cty.Number:
		return configs.Countable(v)
	case v.CanIterateElements():
		for it := v.ElementIterator(); it.Next(); {
			if _, e := it.Element(); !w.value(e) {
				return false
			}
		}
	}
	return true
}

func (w *weight) parts(t *terraform.Term) bool {
	for _, p := range t.Parts {
		if w.nodes--; w.nodes < 0 || !w.parts(p.Term) {
			return false
		}
	}
	return true
}
