package terragrunt

import (
	"reflect"
	"testing"
)

// FuzzUnits reads a unit and a file that it may include, whatever they say: no
// panic, no endless loop, and the same answer twice.
func FuzzUnits(f *testing.F) {
	for _, seed := range [][2]string{
		{"include \"r\" { path = find_in_parent_folders(\"root.hcl\") }\nterraform { source = \"../m\" }\ninputs = { v = include.r.locals.x }", "locals { x = path_relative_to_include() }\ninputs = { w = [for i in [1, 2] : i] }"},
		{"include { path = \"../root.hcl\" }\nterraform { source = \"../m\" }\ndependency \"u\" { config_path = \".\" }\ninputs = { v = dependency.u.outputs.id }", "include { path = \"u/terragrunt.hcl\" }"},
		{"locals {\n  a = local.b\n  b = local.a\n}\nterraform { source = \"${local.a}//m\" }", "locals { x = read_terragrunt_config(\"root.hcl\") }"},
		{"terraform { source = \"../m\" }\ngenerate \"p\" {\n  path = \"p.tf\"\n  contents = <<EOF\nprovider \"x\" { region = \"${get_env(\"R\")}\" }\n%{ if get_env(\"X\") == \"y\" }\nresource \"x\" \"y\" {}\n%{ endif }\nEOF\n}", ""},
		{"include \"r\" {\n  path = \"../root.hcl\"\n  merge_strategy = \"deep\"\n}\nterraform { source = \"../m\" }\ninputs = merge(read_terragrunt_config(\"../root.hcl\").inputs, { v = get_terragrunt_dir() })", "inputs = { v = { a = [1] }, w = run_cmd(\"x\") }\nremote_state {\n  backend = \"s3\"\n  config = { key = \"${get_repo_root()}x\" }\n}"},
		{"terraform {\n  source = \"../m\"\n  extra_arguments \"x\" {\n    commands = [\"plan\"]\n    required_var_files = [\"../root.hcl\", 3, null]\n  }\n}", "v = 1"},
		{"inputs = ", "locals {"},
		{"", ""},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, unit, root string) {
		files := map[string]string{"u/terragrunt.hcl": unit, "root.hcl": root, "m/m.tf": module}
		values, notes := evaluate(load(t, files))
		again, others := evaluate(load(t, files))
		if !reflect.DeepEqual(values, again) || !reflect.DeepEqual(notes, others) {
			t.Errorf("two runs differ: %v and %v, %q and %q", values, again, notes, others)
		}
	})
}
