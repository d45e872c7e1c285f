// Package planjson reads what Terraform itself says of a root module: a saved
// plan or a state, as `terraform show -json` writes them.
//
// It knows the layout of those documents: addresses, values, which of them are
// unknown or sensitive, and the references that a plan keeps of the
// configuration. It knows no resource type and reads no source; eval puts the
// two together. Like eval, it gives instances whose values say where they
// came from.
package planjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// MaxSize is the size in bytes of the largest document that is read: 256 MiB.
const MaxSize = 256 << 20

// Limits of one document. Whatever they cut off is a diagnostic.
const (
	maxInstances = 50_000
	maxModules   = 32        // modules within modules
	maxSteps     = 1_000_000 // references followed in one document
	maxNodes     = 1 << 18   // values in one instance
)

// Plan is what a saved plan or a state says of one root module. It is not safe
// for concurrent use: values are decoded when they are asked for.
type Plan struct {
	Name string // of the file, as diagnostics and evidence show it
	// State says that the document is a state: nothing in it is unknown, and it
	// tells nothing of the configuration.
	State bool
	// Variables are the values of the root module's input variables; empty for a state.
	Variables map[string]cty.Value
	// Incomplete says that a limit cut something off.
	Incomplete bool

	src       []byte
	config    configuration
	resources map[string]*Resource // by canonical address
	order     []*Resource          // as they stand in the document
}

// Resource is one resource instance of a document.
type Resource struct {
	Addr terraform.AbsInstance
	// Provider is the local name that the provider's address ends in: "aws".
	Provider string
	// Range is where the document names the address.
	Range hcl.Range

	raw   rawValues
	attrs map[string]cty.Value // nil until they are decoded
}

// rawValues is a resource instance's value before anyone has asked for it.
type rawValues struct{ values, unknown, sensitive json.RawMessage }

// Read reads a document. With an error among the diagnostics the plan is nil
// and nothing of it can be used.
func Read(name string, src []byte) (*Plan, hcl.Diagnostics) {
	if d := unreadable(name, src); d != nil {
		return nil, hcl.Diagnostics{d}
	}
	p := &Plan{Name: name, src: src, Variables: map[string]cty.Value{}, resources: map[string]*Resource{}}
	w := newWalker(p)
	if err := w.document(); err != nil {
		return nil, hcl.Diagnostics{w.malformed(err)}
	}
	if d := w.wrongVersion(); d != nil {
		return nil, hcl.Diagnostics{d}
	}
	w.settle()
	return p, w.diags
}

// unreadable says why a file cannot be what is wanted, before it is parsed.
func unreadable(name string, src []byte) *hcl.Diagnostic {
	switch {
	case len(src) > MaxSize:
		return problem(name, "Plan too large",
			fmt.Sprintf("This file is larger than %d MiB, so it was not read. Scan the source instead.", MaxSize>>20))
	case bytes.HasPrefix(src, []byte("PK")):
		return problem(name, "Plan is not JSON",
			"This is a plan as `terraform plan -out` saves it, which only Terraform can read. Run `terraform show -json tfplan > tfplan.json` and give that file.")
	case len(bytes.TrimSpace(src)) == 0:
		return problem(name, "Plan is empty", "This file is empty. Write it with `terraform show -json tfplan > tfplan.json`.")
	}
	if d := configs.JSONTooDeep(src, name); d != nil {
		return d
	}
	return nil
}

func problem(name, summary, detail string) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: summary, Detail: detail,
		Subject: &hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos},
	}
}

// Text is what the document says at the place of a resource, for evidence: its
// address and nothing of its values.
func (p *Plan) Text(r hcl.Range) string {
	if r.Filename != p.Name || r.Start.Byte < 0 || r.End.Byte > len(p.src) || r.End.Byte <= r.Start.Byte {
		return ""
	}
	return string(p.src[r.Start.Byte:r.End.Byte])
}

// Resources lists the resource instances, as they stand in the document.
func (p *Plan) Resources() []*Resource { return p.order }

// Configured lists the addresses of the root module's resources: those of the
// configuration, or of a state's instances.
func (p *Plan) Configured() []terraform.Resource {
	var list []terraform.Resource
	seen := map[terraform.Resource]bool{}
	add := func(r terraform.Resource) {
		if !seen[r] {
			seen[r] = true
			list = append(list, r)
		}
	}
	for i := range p.config.RootModule.Resources {
		add(p.config.RootModule.Resources[i].addr())
	}
	for _, r := range p.order {
		if len(r.Addr.Module) == 0 {
			add(r.Addr.Resource)
		}
	}
	return list
}

// Calls lists the names of the module calls of the root module.
func (p *Plan) Calls() []string {
	seen := map[string]bool{}
	for name := range p.config.RootModule.ModuleCalls {
		seen[name] = true
	}
	for _, r := range p.order {
		if len(r.Addr.Module) > 0 {
			seen[r.Addr.Module[0].Name] = true
		}
	}
	return sortedKeys(seen)
}

// Attrs are the known, unknown and sensitive values of an instance. What is
// unknown or null is left out.
func (r *Resource) Attrs() map[string]cty.Value {
	if r.attrs == nil {
		r.attrs = r.raw.decode()
		r.raw = rawValues{}
	}
	return r.attrs
}

// localName is the name that a provider's address ends in.
func localName(address string) string { return address[strings.LastIndexByte(address, '/')+1:] }
