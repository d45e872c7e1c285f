// Package knowledge reads the HCL files in which vocabularies, rules and
// architectures are written.
//
// It knows how such files are found and decoded. It does not know what they
// say, and it reads nothing of a scanned tree.
package knowledge

import (
	"io/fs"
	"path"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Read decodes each file that a pattern matches into a T, in the order of their
// names. A file that is not HCL is left out and is a diagnostic; what, such as
// "rule", is how diagnostics call what a file holds.
func Read[T any](fsys fs.FS, pattern, what string) ([]*T, hcl.Diagnostics) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return nil, hcl.Diagnostics{unreadable(what, err)}
	}
	list := make([]*T, 0, len(names))
	var diags hcl.Diagnostics
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			diags = append(diags, unreadable(what, err))
			continue
		}
		file, d := hclsyntax.ParseConfig(src, path.Base(name), hcl.InitialPos)
		diags = append(diags, d...)
		if d.HasErrors() {
			continue
		}
		one := new(T)
		diags = append(diags, gohcl.DecodeBody(file.Body, nil, one)...)
		list = append(list, one)
	}
	return list, diags
}

func unreadable(what string, err error) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Unreadable " + what, Detail: err.Error()}
}
