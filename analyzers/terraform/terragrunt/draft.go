package terragrunt

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// draft is a configuration file on its way to be a unit. What its expressions
// need of other units is not known yet.
type draft struct {
	estate *Estate
	desk   *eval.Desk
	file   *file
	config *config
	unit   *Unit                // nil when it is none
	missed map[string]hcl.Range // sources of modules that are not in the tree
	uses   []string             // directories of modules that are no roots by themselves
}

func (e *Estate) draft(f *file) *draft {
	dir := dirOf(f.path)
	desk := eval.NewDesk(e.cfg, dir, e.opts)
	return &draft{estate: e, desk: desk, file: f, config: e.reader(desk, dir).config(f, dir), missed: map[string]hcl.Range{}}
}

// build makes the unit: the module, laid over it what the directory of the unit
// and the generated files add, and where its state is kept.
func (d *draft) build() {
	dir := dirOf(d.file.path)
	beside := d.estate.cfg.Modules[dir]
	base, written := d.module(dir)
	if !written && (beside == nil || len(beside.Files) == 0) {
		return // what others include, or a part of something else
	}
	layers := []*configs.Module{beside}
	if base != nil && base != beside {
		layers = []*configs.Module{base, beside}
		d.uses = append(d.uses, base.Dir)
	}
	home := dir
	if base != nil {
		home = base.Dir
	}
	m := configs.Laid(home, append(layers, d.generated(home, layers)...)...)
	if b := d.backend(); b != nil {
		m.Backend = b
	}
	m.TFVars = append(m.TFVars, d.varFiles()...)
	d.unit = &Unit{Dir: dir, Module: m, estate: d.estate, file: d.file, skip: d.skipped()}
}

// skipped says that Terragrunt leaves the unit alone whatever is run. A file
// that sets it says so of itself, not of those that include it.
func (d *draft) skipped() bool {
	t := d.config.own.term(d.file.body, "skip")
	if s, ok := t.Text(); !ok || s != "true" {
		return false
	}
	d.desk.UnknownAt(dirOf(d.file.path), "skip is set: Terragrunt leaves this unit alone, and so does the analysis", t.Range)
	return true
}

// varFiles are the values of variable files that Terraform is told to read, and
// of variables that are set beside them, the weakest first.
func (d *draft) varFiles() []map[string]*configs.Expr {
	var list []map[string]*configs.Expr
	for _, v := range slices.Backward(d.config.views()) {
		for _, b := range v.file.blocks("terraform") {
			for _, args := range b.Body.Blocks {
				if args.Type != "extra_arguments" || !plans(v.term(args.Body, "commands")) {
					continue
				}
				list = append(list, d.named(v, v.term(args.Body, "required_var_files"), true)...)
				list = append(list, d.named(v, v.term(args.Body, "optional_var_files"), false)...)
				list = append(list, d.named(v, fileFlags(v.term(args.Body, "arguments")), true)...)
			}
		}
	}
	return list
}

// plans says that arguments may be those of a plan.
func plans(commands *terraform.Term) bool {
	bare := commands.Bare()
	if commands == nil || !bare.IsWhollyKnown() || bare.IsNull() || !bare.CanIterateElements() {
		return commands != nil
	}
	for it := bare.ElementIterator(); it.Next(); {
		_, e := it.Element()
		if s, _ := terraform.StringOf(e); s == "plan" || s == "apply" {
			return true
		}
	}
	return false
}

// fileFlags lists the variable files among the arguments of a command; nil
// without any.
func fileFlags(args *terraform.Term) *terraform.Term {
	if args.Absent() {
		return nil
	}
	list := &terraform.Term{Range: args.Range, Shape: terraform.List}
	for _, p := range opened(args).Parts {
		s, _ := p.Term.Text()
		if file, ok := strings.CutPrefix(strings.TrimLeft(s, "-"), "var-file="); ok {
			list.Parts = append(list.Parts, terraform.Part{Term: &terraform.Term{Value: cty.StringVal(file), Range: p.Term.Range}})
		}
	}
	return listed(list)
}

// named reads a list of variable files.
func (d *draft) named(v *view, files *terraform.Term, required bool) []map[string]*configs.Expr {
	var list []map[string]*configs.Expr
	if files.Absent() {
		return nil
	}
	for _, p := range opened(files).Parts {
		where, ok := p.Term.Text()
		if !ok {
			d.desk.UnknownAt("variable file", "its path is not known", p.Term.Range)
			continue
		}
		name, err := v.locate(where)
		var src []byte
		if err == nil {
			src, err = readFile(d.estate.fsys, name)
		}
		if err != nil {
			if required {
				d.desk.UnknownAt(where, "the variable file was not read: "+cause(err), p.Term.Range)
			}
			continue
		}
		list = append(list, d.values(name, src))
	}
	return list
}

// values are those of a variable file.
func (d *draft) values(name string, src []byte) map[string]*configs.Expr {
	vars, diags := configs.ParseVars(name, src)
	d.estate.told(diags)
	d.estate.quoted(name, src)
	return maps.Clone(vars)
}

// name is what the call of a module that is not on disk goes by in its unit.
func name(dir string) string {
	base := []byte(path.Base(dir))
	for i, c := range base {
		if c != '-' && c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			base[i] = '_'
		}
	}
	return string(base)
}
