// Package terraform holds the nouns of Terraform's language: addresses,
// provider configurations, evaluated terms and resource instances.
//
// It knows what Terraform calls things. It knows no cloud, no bucket and no
// file system, and it evaluates nothing: eval does.
package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// Mode tells managed resources, data sources and module calls apart.
type Mode uint8

// The modes. Call stands for a module call whose module is not on disk, so that
// references to its outputs have something to point at.
const (
	Managed Mode = iota
	Data
	Call
)

// Resource is a resource's address within its module.
type Resource struct {
	Mode Mode
	Type string // for Call: the module's source
	Name string
}

// String gives "aws_s3_bucket.x", "data.aws_s3_bucket.x" or "module.x".
func (r Resource) String() string {
	switch r.Mode {
	case Data:
		return "data." + r.Type + "." + r.Name
	case Call:
		return "module." + r.Name
	default:
		return r.Type + "." + r.Name
	}
}

// Key is an instance key: none, a number or a string. The zero value is none.
type Key struct {
	Value cty.Value // cty.NilVal for none; unknown when only apply can tell
}

// String gives "", "[0]", `["a"]`, or "[*]" for a key that is not known.
func (k Key) String() string {
	switch {
	case k.Value == cty.NilVal:
		return ""
	case !k.Value.IsKnown() || k.Value.IsNull():
		return "[*]"
	}
	return "[" + strings.TrimSpace(string(hclwrite.TokensForValue(k.Value).Bytes())) + "]"
}

// ModuleStep is one module call on the way down from the root.
type ModuleStep struct {
	Name string
	Key  Key
}

// ModuleInstance is a module's address; empty for the root module.
type ModuleInstance []ModuleStep

// String gives `module.a["k"].module.b`, or "" for the root module.
func (m ModuleInstance) String() string {
	parts := make([]string, len(m))
	for i, step := range m {
		parts[i] = "module." + step.Name + step.Key.String()
	}
	return strings.Join(parts, ".")
}

// Child is the address of a module called from m.
func (m ModuleInstance) Child(name string, key Key) ModuleInstance {
	return append(slices.Clip(m), ModuleStep{Name: name, Key: key})
}

// AbsInstance is the absolute address of a resource instance.
type AbsInstance struct {
	Module   ModuleInstance
	Resource Resource
	Key      Key
}

// String gives Terraform's plan address.
func (a AbsInstance) String() string {
	local := a.Resource.String() + a.Key.String()
	if len(a.Module) == 0 {
		return local
	}
	return a.Module.String() + "." + local
}
