package configs

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// A variable that is read without its description and validations is the one
// that reading all of it gives, places included.
func TestEssence(t *testing.T) {
	for _, text := range []string{
		"variable \"a\" {\n  description = \"x { \\\" y\" # why\n  type = string\n  default = \"d\" /* } */\n}",
		"variable a { description = \"x\" }",
		"variable \"a\" {\n  type = object({\n    description = string\n  })\n  validation {\n    condition = length(var.a) > 2 && \"}\" != \"{\"\n    error_message = <<-E\n      }\n      E\n  }\n  nullable = false\n  sensitive = true\n}",
		"variable \"a\" {\n  description = <<E\n  default = 1\nE\n  default = { description = \"kept\" }\n  ephemeral = true\n}",
		"variable \"a\" {}", "variable \"a\" {\n}", "variable \"a\" {\r\n  description = \"é\"\r\n  default = [1, 2]\r\n}",
	} {
		if _, ok := split([]byte(text)); !ok {
			t.Fatalf("not split:\n%s", text)
		}
		compareVariables(t, []byte(text))
	}
}

func FuzzEssence(f *testing.F) {
	f.Add("  description = \"x\"\n  default = 1\n")
	f.Fuzz(func(t *testing.T, body string) {
		src := []byte("variable \"a\" {\n" + body + "\n}")
		if pieces, ok := split(src); ok && len(pieces) == 1 && invalidUTF8(src) < 0 {
			compareVariables(t, src)
		}
	})
}

func compareVariables(t *testing.T, src []byte) {
	t.Helper()
	read := func(src []byte) *Variable {
		file, diags := hclsyntax.ParseConfig(src, "a.tf", hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatalf("%v in\n%s", diags, src)
		}
		body, _ := file.Body.(*hclsyntax.Body)
		return variable(body.Blocks[0], "a", nil, false)
	}
	trimmed := essence(src)
	if len(trimmed) != len(src) {
		t.Fatalf("%d bytes became %d:\n%s", len(src), len(trimmed), trimmed)
	}
	all := cmp.Exporter(func(reflect.Type) bool { return true })
	same := cmp.Comparer(func(a, b *hclsyntax.Operation) bool { return a == b })
	if diff := cmp.Diff(read(src), read(trimmed), all, same, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
		t.Fatalf("the variable differs (-all +trimmed):\n%s\n%s", diff, trimmed)
	}
}
