package appconfig

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/resilint/resilint/analyzers/source"
)

// TestArchives reads the small trees of testdata/*.txtar. The first step of a
// path is the tree's name; its file "want" lists all mentions that must be
// found, in their order, one a line:
//
//	FILE:LINE SERVICE ACCESS PROVIDER:BUCKET[@REGION] [FALLBACK] [possible]
//
// What is not known is "-". An empty "want" is a trap: nothing may be found.
func TestArchives(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	trees, traps := 0, 0
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, tree := range treesOf(t, archive) {
			trees++
			if tree.want == "" {
				traps++
			}
			t.Run(filepath.Base(name)+"/"+tree.name, tree.test)
		}
	}
	if trees < 150 || traps < 50 {
		t.Errorf("%d trees, %d of them traps", trees, traps)
	}
}

// tree is one example of an archive.
type tree struct {
	name, want string
	files      []source.File
}

// treesOf cuts an archive into its trees, in the order of their first files.
func treesOf(t *testing.T, archive *txtar.Archive) []*tree {
	t.Helper()
	var list []*tree
	wanted := map[string]bool{}
	for _, f := range archive.Files {
		name, file, ok := strings.Cut(f.Name, "/")
		if !ok {
			t.Fatalf("%s is in no tree", f.Name)
		}
		if len(list) == 0 || list[len(list)-1].name != name {
			list = append(list, &tree{name: name})
		}
		last := list[len(list)-1]
		if file == "want" {
			last.want, wanted[name] = strings.TrimSpace(string(f.Data)), true
			continue
		}
		last.files = append(last.files, source.File{Path: file, Src: f.Data})
	}
	for _, tree := range list {
		if !wanted[tree.name] {
			t.Fatalf("%s says nothing of what is wanted", tree.name)
		}
	}
	return list
}

// test compares what is found in a tree to what is wanted.
func (tr *tree) test(t *testing.T) {
	if !slices.ContainsFunc(tr.files, func(f source.File) bool { return isManifest(f.Path) }) {
		tr.files = append(tr.files, source.File{Path: "go.mod", Src: []byte("module example.com/tree\n")})
	}
	mentions, diags, _ := Mentions(tr.files, Options{Locate: options.Locate, Jobs: 1})
	for _, d := range diags {
		t.Error(d)
	}
	var got []string
	for i := range mentions {
		got = append(got, compact(&mentions[i]))
	}
	if diff := gocmp.Diff(strings.Split(tr.want, "\n"), strings.Split(strings.Join(got, "\n"), "\n")); diff != "" {
		t.Errorf("mentions (-want +got):\n%s", diff)
	}
	for i := range mentions {
		if text := fmt.Sprint(mentions[i]); strings.Contains(text, "topsecret") {
			t.Errorf("a secret is shown: %s", text)
		}
	}
}

// compact is a mention in one line of a "want".
func compact(m *Mention) string {
	dash := func(s string) string {
		if s == "" {
			return "-"
		}
		return strings.ReplaceAll(s, " ", "_")
	}
	line := fmt.Sprintf("%s:%d %s %s %s:%s", m.File, m.Line, dash(m.Service), m.Access, dash(m.Provider), m.Bucket)
	if m.Region != "" {
		line += "@" + m.Region
	}
	if m.Fallback != None {
		line += " " + string(m.Fallback)
	}
	if !m.Certain {
		line += " possible"
	}
	return line
}
