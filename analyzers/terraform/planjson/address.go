package planjson

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
)

// parseAddress reads the absolute address of a resource instance:
// module.a["k"].data.aws_s3_bucket.b[0].
func parseAddress(text string) (terraform.AbsInstance, bool) {
	t, diags := hclsyntax.ParseTraversalAbs([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		return terraform.AbsInstance{}, false
	}
	var addr terraform.AbsInstance
	addr.Module, t = moduleSteps(t)
	if addr.Resource.Mode, t = mode(t); len(t) < 2 {
		return addr, false
	}
	addr.Resource.Type = name(t[0])
	addr.Resource.Name = name(t[1])
	rest := t[2:]
	addr.Key, rest = key(rest)
	return addr, len(rest) == 0 && addr.Resource.Type != "" && addr.Resource.Name != ""
}

// moduleSteps takes the leading module.NAME[KEY] off a traversal.
func moduleSteps(t hcl.Traversal) (terraform.ModuleInstance, hcl.Traversal) {
	var m terraform.ModuleInstance
	for len(t) >= 2 && name(t[0]) == "module" && name(t[1]) != "" {
		step := terraform.ModuleStep{Name: name(t[1])}
		step.Key, t = key(t[2:])
		m = append(m, step)
	}
	return m, t
}

// mode takes the leading "data" off a traversal.
func mode(t hcl.Traversal) (terraform.Mode, hcl.Traversal) {
	if len(t) > 0 && name(t[0]) == "data" {
		return terraform.Data, t[1:]
	}
	return terraform.Managed, t
}

// key takes a leading index off a traversal.
func key(t hcl.Traversal) (terraform.Key, hcl.Traversal) {
	if len(t) > 0 {
		if index, ok := t[0].(hcl.TraverseIndex); ok {
			return terraform.Key{Value: index.Key}, t[1:]
		}
	}
	return terraform.Key{Value: cty.NilVal}, t
}

// name is that of an attribute step or of the root; empty for an index.
func name(step hcl.Traverser) string {
	switch step := step.(type) {
	case hcl.TraverseRoot:
		return step.Name
	case hcl.TraverseAttr:
		return step.Name
	}
	return ""
}
