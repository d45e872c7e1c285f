package functions_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// TestConfined wants unknown values, and word of them, for all that is not
// in the tree.
func TestConfined(t *testing.T) {
	tree := fstest.MapFS{
		"secret.txt":       {Data: []byte("above the module")},
		"mod/main.tf":      {Data: []byte("x")},
		"mod/bin.dat":      {Data: []byte{0xff, 0xfe}},
		"mod/large.txt":    {Data: []byte(strings.Repeat("x", 100))},
		"mod/dir/note.txt": {Data: []byte("note")},
	}
	str, set := cty.UnknownVal(cty.String), cty.UnknownVal(cty.Set(cty.String)).RefineNotNull()
	text, truth := str.RefineNotNull(), cty.UnknownVal(cty.Bool).RefineNotNull()
	for _, c := range []struct {
		src    string
		want   cty.Value
		unread string
	}{
		{`file("main.tf")`, cty.StringVal("x"), ""},
		{`file("../secret.txt")`, cty.StringVal("above the module"), ""}, // inside the tree all the same
		{`file("dir/../../mod/main.tf")`, cty.StringVal("x"), ""},
		{`file("../../etc/passwd")`, text, "../../etc/passwd"},
		{`file("/etc/passwd")`, text, "/etc/passwd"},
		{`file("~/.ssh/id_rsa")`, text, "~/.ssh/id_rsa"},
		{`file("nope.txt")`, text, "mod/nope.txt"},
		{`file("dir")`, text, "mod/dir"},
		{`file("")`, text, "mod"},
		{`file("bin.dat")`, text, "mod/bin.dat"},
		{`file("large.txt")`, text, "mod/large.txt"},
		{`filebase64("bin.dat")`, cty.StringVal("//4="), ""},
		{`filemd5("../../x")`, text, "../../x"},
		{`filesha256("nope.txt")`, text, "mod/nope.txt"},
		{`fileexists("dir/note.txt")`, cty.True, ""},
		{`fileexists("nope.txt")`, cty.False, ""},
		{`fileexists("large.txt")`, cty.True, ""},
		{`fileexists("../../x")`, truth, "../../x"},
		{`fileexists("/etc/passwd")`, truth, "/etc/passwd"},
		{`fileset("..", "*.txt")`, cty.SetVal([]cty.Value{cty.StringVal("secret.txt")}), ""},
		{`fileset("dir", "../*.tf")`, cty.SetVal([]cty.Value{cty.StringVal("../main.tf")}), ""},
		{`fileset("../..", "*")`, set, "../.."},
		{`fileset(".", "../../*")`, set, "../../*"},
		{`fileset("/etc", "*")`, set, "/etc"},
		{`templatefile("../../x", {})`, str, "../../x"},
		{`templatefile("bin.dat", {})`, str, "mod/bin.dat"},
		{`templatefile("dir/note.txt", {})`, cty.StringVal("note"), ""},
		{`upper(file("nope.txt"))`, text, "mod/nope.txt"},
	} {
		var unread []string
		got, err := evaluate(scope(functions.Options{
			FS: tree, Dir: "mod", MaxFile: 50,
			Unread: func(path string, _ error) { unread = append(unread, path) },
		}), c.src)
		if err != nil {
			t.Errorf("%s: %s", c.src, err)
			continue
		}
		wantValue(t, c.src, got, c.want)
		if diff := cmp.Diff(c.unread, strings.Join(slices.Compact(unread), " ")); diff != "" {
			t.Errorf("%s: unread (-want +got):\n%s", c.src, diff)
		}
	}
}

// TestLinks wants nothing read through a link that leaves the tree.
func TestLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making symbolic links needs a privilege on Windows")
	}
	outside, inside := t.TempDir(), t.TempDir()
	write := func(dir, name string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(outside, "secret.txt")
	write(inside, "own.txt")
	for link, target := range map[string]string{
		"away.txt": filepath.Join(outside, "secret.txt"), "near.txt": "own.txt", "round": ".",
	} {
		if err := os.Symlink(target, filepath.Join(inside, link)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	set := cty.UnknownVal(cty.Set(cty.String)).RefineNotNull()
	for src, want := range map[string]cty.Value{
		`file("away.txt")`:        cty.UnknownVal(cty.String).RefineNotNull(),
		`file("near.txt")`:        cty.StringVal("own.txt"),
		`fileset(".", "n*.txt")`:  cty.SetVal([]cty.Value{cty.StringVal("near.txt")}),
		`fileset(".", "own.txt")`: cty.SetVal([]cty.Value{cty.StringVal("own.txt")}),
		`fileset(".", "*.txt")`:   set,
		`fileset(".", "**")`:      set,
	} {
		got, err := evaluate(scope(functions.Options{FS: root.FS(), Dir: "."}), src)
		if err != nil {
			t.Errorf("%s: %s", src, err)
			continue
		}
		wantValue(t, src, got, want)
	}
}

// TestNoTree wants no file read where there is no tree.
func TestNoTree(t *testing.T) {
	var reasons []error
	ctx := scope(functions.Options{Unread: func(_ string, err error) { reasons = append(reasons, err) }})
	got, err := evaluate(ctx, `[file("a"), fileexists("a"), fileset(".", "*"), templatefile("a", {})]`)
	if err != nil {
		t.Fatal(err)
	}
	if got.IsWhollyKnown() || len(reasons) != 4 || errors.Is(reasons[0], fs.ErrNotExist) {
		t.Errorf("got %#v and %v", got, reasons)
	}
}
