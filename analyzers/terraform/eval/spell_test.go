package eval

import (
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
)

// conditional is a root with a child module: each case gives the expression
// that the child's local "on" is, and what the root passes as "flag".
const conditional = `
variable "env" { type = string }
variable "n" { type = number }
variable "on" { type = bool }
variable "secret" {
  type      = string
  sensitive = true
}
locals {
  prod = var.env == "prod"
}
module "m" {
  source = "./m"
  flag   = FLAG
}
`

const conditionalChild = `
variable "flag" {}
locals {
  on = TEST
}
resource "x_t" "choice" { v = local.on ? "yes" : "no" }
resource "x_t" "counted" {
  count = local.on ? 1 : 0
  v     = 1
}
resource "x_t" "absent" {
  count = local.on ? 0 : 1
  v     = 1
}
resource "x_t" "keyed" {
  for_each = local.on ? toset(["a"]) : toset([])
  v        = 1
}
`

func TestConditions(t *testing.T) {
	for _, tc := range []struct{ flag, test, want, absent string }{
		{`var.on`, `var.flag`, `var.on`, `!var.on`},
		{`var.on`, `!var.flag`, `!var.on`, `var.on`},
		{`local.prod`, `var.flag`, `var.env == "prod"`, `var.env != "prod"`},
		{`local.prod && var.on`, `var.flag`, `var.env == "prod" && var.on`, `!(var.env == "prod" && var.on)`},
		{`local.prod || var.on`, `var.flag && true`, `(var.env == "prod" || var.on) && true`, `!((var.env == "prod" || var.on) && true)`},
		{`var.n`, `var.flag > 2`, `var.n > 2`, `!(var.n > 2)`},
		{`var.env`, `contains(["prod", "staging"], var.flag)`, `contains(["prod", "staging"], var.env)`, `!contains(["prod", "staging"], var.env)`},
		{`terraform.workspace`, `var.flag == "live"`, `terraform.workspace == "live"`, `terraform.workspace != "live"`},
		{`var.secret`, `var.flag == "x"`, `var.secret == "x"`, `var.secret != "x"`},
		{`[for e in [var.env] : e]`, `var.flag[0] == "prod"`, "", ""}, // no spelling: nothing is claimed
	} {
		root := evaluate(t, conditionalFiles(tc.flag, tc.test), nil)
		got := map[string]string{}
		for _, in := range root.Instances {
			got[in.Addr.Resource.Name] = in.When
			if in.Addr.Resource.Name == "choice" {
				got["choice"] = in.Body.Attr("v").Test
			}
		}
		for name, want := range map[string]string{"choice": tc.want, "counted": tc.want, "keyed": tc.want, "absent": tc.absent} {
			if got[name] != want {
				t.Errorf("%s with %s: %s hangs on %q, want %q", tc.test, tc.flag, name, got[name], want)
			}
		}
		checkCondition(t, tc.flag, tc.test, tc.want)
		checkCondition(t, tc.flag, tc.test, terraform.Negated(tc.absent))
	}
}

func conditionalFiles(flag, test string) map[string]string {
	return map[string]string{
		"main.tf":   strings.ReplaceAll(conditional, "FLAG", flag),
		"m/main.tf": strings.ReplaceAll(conditionalChild, "TEST", test),
	}
}

// checkCondition says that a condition is true exactly when, with the same
// inputs, the expression it was read from is.
func checkCondition(t *testing.T, flag, test, cond string) {
	t.Helper()
	if cond == "" {
		return
	}
	expr, diags := hclsyntax.ParseExpression([]byte(cond), "cond", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s is no expression: %s", cond, diags)
	}
	for _, env := range []string{"prod", "staging", "x"} {
		for _, n := range []int64{1, 3} {
			for _, on := range []bool{true, false} {
				vars := map[string]string{"env": strconv.Quote(env), "secret": strconv.Quote(env), "n": strconv.FormatInt(n, 10), "on": strconv.FormatBool(on)}
				root := evaluateIn(t, conditionalFiles(flag, test), vars, "live")
				taken := values(root)["module.m.x_t.choice"]
				v, diags := expr.Value(&hcl.EvalContext{Functions: root.ev.funcs, Variables: map[string]cty.Value{
					"var":       cty.ObjectVal(map[string]cty.Value{"env": cty.StringVal(env), "secret": cty.StringVal(env), "n": cty.NumberIntVal(n), "on": cty.BoolVal(on)}),
					"terraform": cty.ObjectVal(map[string]cty.Value{"workspace": cty.StringVal("live")}),
				}})
				if diags.HasErrors() || v.True() != (taken == `"yes"`) {
					t.Errorf("with env %s, n %d, on %t: %s is %#v (%v), but %s was taken", env, n, on, cond, v, diags, taken)
				}
			}
		}
	}
}
