package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/fixtures"
	"github.com/resilint/resilint/reporters"
)

// Leaving blocks unparsed changes nothing: reports and inspections are the same
// to the byte as when every block is parsed.
func TestLazyEqualsWhole(t *testing.T) {
	for _, name := range fixtures.Estates() {
		t.Run(name, func(t *testing.T) { lazyEqualsWhole(t, fixtures.FS(name)) })
	}
}

// The same for every repository in the folder that RESILINT_FIELD names.
func TestLazyEqualsWholeField(t *testing.T) {
	dir := os.Getenv("RESILINT_FIELD")
	if dir == "" {
		t.Skip("RESILINT_FIELD names no folder of repositories")
	}
	repos, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, repo := range repos {
		t.Run(repo.Name(), func(t *testing.T) { lazyEqualsWhole(t, os.DirFS(filepath.Join(dir, repo.Name()))) })
	}
}

func lazyEqualsWhole(t *testing.T, fsys fs.FS) {
	t.Helper()
	for what, output := range map[string]func(*testing.T, fs.FS, analyzers.Options) string{"scan": scanned, "inspect": inspectedAs} {
		lazy := output(t, fsys, analyzers.Options{Jobs: 2})
		whole := output(t, fsys, analyzers.Options{Jobs: 2, Whole: true})
		if diff := cmp.Diff(whole, lazy); diff != "" {
			t.Errorf("%s differs (-whole +lazy):\n%s", what, diff)
		}
	}
}

func scanned(t *testing.T, fsys fs.FS, opts analyzers.Options) string {
	t.Helper()
	s := scan{p: process{stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}}
	s.flags.minSeverity, s.flags.quiet = "note", true
	report, err := s.analyze(t.Context(), &inputs{files: fsys, opts: opts})
	if err != nil {
		t.Fatal(err)
	}
	format, _ := reporters.Find("json")
	var b bytes.Buffer
	if err := format.Write(&b, report); err != nil {
		t.Fatal(err)
	}
	diagnosed(&b, report.Result.Diagnostics)
	return b.String()
}

func inspectedAs(t *testing.T, fsys fs.FS, opts analyzers.Options) string {
	t.Helper()
	in, err := analyzers.Inspect(t.Context(), fsys, opts)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := writeInspection(&b, in); err != nil {
		t.Fatal(err)
	}
	diagnosed(&b, in.Diagnostics)
	return b.String()
}

func diagnosed(b *bytes.Buffer, diags hcl.Diagnostics) {
	for _, d := range diags {
		b.WriteString(d.Subject.String() + ": " + d.Summary + ": " + d.Detail + "\n")
	}
}
