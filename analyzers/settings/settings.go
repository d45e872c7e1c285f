// Package settings reads .resilint.hcl, the file in which a team says what its
// estate does not say by itself.
//
// It knows the file's blocks and tells a mistyped one apart from a missing
// one. What a module block means it does not know: that is the vocabulary's; what
// the numbers of the assumptions are for it does not know either.
package settings

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/resilint/resilint/analyzers/nearest"
	"github.com/resilint/resilint/analyzers/resilience/assumptions"
)

// FileName is the file's name, at the top of the tree.
const FileName = ".resilint.hcl"

// Settings is the content of one file.
type Settings struct {
	// Modules holds blocks of the vocabulary that say what modules make whose code is not on disk.
	Modules hcl.Body
	// Services say how much services matter, in the order of the file: the last that fits counts.
	Services []Service
	// Asserts are what has to hold.
	Asserts []Assert
	// Assumptions are the built-in ones, or the team's in their place.
	Assumptions *assumptions.Set
}

// known are the blocks that may stand at the top of the file.
var known = append([]string{"module", "service", "assert"}, assumptions.Blocks...)

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
	s := &Settings{}
	rest, d := s.policy(file.Body)
	diags = append(diags, d...)
	if d.HasErrors() {
		return s, diags
	}
	s.Assumptions, d = assumptions.Builtin().With(rest)
	s.Modules = file.Body
	return s, append(diags, d...)
}

// unknown tells of every attribute and block that no file may hold.
func unknown(body *hclsyntax.Body) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, a := range body.Attributes {
		diags = append(diags, unsupported("argument", a.Name, a.NameRange))
	}
	for _, b := range body.Blocks {
		if !slices.Contains(known, b.Type) {
			diags = append(diags, unsupported("block", b.Type, b.TypeRange))
		}
	}
	return diags
}

func unsupported(what, name string, at hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "Unsupported " + what, Subject: &at,
		Detail: nearest.Sentence(what+" of this file", name, known),
	}
}
