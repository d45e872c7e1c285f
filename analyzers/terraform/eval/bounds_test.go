package eval

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
)

// doubling writes forty locals, each made of the one before by a pattern.
func doubling(first, pattern string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "variable \"unset\" {}\nlocals {\n  a0 = %s\n", first)
	for i := range 40 {
		fmt.Fprintf(&b, "  a%d = %s\n", i+1, strings.ReplaceAll(pattern, "@", fmt.Sprintf("local.a%d", i)))
	}
	b.WriteString("}\nresource \"x_t\" \"r\" { v = local.a40 }\n")
	return b.String()
}

// What would fill the memory or never end is a diagnostic.
func TestBounds(t *testing.T) {
	nest := func(open, inner, end string, n int) string {
		return "resource \"x_t\" \"r\" {\n  v = " + strings.Repeat(open, n) + inner + strings.Repeat(end, n) + "\n}\nvariable \"unset\" {}\n"
	}
	for name, tc := range map[string]struct {
		text string
		want string // summary of a diagnostic, if there must be one
	}{
		"a list that holds another twice":   {doubling(`["x"]`, "[@, @]"), "Value too large"},
		"an object that does":               {doubling(`{ k = "x" }`, "{ k = @, l = @ }"), "Value too large"},
		"a choice of the same":              {doubling("var.unset", "var.unset == 1 ? @ : @"), "Value too large"},
		"a merge of the same":               {doubling("{ a = [1] }", "merge({ a = @ }, { b = @ })"), "Value too large"},
		"a string that doubles":             {doubling(`"xxxxxxxxxx"`, `"${@}${@}"`), ""},
		"a directive that doubles":          {doubling(`"xxxxxxxxxx"`, `"%{ for x in [1, 2] }${@}%{ endfor }"`), ""},
		"a number that squares":             {doubling("10", "@ * @"), "Too much to evaluate"},
		"a loop in loops":                   {nest("[for x in range(1000) : ", "1", "]", 5), "Too much to evaluate"},
		"a large number as text":            {`resource "x_t" "r" { v = "${1e99999999}" }`, "Too much to evaluate"},
		"a large number in a list of texts": {"variable \"l\" {\n  type    = list(string)\n  default = [1e99999999]\n}\nresource \"x_t\" \"r\" { v = var.l }", "Too much to evaluate"},
		"a large number from text":          {"variable \"n\" {\n  type    = number\n  default = \"1e99999999\"\n}\nresource \"x_t\" \"r\" { v = \"${var.n}\" }", "Value too large"},
		"a large number from JSON":          {`resource "x_t" "r" { v = "${jsondecode("1e99999999")}" }`, ""},
		"a large number from an operation":  {`resource "x_t" "r" { v = "${"1e99999999" * 1}" }`, "Too much to evaluate"},
		"conditionals in conditionals":      {nest("(var.unset == 1 ? 1 : ", "2", ")", 400), ""},
		"known conditionals in each other":  {nest("(false ? 1 : ", "2", ")", 400), ""},
		"indexes in indexes":                {nest("[0, 1][", "0", "]", 400), ""},
		"templates in templates":            {nest(`"x${`, "1", `}"`, 400), ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := evaluate(t, map[string]string{"main.tf": tc.text}, nil)
			values(r)
			found := tc.want == ""
			for _, d := range r.Diagnostics() {
				found = found || d.Summary == tc.want
			}
			if !found || (tc.want != "" && !r.Incomplete()) {
				t.Errorf("no %q in %v, or not incomplete", tc.want, r.Diagnostics())
			}
		})
	}
}

// What only apply, a provider or another run knows is unknown and no mistake.
func TestQuietlyUnknown(t *testing.T) {
	for expr, marks := range map[string][]string{
		"ephemeral.x_secret.s.value":                  nil,
		"terraform.applying ? 1 : 2":                  nil,
		`provider::x::parse(x_t.a.id)`:                {"x_t.a.id"},
		"x_t.a.identity[0].principal_id":              {"x_t.a.identity"},
		"x_t.a.identity[*].principal_id":              {"x_t.a.identity"},
		"x_t.a.identity.0.principal_id":               {"x_t.a.identity"},
		"x_t.a.identity[0].inner[0].deep":             {"x_t.a.identity"},
		"x_t.a.dynamic[0].principal_id":               {"x_t.a.dynamic"},
		"x_t.a.absent[0].principal_id":                {"x_t.a.absent"},
		`x_t.keyed["k"].id`:                           {"x_t.keyed[*].id"},
		`"${x_t.a.identity[0].principal_id}/${self}"`: {"x_t.a.identity"},
	} {
		t.Run(expr, func(t *testing.T) {
			r := evaluate(t, map[string]string{"main.tf": `
ephemeral "x_secret" "s" {}
resource "x_t" "a" {
  identity {
    type = "System"
    inner { n = 1 }
  }
  dynamic "dyn" {
    for_each = ["a"]
    content { name = dyn.value }
  }
  provisioner "local-exec" { command = self.id }
}
resource "x_t" "keyed" { for_each = toset([x_t.a.id]) }
resource "x_t" "r" { v = ` + expr + " }"}, nil)
			if got := values(r)["x_t.r"]; !strings.Contains(got, "?") {
				t.Errorf("%s = %s, want it unknown", expr, got)
			}
			if diff := cmp.Diff(marks, originsOf(r, "x_t.r")); diff != "" {
				t.Errorf("marks (-want +got):\n%s", diff)
			}
			for _, u := range r.Unresolved() {
				if u.What != "for_each" {
					t.Errorf("unresolved: %s: %s", u.What, u.Why)
				}
			}
			if len(r.Diagnostics()) > 0 {
				t.Error(r.Diagnostics())
			}
		})
	}
}

// FuzzEvaluate evaluates any text: no panic, in good time, and every range
// that comes out lies in the file. TestBounds has what takes long.
func FuzzEvaluate(f *testing.F) {
	f.Add("resource \"x_t\" \"r\" {\n  v = [for k, v in { a = 1 } : \"${k}-${v}\" if v > 0]\n}")
	f.Add("variable \"a\" { type = list(object({ n = optional(number, 1) })) }\nmodule \"m\" { source = \"./m\" }\nresource \"x_t\" \"r\" { v = var.a[*].n }")
	f.Add("locals {\n  a = <<-EOT\n    %{ for x in local.b ~}\n    ${x}\n    %{ endfor ~}\n  EOT\n  b = [x_t.r.id]\n}\nresource \"x_t\" \"r\" {\n  for_each = toset(local.b)\n  v = each.value == null ? 1 : try(local.a, {}.b)\n}")
	f.Add("resource \"x_t\" \"r\" {\n  count = 2\n  dynamic \"b\" {\n    for_each = range(count.index)\n    content { v = b.key }\n  }\n}\nprovider \"x\" { alias = \"y\" }")
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		r := evaluate(t, map[string]string{"main.tf": text, "m/main.tf": "variable \"v\" {}\noutput \"o\" { value = var.v }"}, nil)
		within := func(file string, start, end int) {
			if file == "main.tf" && (start < 0 || end > len(text) || start > end) {
				t.Errorf("range %d-%d lies outside of the file's %d bytes", start, end, len(text))
			}
		}
		for _, in := range r.Instances {
			within(in.DeclRange.Filename, in.DeclRange.Start.Byte, in.DeclRange.End.Byte)
			for _, name := range in.Body.Names() {
				if term := in.Body.Attr(name); term != nil {
					walkTerm(term, func(x *terraform.Term) { within(x.Range.Filename, x.Range.Start.Byte, x.Range.End.Byte) })
					if term.Value != cty.NilVal {
						_, _ = term.Value.UnmarkDeep()
					}
				}
			}
		}
		for _, d := range r.Diagnostics() {
			within(d.Subject.Filename, d.Subject.Start.Byte, d.Subject.End.Byte)
		}
		for _, u := range r.Unresolved() {
			within(u.Range.Filename, u.Range.Start.Byte, u.Range.End.Byte)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("took %s", took)
		}
	})
}

func walkTerm(t *terraform.Term, do func(*terraform.Term)) {
	do(t)
	for _, p := range t.Parts {
		walkTerm(p.Term, do)
	}
}
