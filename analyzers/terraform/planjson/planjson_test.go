package planjson

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// words want every type and know nothing.
var words = &terraform.Vocabulary{Wanted: func(terraform.Mode, string) bool { return true }}

const small = `{
 "format_version": "1.2", "terraform_version": "1.11.4",
 "variables": {"region": {"value": "eu-west-1"}},
 "planned_values": {"root_module": {
  "resources": [
   {"address": "x_bucket.b[\"a\"]", "mode": "managed", "type": "x_bucket", "name": "b", "index": "a",
    "provider_name": "registry.terraform.io/acme/x", "values": {"bucket": "acme-a", "note": null}, "sensitive_values": {}},
   {"address": "x_bucket.b[\"c\"]", "mode": "managed", "type": "x_bucket", "name": "b", "index": "c",
    "provider_name": "registry.terraform.io/acme/x", "values": {"bucket": "acme-c"}, "sensitive_values": {}},
   {"address": "x_job.j[\"a\"]", "mode": "managed", "type": "x_job", "name": "j", "index": "a",
    "provider_name": "registry.terraform.io/acme/x",
    "values": {"key": "hunter2", "env": [{"url": "s3://acme-a/in"}], "size": 1e999999999}, "sensitive_values": {"key": true, "env": [{}]}}
  ],
  "child_modules": [{"address": "module.m[0]", "resources": [
   {"address": "module.m[0].x_role.r", "mode": "managed", "type": "x_role", "name": "r",
    "provider_name": "registry.terraform.io/acme/x", "values": {"name": "r"}, "sensitive_values": {}}]}]
 }},
 "resource_changes": [
  {"address": "x_bucket.b[\"a\"]", "change": {"actions": ["create"], "after_unknown": {"arn": true}}},
  {"address": "x_bucket.b[\"c\"]", "change": {"actions": ["create"], "after_unknown": {"arn": true}}},
  {"address": "module.m[0].x_role.r", "change": {"actions": ["create"], "after_unknown": {"arn": true}}},
  {"address": "x_job.j[\"a\"]", "change": {"actions": ["create"], "after_unknown": {"role": true, "input": true, "env": [{"out": true}]}}}
 ],
 "prior_state": {"values": {"root_module": {"resources": [
  {"address": "data.x_me.now", "mode": "data", "type": "x_me", "name": "now", "provider_name": "x", "values": {"account": "1"}},
  {"address": "x_old.gone", "mode": "managed", "type": "x_old", "name": "gone", "provider_name": "x", "values": {}}]}}},
 "configuration": {
  "provider_config": {"x.west": {"name": "x", "alias": "west", "expressions": {"region": {"references": ["var.region"]}, "zone": {"constant_value": "b"}}}},
  "root_module": {
   "resources": [
    {"mode": "managed", "type": "x_bucket", "name": "b", "provider_config_key": "x.west", "expressions": {"bucket": {}}, "for_each_expression": {"references": ["local.all"]}},
    {"mode": "managed", "type": "x_job", "name": "j", "provider_config_key": "x.west", "for_each_expression": {"references": ["x_bucket.b"]}, "expressions": {
      "role": {"references": ["module.m[0].role", "module.m[0]", "module.m"]},
      "input": {"references": ["each.value.arn", "each.value"]},
      "env": [{"url": {"references": ["x_bucket.b"]}, "out": {"references": ["x_bucket.b[\"c\"].arn", "x_bucket.b[\"c\"]", "x_bucket.b"]}}]}}
   ],
   "module_calls": {"m": {"expressions": {"bucket": {"references": ["x_bucket.b[\"c\"].arn", "x_bucket.b[\"c\"]", "x_bucket.b"]}}, "module": {
     "outputs": {"role": {"expression": {"references": ["x_role.r.arn", "x_role.r"]}}, "bucket": {"expression": {"references": ["var.bucket"]}}},
     "resources": [{"mode": "managed", "type": "x_role", "name": "r", "provider_config_key": "x.west", "expressions": {}}]}}}
  }}}`

func evaluated(t *testing.T, src string) *Evaluation {
	t.Helper()
	p, diags := Read("plan.json", []byte(src))
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return p.Evaluate(".", words)
}

func instance(t *testing.T, e *Evaluation, addr string) *terraform.Instance {
	t.Helper()
	a, ok := parseAddress(addr)
	if !ok || e.Instance(a) == nil {
		t.Fatalf("there is no %s", addr)
	}
	return e.Instance(a)
}

func TestInstances(t *testing.T) {
	e := evaluated(t, small)
	var got []string
	for _, in := range e.Instances(nil) {
		got = append(got, fmt.Sprintf("%s:%d", in.Addr, in.DeclRange.Start.Line))
	}
	want := []string{`x_bucket.b["a"]:6`, `x_bucket.b["c"]:8`, `x_job.j["a"]:10`, "data.x_me.now:25", "module.m[0].x_role.r:15"}
	if !slices.Equal(got, want) {
		t.Errorf("instances are %q, want %q", got, want)
	}
	b := instance(t, e, `x_bucket.b["a"]`)
	if region, _ := b.Provider.Body.Attr("region").Text(); region != "eu-west-1" || b.ProviderName != "x.west" {
		t.Errorf("provider %s has the region %q", b.ProviderName, region)
	}
	if b.Body.Attr("arn") != nil || b.Body.Attr("note") != nil {
		t.Error("what nobody wrote and only apply tells, or what is null, is not absent")
	}
	if text := e.plan.Text(b.DeclRange); text != `"x_bucket.b[\"a\"]"` {
		t.Errorf("the evidence is %s", text)
	}
}

func TestReferences(t *testing.T) {
	e := evaluated(t, small)
	job := instance(t, e, `x_job.j["a"]`)
	env := job.Body.Attr("env").Parts[0].Term
	for _, c := range []struct {
		what string
		v    cty.Value
		want []string
	}{
		{"an output", job.Body.Attr("role").Value, []string{"module.m[0].x_role.r.arn"}},
		{"each.value", job.Body.Attr("input").Value, []string{`x_bucket.b["a"].arn`}},
		{"a known text", env.Part("url").Value, []string{`x_bucket.b["a"].bucket`}},
		{"an unknown part", env.Part("out").Value, []string{`x_bucket.b["c"].arn`}},
		{"an output of an input", e.Output(job.Addr.Module.Child("m", terraform.Key{Value: cty.NumberIntVal(0)}), "bucket"), []string{`x_bucket.b["c"].arn`}},
	} {
		var got []string
		for _, o := range terraform.Origins(c.v) {
			got = append(got, o.Instance.Addr.String()+"."+o.Attr)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s is made of %q, want %q", c.what, got, c.want)
		}
	}
	if !functions.IsSensitive(job.Body.Attr("key").Value) || functions.IsSensitive(job.Body.Attr("env").Value) {
		t.Error("the marks for sensitive values are wrong")
	}
	if size := job.Body.Attr("size"); size != nil && size.Bare().IsKnown() {
		t.Errorf("a number of a billion digits is known: %T", size)
	}
}

// TestUnreadable gives what is no plan, and wants to hear what to do.
func TestUnreadable(t *testing.T) {
	for src, want := range map[string]string{
		"":                                     "Plan is empty",
		"PK\x03\x04":                           "Plan is not JSON",
		"{":                                    "Invalid plan",
		small[:len(small)/2]:                   "Invalid plan",
		small + "{}":                           "Invalid plan",
		"[]":                                   "Invalid plan",
		"{}":                                   "Not a plan",
		`{"format_version":"1.2"}`:             "Not a plan",
		`{"format_version":"2.0"}`:             "Plan version not supported",
		`{"format_version":"x"}`:               "Plan version not supported",
		`{"version":4,"resources":[]}`:         "State file not supported",
		`{"format_version":"1.0","values":[]}`: "Invalid plan",
		`{"format_version":"1.0","values":{"root_module":{"resources":{}}}}`:                       "Invalid plan",
		`{"format_version":"1.0","values":{"root_module":{"resources":[{"address":1}]}}}`:          "Invalid plan",
		`{"format_version":"1.0","x":` + strings.Repeat("[", 600) + strings.Repeat("]", 600) + "}": "Nested too deeply",
	} {
		p, diags := Read("plan.json", []byte(src))
		if p != nil || len(diags) != 1 || diags[0].Summary != want || diags[0].Severity != hcl.DiagError || diags[0].Detail == "" || diags[0].Subject == nil {
			t.Errorf("%.60q gives %v, want %s", src, diags, want)
		}
	}
	if p, diags := Read("state.json", []byte(`{"format_version":"1.0","terraform_version":"1.11.4"}`)); p == nil || !p.State || len(diags) > 0 {
		t.Errorf("an empty state gives %v", diags)
	}
}

func TestLimits(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"format_version":"1.0","values":{"root_module":{"resources":[{"address":"nonsense"}`)
	for i := range maxInstances + 2 {
		fmt.Fprintf(&b, `,{"address":"x_b.b[%d]"}`, i)
	}
	b.WriteString(`]}}}`)
	p, diags := Read("state.json", []byte(b.String()))
	if len(diags) != 2 || diags[0].Summary != "Address not understood" || diags[1].Summary != "Too many instances" || !p.Incomplete || len(p.Resources()) != maxInstances {
		t.Errorf("%d instances, %v", len(p.Resources()), diags)
	}
}

func TestValueTooLarge(t *testing.T) {
	src := `{"format_version":"1.0","values":{"root_module":{"resources":[{"address":"x_b.b","values":{"list":[0` + strings.Repeat(",0", maxNodes) + `]}}]}}}`
	p, diags := Read("state.json", []byte(src))
	if len(diags) != 1 || diags[0].Summary != "Value too large" || !p.Incomplete || len(p.Resources()[0].Attrs()) != 0 {
		t.Errorf("%v", diags)
	}
}

func TestTooManyReferences(t *testing.T) {
	e := evaluated(t, small)
	e.steps = 0
	instance(t, e, `x_job.j["a"]`).Body.Attr("role")
	if d := e.Diagnostics(); len(d) != 1 || d[0].Summary != "Too many references" || !e.plan.Incomplete {
		t.Errorf("%v", d)
	}
}

func TestReferencesThatLeadBack(t *testing.T) {
	src := strings.ReplaceAll(small, `{"references": ["var.bucket"]}`, `{"references": ["module.m.role", "var.bucket"]}`)
	src = strings.ReplaceAll(src, `"expressions": {"bucket": {"references": [`, `"expressions": {"bucket": {"references": ["module.m.bucket", `)
	e := evaluated(t, src)
	v := e.Output(terraform.ModuleInstance(nil).Child("m", terraform.Key{Value: cty.NumberIntVal(0)}), "bucket")
	if len(terraform.Origins(v)) == 0 {
		t.Error("what stands beside a circle is lost")
	}
}

// FuzzRead reads anything: no panic, and instances can be asked for all they have.
func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(strings.ReplaceAll(small, `"planned_values"`, `"values"`)))
	f.Add([]byte(`{"format_version":"0.1","planned_values":{"root_module":{"child_modules":[{"child_modules":[{}]}]}}}`))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, src []byte) {
		p, diags := Read("plan.json", src)
		for _, d := range diags {
			if d.Subject == nil || d.Subject.Start.Byte > len(src) || d.Detail == "" {
				t.Errorf("a diagnostic without a place or advice: %v", d)
			}
		}
		if p == nil {
			return
		}
		p.Configured()
		p.Calls()
		for _, in := range p.Evaluate(".", words).Instances(nil) {
			for _, body := range []*terraform.Object{in.Body, providerBody(in)} {
				for _, name := range body.Names() {
					if attr := body.Attr(name); attr == nil || attr.Value == cty.NilVal {
						t.Errorf("%s.%s has no value", in.Addr, name)
					}
				}
			}
		}
	})
}

func providerBody(in *terraform.Instance) *terraform.Object {
	if in.Provider == nil {
		return nil
	}
	return in.Provider.Body
}
