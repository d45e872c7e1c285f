package terragrunt

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// everything is a vocabulary that lists every type and knows one module.
func everything() *terraform.Vocabulary {
	return &terraform.Vocabulary{
		Wanted:         func(terraform.Mode, string) bool { return true },
		Known:          func(*terraform.Instance, string) (cty.Value, bool) { return cty.NilVal, false },
		KnownModule:    func(source string) bool { return source == "org/known/x" },
		ModuleProvider: func(string) string { return "x" },
		Computed:       func(terraform.Mode, string) []string { return nil },
		Schema:         func(terraform.Mode, string) []string { return nil },
	}
}

// load reads a tree of files, each under its path.
func load(tb testing.TB, files map[string]string) (*Estate, *configs.Config, eval.Options) {
	tb.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.Discover(tb.Context(), fsys, source.Options{Jobs: 1})
	if err != nil {
		tb.Fatal(err)
	}
	cfg := configs.Load(tree.Files, tree.Links, 1)
	opts := eval.Options{FS: fsys, Vocabulary: everything(), Functions: functions.NewPure()}
	e := Load(tree.Files, cfg, opts, 2)
	opts.Wrapped = e.Wrap
	return e, cfg, opts
}

func dirs(e *Estate) []string {
	list := []string{}
	for _, u := range e.Units {
		list = append(list, u.Dir)
	}
	return list
}

// evaluate gives the attribute "v" of every resource, as "unit#address".
func evaluate(e *Estate, cfg *configs.Config, opts eval.Options) (values map[string]string, notes []string) {
	values = map[string]string{}
	for _, u := range e.Units {
		o := opts
		u.Configure(&o)
		r := eval.Evaluate(cfg, u.Module.Dir, o)
		for _, in := range r.Instances {
			for _, name := range in.Body.Names() {
				values[u.Dir+"#"+in.Addr.String()+"."+name] = show(in.Body.Attr(name))
			}
			if in.Provider != nil {
				values[u.Dir+"#provider.region"] = show(in.Provider.Body.Attr("region"))
			}
		}
		for _, b := range r.Backends {
			values[u.Dir+"#backend."+b.Type] = show(b.Body.Attr("key"))
		}
		for _, n := range r.Unresolved() {
			notes = append(notes, n.What+": "+n.Why)
		}
		for _, d := range r.Diagnostics() {
			notes = append(notes, d.Summary+": "+d.Detail)
		}
	}
	told := e.Told(func(string) bool { return true })
	for _, n := range told.Unresolved {
		notes = append(notes, n.What+": "+n.Why)
	}
	for _, d := range told.Diagnostics {
		notes = append(notes, d.Subject.Filename+": "+d.Summary+": "+d.Detail)
	}
	slices.Sort(notes)
	return values, slices.Compact(notes)
}

func show(t *terraform.Term) string {
	bare := t.Bare()
	switch {
	case bare == cty.NilVal:
		return "(none)"
	case !bare.IsWhollyKnown():
		return "?"
	}
	if s, ok := terraform.StringOf(bare); ok {
		return s
	}
	return strings.ReplaceAll(fmt.Sprintf("%#v", bare), "cty.", "")
}

// unit is a tree with one unit, "live/prod/app", whose variable v gets the
// value of an expression.
func unit(expr string, more map[string]string) map[string]string {
	files := map[string]string{
		"live/prod/app/main.tf":        "variable \"v\" {}\nresource \"x_thing\" \"a\" { v = var.v }\n",
		"live/prod/app/terragrunt.hcl": "include \"root\" { path = find_in_parent_folders(\"root.hcl\") }\ninputs = { v = " + expr + " }\n",
		"live/root.hcl":                "locals { parent = path_relative_to_include() }\n",
		"live/env.yaml":                "name: blue\n",
		"live/env.hcl":                 "locals { name = \"green\" }\ninputs = { size = 3 }\n",
		"live/prod/a.tfvars":           "size = 2\nnames = [\"a\", \"b\"]\n",
	}
	maps.Copy(files, more)
	return files
}

func TestFunctions(t *testing.T) {
	for expr, want := range map[string]string{
		`path_relative_to_include()`:                         "prod/app",
		`path_relative_to_include("root")`:                   "prod/app",
		`path_relative_from_include("root")`:                 "../..",
		`include.root.locals.parent`:                         "prod/app",
		`basename(get_terragrunt_dir())`:                     "app",
		`basename(get_original_terragrunt_dir())`:            "app",
		`basename(get_parent_terragrunt_dir("root"))`:        "live",
		`replace(get_terragrunt_dir(), get_repo_root(), "")`: "/live/prod/app",
		`get_path_from_repo_root()`:                          "live/prod/app",
		`get_path_to_repo_root()`:                            "../../..",
		`element(split("/", get_terragrunt_dir()), length(split("/", get_terragrunt_dir())) - 2)`: "prod",
		`basename(get_repo_root())`:                                                  "?",
		`"${get_repo_root()}-x"`:                                                     "?",
		`get_env("HOME")`:                                                            "?",
		`get_env("NOT_SET", "fallback")`:                                             "fallback",
		`basename(find_in_parent_folders("env.yaml"))`:                               "env.yaml",
		`find_in_parent_folders("none.yaml", "other")`:                               "other",
		`find_in_parent_folders("none.yaml")`:                                        "?",
		`yamldecode(file(find_in_parent_folders("env.yaml"))).name`:                  "blue",
		`yamldecode(file("../../env.yaml")).name`:                                    "blue",
		`file("../../../../etc/passwd")`:                                             "?",
		`file("/etc/passwd")`:                                                        "?",
		`read_terragrunt_config("../../env.hcl").locals.name`:                        "green",
		`read_terragrunt_config(find_in_parent_folders("env.hcl")).inputs.size`:      "3",
		`read_terragrunt_config("none.hcl", {locals = {name = "grey"}}).locals.name`: "grey",
		`read_terragrunt_config("none.hcl").locals.name`:                             "?",
		`jsondecode(read_tfvars_file("../a.tfvars")).size`:                           "2",
		`run_cmd("echo", "x")`:                                                       "?",
		`sops_decrypt_file("secret.yaml")`:                                           "?",
		`get_aws_account_id()`:                                                       "?",
		`get_platform()`:                                                             "?",
		`no_such_function()`:                                                         "?",
		`contains(get_terraform_commands_that_need_vars(), "plan")`:                  "true",
		`upper("terraform's own")`:                                                   "TERRAFORM'S OWN",
		`try(include.root.locals.none, "other")`:                                     "?",
	} {
		t.Run(expr, func(t *testing.T) {
			got, notes := evaluate(load(t, unit(expr, nil)))
			if v := got["live/prod/app#x_thing.a.v"]; v != want {
				t.Errorf("%s = %q, want %q; notes %q", expr, v, want, notes)
			}
			if want == "?" && len(notes) == 0 && !strings.Contains(expr, "get_repo_root") {
				t.Errorf("%s is not known, and nothing says so", expr)
			}
			for _, n := range notes {
				if strings.Contains(n, eval.Tree) {
					t.Errorf("a note speaks of the tree's own name: %s", n)
				}
			}
		})
	}
}

// A path into the tree stays one for the module's own functions.
func TestPathsReachModules(t *testing.T) {
	files := unit(`"${get_terragrunt_dir()}/data.txt"`, map[string]string{
		"live/prod/app/main.tf":  "variable \"v\" {}\nresource \"x_thing\" \"a\" { v = file(var.v) }\n",
		"live/prod/app/data.txt": "data",
	})
	got, _ := evaluate(load(t, files))
	if v := got["live/prod/app#x_thing.a.v"]; v != "data" {
		t.Errorf("file(var.v) = %q, want data", v)
	}
}

const module = "variable \"v\" {\n  default = null\n}\nvariable \"w\" {\n  default = null\n}\n" +
	"resource \"x_thing\" \"a\" {\n  v = var.v\n  w = var.w\n}\noutput \"id\" {\n  value = x_thing.a.v\n}\n"

func TestUnits(t *testing.T) {
	for _, tc := range []struct {
		name   string
		files  map[string]string
		want   []string // units
		values map[string]string
		notes  []string // parts of notes, in their order
	}{
		{
			name: "a file that others include is no unit",
			files: map[string]string{
				"terragrunt.hcl":   "inputs = { w = \"root\" }\nterraform { source = \"${get_parent_terragrunt_dir()}/modules/${path_relative_to_include()}\" }",
				"a/terragrunt.hcl": "include { path = find_in_parent_folders() }\ninputs = { v = \"own\" }",
				"modules/a/m.tf":   module,
			},
			want:   []string{"a"},
			values: map[string]string{"a#x_thing.a.v": "own", "a#x_thing.a.w": "root"},
		},
		{
			name:  "nothing to run is no unit",
			files: map[string]string{"a/terragrunt.hcl": "locals { x = 1 }", "m.tf": module},
			want:  []string{},
		},
		{
			name: "a double slash, a query and a link",
			files: map[string]string{
				"live/a/terragrunt.hcl": "terraform { source = \"../../modules//m?ref=v1\" }\ninputs = { v = \"x\" }",
				"modules/m/m.tf":        module,
			},
			want: []string{"live/a"}, values: map[string]string{"live/a#x_thing.a.v": "x"},
		},
		{
			name: "the parent's inputs under the child's, shallow and deep",
			files: map[string]string{
				"root.hcl":         "inputs = { v = { a = 1, b = [1] }, w = \"root\" }",
				"m/m.tf":           module,
				"s/terragrunt.hcl": "include \"r\" { path = find_in_parent_folders(\"root.hcl\") }\nterraform { source = \"../m\" }\ninputs = { v = { b = [2] } }",
				"d/terragrunt.hcl": "include \"r\" {\n  path = find_in_parent_folders(\"root.hcl\")\n  merge_strategy = \"deep\"\n}\nterraform { source = \"../m\" }\ninputs = { v = { b = [2] } }",
				"n/terragrunt.hcl": "include \"r\" {\n  path = find_in_parent_folders(\"root.hcl\")\n  merge_strategy = \"no_merge\"\n}\nterraform { source = \"../m\" }\ninputs = { v = include.r.inputs.w }",
			},
			want: []string{"d", "n", "s"},
			values: map[string]string{
				"s#x_thing.a.v": `ObjectVal(map[string]Value{"b":TupleVal([]Value{NumberIntVal(2)})})`, "s#x_thing.a.w": "root",
				"d#x_thing.a.v": `ObjectVal(map[string]Value{"a":NumberIntVal(1), "b":TupleVal([]Value{NumberIntVal(1), NumberIntVal(2)})})`,
				"n#x_thing.a.v": "root", "n#x_thing.a.w": "NullVal(DynamicPseudoType)",
			},
		},
		{
			name: "a later include over an earlier one",
			files: map[string]string{
				"one.hcl": "inputs = { v = 1, w = 1 }", "two.hcl": "inputs = { v = 2 }", "m/m.tf": module,
				"a/terragrunt.hcl": "include \"one\" { path = \"../one.hcl\" }\ninclude \"two\" { path = \"../two.hcl\" }\nterraform { source = \"../m\" }",
			},
			want: []string{"a"}, values: map[string]string{"a#x_thing.a.v": "2", "a#x_thing.a.w": "1"},
		},
		{
			name: "a text for what is no text is an expression",
			files: map[string]string{
				"m/m.tf":           "variable \"v\" {\n  type = list(string)\n}\nvariable \"w\" {\n  type = string\n}\nresource \"x_thing\" \"a\" {\n  v = length(var.v)\n  w = var.w\n}\n",
				"a/terragrunt.hcl": "terraform { source = \"../m\" }\ninputs = {\n  v = \"[\\\"one\\\", \\\"two\\\"]\"\n  w = \"[1]\"\n}",
				"b/terragrunt.hcl": "terraform { source = \"../m\" }\ninputs = {\n  v = jsonencode([\"one\"])\n  w = \"x\"\n}",
			},
			want:   []string{"a", "b"},
			values: map[string]string{"a#x_thing.a.v": "2", "a#x_thing.a.w": "[1]", "b#x_thing.a.v": "1"},
		},
		{
			name: "outputs of another unit, never its mocks",
			files: map[string]string{
				"m/m.tf":           module,
				"a/terragrunt.hcl": "terraform { source = \"../m\" }\ninputs = { v = \"from a\" }",
				"b/terragrunt.hcl": "terraform { source = \"../m\" }\ndependency \"a\" {\n  config_path = \"../a\"\n  mock_outputs = { id = \"mock\" }\n}\ndependency \"gone\" {\n  config_path = \"../gone\"\n  mock_outputs = { id = \"mock\" }\n}\ninputs = {\n  v = dependency.a.outputs.id\n  w = dependency.gone.outputs.id\n}",
			},
			want:   []string{"a", "b"},
			values: map[string]string{"b#x_thing.a.v": "from a", "b#x_thing.a.w": "?"},
			notes:  []string{"dependency.gone.outputs: no unit was found in gone; its mock outputs are no facts"},
		},
		{
			name: "units that depend on each other",
			files: map[string]string{
				"m/m.tf":           module,
				"a/terragrunt.hcl": "terraform { source = \"../m\" }\ndependency \"b\" { config_path = \"../b\" }\ninputs = { v = dependency.b.outputs.id }",
				"b/terragrunt.hcl": "terraform { source = \"../m\" }\ndependency \"a\" { config_path = \"../a\" }\ninputs = { v = dependency.a.outputs.id }",
				"c/terragrunt.hcl": "terraform { source = \"../m\" }\ndependency \"a\" { config_path = \"../a\" }\ninputs = { v = 1 }",
			},
			want:   []string{"a", "b", "c"},
			values: map[string]string{"a#x_thing.a.v": "?", "b#x_thing.a.v": "?", "c#x_thing.a.v": "1"},
			notes:  []string{"Dependency cycle: a and b", "in a circle"},
		},
		{
			name: "what is generated, in place of a file of its name or not",
			files: map[string]string{
				"m/m.tf":           module,
				"m/provider.tf":    "provider \"x\" {\n  region = \"module's\"\n}\n",
				"a/terragrunt.hcl": "terraform { source = \"../m\" }\ngenerate \"p\" {\n  path = \"provider.tf\"\n  if_exists = \"overwrite\"\n  contents = <<EOF\nprovider \"x\" {\n  region = \"generated\"\n}\nEOF\n}",
				"b/terragrunt.hcl": "terraform { source = \"../m\" }\ngenerate \"p\" {\n  path = \"provider.tf\"\n  if_exists = \"skip\"\n  contents = \"provider \\\"x\\\" { region = \\\"no\\\" }\"\n}",
				"c/terragrunt.hcl": "terraform { source = \"../m\" }\ngenerate \"p\" {\n  path = \"provider.tf\"\n  if_exists = \"overwrite\"\n  contents = <<EOF\nprovider \"x\" {\n  region = \"${get_env(\"R\")}\"\n  ids = [${get_env(\"ID\")}]\n}\nEOF\n}",
			},
			want:   []string{"a", "b", "c"},
			values: map[string]string{"a#provider.region": "generated", "b#provider.region": "module's", "c#provider.region": "?"},
		},
		{
			name: "where the state is kept",
			files: map[string]string{
				"root.hcl":             "remote_state {\n  backend = \"s3\"\n  config = { bucket = \"b\", key = \"${path_relative_to_include()}/x\" }\n}",
				"m/m.tf":               module,
				"env/a/terragrunt.hcl": "include \"root\" { path = find_in_parent_folders(\"root.hcl\") }\nterraform { source = \"../../m\" }",
			},
			want: []string{"env/a"}, values: map[string]string{"env/a#backend.s3": "env/a/x"},
		},
		{
			name: "the state of another unit",
			files: map[string]string{
				"root.hcl":         "remote_state {\n  backend = \"s3\"\n  config = { bucket = \"b\", key = path_relative_to_include() }\n}",
				"m/m.tf":           module,
				"n/n.tf":           "data \"terraform_remote_state\" \"a\" {\n  backend = \"s3\"\n  config = { bucket = \"b\", key = \"a\" }\n}\nresource \"x_thing\" \"a\" { v = data.terraform_remote_state.a.outputs.id }\n",
				"a/terragrunt.hcl": "include \"root\" { path = find_in_parent_folders(\"root.hcl\") }\nterraform { source = \"../m\" }\ninputs = { v = \"from a\" }",
				"b/terragrunt.hcl": "include \"root\" { path = find_in_parent_folders(\"root.hcl\") }\nterraform { source = \"../n\" }",
			},
			want: []string{"a", "b"}, values: map[string]string{"b#x_thing.a.v": "from a"},
		},
		{
			name: "variable files over inputs, for a plan alone",
			files: map[string]string{
				"m/m.tf": module, "v.tfvars": "v = \"weaker\"\n", "z.tfvars": "v = \"file\"\n", "w.tfvars": "w = \"file\"\n",
				"a/terragrunt.hcl": "terraform {\n  source = \"../m\"\n  extra_arguments \"x\" {\n    commands = get_terraform_commands_that_need_vars()\n    required_var_files = [\"../v.tfvars\"]\n    optional_var_files = [\"../none.tfvars\"]\n  }\n  extra_arguments \"z\" {\n    commands = [\"plan\"]\n    arguments = [\"-lock=false\", \"-var-file=${get_terragrunt_dir()}/../z.tfvars\"]\n  }\n  extra_arguments \"y\" {\n    commands = [\"init\"]\n    required_var_files = [\"../w.tfvars\"]\n  }\n}\ninputs = {\n  v = \"input\"\n  w = \"input\"\n}",
			},
			want: []string{"a"}, values: map[string]string{"a#x_thing.a.v": "file", "a#x_thing.a.w": "input"},
		},
		{
			name: "a module of the registry stands behind a call",
			files: map[string]string{
				"a/terragrunt.hcl": "terraform { source = \"tfr:///org/known/x?version=1.2.3\" }\ninputs = { v = \"x\" }",
				"b/terragrunt.hcl": "terraform { source = \"git::https://example.com/org/other.git//m?ref=v1\" }\ninputs = { v = \"y\" }",
			},
			want:   []string{"a", "b"},
			values: map[string]string{"a#module.a.v": "x", "b#module.b.v": "y"},
			notes:  []string{"Module not on disk: The module \"git::https://example.com/org/other.git//m\"", "the module is not in the scanned tree"},
		},
		{
			name: "a module of the repository itself, whichever way its source is spelt",
			files: map[string]string{
				"aws/m/m.tf":       module,
				"a/terragrunt.hcl": "terraform { source = \"${get_env(\"E\") == \"prod\" ? \"git::https://example.com/org/this//aws/m?ref=v${get_env(\"V\")}\" : \"../aws//m\"}\" }\ninputs = { v = \"x\" }",
			},
			want: []string{"a"}, values: map[string]string{"a#x_thing.a.v": "x"},
		},
		{
			name: "a missing include",
			files: map[string]string{
				"m/m.tf":           module,
				"a/terragrunt.hcl": "include \"root\" { path = \"../none.hcl\" }\nterraform { source = \"../m\" }\ninputs = { v = 1 }",
			},
			want: []string{"a"}, values: map[string]string{"a#x_thing.a.v": "1"},
			notes: []string{"Included file not found: The path leads to \"../none.hcl\""},
		},
		{
			name: "a file that reads itself",
			files: map[string]string{
				"m/m.tf":           module,
				"x.hcl":            "locals { y = read_terragrunt_config(\"y.hcl\").locals.x }",
				"y.hcl":            "locals { x = read_terragrunt_config(\"x.hcl\").locals.y }",
				"a/terragrunt.hcl": "terraform { source = \"../m\" }\ninputs = { v = read_terragrunt_config(\"../x.hcl\").locals.y }",
			},
			want: []string{"a"}, values: map[string]string{"a#x_thing.a.v": "?"},
			notes: []string{"Reference cycle"},
		},
		{
			name:  "a stack",
			files: map[string]string{"a/terragrunt.stack.hcl": "unit \"x\" {\n  source = \"../u\"\n  path = \"x\"\n}"},
			want:  []string{}, notes: []string{"a/terragrunt.stack.hcl: Stack not analysed", "stacks are not read"},
		},
		{
			name: "a unit that is skipped",
			files: map[string]string{
				"m/m.tf": module, "root.hcl": "skip = true", "a/terragrunt.hcl": "skip = true\nterraform { source = \"../m\" }",
				"b/terragrunt.hcl": "include { path = \"../root.hcl\" }\nterraform { source = \"../m\" }",
			},
			want: []string{"b"}, notes: []string{"skip is set"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e, cfg, opts := load(t, tc.files)
			if diff := cmp.Diff(tc.want, dirs(e)); diff != "" {
				t.Errorf("units (-want +got):\n%s", diff)
			}
			got, notes := evaluate(e, cfg, opts)
			for key, want := range tc.values {
				if got[key] != want {
					t.Errorf("%s = %q, want %q; notes %q", key, got[key], want, notes)
				}
			}
			all := strings.Join(notes, "\n")
			for _, want := range tc.notes {
				if !strings.Contains(all, want) {
					t.Errorf("no note says %q:\n%s", want, all)
				}
			}
			if len(tc.notes) == 0 && e.Told(func(string) bool { return true }).Incomplete {
				t.Errorf("incomplete: %s", all)
			}
		})
	}
}

// Modules that units run are no roots, and a directory with both files is one unit.
func TestRoots(t *testing.T) {
	_, cfg, _ := load(t, map[string]string{
		"modules/m/m.tf":        "module \"n\" { source = \"../n\" }\n",
		"modules/n/n.tf":        module,
		"modules/free/f.tf":     module,
		"live/a/terragrunt.hcl": "terraform { source = \"../../modules/m\" }",
		"live/b/terragrunt.hcl": "",
		"live/b/main.tf":        module,
	})
	if diff := cmp.Diff([]string{"modules/free"}, cfg.Roots()); diff != "" {
		t.Errorf("roots (-want +got):\n%s", diff)
	}
}

// Generated text stands at the lines of the heredoc it was written in.
func TestGeneratedPlaces(t *testing.T) {
	e, cfg, opts := load(t, map[string]string{
		"m/m.tf":           module,
		"a/terragrunt.hcl": "terraform { source = \"../m\" }\n\ngenerate \"p\" {\n  path     = \"p.tf\"\n  contents = <<-EOF\n    # ${get_env(\"X\", \"x\")}\n    provider \"x\" {\n      region = \"r\"\n    }\n  EOF\n}",
	})
	o := opts
	e.Units[0].Configure(&o)
	r := eval.Evaluate(cfg, e.Units[0].Module.Dir, o)
	p := r.Instances[0].Provider
	if p == nil || p.DeclRange.Filename != "a/terragrunt.hcl" || p.DeclRange.Start.Line != 7 {
		t.Fatalf("provider %+v, want one at a/terragrunt.hcl:7", p)
	}
	if at := p.Body.Attr("region").Range; at.Start.Line != 8 {
		t.Errorf("region at line %d, want 8", at.Start.Line)
	}
}
