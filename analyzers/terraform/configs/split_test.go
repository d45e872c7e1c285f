package configs

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/fixtures"
)

// splitSeeds are texts with the traps of the language in them. Those that
// split must take, for speed, come first.
var splitSeeds = []string{
	"",
	"# nothing\n// but\n/* comments */ /* and \n more */\n",
	"resource \"a\" \"b\" {\n  x = 1\n}\n",
	"resource \"a\" \"b\" {}",
	"resource a b { x = \"}\" }\ndata \"c\" \"d\" {\n} # end",
	"locals {\n  a = 1 # one\n  b = { c = [1, 2,\n 3], \"d\" : e.f, (g) = h }\n}\n",
	"locals { a = 1 }\nlocals {}\n",
	"locals {\n  a = <<EOT\nx ${b} y $${z} $HOME 50% {\n}\nEOT\n  c = <<-EOT\n    é ${\"}\"}\n    EOT\n}\n",
	"  resource \"a\" \"b\" {\r\n  x = \"a\\\"b\\\\\"\r\n}\r\n",
	"output \"o\" {\n  value = a ? b : c ? d : e\n}\nmoved {\n  from = a.b\n  to   = c.d[\"e\"]\n}\n",
	"output \"o\" {\n  value = [for k, v in a.b : \"${k}-${v}\" if v != null && !v.c]\n}\n",
	"output \"o\" {\n  value = { for x in a : x.k => x.v... if -x.n > 3 }\n}\n",
	"output \"o\" {\n  value = f(a.*.b, c[*].d[0], e.0.g, h[i + 1]...) / 2.5 % 3\n}\n",
	"output \"o\" {\n  value = \"^a$\"\n  other = \"100%\"\n  third = \"%s$x $${y} %%{z}\"\n}\n",
	"output \"o\" {\n  value = f(<<EOT\na\nEOT\n  , \"${<<X\nb\nX\n}\")\n}\n",
	"# é\nvariable \"ünicode\" {\n  default = \"é\u0301👩‍👩‍👧\" # 👩‍👩‍👧\n}\n/* ok */\nx \"y\" {}\n",
	"resource \"a\" \"b\" {\n  dynamic \"c\" {\n    for_each = d\n    content { e = c.value }\n  }\n  lifecycle {\n    ignore_changes = [tags]\n  }\n}\n",
	"x {\n  a = (1 +\n    2) * 3 >= 4 || false\n}\n",
	"x {\n  a = \"${\n b\n }\"\n  c = \"${~ d ~}\"\n}\n",
	// What follows may be refused.
	"a = 1\n",
	"x {\n  a = 1\n  a = 2\n}\n",
	"x {\n  a = \"%{ if b }c%{ else }d%{ endif }\"\n}\n",
	"x {\n  a = provider::b::c(1)\n}\n",
	"\uFEFFx {\n}\n",
	"/* é */ x {\n}\n",
	"x \"a${b}\" {\n}\n",
	"x {\n  é = 1\n}\n",
	"x {\n  a = \"\\u00e9\\q\"\n}\n",
	"x {\n  a = 1e5 + 1.2.3 + b.1.2\n}\n",
	"x {\n  a = <<EOT\n$\nEOT\n}\n",
	"x { a = 1, b = 2 }\n",
	"x {\n  a = b\n    .c\n}\n",
	"x {\n  a = ~1 & 2 | 'c' ; `\n}\n",
	"x {\n  a = \"b\nc\"\n}\n",
	"x {\n  a = [1 2]\n}\n",
	"x {\n  a = $$\"\n  b = \"$$${c}$\"\n}\n",
	"x {\n  a = <<EOT\n${b}EOT\nEOT\n}\n",
	"x {\n",
	"x }\n",
	"x {\n} y {\n}\n",
	"x {\n  a = b.*.*.c\n}\n",
	"x {\n  a = f(b..., c)\n}\n",
	"x {\n  a = { for = 1 }\n}\n",
	"x {\n  a = [for]\n}\n",
	"x {\n  a = /* \n */ 1 /* 2 */\n}\n",
	"x { # c\n  a = 1 // d\n  /* e */ b = 2\n}\n",
	"x {\n  a = b ? c :: d\n}\n",
	"x {\n  a = 1 = 2\n  b == 3\n}\n",
	"x {\n  a = \"\x00\"\n}\n\x00",
	"x\r{\n}\n",
	"x {\n  a = {\n    b = 1,\n\n    c = 2\n    d\n    = 3 }\n}\n",
}

// Every seed that is plain Terraform splits: nothing of it is parsed in vain.
func TestSplitTakesPlainTerraform(t *testing.T) {
	for _, text := range splitSeeds {
		if strings.HasPrefix(text, "a = 1") {
			break
		}
		if _, ok := split([]byte(text)); !ok {
			t.Errorf("not split: %q", text)
		}
		checkSplit(t, []byte(text))
	}
}

func FuzzSplit(f *testing.F) {
	for _, text := range splitSeeds {
		f.Add([]byte(text))
	}
	for _, name := range fixtures.Estates() {
		for _, file := range terraformFiles(f, fixtures.FS(name)) {
			f.Add(file.Src)
		}
	}
	f.Fuzz(checkSplit)
}

// checkSplit holds the splitter to its word: what it accepts has no
// diagnostic, and its pieces are the blocks of the whole, none lost, moved or
// invented.
func checkSplit(t *testing.T, src []byte) {
	t.Helper()
	if invalidUTF8(src) >= 0 || tooDeep(src, "x.tf", false) != nil {
		if _, ok := split(src); ok && invalidUTF8(src) < 0 {
			t.Fatalf("split accepts what is nested too deeply:\n%.200s", src)
		}
		return
	}
	pieces, ok := split(src)
	if !ok {
		return
	}
	file, diags := hclsyntax.ParseConfig(src, "x.tf", hcl.InitialPos)
	if len(diags) > 0 {
		t.Fatalf("split accepts what has errors: %v\n%s", diags, src)
	}
	body, _ := file.Body.(*hclsyntax.Body)
	if len(body.Attributes) > 0 {
		t.Fatalf("split accepts attributes at top level:\n%s", src)
	}
	i := 0
	next := func() *piece {
		if i >= len(pieces) {
			t.Fatalf("a block is lost:\n%s", src)
		}
		i++
		return &pieces[i-1]
	}
	for _, want := range body.Blocks {
		if want.Type == "locals" && len(want.Labels) == 0 {
			for range want.Body.Attributes {
				p := next()
				equalTree(t, src, p, want.Body.Attributes[p.local])
			}
			if len(want.Body.Blocks) > 0 {
				t.Fatalf("a block in locals is lost:\n%s", src)
			}
			continue
		}
		p := next()
		if p.typ != want.Type || !cmp.Equal(append([]string{}, p.labels...), append([]string{}, want.Labels...)) {
			t.Fatalf("got %s %q, want %s %q in\n%s", p.typ, p.labels, want.Type, want.Labels, src)
		}
		equalTree(t, src, p, want)
	}
	if i != len(pieces) {
		t.Fatalf("%d pieces, want %d:\n%s", len(pieces), i, src)
	}
}

// equalTree parses a piece by itself and compares it with the same part of the whole.
func equalTree(t *testing.T, src []byte, p *piece, want hclsyntax.Node) {
	t.Helper()
	file, diags := hclsyntax.ParseConfig(src[p.start:p.end], "x.tf", p.at)
	if diags.HasErrors() {
		t.Fatalf("a piece has errors: %v\n%s", diags, src[p.start:p.end])
	}
	body, _ := file.Body.(*hclsyntax.Body)
	var got hclsyntax.Node
	if p.local != "" {
		got = body.Attributes[p.local]
	} else if len(body.Blocks) == 1 {
		got = body.Blocks[0]
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("the tree of a piece differs:\n%s", cmp.Diff(want, got, cmp.Exporter(func(reflect.Type) bool { return true }), cmp.Comparer(cty.Value.RawEquals)))
	}
}

func terraformFiles(tb testing.TB, fsys fs.FS) []source.File {
	tb.Helper()
	tree, err := source.Discover(tb.Context(), fsys, source.Options{Jobs: 2})
	if err != nil {
		tb.Fatal(err)
	}
	var files []source.File
	for _, f := range tree.Files {
		if f.Kind == source.Terraform {
			files = append(files, f)
		}
	}
	return files
}

// The repositories below RESILINT_FIELD split into what they parse to.
func TestSplitField(t *testing.T) {
	dir := os.Getenv("RESILINT_FIELD")
	if dir == "" {
		t.Skip("RESILINT_FIELD names no folder of repositories")
	}
	repos, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, repo := range repos {
		t.Run(repo.Name(), func(t *testing.T) {
			whole, all := 0, 0
			for _, f := range terraformFiles(t, os.DirFS(filepath.Join(dir, repo.Name()))) {
				checkSplit(t, f.Src)
				all += len(f.Src)
				if _, ok := split(f.Src); !ok {
					whole += len(f.Src)
					t.Logf("parsed whole: %s", f.Path)
				}
			}
			t.Logf("%d of %d bytes are parsed whole", whole, all)
		})
	}
}

func BenchmarkSplit(b *testing.B) {
	var files []source.File
	if dir := os.Getenv("RESILINT_FIELD"); dir != "" {
		files = terraformFiles(b, os.DirFS(dir))
	} else {
		for _, name := range fixtures.Estates() {
			files = append(files, terraformFiles(b, fixtures.FS(name))...)
		}
	}
	size := 0
	for _, f := range files {
		size += len(f.Src)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range files {
			split(f.Src)
		}
	}
}
