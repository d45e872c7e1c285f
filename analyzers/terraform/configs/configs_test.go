package configs

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
)

func loadText(files map[string]string) *Config {
	var list []source.File
	for name, text := range files {
		list = append(list, source.File{Path: name, Kind: source.KindOf(name), Src: []byte(text)})
	}
	return Load(list, map[string]string{"linked": "real"}, 2)
}

func TestRoots(t *testing.T) {
	for name, tc := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"called modules are no roots": {
			map[string]string{"a/main.tf": `module "m" { source = "../m" }`, "m/main.tf": "", "lib/main.tf": ""},
			[]string{"a", "lib"},
		},
		"a called module is one through a link too": {
			map[string]string{"a/main.tf": `module "m" { source = "../linked" }`, "real/main.tf": ""},
			[]string{"a"},
		},
		"a circle has one root": {
			map[string]string{"a/main.tf": `module "m" { source = "../b" }`, "b/main.tf": `module "m" { source = "../a" }`},
			[]string{"a"},
		},
		"a module that calls itself is a root": {
			map[string]string{"a/main.tf": `module "m" { source = "../a" }`},
			[]string{"a"},
		},
		"installed modules are no roots": {
			map[string]string{"main.tf": "", ".terraform/modules/x/main.tf": ""},
			[]string{"."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, loadText(tc.files).Roots()); diff != "" {
				t.Errorf("roots (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadDiagnostics(t *testing.T) {
	for name, tc := range map[string]struct {
		file, text string
		want       string
		line       int
	}{
		"syntax error":      {"main.tf", "resource \"a_b\" \"c\" {\n  x = \n}\n", "Invalid expression", 2},
		"not UTF-8":         {"main.tf", "# fine\nlocals { a = \"\xff\" }\n", "Invalid character encoding", 2},
		"broken JSON":       {"main.tf.json", "{\n \"resource\": [}\n", "Missing JSON value", 2},
		"broken manifest":   {".terraform/modules/modules.json", "{", "Invalid module manifest", 1},
		"providers no map":  {"main.tf", "module \"m\" {\n  source = \"./m\"\n  providers = \"x\"\n}", "Providers not understood", 3},
		"JSON of odd shape": {"main.tf.json", `{"resource": {"a_b": "x"}}`, "Incorrect JSON value type", 1},
	} {
		t.Run(name, func(t *testing.T) {
			c := loadText(map[string]string{tc.file: tc.text})
			if len(c.Diagnostics) == 0 {
				t.Fatal("no diagnostic")
			}
			d := c.Diagnostics[0]
			if d.Summary != tc.want || d.Subject == nil || d.Subject.Filename != tc.file || d.Subject.Start.Line != tc.line {
				t.Errorf("got %q at %v, want %q at %s:%d", d.Summary, d.Subject, tc.want, tc.file, tc.line)
			}
		})
	}
}

// Nesting that would overflow the stack is refused, and small files cannot reach it.
func TestDeepNesting(t *testing.T) {
	for name, text := range map[string]string{
		"parens.tf":      "locals { a = " + strings.Repeat("(", 100_000) + "1" + strings.Repeat(")", 100_000) + " }",
		"chain.tf":       "locals { a = 1" + strings.Repeat(" + 1", 100_000) + " }",
		"bangs.tf":       "locals { a = " + strings.Repeat("!", 200_000) + "true }",
		"ternaries.tf":   "locals { a = " + strings.Repeat("true ? 1 : ", 50_000) + "1 }",
		"templates.tf":   "locals { a = " + strings.Repeat("\"${", 50_000) + "1" + strings.Repeat("}\"", 50_000) + " }",
		"blocks.tf":      strings.Repeat("a {\n", 50_000) + strings.Repeat("}\n", 50_000),
		"arrays.tf.json": `{"locals": {"a": ` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "}}",
	} {
		t.Run(name, func(t *testing.T) {
			c := loadText(map[string]string{name: text})
			if !c.Incomplete || len(c.Diagnostics) != 1 || c.Diagnostics[0].Summary != "Nested too deeply" {
				t.Errorf("incomplete = %v, diagnostics %v", c.Incomplete, c.Diagnostics)
			}
		})
	}
	for name, text := range map[string]string{
		"parens.tf": "locals { a = " + strings.Repeat("(", 1_900) + "1" + strings.Repeat(")", 1_900) + " }",
		"bangs.tf":  "locals { a = " + strings.Repeat("!", 65_000) + "true }",
	} {
		if c := loadText(map[string]string{name: text}); c.Modules["."].Local("a") == nil {
			t.Errorf("%s: the local is lost: %v", name, c.Diagnostics)
		}
	}
}

// A file that does not parse in whole still gives the blocks that do.
func TestPartialFile(t *testing.T) {
	c := loadText(map[string]string{"main.tf": "resource \"a_b\" \"good\" {}\nresource \"a_b\" \"bad\" {\n  x = \n}\n"})
	if !c.Incomplete {
		t.Error("a syntax error leaves the load complete")
	}
	if c.Modules["."].Resource(terraform.Resource{Type: "a_b", Name: "good"}) == nil {
		t.Error("the good resource is lost")
	}
}

func TestAsked(t *testing.T) {
	c := loadText(map[string]string{"main.tf": `
locals {
  a = a_b.c.one
  b = a_b.c[0].two
  d = a_b.c[count.index].three
  e = a_b.c[*].four
  f = data.a_b.c.five
  g = a_b.c
  h = a_b.c.block[0].six
}`})
	want := map[string][]string{"a_b": {"block", "four", "one", "three", "two"}, "data.a_b": {"five"}, "a_b.*": {"six"}}
	got := map[string][]string{}
	for typ := range want {
		got[typ] = c.Modules["."].Asked(typ)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}
