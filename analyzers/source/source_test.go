package source

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestKindOf(t *testing.T) {
	for name, want := range map[string]Kind{
		"main.tf": Terraform, "a/b.tofu": Terraform, "x.tf.json": TerraformJSON, "x.tofu.json": TerraformJSON,
		"terraform.tfvars": TFVars, "prod.auto.tfvars": TFVars, "prod.tfvars": VarFile,
		"terraform.tfvars.json": TFVarsJSON, "a.auto.tfvars.json": TFVarsJSON,
		"r/.terraform/modules/modules.json": ModuleManifest, "modules.json": Ignored,
		"a/terragrunt.hcl": Terragrunt, "terragrunt.stack.hcl": Terragrunt, "root.hcl": Ignored, ".boilerplate/terragrunt.hcl": Ignored,
		"unit.tftest.hcl": Tests, "x.tfmock.hcl": Tests, "s.tfstack.hcl": Stack, "s.tfdeploy.hcl": Stack, "main.tf~": Ignored, ".#main.tf": Ignored, ".tf": Ignored, "README.md": Ignored,
	} {
		if got := KindOf(name); got != want {
			t.Errorf("KindOf(%q) = %d, want %d", name, got, want)
		}
	}
}

func paths(tree *Tree) []string {
	var list []string
	for _, f := range tree.Files {
		list = append(list, f.Path)
	}
	return list
}

func TestDiscover(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, name := range []string{
		"main.tf", "b/x.tf", "node_modules/m/x.tf", ".git/x.tf", ".terraform/providers/x.tf",
		".terraform/modules/modules.json", ".terraform/modules/m/main.tf", "vendor/skip/y.tf", "notes.txt",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte("# " + name)}
	}
	for _, jobs := range []int{1, 8} {
		tree, err := Discover(t.Context(), fsys, Options{Jobs: jobs, Exclude: []string{"vendor/**"}})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{".terraform/modules/m/main.tf", ".terraform/modules/modules.json", "b/x.tf", "main.tf"}
		if diff := cmp.Diff(want, paths(tree)); diff != "" {
			t.Errorf("files with %d jobs (-want +got):\n%s", jobs, diff)
		}
		if got := string(tree.Files[2].Src); got != "# b/x.tf" {
			t.Errorf("content of b/x.tf = %q", got)
		}
		if tree.Incomplete || len(tree.Diagnostics) > 0 {
			t.Errorf("incomplete = %v, diagnostics %v", tree.Incomplete, tree.Diagnostics)
		}
	}
}

func TestTooLarge(t *testing.T) {
	fsys := fstest.MapFS{"big.tf": {Data: make([]byte, 100)}, "ok.tf": {Data: []byte("x")}}
	tree, err := Discover(t.Context(), fsys, Options{Jobs: 1, Limits: Limits{FileSize: 50, Files: 100}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ok.tf"}, paths(tree)); diff != "" {
		t.Error(diff)
	}
	if !tree.Incomplete || len(tree.Diagnostics) != 1 || tree.Diagnostics[0].Subject.Filename != "big.tf" {
		t.Errorf("incomplete = %v, diagnostics %v", tree.Incomplete, tree.Diagnostics)
	}
}

// locked is a file system in which one file may not be read.
type locked struct {
	fstest.MapFS
	name string
}

func (l locked) Open(name string) (fs.File, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: "/somewhere/" + name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

func TestUnreadable(t *testing.T) {
	fsys := locked{fstest.MapFS{"a.tf": {Data: []byte("x")}, "b.tf": {Data: []byte("y")}}, "a.tf"}
	tree, err := Discover(t.Context(), fsys, Options{Jobs: 2})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"b.tf"}, paths(tree)); diff != "" || !tree.Incomplete {
		t.Errorf("incomplete = %v, files (-want +got):\n%s", tree.Incomplete, diff)
	}
	if len(tree.Diagnostics) != 1 || tree.Diagnostics[0].Subject.Filename != "a.tf" || strings.Contains(tree.Diagnostics[0].Detail, "somewhere") {
		t.Errorf("diagnostics %v", tree.Diagnostics)
	}
}

func TestLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making symbolic links needs a privilege on Windows")
	}
	outside := t.TempDir()
	dir := t.TempDir()
	write := func(name string) {
		t.Helper()
		if err := os.WriteFile(name, []byte("# x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := func(target, name string) {
		t.Helper()
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "secret.tf"))
	if err := os.MkdirAll(filepath.Join(dir, "real"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(dir, "real", "main.tf"))
	link("real/main.tf", "inside.tf")
	link(filepath.Join(outside, "secret.tf"), "escape.tf")
	link("../../../../../../etc/hosts", "relative.tf")
	link("nowhere.tf", "broken.tf")
	link("real", "dir")
	link(outside, "outdir")

	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	tree, err := Discover(t.Context(), root.FS(), Options{Jobs: 2})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"inside.tf", "real/main.tf"}, paths(tree)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"dir": "real"}, tree.Links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	var named []string
	for _, d := range tree.Diagnostics {
		named = append(named, d.Subject.Filename)
	}
	if diff := cmp.Diff([]string{"broken.tf", "escape.tf", "relative.tf"}, named); diff != "" || !tree.Incomplete {
		t.Errorf("incomplete = %v, diagnostics (-want +got):\n%s", tree.Incomplete, diff)
	}
}

// A .gitignore file counts in its directory and below, the nearest that says anything
// first, and not beside it.
func TestIgnored(t *testing.T) {
	fsys := fstest.MapFS{
		".gitignore":       {Data: []byte("*.env\nout/\n/top.yaml\n")},
		"a/.gitignore":     {Data: []byte("!keep.env\n/own.yaml\n")},
		"a/b/.gitignore":   {Data: []byte("keep.env\n")},
		"out/.gitignore":   {Data: []byte("!*\n")},
		"ab/.gitignore":    {Data: []byte("*.yaml\n!c/\n")},
		"z/out/.gitignore": {Data: []byte("!*\n")},
	}
	for _, name := range []string{
		"x.env", "top.yaml", "a/top.yaml", "a/x.env", "a/keep.env", "a/own.yaml", "a/b/keep.env", "a/b/own.yaml", "a/c/keep.env",
		"ab/keep.env", "ab/own.yaml", "abc/own.yaml", "out/x.yaml", "out/y/x.yaml", "outer/x.yaml", "z/out/x.yaml", "z/own.yaml",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte("x")}
	}
	tree, err := Discover(t.Context(), fsys, Options{Jobs: 1, Wanted: func(name string) bool { return path.Ext(name) == ".yaml" || path.Ext(name) == ".env" }})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range tree.Configs {
		got = append(got, tree.Configs[i].Path)
	}
	want := []string{"a/b/own.yaml", "a/c/keep.env", "a/keep.env", "a/top.yaml", "abc/own.yaml", "outer/x.yaml", "z/own.yaml"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("configs (-want +got):\n%s", diff)
	}
}
