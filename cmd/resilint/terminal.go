package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/mattn/go-isatty"

	"github.com/resilint/resilint/reporters"
)

// terminal says that a stream ends at a person's screen.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// printDiagnostics writes one line for each thing that was not understood,
// its place as seen from base.
func printDiagnostics(w io.Writer, base string, diags hcl.Diagnostics) {
	for _, d := range diags {
		sev := "warning"
		if d.Severity == hcl.DiagError {
			sev = "error"
		}
		detail := reporters.Escape(strings.Join(strings.Fields(d.Detail), " "))
		if d.Subject == nil {
			fmt.Fprintf(w, "%s: %s: %s\n", sev, reporters.Escape(d.Summary), detail)
			continue
		}
		fmt.Fprintf(w, "%s: %s:%d: %s: %s\n", sev, reporters.Escape(seenFrom(base, d.Subject.Filename)), d.Subject.Start.Line, reporters.Escape(d.Summary), detail)
	}
}

// seenFrom is a path of the tree as seen from a directory of the tree.
func seenFrom(base, name string) string {
	if base == "" || base == "." {
		return name
	}
	rel, err := filepath.Rel(filepath.FromSlash(base), filepath.FromSlash(name))
	if err != nil {
		return name
	}
	return filepath.ToSlash(rel)
}
