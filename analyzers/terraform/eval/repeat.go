package eval

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/resilint/resilint/analyzers/terraform"
)

// repetitionKind says how a block repeats.
type repetitionKind uint8

const (
	once repetitionKind = iota
	byCount
	byKey
)

// repetition is one turn of a block's count or for_each.
type repetition struct {
	kind     repetitionKind
	key      cty.Value       // cty.NilVal for once; unknown when only apply can tell
	value    *terraform.Term // each.value
	doubtful bool
	absent   bool   // it may be that no turn is taken at all
	when     string // under which a doubtful turn is taken; empty when that cannot be said
}

// repeat expands count and for_each into their turns.
func (s *scope) repeat(count, forEach hclsyntax.Expression, decl hcl.Range) (repetitionKind, []repetition) {
	switch {
	case count != nil:
		return byCount, s.counted(count, decl)
	case forEach != nil:
		return byKey, asStrings(s.keyed(forEach, decl))
	}
	return once, []repetition{{key: cty.NilVal}}
}

func (s *scope) counted(count hclsyntax.Expression, decl hcl.Range) []repetition {
	given := s.value(count)
	v, _ := given.Unmark()
	v, err := convert.Convert(v, cty.Number)
	if err != nil || !v.IsKnown() || v.IsNull() {
		s.m.ev.unknown("count", "how many instances there are is not known", count.Range())
		return []repetition{{kind: byCount, key: cty.UnknownVal(cty.Number), doubtful: true, when: s.exists(count)}}
	}
	n, _ := v.AsBigFloat().Int64()
	n = s.limit(n, decl)
	reps := make([]repetition, 0, max(0, n))
	for i := range n {
		reps = append(reps, repetition{kind: byCount, key: cty.NumberIntVal(i), doubtful: terraform.Doubted(given)})
	}
	return reps
}

// exists is the condition under which a count or for_each gives any instance,
// where one of two alternatives is none.
func (s *scope) exists(e hclsyntax.Expression) string {
	t := s.term(e)
	if t.Shape != terraform.Choice || t.Test == "" {
		return ""
	}
	first, second := empty(t.Parts[0].Term.Bare()), empty(t.Parts[1].Term.Bare())
	switch {
	case first == no && second == yes:
		return t.Test
	case first == yes && second == no:
		return terraform.Negated(t.Test)
	}
	return ""
}

// answer is yes, no, or that nobody knows.
type answer uint8

const (
	unsure answer = iota
	no
	yes
)

// empty says whether a count or for_each gives no instance.
func empty(v cty.Value) answer {
	var n int64
	switch {
	case !v.IsKnown():
		return unsure
	case v.IsNull():
		return yes
	case v.Type() == cty.Number:
		n, _ = v.AsBigFloat().Int64()
	case v.CanIterateElements():
		n = int64(v.LengthInt())
	default:
		return unsure
	}
	if n == 0 {
		return yes
	}
	return no
}

// keyed expands for_each, with the keys of the collection. Marks on the whole (a set hoists those of its
// elements) go onto each value, never onto a key.
func (s *scope) keyed(forEach hclsyntax.Expression, decl hcl.Range) []repetition {
	t := s.term(forEach)
	v, marks := t.Value.Unmark()
	if v.IsKnown() && v.IsNull() { // a null of a type says of itself that it has elements
		return nil
	}
	if !v.IsKnown() || !v.CanIterateElements() {
		s.m.ev.unknown("for_each", "which instances there are is not known", forEach.Range())
		if reps := s.allOrNone(t, s.exists(forEach), decl); len(reps) > 0 {
			return reps
		}
		unknown := cty.DynamicVal.WithMarks(marks)
		return []repetition{{
			kind: byKey, key: cty.UnknownVal(cty.String), doubtful: true, absent: !filled(v), when: s.exists(forEach),
			value: &terraform.Term{Value: unknown, Range: forEach.Range()},
		}}
	}
	return turns(t, s.limit(int64(v.LengthInt()), decl))
}

// allOrNone are the turns over the one of two alternatives that holds anything: what
// is not known of them is whether they are taken, not what they are.
func (s *scope) allOrNone(t *terraform.Term, when string, decl hcl.Range) []repetition {
	if t.Shape != terraform.Choice {
		return nil
	}
	for i, other := range []int{1, 0} {
		held := t.Parts[i].Term
		v := held.Bare()
		if empty(t.Parts[other].Term.Bare()) != yes || empty(v) != no || !v.CanIterateElements() {
			continue
		}
		reps := turns(held.Behind(t.Trail), s.limit(int64(v.LengthInt()), decl))
		for i := range reps {
			reps[i].doubtful, reps[i].absent, reps[i].when = true, true, when
		}
		return reps
	}
	return nil
}

// filled says that a collection that is not known holds something nevertheless.
func filled(v cty.Value) bool {
	return v.Type().IsCollectionType() && !v.IsKnown() && v.Range().LengthLowerBound() > 0
}

// turns are the first n turns over a known collection.
func turns(t *terraform.Term, n int64) []repetition {
	v, marks := t.Value.Unmark()
	reps := make([]repetition, 0, n)
	for it := v.ElementIterator(); it.Next() && int64(len(reps)) < n; {
		k, e := it.Element()
		k, _ = k.Unmark()
		if v.Type().IsSetType() {
			k, _ = e.Unmark()
		}
		reps = append(reps, repetition{kind: byKey, key: k, value: elementTerm(t, k, e.WithMarks(marks)), doubtful: !k.IsKnown()})
	}
	return reps
}

// asStrings makes instance keys of the keys of a collection: always strings,
// where a dynamic block has the numbers of a list.
func asStrings(reps []repetition) []repetition {
	for i := range reps {
		key, err := convert.Convert(reps[i].key, cty.String)
		if err != nil {
			key = cty.UnknownVal(cty.String)
		}
		reps[i].key, reps[i].doubtful = key, reps[i].doubtful || !key.IsKnown()
	}
	return reps
}

// elementTerm is the term of one element of a collection: the part that was
// written for it, or its value at the place of the whole.
func elementTerm(t *terraform.Term, key, value cty.Value) *terraform.Term {
	if name, ok := terraform.StringOf(key); ok {
		if p := t.Part(name); p != nil && t.Shape == terraform.Map {
			c := *p
			c.Value = value // as a variable's type has converted it
			c.Trail = append(slices.Clip(t.Trail), p.Trail...)
			return &c
		}
		if i, err := strconv.Atoi(name); err == nil && t.Shape == terraform.List && i >= 0 && i < len(t.Parts) {
			c := *t.Parts[i].Term
			c.Value = value
			return &c
		}
	}
	return &terraform.Term{Value: value, Range: t.Range, Trail: t.Trail}
}

func (s *scope) limit(n int64, decl hcl.Range) int64 {
	ev := s.m.ev
	perBlock, left := int64(ev.opts.Limits.PerBlock), int64(ev.opts.Limits.Instances-ev.total)
	if n > perBlock || n > left {
		ev.incomplete = true
		ev.diagnose(hcl.DiagError, "Too many instances",
			fmt.Sprintf("%d instances are above the limit of %d for a block (--limit instances-per-block) and %d for a root module (--limit instances); the rest were not analysed.",
				n, perBlock, ev.opts.Limits.Instances), decl)
		n = min(n, perBlock, max(0, left))
	}
	ev.total += int(max(0, n))
	return n
}
