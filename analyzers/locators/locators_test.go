package locators

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// compiled makes a table of one provider's block.
func compiled(t *testing.T, body string) (*Table, hcl.Diagnostics) {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte("locators \"p\" {\n"+body+"\n}"), "x.hcl", hcl.InitialPos)
	var spec struct {
		List []*Spec `hcl:"locators,block"`
	}
	diags = append(diags, gohcl.DecodeBody(file.Body, nil, &spec)...)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return Compile(spec.List)
}

func TestCompileMistakes(t *testing.T) {
	const head = "product = \"q\"\n"
	for _, tc := range []struct{ name, src, want string }{
		{"pattern", head + `fields = { bucket = "(" }` + "\n" + `locator "k" { forms = ["{bucket}.example.com"] }`, "missing closing )"},
		{"twice", head + `locator "a" { forms = ["{bucket}.example.com"] }` + "\n" + `locator "b" { forms = ["{bucket}.example.com"] }`, "a already reads it"},
		{"open", head + `locator "k" { forms = ["[a.example.com"] }`, "not closed"},
		{"closed", head + `locator "k" { forms = ["a].example.com"] }`, "not opened"},
		{"many", head + `locator "k" { forms = ["` + strings.Repeat("[a]", 12) + `.example.com"] }`, "too many"},
		{"field", head + `locator "k" { forms = ["{a}{b}.example.com"] }`, "more than one field"},
		{"name", head + `name { suffix = "-x" }`, `group "region"`},
		{"home", head + `home = "[a-z]+"`, "one group"},
	} {
		table, diags := compiled(t, tc.src)
		if !diags.HasErrors() || !strings.Contains(diags.Error(), tc.want) {
			t.Errorf("%s: got %v, want an error with %q", tc.name, diags, tc.want)
		}
		if diags.HasErrors() && diags[0].Subject == nil {
			t.Errorf("%s: the error has no place", tc.name)
		}
		table.Locate("https://assets.example.com/k") // must not panic
	}
}
