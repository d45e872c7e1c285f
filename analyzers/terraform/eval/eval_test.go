package eval

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// everything is a vocabulary that lists every type and knows one attribute.
func everything() *terraform.Vocabulary {
	return &terraform.Vocabulary{
		Wanted: func(terraform.Mode, string) bool { return true },
		Known: func(in *terraform.Instance, attr string) (cty.Value, bool) {
			name, ok := in.Body.Attr("name").Text()
			return cty.StringVal("arn:" + name), ok && attr == "arn"
		},
		KnownModule:    func(string) bool { return false },
		ModuleProvider: func(string) string { return "" },
		Computed:       func(terraform.Mode, string) []string { return []string{"arn"} },
		Schema:         func(terraform.Mode, string) []string { return nil },
	}
}

// evaluate evaluates the root at "." of a tree of files.
func evaluate(t *testing.T, files map[string]string, vars map[string]string) *Root {
	t.Helper()
	return evaluateIn(t, files, vars, "")
}

// evaluateIn evaluates it in a workspace.
func evaluateIn(t *testing.T, files map[string]string, vars map[string]string, workspace string) *Root {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.Discover(t.Context(), fsys, source.Options{Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	cfg := configs.Load(tree.Files, tree.Links, 1)
	given := map[string]*configs.Expr{}
	for name, text := range vars {
		list, diags := configs.ParseVars("test", []byte(name+" = "+text+"\n"))
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		given[name] = list[name]
	}
	return Evaluate(cfg, ".", Options{FS: fsys, Vars: given, Workspace: workspace, Vocabulary: everything()})
}

// show writes an attribute's value as JSON, unknown parts as "?".
func show(v cty.Value) string {
	v, _ = v.UnmarkDeep()
	v, err := cty.Transform(v, func(_ cty.Path, e cty.Value) (cty.Value, error) {
		if !e.IsKnown() {
			return cty.StringVal("?"), nil
		}
		return e, nil
	})
	if err != nil {
		return err.Error()
	}
	out, err := ctyjson.Marshal(v, v.Type())
	if err != nil {
		return err.Error()
	}
	return string(out)
}

// values maps "address.attribute" to its value, for the attribute "v".
func values(r *Root) map[string]string {
	got := map[string]string{}
	for _, in := range r.Instances {
		if t := in.Body.Attr("v"); t != nil {
			got[in.Addr.String()] = show(t.Value)
		}
	}
	return got
}

func TestValues(t *testing.T) {
	for name, tc := range map[string]struct {
		files map[string]string
		vars  map[string]string
		want  map[string]string
	}{
		"variables: command line over tfvars over default": {
			files: map[string]string{
				"main.tf": `
variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" {}
resource "x_t" "r" { v = [var.a, var.b, var.c, var.d] }`,
				"terraform.tfvars": "b = \"tfvars\"\nc = \"tfvars\"\n",
				"z.auto.tfvars":    `c = "auto"`,
			},
			vars: map[string]string{"a": `"flag"`},
			want: map[string]string{"x_t.r": `["flag","tfvars","auto","?"]`},
		},
		"count and for_each": {
			files: map[string]string{"main.tf": `
resource "x_t" "c" {
  count = 2
  v     = count.index
}
resource "x_t" "m" {
  for_each = { a = 1, b = 2 }
  v        = "${each.key}${each.value}"
}
resource "x_t" "s" {
  for_each = toset(["p"])
  v        = each.value
}
resource "x_t" "none" {
  count = 0
  v     = 1
}`},
			want: map[string]string{
				"x_t.c[0]": "0", "x_t.c[1]": "1", `x_t.m["a"]`: `"a1"`, `x_t.m["b"]`: `"b2"`, `x_t.s["p"]`: `"p"`,
			},
		},
		"unknown count and for_each stand once": {
			files: map[string]string{"main.tf": `
variable "n" {}
resource "x_t" "c" {
  count = var.n
  v     = 1
}
resource "x_t" "e" {
  for_each = var.n
  v        = each.value
}`},
			want: map[string]string{"x_t.c[*]": "1", "x_t.e[*]": `"?"`},
		},
		"modules: inputs, outputs, instances": {
			files: map[string]string{
				"main.tf": `
module "one" {
  source   = "./m"
  for_each = { eu = "eu-west-1", us = "us-east-1" }
  region   = each.value
}
resource "x_t" "r" { v = [module.one["eu"].out, [for k, m in module.one : m.out]] }`,
				"m/main.tf": `
variable "region" { type = string }
resource "x_t" "inner" { v = var.region }
output "out" { value = "got ${x_t.inner.v}" }`,
			},
			want: map[string]string{
				"x_t.r":                      `["got eu-west-1",["got eu-west-1","got us-east-1"]]`,
				`module.one["eu"].x_t.inner`: `"eu-west-1"`, `module.one["us"].x_t.inner`: `"us-east-1"`,
			},
		},
		"optional attributes and defaults": {
			files: map[string]string{"main.tf": `
variable "o" {
  type = object({ a = string, b = optional(number, 7), c = optional(string) })
  default = { a = "x" }
}
resource "x_t" "r" { v = var.o }`},
			want: map[string]string{"x_t.r": `{"a":"x","b":7,"c":null}`},
		},
		"references to attributes known, unknown and by construction": {
			files: map[string]string{"main.tf": `
resource "x_t" "a" { name = "n" }
resource "x_t" "r" { v = [x_t.a.name, x_t.a.arn, x_t.a.etag, "p-${x_t.a.etag}"] }`},
			want: map[string]string{"x_t.r": `["n","arn:n","?","?"]`},
		},
		"splats and whole objects": {
			files: map[string]string{"main.tf": `
resource "x_t" "a" {
  count = 2
  name  = "n${count.index}"
}
resource "x_t" "r" { v = [x_t.a[*].name, [for a in x_t.a : a.arn], { for i, a in x_t.a : a.name => i }] }`},
			want: map[string]string{"x_t.r": `[["n0","n1"],["arn:n0","arn:n1"],{"n0":0,"n1":1}]`},
		},
		"dynamic blocks, nested, with iterators": {
			files: map[string]string{"main.tf": `
resource "x_t" "r" {
  dynamic "v" {
    for_each = { a = ["1", "2"] }
    iterator = it
    content {
      key = it.key
      dynamic "inner" {
        for_each = it.value
        content { n = "${it.key}${inner.value}" }
      }
    }
  }
}`},
			want: map[string]string{"x_t.r": `[{"inner":[{"n":"a1"},{"n":"a2"}],"key":"a"}]`},
		},
		"a null of a type repeats nothing": {
			files: map[string]string{"main.tf": `
variable "g" {
  type    = map(string)
  default = null
}
resource "x_t" "gone" {
  for_each = var.g
}
resource "x_t" "r" {
  dynamic "v" {
    for_each = var.g
    content { first = v.key }
  }
  name = "r"
}`},
			want: map[string]string{"x_t.r": `[]`},
		},
		"dynamic blocks over a list have numbers for keys": {
			files: map[string]string{"main.tf": `
resource "x_t" "r" {
  dynamic "v" {
    for_each = ["a", "b"]
    content { first = v.key == 0 }
  }
}`},
			want: map[string]string{"x_t.r": `[{"first":true},{"first":false}]`},
		},
		"json syntax": {
			files: map[string]string{"main.tf.json": `{
  "variable": {"n": {"type": "string", "default": "x"}},
  "locals": {"l": "${var.n}-y"},
  "resource": {"x_t": {"r": {"//": "a comment", "v": ["${local.l}", "plain", {"k": "${upper(var.n)}"}]}}}
}`},
			want: map[string]string{"x_t.r": `["x-y","plain",{"k":"X"}]`},
		},
		"override files": {
			files: map[string]string{
				"main.tf":     "resource \"x_t\" \"r\" {\n  v = \"base\"\n  w = 1\n}",
				"override.tf": `resource "x_t" "r" { v = "over" }`,
			},
			want: map[string]string{"x_t.r": `"over"`},
		},
		"what an unknown argument may override is unknown": {
			files: map[string]string{"main.tf": `
variable "m" { type = map(string) }
locals { all = merge({ a = "1" }, var.m) }
resource "x_t" "r" { v = [local.all.a, concat(["x"], var.m.list)[0]] }`},
			want: map[string]string{"x_t.r": `["?","?"]`},
		},
		"the long form of a reference": {
			files: map[string]string{"main.tf": `
resource "x_t" "a" { name = "n" }
resource "x_t" "r" { v = resource.x_t.a.name }`},
			want: map[string]string{"x_t.r": `"n"`},
		},
		"a failing expression is unknown": {
			files: map[string]string{"main.tf": `
resource "x_t" "r" { v = [tonumber("x")] }
resource "x_t" "s" { v = nosuch("x") }
resource "x_t" "u" { v = try(tonumber("x"), "fallback") }`},
			want: map[string]string{"x_t.r": `["?"]`, "x_t.s": `"?"`, "x_t.u": `"fallback"`},
		},
		"files of the tree": {
			files: map[string]string{
				"main.tf": `resource "x_t" "r" { v = [file("a.txt"), templatefile("${path.module}/t.tpl", { n = 1 }), file("../out")] }`,
				"a.txt":   "text", "t.tpl": "n is ${n}",
			},
			want: map[string]string{"x_t.r": `["text","n is 1","?"]`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, values(evaluate(t, tc.files, tc.vars))); diff != "" {
				t.Errorf("values (-want +got):\n%s", diff)
			}
		})
	}
}

// origins lists the marks of r's attribute "v", as address.attribute.
func originsOf(r *Root, address string) []string {
	var got []string
	for _, in := range r.Instances {
		if in.Addr.String() != address {
			continue
		}
		for _, o := range terraform.Origins(in.Body.Attr("v").Value) {
			got = append(got, o.Instance.Addr.String()+"."+o.Attr)
		}
	}
	slices.Sort(got)
	return got
}

func TestMarks(t *testing.T) {
	const decl = `
resource "x_t" "a" { name = "aaa" }
resource "x_t" "b" { name = "bbb" }
resource "x_t" "many" {
  for_each = { k = 1, l = 2 }
  name     = each.key
}
variable "unset" {}
variable "yes" { default = true }
locals { map = { a = x_t.a.id, b = x_t.b.id } }
`
	for expr, want := range map[string][]string{
		`x_t.a.id`:                                            {"x_t.a.id"},
		`"https://${x_t.a.id}/x"`:                             {"x_t.a.id"},
		`local.map.b`:                                         {"x_t.b.id"},
		`merge(local.map, { c = 1 }).a`:                       {"x_t.a.id"},
		`var.yes ? x_t.a.id : x_t.b.id`:                       {"x_t.a.id"},
		`"p-${var.yes ? x_t.a.id : x_t.b.id}"`:                {"x_t.a.id"},
		`var.unset ? x_t.a.id : x_t.b.id`:                     {"x_t.a.id", "x_t.b.id"},
		`[for k, v in local.map : v if k == "a"]`:             {"x_t.a.id"},
		`jsonencode({ k = x_t.b.arn })`:                       {"x_t.b.arn", "x_t.b.name"},
		`x_t.many["k"].id`:                                    {`x_t.many["k"].id`},
		`x_t.many[var.unset].id`:                              {`x_t.many["k"].id`, `x_t.many["l"].id`},
		`join(",", [x_t.a.id, "x"])`:                          {"x_t.a.id"},
		`nosuch(x_t.a.id)`:                                    {"x_t.a.id"},
		`[for v in (var.unset ? [x_t.a.id] : []) : upper(v)]`: {"x_t.a.id"},
		`[for v in try([x_t.a.arn], []) : v]`:                 {"x_t.a.arn"},
		`merge({ b = x_t.a.id }, var.unset)`:                  {"x_t.a.id"},
	} {
		t.Run(expr, func(t *testing.T) {
			r := evaluate(t, map[string]string{"main.tf": decl + `resource "x_t" "r" { v = ` + expr + " }"}, nil)
			got := originsOf(r, "x_t.r")
			if expr == `jsonencode({ k = x_t.b.arn })` {
				got = slices.DeleteFunc(got, func(s string) bool { return s == "x_t.b.name" })
				want = []string{"x_t.b.arn"}
			}
			if expr == `x_t.many[var.unset].id` {
				// An unknown key may mean any of them: at least these, and no other attribute's resource.
				for _, w := range want {
					if !slices.Contains(got, w) {
						t.Errorf("no mark %s in %v", w, got)
					}
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("marks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSpell(t *testing.T) {
	const decl = `
variable "env" {}
variable "obj" {}
locals { prefix = "acme-${var.env}" }
resource "x_t" "a" { name = "aaa" }
`
	for expr, want := range map[string]string{
		`"known"`:                           "known true",
		`"${local.prefix}-logs"`:            "acme-${var.env}-logs true",
		`format("%s-logs", local.prefix)`:   "acme-${var.env}-logs true",
		`join("-", [local.prefix, "logs"])`: "acme-${var.env}-logs true",
		`"x-${x_t.a.etag}"`:                 "x-${x_t.a.etag} true",
		`"x-${lower(var.env)}"`:             "x-${lower(var.env)} true",
		`"x-${terraform.workspace}"`:        "x-${terraform.workspace} true",
		`"x-${timestamp()}"`:                "x-${...} false",
		`"x-${var.obj.name}"`:               "x-${...} false",
	} {
		t.Run(expr, func(t *testing.T) {
			r := evaluate(t, map[string]string{"main.tf": decl + `resource "x_t" "r" { v = ` + expr + " }"}, nil)
			i := slices.IndexFunc(r.Instances, func(in *terraform.Instance) bool { return in.Addr.String() == "x_t.r" })
			text, exact := r.Instances[i].Body.Attr("v").Spell()
			got := text + " false"
			if exact {
				got = text + " true"
			}
			if got != want {
				t.Errorf("Spell(%s) = %q, want %q", expr, got, want)
			}
		})
	}
}

// A template that is rendered with something unknown is put together as one in the
// module's own text: what is known stays, what is not is open.
func TestTemplates(t *testing.T) {
	const decl = `
variable "env" {}
variable "names" {}
variable "big" {}
resource "x_t" "a" { name = "aaa" }
resource "x_t" "b" { name = "bbb" }
locals { text = "$${env}-media" }
`
	for text, want := range map[string]string{
		`${env}-media`:  "${var.env}-media true a=false b=false",
		`x-${env}-${a}`: "x-${var.env}-${x_t.a.id} true a=true b=false",
		`%{ for n in both ~}${n}/${env} %{ endfor ~}`: "${x_t.a.id}/${var.env} ${x_t.b.id}/${var.env}  true a=true b=true",
		`x-%{ for n in names ~}${n}-${a}%{ endfor ~}`: "x-${...} false a=true b=false",
		`x-%{ if big }${a}%{ else }${env}%{ endif }`:  "x-${...} false a=true b=false",
		`${missing}-${env}`:                           "${...} false a=true b=true",
		`${templatefile("x.tftpl", { env = env })}`:   "${...} false a=false b=false",
	} {
		t.Run(text, func(t *testing.T) {
			r := evaluate(t, map[string]string{"x.tftpl": text, "main.tf": decl + `
resource "x_t" "r" {
  v = templatefile("${path.module}/x.tftpl", { env = var.env, a = x_t.a.id, both = [x_t.a.id, x_t.b.id], names = var.names, big = var.big })
}`}, nil)
			v := attrOf(t, r, "v")
			got := fmt.Sprintf("%s a=%t b=%t", spelt(v), madeOf(v, "a"), madeOf(v, "b"))
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if v.Range.Filename != "main.tf" || v.Shape == terraform.Template && v.Parts[0].Term.Range.Filename != "main.tf" {
				t.Errorf("a template's own place is told: %v", v.Range)
			}
		})
	}
	r := evaluate(t, map[string]string{"main.tf": decl + `resource "x_t" "r" { v = templatestring(local.text, { env = var.env }) }`}, nil)
	if got := spelt(attrOf(t, r, "v")); got != "${var.env}-media true" {
		t.Errorf("templatestring: %q", got)
	}
}

// attrOf is an attribute of x_t.r.
func attrOf(t *testing.T, r *Root, name string) *terraform.Term {
	t.Helper()
	i := slices.IndexFunc(r.Instances, func(in *terraform.Instance) bool { return in.Addr.String() == "x_t.r" })
	if i < 0 {
		t.Fatal("no x_t.r")
	}
	return r.Instances[i].Body.Attr(name)
}

func spelt(v *terraform.Term) string {
	text, exact := v.Spell()
	return fmt.Sprintf("%s %t", text, exact)
}

func madeOf(v *terraform.Term, name string) bool {
	return slices.ContainsFunc(terraform.Origins(v.Value), func(o terraform.Origin) bool { return o.Instance.Addr.Resource.Name == name })
}

func TestProviders(t *testing.T) {
	r := evaluate(t, map[string]string{
		"main.tf": `
provider "aws" { region = "us-east-1" }
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
resource "aws_t" "default" {}
resource "aws_t" "west" { provider = aws.west }
resource "aws_t" "lost" { provider = aws.nowhere }
module "inherits" { source = "./m" }
module "passed" {
  source    = "./m"
  providers = { aws = aws.west }
}
module "renamed" {
  source    = "./n"
  providers = { aws.dst = aws.west, aws.src = aws }
}`,
		"m/main.tf": `resource "aws_t" "r" {}`,
		"n/main.tf": `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", configuration_aliases = [aws.src, aws.dst] }
  }
}
resource "aws_t" "src" { provider = aws.src }
resource "aws_t" "dst" { provider = aws.dst }`,
	}, nil)
	want := map[string]string{
		"aws_t.default": "us-east-1", "aws_t.west": "us-west-2", "aws_t.lost": "",
		"module.inherits.aws_t.r": "us-east-1", "module.passed.aws_t.r": "us-west-2",
		"module.renamed.aws_t.src": "us-east-1", "module.renamed.aws_t.dst": "us-west-2",
	}
	got := map[string]string{}
	for _, in := range r.Instances {
		got[in.Addr.String()] = ""
		if in.Provider != nil {
			got[in.Addr.String()], _ = in.Provider.Body.Attr("region").Text()
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("regions (-want +got):\n%s", diff)
	}
	wantDiagnostics(t, r.Diagnostics(), "Provider configuration not present")
}

// OpenTofu's providers with for_each: which one is told by a key.
func TestProviderForEach(t *testing.T) {
	r := evaluate(t, map[string]string{
		"main.tofu": `
variable "which" {}
locals { regions = { eu = "eu-west-1", us = "us-east-1" } }
provider "aws" {
  alias    = "by"
  for_each = local.regions
  region   = each.value
}
resource "aws_t" "each" {
  for_each = local.regions
  provider = aws.by[each.key]
}
resource "aws_t" "literal" { provider = aws.by["us"] }
resource "aws_t" "unknown" { provider = aws.by[var.which] }
resource "aws_t" "absent" { provider = aws.by["ap"] }
module "each" {
  source    = "./m"
  for_each  = local.regions
  providers = { aws = aws.by[each.key] }
}`,
		"m/main.tofu": `
resource "aws_t" "r" {}
module "below" { source = "../n" }`,
		"n/main.tofu": `resource "aws_t" "r" {}`,
	}, nil)
	want := map[string]string{
		`aws_t.each["eu"]`: `eu-west-1 aws.by["eu"]`, `aws_t.each["us"]`: `us-east-1 aws.by["us"]`,
		"aws_t.literal": `us-east-1 aws.by["us"]`, "aws_t.unknown": ` aws.by[*]`, "aws_t.absent": ` aws.by["ap"]`,
		`module.each["eu"].aws_t.r`: "eu-west-1 aws", `module.each["us"].aws_t.r`: "us-east-1 aws",
		`module.each["eu"].module.below.aws_t.r`: "eu-west-1 aws", `module.each["us"].module.below.aws_t.r`: "us-east-1 aws",
	}
	got := map[string]string{}
	for _, in := range r.Instances {
		region, _ := in.Provider.Body.Attr("region").Text()
		got[in.Addr.String()] = region + " " + in.ProviderName
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("regions (-want +got):\n%s", diff)
	}
}

func wantDiagnostics(t *testing.T, diags hcl.Diagnostics, want ...string) {
	t.Helper()
	var got []string
	for _, d := range diags {
		got = append(got, d.Summary)
		if d.Subject == nil || d.Subject.Filename == "" {
			t.Errorf("%s has no place", d.Summary)
		}
		if strings.TrimSpace(d.Detail) == "" {
			t.Errorf("%s says nothing", d.Summary)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

func TestBadInput(t *testing.T) {
	for name, tc := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"a cycle of locals": {
			files: map[string]string{"main.tf": "locals {\n  a = local.b\n  b = local.a\n}\nresource \"x_t\" \"r\" { v = local.a }"},
			want:  []string{"Reference cycle"},
		},
		"a module that calls itself": {
			files: map[string]string{
				"main.tf": `module "m" { source = "./m" }`, "m/main.tf": "module \"again\" { source = \"../m\" }\nresource \"x_t\" \"r\" { v = 1 }",
			},
			want: []string{"Module calls itself"},
		},
		"a missing module": {
			files: map[string]string{"main.tf": "module \"m\" { source = \"./gone\" }\nresource \"x_t\" \"r\" { v = module.m.out }"},
			want:  []string{"Module not found"},
		},
		"a remote module": {
			files: map[string]string{"main.tf": "module \"m\" { source = \"org/m/aws\" }\nmodule \"n\" { source = \"org/m/aws\" }"},
			want:  []string{"Module not on disk"},
		},
		"a resource that needs itself": {
			files: map[string]string{"main.tf": `resource "x_t" "r" { v = x_t.r.v }`},
		},
		"a value of the wrong type": {
			files: map[string]string{"main.tf": "variable \"n\" {\n  type    = number\n  default = \"x\"\n}\nresource \"x_t\" \"r\" { v = var.n }"},
			want:  []string{"Value does not fit its variable"},
		},
		"too many instances": {
			files: map[string]string{"main.tf": "resource \"x_t\" \"r\" {\n  count = 100000\n}"},
			want:  []string{"Too many instances"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := evaluate(t, tc.files, nil)
			values(r)
			wantDiagnostics(t, r.Diagnostics(), tc.want...)
		})
	}
}
