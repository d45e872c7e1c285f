package planjson

import (
	"encoding/json"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
)

// telling is the length of the shortest value that is taken for the origin of
// a text it stands in; a shorter one may stand there by chance.
const telling = 3

// traced puts marks on a value: what its argument refers to.
func (e *Evaluation) traced(v cty.Value, a argument, at turn) cty.Value {
	if a.blocks == nil {
		if origins := e.origins(a.References, at, 0); len(origins) > 0 {
			return e.markLeaves(v, origins)
		}
		return v
	}
	bare, marks := v.Unmark()
	switch {
	case bare == cty.NilVal || bare.IsNull():
	case !bare.IsKnown():
		return e.markLeaves(v, e.origins(a.references(), at, 0))
	case bare.Type().IsObjectType():
		return e.tracedBlock(bare, a.blocks, at).WithMarks(marks)
	case bare.Type().IsTupleType():
		elems := bare.AsValueSlice()
		for i, elem := range elems {
			elems[i] = e.tracedBlock(elem, written(a.blocks, i, elem), at)
		}
		return cty.TupleVal(elems).WithMarks(marks)
	}
	return v
}

// tracedBlock marks the attributes of one block. Where several blocks may have
// been the one written for it, what any of them refers to counts.
func (e *Evaluation) tracedBlock(v cty.Value, blocks []map[string]json.RawMessage, at turn) cty.Value {
	bare, marks := v.Unmark()
	if !bare.IsKnown() || bare.IsNull() || !bare.Type().IsObjectType() {
		all := argument{blocks: blocks}
		return e.markLeaves(v, e.origins(all.references(), at, 0))
	}
	attrs := bare.AsValueMap()
	for name, attr := range attrs {
		var whole argument
		for _, b := range blocks {
			if raw := b[name]; raw != nil {
				one := argumentOf(raw)
				whole.blocks = append(whole.blocks, one.blocks...)
				whole.References = append(whole.References, one.References...)
			}
		}
		attrs[name] = e.traced(attr, whole, at)
	}
	return cty.ObjectVal(attrs).WithMarks(marks)
}

// written are the blocks that the i-th of a list may have been written as: the
// i-th if what it says in so many words fits, else all that fit, else all. A set
// has lost the order of the text.
func written(blocks []map[string]json.RawMessage, i int, v cty.Value) []map[string]json.RawMessage {
	var fitting []map[string]json.RawMessage
	for j, b := range blocks {
		if fits(b, v) {
			if j == i {
				return blocks[i : i+1]
			}
			fitting = append(fitting, b)
		}
	}
	if len(fitting) == 0 {
		return blocks
	}
	return fitting
}

func fits(block map[string]json.RawMessage, v cty.Value) bool {
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() || !v.Type().IsObjectType() {
		return true
	}
	for name, raw := range block {
		a := argumentOf(raw)
		if len(a.ConstantValue) == 0 || !v.Type().HasAttribute(name) {
			continue
		}
		if !agree(valueOf(a.ConstantValue), v.GetAttr(name)) {
			return false
		}
	}
	return true
}

// markLeaves marks the parts of a value that are made of what an expression
// refers to. A text is marked with those whose value stands in it; a part that
// is not known, with those that are not known either.
func (e *Evaluation) markLeaves(v cty.Value, origins []terraform.Origin) cty.Value {
	if !e.step(len(origins)) {
		return v
	}
	bare, marks := v.Unmark()
	switch {
	case !bare.IsKnown():
		return bare.WithMarks(marks, e.unknowns(origins))
	case bare.IsNull():
		return v
	case bare.Type().IsTupleType():
		elems := bare.AsValueSlice()
		for i := range elems {
			elems[i] = e.markLeaves(elems[i], origins)
		}
		return cty.TupleVal(elems).WithMarks(marks)
	case bare.Type().IsObjectType():
		attrs := bare.AsValueMap()
		for name := range attrs {
			attrs[name] = e.markLeaves(attrs[name], origins)
		}
		return cty.ObjectVal(attrs).WithMarks(marks)
	case bare.Type() == cty.String:
		return bare.WithMarks(marks, e.seen(bare.AsString(), origins))
	}
	return v
}

// unknowns are the marks of a part that is not known. Which of several
// instances, or which of their attributes, it is made of may be in doubt.
func (e *Evaluation) unknowns(origins []terraform.Origin) cty.ValueMarks {
	marks := cty.ValueMarks{}
	asked := map[terraform.Resource]int{}
	for _, o := range origins {
		attrs := e.attrsOf(o.Instance)
		if o.Attr != "" {
			if v, ok := attrs[o.Attr]; !ok || v.IsWhollyKnown() {
				continue // a part that is known makes no whole unknown
			}
			marks[o] = struct{}{}
		} else {
			for name, v := range attrs {
				if !v.IsWhollyKnown() {
					marks[terraform.Origin{Instance: o.Instance, Attr: name}] = struct{}{}
				}
			}
			marks[terraform.Doubt{}] = struct{}{}
		}
		if asked[o.Instance.Addr.Resource]++; asked[o.Instance.Addr.Resource] > 1 {
			marks[terraform.Doubt{}] = struct{}{}
		}
	}
	if len(marks) == 0 && len(origins) > 0 {
		for _, o := range origins {
			marks[o] = struct{}{}
		}
		marks[terraform.Doubt{}] = struct{}{}
	}
	return marks
}

// seen are the marks of those origins whose value stands in a text.
func (e *Evaluation) seen(text string, origins []terraform.Origin) cty.ValueMarks {
	marks := cty.ValueMarks{}
	for _, o := range origins {
		for name, v := range e.attrsOf(o.Instance) {
			if o.Attr != "" && o.Attr != name {
				continue
			}
			if standsIn(v, text) {
				marks[terraform.Origin{Instance: o.Instance, Attr: name}] = struct{}{}
			}
		}
	}
	return marks
}

func standsIn(v cty.Value, text string) bool {
	s, ok := terraform.StringOf(v)
	return ok && len(s) >= telling && strings.Contains(text, s)
}

func (e *Evaluation) attrsOf(in *terraform.Instance) map[string]cty.Value {
	if r := e.planned[in]; r != nil {
		return r.Attrs()
	}
	return nil
}
