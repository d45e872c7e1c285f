package clouds

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// subject is what a vocabulary expression speaks about.
type subject struct {
	self     *terraform.Object
	provider *terraform.ProviderConfig
	each     *terraform.Term
	outer    *terraform.Term   // the block around each; nil when there is none
	with     *terraform.Object // the body of an instance that self refers to; nil when there is none
	region   string            // of self; empty while it is not known
	inside   bool              // parts of a value that is not known are left out
	joint    []hcl.Range       // where self refers to with
	called   map[string][]*terraform.Instance
	funcs    map[string]function.Function
}

// answer is the value of a vocabulary expression and what it was read from.
type answer struct {
	value  cty.Value // unmarked; null when nothing was written
	terms  []*terraform.Term
	inputs []terraform.Input // variables without a value that it hangs on
	test   string            // the condition under which it is true; empty when that is not known
}

// written says that an optional expression stands in the vocabulary.
func written(e hcl.Expression) bool {
	if e == nil {
		return false
	}
	if pathOf(e) != nil || len(e.Variables()) > 0 {
		return true
	}
	v, diags := e.Value(nil)
	return diags.HasErrors() || !v.IsNull()
}

// pathOf is the path that an expression is, as most are; nil for others. What
// it gives needs no evaluation.
func pathOf(e hcl.Expression) hcl.Traversal {
	t, ok := e.(*hclsyntax.ScopeTraversalExpr)
	if !ok || t.Traversal.RootName() == "region" {
		return nil
	}
	for _, step := range t.Traversal[1:] {
		if _, ok := stepName(step); !ok {
			return nil
		}
	}
	return t.Traversal
}

// stepName is the name that a step of a path leads to: .name or ["name"].
func stepName(step hcl.Traverser) (string, bool) {
	switch step := step.(type) {
	case hcl.TraverseAttr:
		return step.Name, true
	case hcl.TraverseIndex:
		if step.Key.Type() == cty.String {
			return terraform.StringOf(step.Key)
		}
	}
	return "", false
}

// ask evaluates an expression. A list gives its first element that was
// written: region = [self.region, provider.region].
func (s *subject) ask(e hcl.Expression) answer {
	none := answer{value: cty.NullVal(cty.DynamicPseudoType)}
	if !written(e) {
		return none
	}
	if t := pathOf(e); t != nil {
		return s.follow(e, t)
	}
	if list, diags := hcl.ExprList(e); !diags.HasErrors() {
		for _, item := range list {
			if a := s.ask(item); !a.value.IsNull() || !a.value.IsKnown() {
				return a
			}
		}
		return none
	}
	return s.evaluate(e)
}

// follow is evaluate for an expression that is a path.
func (s *subject) follow(e hcl.Expression, t hcl.Traversal) answer {
	a := answer{}.reading(s.resolve(t))
	a.value = valueOf(a.terms)
	if !a.value.IsKnown() {
		tree := branch{}
		tree.put(names(t), a.value)
		a.test = s.testOf(e, tree)
	}
	return a
}

func (s *subject) evaluate(e hcl.Expression) answer {
	var a answer
	tree := branch{}
	for _, t := range e.Variables() {
		if t.RootName() == "region" {
			tree["region"] = stringOrUnknown(s.region)
			continue
		}
		terms := s.resolve(t)
		a = a.reading(terms)
		tree.put(names(t), valueOf(terms))
	}
	v, diags := s.valueOn(tree, e)
	if diags.HasErrors() {
		v = cty.NullVal(cty.DynamicPseudoType)
		if slices.ContainsFunc(a.terms, func(t *terraform.Term) bool { return !t.Bare().IsWhollyKnown() }) {
			v = cty.DynamicVal
		}
	}
	a.value, _ = v.UnmarkDeep()
	if !a.value.IsKnown() {
		a.test = s.testOf(e, tree)
	}
	return a
}

// valueOn is an expression's value where its references have those of a tree.
func (s *subject) valueOn(tree branch, e hcl.Expression) (cty.Value, hcl.Diagnostics) {
	return e.Value(&hcl.EvalContext{Variables: tree.values(), Functions: s.funcs})
}

// reading is the answer that is read from some terms as well.
func (a answer) reading(terms []*terraform.Term) answer {
	a.terms = append(a.terms, terms...)
	for _, t := range terms {
		a.inputs = append(a.inputs, terraform.Inputs(t.Value)...)
	}
	return a
}

// testOf is the condition under which an expression is true, when it is decided
// by one value that has two alternatives and a condition that chooses.
func (s *subject) testOf(e hcl.Expression, tree branch) string {
	for _, t := range e.Variables() {
		if t.RootName() == "region" {
			continue
		}
		terms := s.resolve(t)
		if len(terms) != 1 || terms[0].Test == "" {
			continue
		}
		alternatives := []cty.Value{cty.True, cty.False}
		if terms[0].Shape == terraform.Choice {
			alternatives = []cty.Value{terms[0].Parts[0].Term.Bare(), terms[0].Parts[1].Term.Bare()}
		}
		with := func(i int) facts.Truth {
			tree.put(names(t), alternatives[i])
			v, diags := s.valueOn(tree, e)
			if diags.HasErrors() {
				return facts.Unknown
			}
			v, _ = v.UnmarkDeep()
			return answer{value: v}.truth(facts.Unknown)
		}
		switch first, second := with(0), with(1); {
		case first == facts.Yes && second == facts.No:
			return terms[0].Test
		case first == facts.No && second == facts.Yes:
			return terraform.Negated(terms[0].Test)
		}
		tree.put(names(t), terms[0].Bare())
	}
	return ""
}

func stringOrUnknown(s string) cty.Value {
	if s == "" {
		return cty.UnknownVal(cty.String)
	}
	return cty.StringVal(s)
}

// branch is a tree of attribute values: lenient where a cty object is strict,
// as what was not written is null.
type branch map[string]any

func (b branch) put(path []string, v cty.Value) {
	for _, name := range path[:len(path)-1] {
		next, ok := b[name].(branch)
		if !ok {
			next = branch{}
			b[name] = next
		}
		b = next
	}
	last := path[len(path)-1]
	if _, ok := b[last].(branch); !ok {
		b[last] = v
	}
}

func (b branch) values() map[string]cty.Value {
	vals := make(map[string]cty.Value, len(b))
	for name, v := range b {
		switch v := v.(type) {
		case branch:
			vals[name] = cty.ObjectVal(v.values())
		case cty.Value:
			vals[name] = v
		}
	}
	return vals
}

func names(t hcl.Traversal) []string {
	list := make([]string, 1, len(t))
	list[0] = t.RootName()
	for _, step := range t[1:] {
		if name, ok := stepName(step); ok {
			list = append(list, name)
		}
	}
	return list
}

// valueOf is what a path gives: null for nothing, a value for one term, a
// tuple for several blocks.
func valueOf(terms []*terraform.Term) cty.Value {
	switch len(terms) {
	case 0:
		return cty.NullVal(cty.DynamicPseudoType)
	case 1:
		return terms[0].Bare()
	}
	vals := make([]cty.Value, len(terms))
	for i, t := range terms {
		vals[i] = t.Bare()
	}
	return cty.TupleVal(vals)
}

// terms resolves an expression that is a path, a name composed of paths, or a
// list of them.
func (s *subject) terms(e hcl.Expression) []*terraform.Term {
	if !written(e) {
		return nil
	}
	if t := pathOf(e); t != nil {
		return s.resolve(t)
	}
	if list, diags := hcl.ExprList(e); !diags.HasErrors() {
		var all []*terraform.Term
		for _, item := range list {
			all = append(all, s.terms(item)...)
		}
		return all
	}
	t, diags := hcl.AbsTraversalForExpr(e)
	if diags.HasErrors() {
		return s.compose(e)
	}
	return s.resolve(t)
}

// resolve follows a path through blocks and values; a path through several
// blocks gives one term for each.
func (s *subject) resolve(t hcl.Traversal) []*terraform.Term {
	path := names(t)
	var terms []*terraform.Term
	switch path[0] {
	case "each":
		terms = []*terraform.Term{s.each}
		path = path[1:]
	case "outer":
		terms = []*terraform.Term{s.outer}
		path = path[1:]
	case "self", "with", "provider":
		if len(path) < 2 {
			return nil
		}
		terms = []*terraform.Term{s.body(path[0]).Attr(path[1])}
		path = path[2:]
	}
	for _, name := range path {
		var next []*terraform.Term
		for _, t := range terms {
			next = append(next, parts(t, name, s.inside)...)
		}
		terms = next
	}
	return slices.DeleteFunc(terms, (*terraform.Term).Absent)
}

// body is the block that the first name of a path stands for; nil when there is none.
func (s *subject) body(name string) *terraform.Object {
	switch {
	case name == "self":
		return s.self
	case name == "with":
		return s.with
	case s.provider != nil:
		return s.provider.Body
	}
	return nil
}

// joined gives one subject for each instance that a value refers to, "with"
// standing for it: the rules of a plan that is chosen by its id.
func (s *subject) joined(e hcl.Expression, root string) []*subject {
	if !written(e) {
		return []*subject{s}
	}
	var list []*subject
	seen := map[*terraform.Instance]bool{}
	for _, r := range refsOf(s.terms(e)) {
		for _, o := range r.origins {
			if seen[o.Instance] || o.Instance.Root != root { // the body of another root is not ours to evaluate
				continue
			}
			seen[o.Instance] = true
			c := *s
			c.with, c.joint = o.Instance.Body, r.places
			list = append(list, &c)
		}
	}
	return list
}

// children is what an attribute name leads to from a term: a part, an element
// of a known value, or of each block of a list. What a value that is not known
// would hold there is not known either.
func children(t *terraform.Term, name string) []*terraform.Term { return parts(t, name, false) }

// parts is children; with inside, a value that is not known has none.
func parts(t *terraform.Term, name string, inside bool) []*terraform.Term {
	if t == nil {
		return nil
	}
	if name == "any" {
		return itemsOf(t)
	}
	switch t.Shape {
	case terraform.Map:
		if p := t.Part(name); p != nil {
			return []*terraform.Term{p.Behind(t.Trail)}
		}
		return nil
	case terraform.List:
		var all []*terraform.Term
		for _, p := range t.Parts {
			all = append(all, parts(p.Term.Behind(t.Trail), name, inside)...)
		}
		return all
	default:
		if doc := jsonOf(t); doc != nil {
			return parts(doc, name, inside)
		}
		if v := t.Bare(); inside && !v.IsKnown() {
			return nil
		}
		return elements(t, name)
	}
}

// jsonOf is what a text of JSON says, part by part; nil when it is no such text.
func jsonOf(t *terraform.Term) *terraform.Term {
	if t.Shape == terraform.Text && len(t.Parts) > 0 && (t.Parts[0].Name == "jsonencode" || t.Parts[0].Name == "yamlencode") {
		return t.Parts[0].Term.Behind(t.Trail)
	}
	if v := t.Bare(); v == cty.NilVal || v.Type() != cty.String {
		return nil
	}
	doc, _ := documentOf(t)
	return doc
}

// elements looks into a value that no constructor made, such as a variable's.
func elements(t *terraform.Term, name string) []*terraform.Term {
	v, marks := t.Value.Unmark()
	at := func(v cty.Value) *terraform.Term {
		return &terraform.Term{Value: v.WithMarks(marks), Range: t.Range, Trail: t.Trail}
	}
	switch typ := v.Type(); {
	case !v.IsKnown():
		return []*terraform.Term{at(cty.DynamicVal)}
	case v.IsNull():
		return nil
	case typ.IsObjectType() && typ.HasAttribute(name):
		return []*terraform.Term{at(v.GetAttr(name))}
	case typ.IsMapType() && v.HasIndex(cty.StringVal(name)).True():
		return []*terraform.Term{at(v.Index(cty.StringVal(name)))}
	case typ.IsTupleType(), typ.IsListType(), typ.IsSetType():
		var all []*terraform.Term
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			all = append(all, elements(at(e), name)...)
		}
		return all
	}
	return nil
}

// truth turns an answer into a Truth; nothing written gives the default.
func (a answer) truth(otherwise facts.Truth) facts.Truth {
	if !a.value.IsKnown() {
		return facts.Unknown
	}
	if a.value.IsNull() {
		return otherwise
	}
	s, ok := terraform.StringOf(a.value)
	if !ok {
		return facts.Unknown
	}
	return facts.TruthOf(strings.EqualFold(s, "true"))
}

func (a answer) text() string {
	s, _ := terraform.StringOf(a.value)
	return s
}

// shown is the text for people to read; empty when it is sensitive.
func (a answer) shown() string {
	for _, t := range a.terms {
		if functions.IsSensitive(t.Value) {
			return ""
		}
	}
	return a.text()
}

// evidence is the place that decided an answer: where the value was written,
// not where it was referred to.
func (a answer) evidence() facts.Evidence {
	if len(a.terms) == 0 {
		return facts.Evidence{}
	}
	return facts.Evidence{Range: a.terms[0].Range}
}

// condition is what makes an undecided answer true or, where that cannot be
// put in a few words, the variables that it hangs on.
func (a answer) condition() string {
	if a.test != "" || a.value.IsKnown() || len(a.inputs) == 0 {
		return a.test
	}
	list := make([]string, 0, len(a.inputs))
	for _, in := range a.inputs {
		list = append(list, inputName(in))
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), ", ")
}

func inputName(in terraform.Input) string {
	if strings.Contains(in.Name, ".") {
		return in.Name
	}
	return "var." + in.Name
}
