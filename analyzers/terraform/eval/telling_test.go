package eval

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// A wanted type may be worth listing only where something is written: as an
// argument, as a block, or as a block that for_each makes.
func TestTelling(t *testing.T) {
	words := everything()
	words.Telling = func(_ terraform.Mode, typ string) []string {
		if typ == "t_picky" {
			return []string{"id", "policy"}
		}
		return nil
	}
	root := evaluateWith(t, words, map[string]string{"main.tf": `
resource "t_picky" "argument" { id = "x" }
resource "t_picky" "block" {
  policy { weight = 1 }
}
resource "t_picky" "dynamic" {
  dynamic "policy" {
    for_each = [1]
    content { weight = policy.value }
  }
}
resource "t_picky" "other" { name = "id" }
resource "t_plain" "other" { name = "id" }`})
	var got []string
	for _, in := range root.Instances {
		got = append(got, in.Addr.String())
	}
	if diff := cmp.Diff([]string{"t_picky.argument", "t_picky.block", "t_picky.dynamic", "t_plain.other"}, got); diff != "" {
		t.Errorf("instances (-want +got):\n%s", diff)
	}
}

// evaluateWith evaluates it with a vocabulary.
func evaluateWith(t *testing.T, words *terraform.Vocabulary, files map[string]string) *Root {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.Discover(t.Context(), fsys, source.Options{Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	return Evaluate(configs.Load(tree.Files, tree.Links, 1), ".", Options{FS: fsys, Vocabulary: words})
}
