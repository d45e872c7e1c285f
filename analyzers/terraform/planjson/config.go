package planjson

import (
	"encoding/json"
	"strings"

	"github.com/resilint/resilint/analyzers/terraform"
)

// configuration is what a plan keeps of the source: for each argument a
// constant, or the names of what it refers to. Locals are not kept.
type configuration struct {
	ProviderConfig map[string]*providerConfig `json:"provider_config"`
	RootModule     moduleConfig               `json:"root_module"`
}

type providerConfig struct {
	Name          string
	Alias         string
	ModuleAddress string `json:"module_address"`
	Expressions   map[string]json.RawMessage
}

type moduleConfig struct {
	Outputs     map[string]struct{ Expression expression }
	Resources   []resourceConfig
	ModuleCalls map[string]*callConfig `json:"module_calls"`
}

type resourceConfig struct {
	Mode              string
	Type              string
	Name              string
	ProviderConfigKey string `json:"provider_config_key"`
	Expressions       map[string]json.RawMessage
	ForEachExpression expression `json:"for_each_expression"`
}

type callConfig struct {
	Expressions       map[string]json.RawMessage
	ForEachExpression expression `json:"for_each_expression"`
	Module            moduleConfig
}

// expression is one argument: a constant, references, or neither.
type expression struct {
	ConstantValue json.RawMessage `json:"constant_value"`
	References    []string
}

func (r *resourceConfig) addr() terraform.Resource {
	addr := terraform.Resource{Type: r.Type, Name: r.Name}
	if r.Mode == "data" {
		addr.Mode = terraform.Data
	}
	return addr
}

// argument is an argument of a block: an expression, or the blocks of one type.
type argument struct {
	expression
	blocks []map[string]json.RawMessage // nil for an expression
}

// argumentOf tells an expression from blocks, which stand in an array or, where
// there can only be one or each has a name, in an object.
func argumentOf(raw json.RawMessage) argument {
	var a argument
	if json.Unmarshal(raw, &a.blocks) == nil {
		return a
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		return argument{}
	}
	for name := range members {
		if name != "constant_value" && name != "references" {
			return argument{blocks: []map[string]json.RawMessage{members}}
		}
	}
	var e expression
	_ = json.Unmarshal(raw, &e) // what is not an expression has neither part
	return argument{expression: e}
}

// references lists everything that an argument refers to, blocks included.
func (a *argument) references() []string {
	refs := a.References
	for _, b := range a.blocks {
		for _, name := range sortedKeys(b) {
			inner := argumentOf(b[name])
			refs = append(refs, inner.references()...)
		}
	}
	return refs
}

// longest leaves out references that others go on from: a plan names
// aws_s3_bucket.a.arn and, behind it, aws_s3_bucket.a.
func longest(refs []string) []string {
	var kept []string
	for i, r := range refs {
		if i > 0 && extends(refs[i-1], r) {
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

// extends says that one reference goes on from another. Each is compared with
// the one before it, which is how they are listed: the longest first.
func extends(long, short string) bool {
	rest, ok := strings.CutPrefix(long, short)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}
