package main

import (
	"fmt"
	"io"
	"os"
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

// printDiagnostics writes one line for each thing that was not understood.
func printDiagnostics(w io.Writer, look reporters.Options, diags hcl.Diagnostics) {
	for _, d := range diags {
		sev := "warning"
		if d.Severity == hcl.DiagError {
			sev = "error"
		}
		place := ""
		if d.Subject != nil {
			place = fmt.Sprintf("%s:%d: ", reporters.Escape(look.Seen(d.Subject.Filename)), d.Subject.Start.Line)
		}
		fmt.Fprintf(w, "%s: %s%s: %s\n", sev, place, reporters.Escape(d.Summary), reporters.Escape(strings.Join(strings.Fields(d.Detail), " ")))
	}
}
