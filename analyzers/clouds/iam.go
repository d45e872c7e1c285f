package clouds

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/resilint/resilint/analyzers/terraform"
)

// iamDocument is an access policy as the data source that composes it writes it.
type iamDocument struct {
	Version   string         `json:",omitempty"`
	ID        string         `json:"Id,omitempty"`
	Statement []iamStatement `json:",omitempty"`
}

type iamStatement struct {
	Sid          string `json:",omitempty"`
	Effect       string `json:",omitempty"`
	Action       any    `json:",omitempty"`
	NotAction    any    `json:",omitempty"`
	Resource     any    `json:",omitempty"`
	NotResource  any    `json:",omitempty"`
	Principal    any    `json:",omitempty"`
	NotPrincipal any    `json:",omitempty"`
	Condition    any    `json:",omitempty"`
}

// iamFunc composes a policy document: policy_document(version, id, statements,
// sources, overrides). It is unknown when any part is.
func iamFunc() function.Function {
	params := make([]function.Parameter, 5)
	for i, name := range []string{"version", "id", "statements", "sources", "overrides"} {
		params[i] = function.Parameter{Name: name, Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true}
	}
	return function.New(&function.Spec{
		Params: params, Type: function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			for _, a := range args {
				if !a.IsWhollyKnown() {
					return cty.UnknownVal(cty.String), nil
				}
			}
			doc := iamDocument{Version: "2012-10-17"}
			if s, ok := terraform.StringOf(args[0]); ok {
				doc.Version = s
			}
			doc.ID, _ = terraform.StringOf(args[1])
			if err := doc.merge(args[3]); err != nil {
				return cty.NilVal, err
			}
			for _, st := range elementsOf(args[2]) {
				doc.put(iamStatementOf(st))
			}
			if err := doc.merge(args[4]); err != nil {
				return cty.NilVal, err
			}
			return encoded(&doc)
		},
	})
}

func encoded(doc *iamDocument) (cty.Value, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return cty.NilVal, fmt.Errorf("policy document: %w", err)
	}
	return cty.StringVal(strings.TrimSuffix(b.String(), "\n")), nil
}

// put adds a statement, in place of an earlier one of the same Sid.
func (d *iamDocument) put(st iamStatement) {
	i := slices.IndexFunc(d.Statement, func(old iamStatement) bool { return st.Sid != "" && old.Sid == st.Sid })
	if i >= 0 {
		d.Statement[i] = st
		return
	}
	d.Statement = append(d.Statement, st)
}

// merge adds the statements of documents written as JSON.
func (d *iamDocument) merge(texts cty.Value) error {
	for _, text := range iamTexts(texts) {
		if strings.TrimSpace(text) == "" {
			continue
		}
		var doc struct{ Statement json.RawMessage }
		if err := json.Unmarshal([]byte(text), &doc); err != nil {
			return fmt.Errorf("policy document: %w", err)
		}
		var list []iamStatement
		if json.Unmarshal(doc.Statement, &list) != nil {
			var one iamStatement
			if err := json.Unmarshal(doc.Statement, &one); err != nil {
				return fmt.Errorf("policy document: %w", err)
			}
			list = []iamStatement{one}
		}
		for _, st := range list {
			d.put(st)
		}
	}
	return nil
}

func iamStatementOf(v cty.Value) iamStatement {
	st := iamStatement{Effect: "Allow"}
	if s, ok := terraform.StringOf(attrOf(v, "effect")); ok {
		st.Effect = s
	}
	st.Sid, _ = terraform.StringOf(attrOf(v, "sid"))
	st.Action, st.NotAction = iamList(attrOf(v, "actions"), false), iamList(attrOf(v, "not_actions"), false)
	st.Resource, st.NotResource = iamList(attrOf(v, "resources"), true), iamList(attrOf(v, "not_resources"), true)
	st.Principal, st.NotPrincipal = iamPrincipals(attrOf(v, "principals")), iamPrincipals(attrOf(v, "not_principals"))
	conditions := map[string]map[string]any{}
	for _, c := range elementsOf(attrOf(v, "condition")) {
		test, _ := terraform.StringOf(attrOf(c, "test"))
		variable, _ := terraform.StringOf(attrOf(c, "variable"))
		if conditions[test] == nil {
			conditions[test] = map[string]any{}
		}
		values := iamTexts(attrOf(c, "values"))
		for i := range values {
			values[i] = iamVariables(values[i])
		}
		if old, ok := conditions[test][variable].([]string); ok {
			values = append(old, values...)
		} else if old, ok := conditions[test][variable].(string); ok {
			values = append([]string{old}, values...)
		}
		conditions[test][variable] = oneOrMany(values)
	}
	if len(conditions) > 0 {
		st.Condition = conditions
	}
	return st
}

func iamPrincipals(v cty.Value) any {
	all := map[string]any{}
	for _, p := range elementsOf(v) {
		typ, _ := terraform.StringOf(attrOf(p, "type"))
		ids := iamList(attrOf(p, "identifiers"), true)
		if typ == "*" && ids == "*" {
			return "*"
		}
		all[typ] = ids
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// iamList is a list as the provider writes it: the last first, a single one alone.
func iamList(v cty.Value, variables bool) any {
	list := iamTexts(v)
	if len(list) == 0 {
		return nil
	}
	for i := range list {
		if variables {
			list[i] = iamVariables(list[i])
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	slices.Reverse(list)
	return oneOrMany(list)
}

// iamVariables turns &{aws:username}, which Terraform does not read as its own, into what IAM reads.
func iamVariables(s string) string { return strings.ReplaceAll(s, "&{", "${") }

func oneOrMany(list []string) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
}

// iamTexts lists the strings of a string or a collection.
func iamTexts(v cty.Value) []string {
	if s, ok := terraform.StringOf(v); ok {
		return []string{s}
	}
	var list []string
	for _, e := range elementsOf(v) {
		list = append(list, iamTexts(e)...)
	}
	return list
}

func elementsOf(v cty.Value) []cty.Value {
	if v == cty.NilVal || v.IsNull() || !v.IsKnown() || !v.CanIterateElements() {
		return nil
	}
	if v.Type().IsObjectType() || v.Type().IsMapType() { // a block that JSON syntax writes as an object
		return []cty.Value{v}
	}
	return v.AsValueSlice()
}

func attrOf(v cty.Value, name string) cty.Value {
	if v.IsNull() || !v.IsKnown() || !v.Type().IsObjectType() || !v.Type().HasAttribute(name) {
		return cty.NilVal
	}
	return v.GetAttr(name)
}
