package terragrunt

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// functions are Terraform's, whose file paths are relative to the file that is
// read, and Terragrunt's own.
func (v *view) functions() map[string]function.Function {
	e := v.r.estate
	table := functions.Table(functions.Options{
		FS: e.fsys, Dir: dirOf(v.file.path), Top: eval.Tree, Unread: v.r.desk.Unread, Pure: e.opts.Functions,
	})
	for _, part := range []map[string]function.Function{v.places(), v.reads(), v.outside(), commands()} {
		maps.Copy(table, part)
	}
	return table
}

// places are the functions about where files lie.
func (v *view) places() map[string]function.Function {
	fixed := func(s string) function.Function {
		return texts(0, 0, func([]string) (string, error) { return s, nil })
	}
	parent := func(give func(dir string) string) function.Function {
		return texts(0, 1, func(args []string) (string, error) {
			inc, err := v.parent(args)
			if err != nil {
				return "", err
			}
			if inc == nil {
				return give(v.dir), nil
			}
			return give(dirOf(inc.view.file.path)), nil
		})
	}
	return map[string]function.Function{
		"find_in_parent_folders":         texts(0, 2, v.findAbove),
		"get_original_terragrunt_dir":    fixed(absolute(v.r.unit)),
		"get_parent_terragrunt_dir":      parent(absolute),
		"get_path_from_repo_root":        fixed(v.dir),
		"get_path_to_repo_root":          fixed(source.Relative(v.dir, ".")),
		"get_repo_root":                  fixed(eval.Tree),
		"get_terragrunt_dir":             fixed(absolute(v.dir)),
		"mark_as_read":                   texts(1, 1, func(args []string) (string, error) { return args[0], nil }),
		"path_relative_from_include":     parent(func(dir string) string { return source.Relative(v.dir, dir) }),
		"path_relative_to_include":       parent(func(dir string) string { return source.Relative(dir, v.dir) }),
		"get_terragrunt_source_cli_flag": fixed(""),
	}
}

// findAbove is find_in_parent_folders(NAME, FALLBACK).
func (v *view) findAbove(args []string) (string, error) {
	name := unitFile
	if len(args) > 0 && args[0] != "" {
		name = args[0]
	}
	if found, ok := v.r.estate.upward(v.dir, name); ok {
		return absolute(found), nil
	}
	if len(args) > 1 {
		return args[1], nil
	}
	return "", fmt.Errorf("there is no %q above %s in the scanned tree", name, v.dir)
}

// parent is the include that a function speaks of: the one named, the one that
// this file is read through, or the first; nil when there is none.
func (v *view) parent(args []string) (*include, error) {
	if len(args) == 0 && v.through != nil {
		return v.through, nil
	}
	for _, inc := range v.of.includes {
		if len(args) == 0 || inc.name == args[0] {
			return inc, nil
		}
	}
	if v.through != nil && len(args) > 0 && v.through.name == args[0] {
		return v.through, nil
	}
	if len(args) > 0 {
		return nil, fmt.Errorf("there is no include %q", args[0])
	}
	return nil, nil
}

// reads are the functions that read files which Terraform's own do not.
func (v *view) reads() map[string]function.Function {
	return map[string]function.Function{
		"read_terragrunt_config": v.readConfigFunc(),
		"read_tfvars_file":       texts(1, 1, v.readVars),
	}
}

func (v *view) readConfigFunc() function.Function {
	return function.New(&function.Spec{
		Params:   []function.Parameter{{Name: "path", Type: cty.String}},
		VarParam: &function.Parameter{Name: "fallback", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			where := args[0].AsString()
			if t := v.readConfig(args[:1]); t != nil {
				return t.Value, nil
			}
			name, err := v.locate(where)
			if err == nil {
				_, err = v.r.estate.open(name)
			}
			switch {
			case len(args) > 1 && errors.Is(err, fs.ErrNotExist):
				return args[1], nil
			case err == nil:
				return cty.DynamicVal, nil // it leads back to itself, which is told
			}
			return cty.NilVal, fmt.Errorf("%s was not read: %s", where, cause(err))
		},
	})
}

// readVars is read_tfvars_file(PATH): the values of a variable file as JSON.
func (v *view) readVars(args []string) (string, error) {
	name, err := v.locate(args[0])
	if err != nil {
		return "", err
	}
	src, err := readFile(v.r.estate.fsys, name)
	if err != nil {
		return "", fmt.Errorf("%s was not read: %s", name, cause(err))
	}
	if strings.HasSuffix(name, ".json") {
		return string(src), nil
	}
	vars, diags := configs.ParseVars(name, src)
	if diags.HasErrors() {
		return "", fmt.Errorf("%s is no variable file: %s", name, diags[0].Summary)
	}
	attrs := make(map[string]cty.Value, len(vars))
	for key, e := range vars {
		val, diags := e.Expr.Value(nil)
		if diags.HasErrors() {
			return "", fmt.Errorf("the value of %s in %s is not a literal", key, name)
		}
		attrs[key] = val
	}
	all := cty.ObjectVal(attrs)
	out, err := ctyjson.Marshal(all, all.Type())
	return string(out), err
}

// outside are the functions whose answer lies outside the tree: in the
// environment, in an account, in a command or in a secret. It is not known.
func (v *view) outside() map[string]function.Function {
	table := map[string]function.Function{"get_env": v.env()}
	for name, why := range map[string]string{
		"get_aws_account_alias":           "only the account that is used can tell",
		"get_aws_account_id":              "only the account that is used can tell",
		"get_aws_caller_identity_arn":     "only the account that is used can tell",
		"get_aws_caller_identity_user_id": "only the account that is used can tell",
		"get_platform":                    "it is the machine's",
		"get_terraform_command":           "it is the command that is run",
		"get_working_dir":                 "it is the machine's",
		"run_cmd":                         "no command is run",
		"sops_decrypt_file":               "no secret is decrypted",
	} {
		table[name] = v.unknowable(name, why, cty.String)
	}
	table["get_terraform_cli_args"] = v.unknowable("get_terraform_cli_args", "it is the command that is run", cty.List(cty.String))
	table["get_default_retryable_errors"] = v.unknowable("get_default_retryable_errors", "the list is Terragrunt's", cty.List(cty.String))
	table["constraint_check"] = v.unknowable("constraint_check", "versions are not compared", cty.Bool)
	return table
}

// unknowable declares a function whose answer is noted as not known.
func (v *view) unknowable(name, why string, typ cty.Type) function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "args", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true},
		Type:     function.StaticReturnType(typ),
		Impl: func([]cty.Value, cty.Type) (cty.Value, error) {
			v.r.desk.Unknown(name+"()", why)
			val := cty.UnknownVal(typ)
			if strings.HasPrefix(name, "sops_") {
				val = val.Mark(functions.Sensitive)
			}
			return val, nil
		},
	})
}

// env is get_env(NAME, DEFAULT): the default, if there is one.
func (v *view) env() function.Function {
	return function.New(&function.Spec{
		Params:   []function.Parameter{{Name: "name", Type: cty.String}},
		VarParam: &function.Parameter{Name: "default", Type: cty.String},
		Type:     function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if len(args) > 1 {
				return args[1], nil
			}
			name, _ := terraform.StringOf(args[0])
			v.r.desk.Unknown(fmt.Sprintf("get_env(%q)", name), "it is the environment's, and there is no default")
			return cty.UnknownVal(cty.String), nil
		},
	})
}

// commands are the lists of Terraform's commands that Terragrunt knows.
func commands() map[string]function.Function {
	table := map[string]function.Function{}
	for name, list := range map[string][]string{
		"get_terraform_commands_that_need_input":       {"apply", "import", "init", "plan", "refresh"},
		"get_terraform_commands_that_need_locking":     {"apply", "destroy", "import", "plan", "refresh", "taint", "untaint"},
		"get_terraform_commands_that_need_parallelism": {"apply", "plan", "destroy"},
		"get_terraform_commands_that_need_vars":        {"apply", "console", "destroy", "import", "plan", "push", "refresh"},
	} {
		vals := make([]cty.Value, len(list))
		for i, s := range list {
			vals[i] = cty.StringVal(s)
		}
		table[name] = function.New(&function.Spec{
			Type: function.StaticReturnType(cty.List(cty.String)),
			Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return cty.ListVal(vals), nil },
		})
	}
	return table
}

// texts declares a function from least to most strings to a string.
func texts(least, most int, do func(args []string) (string, error)) function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "args", Type: cty.String},
		Type:     function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if len(args) < least || len(args) > most {
				return cty.NilVal, fmt.Errorf("it takes %d to %d arguments", least, most)
			}
			list := make([]string, len(args))
			for i, a := range args {
				list[i] = a.AsString()
			}
			out, err := do(list)
			if err != nil {
				return cty.NilVal, err
			}
			return cty.StringVal(out), nil
		},
	})
}
