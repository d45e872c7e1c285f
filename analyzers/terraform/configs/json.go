package configs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
)

// parseJSON reads Terraform's JSON syntax into the same tree as the native
// one, so that evaluation has one language to know. Nested blocks stay
// attributes, as the schema that would tell them apart is the provider's.
func parseJSON(src []byte, name string, blocks bool) (*hclsyntax.Body, hcl.Diagnostics) {
	whole, diags := json.ParseExpression(src, name)
	if whole == nil || diags.HasErrors() {
		return nil, diags
	}
	end := hcl.Range{Filename: name, Start: whole.Range().End, End: whole.Range().End}
	body := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: whole.Range(), EndRange: end}
	objects := []hcl.Expression{whole}
	if list, more := hcl.ExprList(whole); blocks && !more.HasErrors() { // several bodies in one file
		objects = list
	}
	for _, object := range objects {
		pairs, more := hcl.ExprMap(object)
		if more.HasErrors() {
			diags = append(diags, &hcl.Diagnostic{
				Severity: hcl.DiagError, Summary: "Incorrect JSON value type",
				Detail: "A JSON object is required here, holding the blocks of the file.", Subject: object.StartRange().Ptr(),
			})
			continue
		}
		for _, kv := range pairs {
			diags = append(diags, topLevel(body, kv, blocks)...)
		}
	}
	return body, diags
}

func topLevel(body *hclsyntax.Body, kv hcl.KeyValuePair, blocks bool) hcl.Diagnostics {
	key, ok := keyOf(kv.Key)
	if !ok {
		return nil
	}
	if !blocks {
		body.Attributes[key] = verbatim(key, kv.Value, kv.Key.Range())
		return nil
	}
	depth, ok := labels[key]
	if !ok {
		return nil
	}
	j := jsonBlocks{typ: key, body: body}
	j.descend(kv.Value, depth, nil, kv.Key.Range())
	return j.diags
}

// labels says how many labels each block type has.
var labels = map[string]int{
	"resource": 2, "data": 2, "variable": 1, "output": 1, "module": 1, "provider": 1, "locals": 0, "terraform": 0,
}

type jsonBlocks struct {
	typ   string
	body  *hclsyntax.Body
	diags hcl.Diagnostics
}

// descend walks down the labels of a block, through arrays, to its content.
func (j *jsonBlocks) descend(e hcl.Expression, depth int, names []string, decl hcl.Range) {
	if list, diags := hcl.ExprList(e); !diags.HasErrors() {
		for _, item := range list {
			j.descend(item, depth, names, decl)
		}
		return
	}
	pairs, diags := hcl.ExprMap(e)
	if diags.HasErrors() {
		j.diags = append(j.diags, &hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "Incorrect JSON value type",
			Detail:  fmt.Sprintf("A JSON object is required here, setting the content of a %s block.", j.typ),
			Subject: e.StartRange().Ptr(),
		})
		return
	}
	if depth == 0 {
		j.block(pairs, names, decl, e.Range())
		return
	}
	for _, kv := range pairs {
		if name, ok := keyOf(kv.Key); ok {
			j.descend(kv.Value, depth-1, append(slices.Clip(names), name), kv.Key.Range())
		}
	}
}

func (j *jsonBlocks) block(pairs []hcl.KeyValuePair, names []string, decl, whole hcl.Range) {
	inner := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: whole}
	for _, kv := range pairs {
		name, ok := keyOf(kv.Key)
		if !ok {
			continue
		}
		if (j.typ == "terraform" && (name == "backend" || name == "required_providers")) || (j.typ == "resource" && name == "lifecycle") {
			sub := jsonBlocks{typ: name, body: inner}
			depth := 0
			if name == "backend" {
				depth = 1
			}
			sub.descend(kv.Value, depth, nil, kv.Key.Range())
			j.diags = append(j.diags, sub.diags...)
			continue
		}
		inner.Attributes[name] = attribute(name, kv.Value, kv.Key.Range())
		if j.typ == "variable" { // its strings are no templates
			inner.Attributes[name] = verbatim(name, kv.Value, kv.Key.Range())
		}
	}
	end := hcl.Range{Filename: whole.Filename, Start: whole.End, End: whole.End}
	j.body.Blocks = append(j.body.Blocks, &hclsyntax.Block{
		Type: j.typ, Labels: names, Body: inner, TypeRange: decl, OpenBraceRange: decl, CloseBraceRange: end,
	})
}

// keyOf reads a property name of a block; "//" is how JSON syntax writes a
// comment there. Within values it is a key like others.
func keyOf(e hcl.Expression) (string, bool) {
	key, ok := nameOf(e)
	return key, ok && key != "//"
}

func nameOf(e hcl.Expression) (string, bool) {
	v, diags := e.Value(nil)
	if diags.HasErrors() || v.Type() != cty.String {
		return "", false
	}
	return v.AsString(), true
}

// verbatim is an attribute whose strings are what they look like.
func verbatim(name string, e hcl.Expression, nameRange hcl.Range) *hclsyntax.Attribute {
	v, _ := e.Value(nil) // without a context strings come as they are written
	return &hclsyntax.Attribute{
		Name: name, Expr: &hclsyntax.LiteralValueExpr{Val: v, SrcRange: e.Range()},
		NameRange: nameRange, SrcRange: hcl.RangeBetween(nameRange, e.Range()),
	}
}

func attribute(name string, e hcl.Expression, nameRange hcl.Range) *hclsyntax.Attribute {
	return &hclsyntax.Attribute{Name: name, Expr: native(e), NameRange: nameRange, SrcRange: hcl.RangeBetween(nameRange, e.Range())}
}

// native converts a JSON expression. Strings are templates.
func native(e hcl.Expression) hclsyntax.Expression {
	if pairs, diags := hcl.ExprMap(e); !diags.HasErrors() {
		obj := &hclsyntax.ObjectConsExpr{SrcRange: e.Range(), OpenRange: e.StartRange()}
		for _, kv := range pairs {
			key, ok := nameOf(kv.Key)
			if !ok {
				continue
			}
			obj.Items = append(obj.Items, hclsyntax.ObjectConsItem{
				KeyExpr:   template(key, kv.Key.Range()),
				ValueExpr: native(kv.Value),
			})
		}
		return obj
	}
	if list, diags := hcl.ExprList(e); !diags.HasErrors() {
		tuple := &hclsyntax.TupleConsExpr{SrcRange: e.Range(), OpenRange: e.StartRange()}
		for _, item := range list {
			tuple.Exprs = append(tuple.Exprs, native(item))
		}
		return tuple
	}
	v, _ := e.Value(nil) // without a context strings come as they are written
	if v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
		return template(v.AsString(), e.Range())
	}
	return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: e.Range()}
}

func template(s string, r hcl.Range) hclsyntax.Expression {
	if !strings.Contains(s, "${") && !strings.Contains(s, "%{") {
		return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(s), SrcRange: r}
	}
	start := r.Start
	start.Column, start.Byte = start.Column+1, start.Byte+1 // past the quote
	parsed, diags := hclsyntax.ParseTemplate([]byte(s), r.Filename, start)
	if diags.HasErrors() {
		return &hclsyntax.LiteralValueExpr{Val: cty.UnknownVal(cty.String), SrcRange: r}
	}
	return parsed
}
