package appconfig

import (
	"os"
	"path/filepath"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/resilint/resilint/analyzers/source"
)

// What is not worth parsing must hold no mention, and tell nothing of others: on the
// small trees, and on each repository in the folder that RESILINT_FIELD names.
func TestHints(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, tree := range treesOf(t, archive) {
			sameUnhinted(t, filepath.Base(name)+"/"+tree.name, tree.files)
		}
	}
	for _, dir := range field(t) {
		tree, err := source.Discover(t.Context(), os.DirFS(dir), source.Options{Jobs: 2, Wanted: Wanted})
		if err != nil {
			t.Fatal(err)
		}
		sameUnhinted(t, dir, tree.Configs)
	}
}

func sameUnhinted(t *testing.T, name string, files []source.File) {
	t.Helper()
	opts := options
	opts.Jobs = 2
	want, _, _ := search(files, opts, func([]byte) bool { return true })
	got, _, _ := Mentions(files, opts)
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-all files +those with a hint):\n%s", name, diff)
	}
}

// field are the repositories in the folder that RESILINT_FIELD names; none without it.
func field(tb testing.TB) []string {
	tb.Helper()
	top := os.Getenv("RESILINT_FIELD")
	if top == "" {
		return nil
	}
	entries, err := os.ReadDir(top)
	if err != nil {
		tb.Fatal(err)
	}
	var dirs []string
	for _, e := range entries {
		if e.IsDir() {
			dirs = append(dirs, filepath.Join(top, e.Name()))
		}
	}
	return dirs
}
