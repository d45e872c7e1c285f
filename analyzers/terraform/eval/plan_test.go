package eval

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/functions"
	"github.com/resilint/resilint/analyzers/terraform/planjson"
)

// planned evaluates a root module of one file with a plan of it.
func planned(t *testing.T, text, plan string) *Root {
	t.Helper()
	fsys := fstest.MapFS{"main.tf": &fstest.MapFile{Data: []byte(text)}}
	tree, err := source.Discover(t.Context(), fsys, source.Options{Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	p, diags := planjson.Read("plan.json", []byte(`{"format_version":"1.2",`+plan+`}`))
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return Evaluate(configs.Load(tree.Files, tree.Links, 1), ".", Options{FS: fsys, Plan: p, Vocabulary: everything()})
}

// planOf is a plan of root resources, each given as an address and its values.
func planOf(pairs ...string) string {
	var list []string
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, fmt.Sprintf(`{"address":%q,"values":%s}`, pairs[i], pairs[i+1]))
	}
	return `"planned_values":{"root_module":{"resources":[` + strings.Join(list, ",") + `]}}`
}

func TestPlanSaysWhichInstances(t *testing.T) {
	r := planned(t, `
data "x_all" "d" {}
resource "x_b" "b" {
  for_each = data.x_all.d.names
  name     = "b-${each.value}"
}
resource "x_b" "none" {
  count = data.x_all.d.on ? 1 : 0
}
resource "x_u" "u" {
  of = x_b.b["p"].arn
}`, planOf("data.x_all.d", `{"names":{"p":"prod","s":"stage"}}`,
		`x_b.b["p"]`, `{"name":"b-prod"}`, `x_b.b["s"]`, `{"name":"b-stage"}`, "x_u.u", `{}`))
	var got []string
	for _, in := range r.Instances {
		name, _ := in.Body.Attr("name").Text()
		got = append(got, fmt.Sprintf("%s %s %d %t", in.Addr, name, in.DeclRange.Start.Line, in.Doubtful))
	}
	want := []string{`x_b.b["p"] b-prod 3 false`, `x_b.b["s"] b-stage 3 false`, `x_u.u  10 false`, "data.x_all.d  2 false"}
	if !slices.Equal(got, want) {
		t.Errorf("instances are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	of := r.Instances[2].Body.Attr("of")
	if text, _ := of.Text(); text != "arn:b-prod" || len(terraform.Origins(of.Value)) != 1 {
		t.Errorf("the reference gives %q, made of %v", text, terraform.Origins(of.Value))
	}
	if len(r.Unresolved()) > 0 || len(r.Diagnostics()) > 0 {
		t.Errorf("what the plan answers is told as unresolved: %v %v", r.Unresolved(), r.Diagnostics())
	}
}

// TestPlanFillsIn checks each way in which an expression takes a plan's value.
func TestPlanFillsIn(t *testing.T) {
	for _, c := range []struct {
		name, source, plan string
		attr               string // what is looked at, through parts
		want               string
		origins            int
		line               int
	}{
		{"a variable", "v = var.v", `{"v":"given"}`, "v", "given", 0, 1},
		{"an attribute of another", "v = x_o.o.made", `{"v":"o-1"}`, "v", "o-1", 1, 3},
		{"a template", `v = "s3://${x_o.o.made}/in"`, `{"v":"s3://o-1/in"}`, "v", "s3://o-1/in", 1, 3},
		{"a condition", `v = var.on ? "yes" : x_o.o.made`, `{"v":"o-1"}`, "v", "o-1", 1, 3},
		{"what the source has changed since", `v = "new"`, `{"v":"old"}`, "v", "old", 0, 3},
		{"what the source does not write", "", `{"v":"default"}`, "v", "default", 0, 2},
		{"what apply decides", "v = x_o.o.name", `{}`, "v", "o", 1, 3},
		{"a map", "v = {\n a = x_o.o.made\n b = 1\n}", `{"v":{"a":"o-1","b":1}}`, "v.a", "o-1", 1, 4},
		{"a set, in another order", "v {\n k = \"one\"\n o = x_o.o.made\n}\nv {\n k = \"two\"\n}", `{"v":[{"k":"two"},{"k":"one","o":"o-1"}]}`, "v.0.o", "o-1", 1, 5},
		{"a dynamic block", "dynamic \"v\" {\n for_each = x_o.o.made\n content {\n k = v.value\n }\n}", `{"v":[{"k":"o-1"},{"k":"z"}]}`, "v.0.k", "o-1", 1, 3},
		{"JSON", "v = jsonencode({\n a = x_o.o.made\n})", `{"v":"{\"a\":\"o-1\"}"}`, "v.jsonencode.a", "o-1", 1, 4},
	} {
		r := planned(t, "variable \"v\" {}\nresource \"x_t\" \"t\" {\n"+c.source+"\n}\nvariable \"on\" {}\nresource \"x_o\" \"o\" {\n name = \"o\"\n}\n",
			planOf("x_t.t", c.plan, "x_o.o", `{"made":"o-1","name":"o"}`)+`,"variables":{"v":{"value":"given"}}`)
		term := instanceOf(t, r, "x_t.t").Body.Attr("v")
		for _, step := range strings.Split(c.attr, ".")[1:] {
			term = partNamed(term, step)
		}
		got, _ := term.Text()
		if got != c.want || len(terraform.Origins(term.Value)) != c.origins || term.Range.Start.Line != c.line {
			t.Errorf("%s: %q made of %d in line %d, want %q of %d in line %d", c.name,
				got, len(terraform.Origins(term.Value)), term.Range.Start.Line, c.want, c.origins, c.line)
		}
	}
}

func instanceOf(t *testing.T, r *Root, addr string) *terraform.Instance {
	t.Helper()
	i := slices.IndexFunc(r.Instances, func(in *terraform.Instance) bool { return in.Addr.String() == addr })
	if i < 0 {
		t.Fatalf("there is no %s", addr)
	}
	return r.Instances[i]
}

// partNamed is a part by its name, or by its place in a list.
func partNamed(t *terraform.Term, step string) *terraform.Term {
	if p := t.Part(step); p != nil {
		return p
	}
	for i, p := range t.Parts {
		if fmt.Sprint(i) == step {
			return p.Term
		}
	}
	return &terraform.Term{}
}

func TestPlanHidesWhatIsSensitive(t *testing.T) {
	r := planned(t, "resource \"x_t\" \"t\" {\n v = \"hunter2\"\n m = { k = \"hunter2\" }\n}",
		`"planned_values":{"root_module":{"resources":[{"address":"x_t.t","values":{"v":"hunter2","m":{"k":"hunter2"},"w":"hunter2"},
		"sensitive_values":{"v":true,"m":{"k":true},"w":true}}]}}`)
	body := instanceOf(t, r, "x_t.t").Body
	for _, name := range []string{"v", "m", "w"} {
		if !functions.IsSensitive(body.Attr(name).Value) {
			t.Errorf("%s is not sensitive", name)
		}
	}
	if !functions.IsSensitive(body.Attr("m").Part("k").Value) {
		t.Error("a part of m is not sensitive")
	}
}

func TestPlanOfAnotherSource(t *testing.T) {
	r := planned(t, "resource \"x_t\" \"t\" {}\nresource \"x_t\" \"new\" {}", planOf("x_t.t", `{}`, "x_t.old", `{"name":"o"}`))
	if name, _ := instanceOf(t, r, "x_t.old").Body.Attr("name").Text(); name != "o" {
		t.Error("what the source does not declare is lost")
	}
	diags := r.Diagnostics()
	if len(r.Instances) != 2 || len(diags) != 1 || diags[0].Summary != "Plan and source differ" || !strings.Contains(diags[0].Detail, "x_t.old") {
		t.Errorf("%d instances, %v", len(r.Instances), diags)
	}
	r.Close()
}
