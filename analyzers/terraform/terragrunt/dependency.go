package terragrunt

import (
	"fmt"
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// link is a dependency block and the file it stands in.
type link struct {
	view  *view
	block *hclsyntax.Block
}

// dependency is dependency.NAME.outputs.x.
func (v *view) dependency(t hcl.Traversal) (*terraform.Term, int) {
	name, ok := step(t, 1)
	if !ok {
		return v.of.dependencies(), 1
	}
	d, ok := v.link(name)
	if !ok {
		return nil, 1
	}
	section, _ := step(t, 2)
	output, one := step(t, 3)
	switch {
	case section == "outputs" && one:
		if o := d.output(output, t.SourceRange()); o != nil {
			return o, 4
		}
		return &terraform.Term{Value: cty.EmptyObjectVal, Range: d.block.DefRange(), Shape: terraform.Map}, 3
	case section == "outputs":
		return d.outputs(t.SourceRange()), 3
	case section != "":
		return &terraform.Term{Value: cty.DynamicVal, Range: d.block.DefRange()}, 3
	}
	return d.object(t.SourceRange()), 2
}

// link finds a dependency block by its label: in this file or, for the
// configuration's own, in what it includes.
func (v *view) link(name string) (link, bool) {
	views := []*view{v}
	if v.through == nil {
		views = v.of.views()
	}
	for _, from := range views {
		if b := from.file.labelled("dependency", name); b != nil {
			return link{from, b}, true
		}
	}
	return link{}, false
}

// links lists the dependencies of a configuration, each label once.
func (c *config) links() []link {
	var list []link
	seen := map[string]bool{}
	for _, v := range c.views() {
		for _, b := range v.file.blocks("dependency") {
			if !seen[labelOf(b)] {
				seen[labelOf(b)] = true
				list = append(list, link{v, b})
			}
		}
	}
	return list
}

// dependencies is all of them as an object; nil when there are none.
func (c *config) dependencies() *terraform.Term {
	t := &terraform.Term{Range: c.own.file.top(), Shape: terraform.Map}
	for _, d := range c.links() {
		t.Parts = append(t.Parts, terraform.Part{Name: labelOf(d.block), Term: d.object(d.block.DefRange())})
	}
	if len(t.Parts) == 0 {
		return nil
	}
	return finish(t)
}

func (d link) object(use hcl.Range) *terraform.Term {
	return finish(&terraform.Term{
		Range: d.block.DefRange(), Shape: terraform.Map,
		Parts: []terraform.Part{{Name: "outputs", Term: d.outputs(use)}},
	})
}

// dir is the directory of the unit that is depended on.
func (d link) dir() (string, bool) {
	where, ok := d.view.term(d.block.Body, "config_path").Text()
	if !ok {
		return "", false
	}
	name, err := d.view.locate(where)
	if err != nil {
		return "", false
	}
	if strings.HasSuffix(name, ".hcl") {
		name = path.Dir(name)
	}
	return d.view.r.estate.cfg.Resolve(name), true
}

// root gives the outputs of the unit that is depended on; nil when they are
// not known, which is noted. Mock outputs are no facts and never stand in.
func (d link) root() *eval.Outputs {
	r := d.view.r
	if !r.live {
		return nil
	}
	dir, ok := d.dir()
	var why string
	switch u := r.estate.units[dir]; {
	case !ok:
		why = "its config_path is not known or leads out of the tree"
	case u == nil:
		why = fmt.Sprintf("no unit was found in %s", dir)
	case u.circular && r.estate.units[r.unit] != nil && r.estate.units[r.unit].circular:
		why = "units depend on each other in a circle"
		r.desk.Warn("Dependency cycle", fmt.Sprintf("%s and %s depend on each other, directly or through others; Terragrunt refuses this. Break the circle.", r.unit, dir), d.block.DefRange())
	default:
		if out := r.desk.Outputs(u.Module.Dir, u.Configure); out != nil {
			return out
		}
		why = "too many units lead to one another"
	}
	if d.block.Body.Attributes["mock_outputs"] != nil {
		why += "; its mock outputs are no facts"
	}
	r.desk.UnknownAt("dependency."+labelOf(d.block)+".outputs", why, d.block.DefRange())
	return nil
}

// output is one output of the unit; nil when it surely has none of the name.
func (d link) output(name string, use hcl.Range) *terraform.Term {
	out := d.root()
	if out == nil {
		return &terraform.Term{Value: cty.DynamicVal, Range: d.block.DefRange()}
	}
	return out.Term(name, use)
}

// outputs are all of them as an object; unknown when more may exist.
func (d link) outputs(use hcl.Range) *terraform.Term {
	out := d.root()
	if out == nil {
		return &terraform.Term{Value: cty.DynamicVal, Range: d.block.DefRange()}
	}
	names, all := out.Names()
	t := &terraform.Term{Range: d.block.DefRange(), Shape: terraform.Map}
	for _, name := range names {
		t.Parts = append(t.Parts, terraform.Part{Name: name, Term: out.Term(name, use)})
	}
	finish(t)
	if !all {
		t.Value = cty.DynamicVal.WithMarks(marksOf(t.Value))
	}
	return t
}

// circles marks the units that depend on each other in circles: what is left
// when those that lead to nothing left, and then those that nothing left leads
// to, are taken away.
func (e *Estate) circles(links map[string][]string) {
	left := trimmed(trimmed(links))
	for dir := range left {
		e.units[dir].circular = true
	}
}

// trimmed is a graph without what leads to no circle, its edges turned round.
func trimmed(links map[string][]string) map[string][]string {
	back, open := map[string][]string{}, map[string]int{}
	for from, list := range links {
		for _, to := range list {
			if _, ok := links[to]; ok {
				back[to] = append(back[to], from)
				open[from]++
			}
		}
	}
	var done []string
	gone := map[string]bool{}
	for from := range links {
		if open[from] == 0 {
			done = append(done, from)
		}
	}
	for len(done) > 0 {
		dir := done[len(done)-1]
		done, gone[dir] = done[:len(done)-1], true
		for _, from := range back[dir] {
			if open[from]--; open[from] == 0 {
				done = append(done, from)
			}
		}
	}
	rest := map[string][]string{}
	for dir := range links {
		if !gone[dir] {
			rest[dir] = back[dir]
		}
	}
	return rest
}
