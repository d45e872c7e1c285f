// Package settings reads .resilint.hcl, the file in which a team says what its
// estate does not say by itself.
//
// It knows the file's blocks and tells a mistyped one apart from a missing
// one. What a module block means it does not know: that is the vocabulary's.
package settings

import (
	"fmt"
	"slices"

	"github.com/agext/levenshtein"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// FileName is the file's name, at the top of the tree.
const FileName = ".resilint.hcl"

// Settings is the content of one file.
type Settings struct {
	// Modules holds blocks of the vocabulary that say what modules make whose code is not on disk.
	Modules hcl.Body
}

// schema is what may stand at the top of the file.
var schema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "module", LabelNames: []string{"source"}}}}

// Read reads a file's text. Names that it does not know are errors: a setting
// that has no effect is worse than none.
func Read(name string, src []byte) (*Settings, hcl.Diagnostics) {
	file, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, diags
	}
	if body, ok := file.Body.(*hclsyntax.Body); ok {
		diags = append(diags, unknown(body)...)
	}
	return &Settings{Modules: file.Body}, diags
}

// unknown tells of every attribute and block that no file may hold.
func unknown(body *hclsyntax.Body) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, a := range body.Attributes {
		diags = append(diags, unsupported("argument", a.Name, a.NameRange))
	}
	for _, b := range body.Blocks {
		if !slices.ContainsFunc(schema.Blocks, func(known hcl.BlockHeaderSchema) bool { return known.Type == b.Type }) {
			diags = append(diags, unsupported("block", b.Type, b.TypeRange))
		}
	}
	return diags
}

func unsupported(what, name string, at hcl.Range) *hcl.Diagnostic {
	detail := fmt.Sprintf("No %s of this file is called %q.", what, name)
	if near := nearest(name); near != "" {
		detail += fmt.Sprintf(" Did you mean %q?", near)
	}
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Unsupported " + what, Detail: detail, Subject: &at}
}

// maxTypos is how many letters a mistyped name may differ in.
const maxTypos = 3

// nearest is the known name most like a mistyped one; empty when none is.
func nearest(name string) string {
	best, at := maxTypos+1, ""
	for _, b := range schema.Blocks {
		if d := levenshtein.Distance(name, b.Type, nil); d < best {
			best, at = d, b.Type
		}
	}
	return at
}
