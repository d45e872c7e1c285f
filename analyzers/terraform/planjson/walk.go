package planjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/terraform"
)

// walker reads a document from front to back, so that it knows where each
// resource stands and never holds more of it than it needs.
type walker struct {
	plan    *Plan
	dec     *json.Decoder
	version string
	raw     int // the version of a state file as Terraform keeps it; 0 for what show writes
	kind    map[string]bool
	changes map[string]change // by address
	prior   []*Resource       // data sources that were read before the plan
	total   int
	lines   lineCounter
	diags   hcl.Diagnostics
}

// change is what a plan adds to the value of a resource.
type change struct {
	Address string
	Deposed string
	Change  struct {
		AfterUnknown   json.RawMessage `json:"after_unknown"`
		AfterSensitive json.RawMessage `json:"after_sensitive"`
	}
}

func newWalker(p *Plan) *walker {
	dec := json.NewDecoder(bytes.NewReader(p.src))
	dec.UseNumber()
	return &walker{plan: p, dec: dec, kind: map[string]bool{}, changes: map[string]change{}, lines: lineCounter{src: p.src, name: p.Name}}
}

// errShape says that a part of the document is not of the kind that stands there.
var errShape = errors.New("this is not what `terraform show -json` writes here")

func (w *walker) document() error {
	err := w.object(func(key string) error {
		w.kind[key] = true
		switch key {
		case "format_version":
			return w.dec.Decode(&w.version)
		case "version":
			return w.dec.Decode(&w.raw)
		case "planned_values":
			return w.values(w.planned)
		case "values":
			w.plan.State = true
			return w.values(w.planned)
		case "prior_state":
			return w.object(func(key string) error {
				if key == "values" {
					return w.values(w.earlier)
				}
				return w.skip()
			})
		case "resource_changes":
			return w.array(w.change)
		case "configuration":
			return w.dec.Decode(&w.plan.config)
		case "variables":
			return w.variables()
		}
		return w.skip()
	})
	if err != nil {
		return err
	}
	if _, err := w.dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the end of the document")
	}
	return nil
}

// values reads a "planned_values" or "values" object.
func (w *walker) values(take func(*Resource)) error {
	return w.object(func(key string) error {
		if key == "root_module" {
			return w.module(take, 0)
		}
		return w.skip()
	})
}

func (w *walker) module(take func(*Resource), depth int) error {
	return w.object(func(key string) error {
		switch {
		case key == "resources":
			return w.array(func() error { return w.resource(take) })
		case key == "child_modules" && depth < maxModules:
			return w.array(func() error { return w.module(take, depth+1) })
		case key == "child_modules":
			w.limit("Modules too deep", fmt.Sprintf("More than %d modules are nested here; deeper ones were not analysed.", maxModules))
		}
		return w.skip()
	})
}

func (w *walker) resource(take func(*Resource)) error {
	var r struct {
		Address         string
		ProviderName    string `json:"provider_name"`
		Values          json.RawMessage
		SensitiveValues json.RawMessage `json:"sensitive_values"`
	}
	from := w.dec.InputOffset()
	if err := w.dec.Decode(&r); err != nil {
		return err
	}
	at := w.lines.find(int(from), int(w.dec.InputOffset()), r.Address)
	addr, ok := parseAddress(r.Address)
	if !ok {
		w.strange(r.Address, at)
		return nil
	}
	if w.full(at) {
		return nil
	}
	if nodes(r.Values) > maxNodes {
		w.tooLarge(r.Address, at)
		r.Values, r.SensitiveValues = nil, nil
	}
	take(&Resource{
		Addr: addr, Provider: localName(r.ProviderName), Range: at,
		raw: rawValues{values: r.Values, sensitive: r.SensitiveValues},
	})
	return nil
}

// planned takes an instance that the document says will be, or is, there.
func (w *walker) planned(r *Resource) {
	key := r.Addr.String()
	if w.plan.resources[key] == nil {
		w.plan.resources[key] = r
		w.plan.order = append(w.plan.order, r)
	}
}

// earlier takes a data source that was read before the plan was made.
func (w *walker) earlier(r *Resource) {
	if r.Addr.Resource.Mode == terraform.Data {
		w.prior = append(w.prior, r)
	}
}

func (w *walker) change() error {
	var c change
	if err := w.dec.Decode(&c); err != nil {
		return err
	}
	if addr, ok := parseAddress(c.Address); ok && c.Deposed == "" {
		w.changes[addr.String()] = c
	}
	return nil
}

func (w *walker) variables() error {
	return w.object(func(name string) error {
		var v struct{ Value json.RawMessage }
		if err := w.dec.Decode(&v); err != nil {
			return err
		}
		w.plan.Variables[name] = valueOf(v.Value)
		return nil
	})
}

// settle puts together what stood in different parts of the document.
func (w *walker) settle() {
	for _, r := range w.prior {
		w.planned(r)
	}
	for key, c := range w.changes {
		if r := w.plan.resources[key]; r != nil {
			r.raw.unknown = c.Change.AfterUnknown
			if len(r.raw.sensitive) == 0 {
				r.raw.sensitive = c.Change.AfterSensitive
			}
		}
	}
}

// full says that the limit of instances is reached.
func (w *walker) full(at hcl.Range) bool {
	if w.total++; w.total <= maxInstances {
		return false
	}
	if w.total == maxInstances+1 {
		w.plan.Incomplete = true
		d := problem(w.plan.Name, "Too many instances", fmt.Sprintf("There are more than %d resource instances here; the rest were not analysed.", maxInstances))
		d.Subject = &at
		w.diags = append(w.diags, d)
	}
	return true
}

// nodes is how many values a JSON text can have at the most.
func nodes(raw json.RawMessage) int {
	return bytes.Count(raw, []byte{','}) + bytes.Count(raw, []byte{'['}) + bytes.Count(raw, []byte{'{'})
}

func (w *walker) tooLarge(address string, at hcl.Range) {
	w.plan.Incomplete = true
	d := problem(w.plan.Name, "Value too large", fmt.Sprintf("%s has more than %d values; they are taken as unknown.", address, maxNodes))
	d.Subject = &at
	w.diags = append(w.diags, d)
}

func (w *walker) limit(summary, detail string) {
	if w.plan.Incomplete {
		return
	}
	w.plan.Incomplete = true
	w.diags = append(w.diags, problem(w.plan.Name, summary, detail))
}

func (w *walker) strange(address string, at hcl.Range) {
	w.plan.Incomplete = true
	d := problem(w.plan.Name, "Address not understood", fmt.Sprintf("%q is not the address of a resource instance; it was left out.", address))
	d.Subject = &at
	w.diags = append(w.diags, d)
}

// wrongVersion says that the document is not one that this package reads.
func (w *walker) wrongVersion() *hcl.Diagnostic {
	const how = "Write it with `terraform show -json tfplan > tfplan.json`."
	major, _, _ := strings.Cut(w.version, ".")
	n, err := strconv.Atoi(major)
	switch {
	case w.raw != 0 && w.version == "": // it does not say which values are sensitive
		return problem(w.plan.Name, "State file not supported",
			"This is a state file as Terraform keeps it, which does not tell all sensitive values. Run `terraform show -json > state.json` and give that file.")
	case w.version == "":
		return problem(w.plan.Name, "Not a plan", "This JSON has no format_version, so it is neither a plan nor a state. "+how)
	case err != nil || n > 1:
		return problem(w.plan.Name, "Plan version not supported",
			fmt.Sprintf("The format version of this file is %q; versions 0 and 1 are read. %s", w.version, how))
	case !w.kind["planned_values"] && !w.kind["values"]:
		// The state of a root module without resources has no values at all.
		if w.kind["configuration"] || w.kind["resource_changes"] || !w.kind["terraform_version"] {
			return problem(w.plan.Name, "Not a plan", "This JSON has no planned_values and no values, so it is neither a plan nor a state. "+how)
		}
		w.plan.State = true
	}
	return nil
}

// malformed says where the document stopped being what it should be.
func (w *walker) malformed(err error) *hcl.Diagnostic {
	at := int(w.dec.InputOffset())
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = int(syntax.Offset)
	}
	why := err.Error()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || at >= len(w.plan.src) {
		why = "the file ends in the middle of it"
	}
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok { // its message quotes the value
		why = errShape.Error()
	}
	d := problem(w.plan.Name, "Invalid plan", fmt.Sprintf("This is not a whole JSON document: %s. Write it anew with `terraform show -json tfplan > tfplan.json`.", why))
	d.Subject = w.lines.at(at).Ptr()
	return d
}
