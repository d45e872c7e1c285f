package terragrunt

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
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

// makers makes Terragrunt's own functions by name, for the file that calls them.
func makers() map[string]func(*view) function.Function {
	table := map[string]func(*view) function.Function{
		"get_env": func(v *view) function.Function { return v.env() },
		"mark_as_read": func(*view) function.Function {
			return texts(1, 1, func(args []string) (string, error) { return args[0], nil })
		},
		"find_in_parent_folders": func(v *view) function.Function { return texts(0, 2, v.findAbove) },
		"read_terragrunt_config": func(v *view) function.Function { return v.readConfigFunc() },
		"read_tfvars_file":       func(v *view) function.Function { return texts(1, 1, v.readVars) },
	}
	maps.Copy(table, places())
	maps.Copy(table, outside())
	maps.Copy(table, commands())
	return table
}

// functions are those that the file calls: Terraform's, whose file paths are
// relative to the file, and Terragrunt's own.
func (v *view) functions() map[string]function.Function {
	e := v.r.estate
	table := make(map[string]function.Function, len(v.file.calls))
	var files map[string]function.Function
	for _, name := range v.file.calls {
		if f, ok := e.opts.Functions[name]; ok {
			table[name] = f
			continue
		}
		if own, ok := e.makers[name]; ok {
			table[name] = own(v)
			continue
		}
		if files == nil {
			files = functions.Table(functions.Options{
				FS: e.fsys, Dir: dirOf(v.file.path), Top: eval.Tree, Unread: v.r.desk.Unread, Pure: e.opts.Functions,
			})
		}
		if f, ok := files[name]; ok {
			table[name] = f
		}
	}
	return table
}

// places are the functions about where files lie.
func places() map[string]func(*view) function.Function {
	plain := func(give func(v *view) string) func(*view) function.Function {
		return func(v *view) function.Function {
			return texts(0, 0, func([]string) (string, error) { return give(v), nil })
		}
	}
	parent := func(give func(v *view, dir string) string) func(*view) function.Function {
		return func(v *view) function.Function {
			return texts(0, 1, func(args []string) (string, error) {
				dir, err := v.parent(args)
				return give(v, dir), err
			})
		}
	}
	return map[string]func(*view) function.Function{
		"get_original_terragrunt_dir":    plain(func(v *view) string { return absolute(v.r.unit) }),
		"get_parent_terragrunt_dir":      parent(func(_ *view, dir string) string { return absolute(dir) }),
		"get_path_from_repo_root":        plain(func(v *view) string { return v.dir }),
		"get_path_to_repo_root":          plain(func(v *view) string { return source.Relative(v.dir, ".") }),
		"get_repo_root":                  plain(func(*view) string { return eval.Tree }),
		"get_terragrunt_dir":             plain(func(v *view) string { return absolute(v.dir) }),
		"get_terragrunt_source_cli_flag": plain(func(*view) string { return "" }),
		"path_relative_from_include":     parent(func(v *view, dir string) string { return source.Relative(v.dir, dir) }),
		"path_relative_to_include":       parent(func(v *view, dir string) string { return source.Relative(dir, v.dir) }),
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

// parent is the directory of the include that a function speaks of: the one
// named, the one that this file is read through, or the first. Without any it is
// that of the file itself.
func (v *view) parent(args []string) (string, error) {
	if len(args) == 0 && v.through != nil {
		return dirOf(v.through.view.file.path), nil
	}
	all := v.of.includes
	if v.through != nil { // it may still be on its way into the list
		all = append(slices.Clip(all), v.through)
	}
	for _, inc := range all {
		if len(args) == 0 || inc.name == args[0] {
			return dirOf(inc.view.file.path), nil
		}
	}
	if len(args) > 0 {
		return "", fmt.Errorf("there is no include %q", args[0])
	}
	return v.dir, nil
}

// readConfigFunc is the value of read_terragrunt_config.
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

// outside are the functions whose answer lies outside the tree: in an account,
// in a command or in a secret. It is not known.
func outside() map[string]func(*view) function.Function {
	const account, machine, command = "only the account that is used can tell", "it is the machine's", "it is the command that is run"
	table := map[string]func(*view) function.Function{}
	for _, f := range []struct {
		name, why string
		typ       cty.Type
	}{
		{"constraint_check", "versions are not compared", cty.Bool},
		{"get_aws_account_alias", account, cty.String},
		{"get_aws_account_id", account, cty.String},
		{"get_aws_caller_identity_arn", account, cty.String},
		{"get_aws_caller_identity_user_id", account, cty.String},
		{"get_default_retryable_errors", "the list is Terragrunt's", cty.List(cty.String)},
		{"get_platform", machine, cty.String},
		{"get_terraform_cli_args", command, cty.List(cty.String)},
		{"get_terraform_command", command, cty.String},
		{"get_working_dir", machine, cty.String},
		{"run_cmd", "no command is run", cty.String},
		{"sops_decrypt_file", "no secret is decrypted", cty.String},
	} {
		table[f.name] = func(v *view) function.Function { return v.unknowable(f.name, f.why, f.typ) }
	}
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
func commands() map[string]func(*view) function.Function {
	table := map[string]func(*view) function.Function{}
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
		f := function.New(&function.Spec{
			Type: function.StaticReturnType(cty.List(cty.String)),
			Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return cty.ListVal(vals), nil },
		})
		table[name] = func(*view) function.Function { return f }
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
