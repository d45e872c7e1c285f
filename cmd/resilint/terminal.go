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

// checkColor says what is wrong with the value of --color.
func checkColor(color string) error {
	switch color {
	case "auto", "always", "never":
		return nil
	}
	return usagef("--color %q is none of auto, always, never", color)
}

// useColor decides whether text is painted: as asked, else as the environment
// says, else on a terminal only.
func useColor(p process, color, output string) bool {
	switch {
	case color == "always":
		return true
	case color == "never", p.getenv("NO_COLOR") != "":
		return false
	case p.getenv("FORCE_COLOR") != "", p.getenv("CLICOLOR_FORCE") != "":
		return true
	}
	return output == "" && terminal(p.stdout)
}

// alike is how many diagnostics of one kind are printed before the rest is
// only counted.
const alike = 5

// printDiagnostics writes one line for each thing that was not understood.
// Warnings that say the same thing over and over are counted, unless all are
// asked for.
func printDiagnostics(w io.Writer, look reporters.Options, diags hcl.Diagnostics) {
	times, skipped := map[string]int{}, map[string]int{}
	var order []string
	for _, d := range diags {
		if times[d.Summary]++; times[d.Summary] == 1 {
			order = append(order, d.Summary)
		}
		if d.Severity == hcl.DiagWarning && times[d.Summary] > alike && !look.Verbose {
			skipped[d.Summary]++
			continue
		}
		printDiagnostic(w, look, d)
	}
	for _, summary := range order {
		if n := skipped[summary]; n > 0 {
			fmt.Fprintf(w, "warning: %s: %d more; --verbose lists them\n", reporters.Escape(summary), n)
		}
	}
}

func printDiagnostic(w io.Writer, look reporters.Options, d *hcl.Diagnostic) {
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
