package terragrunt

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// generated are the files that generate blocks put beside a module, each a
// module of its own. A block replaces one of its label in a weaker file.
func (d *draft) generated(home string, layers []*configs.Module) []*configs.Module {
	var list []*configs.Module
	seen := map[string]bool{}
	for _, v := range d.config.views() {
		for _, b := range v.file.blocks("generate") {
			if seen[labelOf(b)] {
				continue
			}
			seen[labelOf(b)] = true
			if m := d.generate(v, b, home, layers); m != nil {
				list = append(list, m)
			}
		}
	}
	return list
}

// generate is the file of one block; nil when it says nothing to Terraform.
func (d *draft) generate(v *view, b *hclsyntax.Block, home string, layers []*configs.Module) *configs.Module {
	name, known := v.term(b.Body, "path").Text()
	if !known {
		name = labelOf(b) + ".tf"
	}
	contents := v.term(b.Body, "contents")
	off, _ := v.term(b.Body, "disable").Text()
	if contents == nil || off == "true" || (path.Ext(name) != ".tf" && path.Ext(name) != ".tofu") {
		return nil
	}
	if keep, _ := v.term(b.Body, "if_exists").Text(); keep == "skip" {
		if slices.ContainsFunc(layers, func(m *configs.Module) bool { return m != nil && m.Has(path.Base(name)) }) {
			return nil
		}
	}
	text, ok := spelt(contents)
	if !ok {
		d.desk.UnknownAt("generate "+labelOf(b), "the contents are not known, so what they declare was not analysed", b.DefRange())
		return nil
	}
	text = strings.ReplaceAll(text, eval.Tree+"/", climb(home))
	m, diags := configs.Generated(path.Join(home, path.Base(name)), []byte(text), d.written(v, b, contents))
	for _, diag := range diags {
		d.desk.Warn("Generated file not understood", "The contents are no valid Terraform: "+diag.Summary+". What could be read of them was analysed.", *diag.Subject)
	}
	return m
}

// climb is how a module's own files spell the top of the tree.
func climb(home string) string {
	return "./" + strings.TrimPrefix(source.Relative(home, ".")+"/", "./")
}

// written is the place where generated text stands: the lines of a heredoc, the
// file that is read whole, or the expression that makes it.
func (d *draft) written(v *view, b *hclsyntax.Block, t *terraform.Term) hcl.Range {
	at := t.Range
	if call, ok := b.Body.Attributes["contents"].Expr.(*hclsyntax.FunctionCallExpr); ok && len(call.Args) > 0 && (call.Name == "file" || call.Name == "templatefile") {
		where, _ := v.sheet.Term(call.Args[0]).Text()
		if name, err := locate(dirOf(v.file.path), where); err == nil {
			if src, err := readFile(d.estate.fsys, name); err == nil {
				d.estate.quoted(name, src)
				return hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}
			}
		}
	}
	f, err := d.estate.open(at.Filename)
	if err != nil || at.Start.Byte >= len(f.src) {
		return at
	}
	rest := f.src[at.Start.Byte:]
	if line := bytes.IndexByte(rest, '\n'); bytes.HasPrefix(rest, []byte("<<")) && line >= 0 {
		at.Start = hcl.Pos{Line: at.Start.Line + 1, Column: 1, Byte: at.Start.Byte + line + 1}
	}
	return at
}

// nameless is a reference that Terraform's language leaves to apply: it stands
// for the parts of generated text that are not known.
const nameless = "self.unknown"

// spelt is a text with its unknown parts as references, inside of quotes or
// not; false when it is unknown as a whole. What an unknown condition adds is
// left out: it may not be there.
func spelt(t *terraform.Term) (string, bool) {
	if s, ok := t.Text(); ok {
		return s, true
	}
	if t.Shape != terraform.Template {
		return "", false
	}
	var b strings.Builder
	for _, p := range t.Parts {
		s, ok := spelt(p.Term)
		switch {
		case ok:
			b.WriteString(s)
		case p.Term.Shape == terraform.Choice && lines(p.Term):
		case quoted(b.String()):
			b.WriteString("${" + nameless + "}")
		default:
			b.WriteString(nameless)
		}
	}
	return b.String(), true
}

// lines says that the alternatives of a choice are whole lines of text.
func lines(t *terraform.Term) bool {
	return slices.ContainsFunc(t.Parts, func(p terraform.Part) bool {
		s, ok := spelt(p.Term)
		return ok && strings.Contains(s, "\n")
	})
}

// quoted says that a text ends within quotes, which no line break is in.
func quoted(s string) bool {
	s = s[strings.LastIndexByte(s, '\n')+1:]
	return strings.Count(strings.ReplaceAll(s, `\"`, ""), `"`)%2 == 1
}

// backend is where the unit's state is kept; nil when no file says.
func (d *draft) backend() *configs.Backend {
	for _, v := range d.config.views() {
		b := v.file.labelled("remote_state", "")
		if b == nil {
			continue
		}
		typ, ok := v.term(b.Body, "backend").Text()
		if !ok {
			d.desk.UnknownAt("remote_state", "its backend is not known", b.DefRange())
			return nil
		}
		body := configs.Values(nil, b.DefRange())
		if settings := v.term(b.Body, "config"); settings != nil {
			body = literals(settings)
		}
		return &configs.Backend{Type: typ, Body: body, DeclRange: b.DefRange(), End: b.CloseBraceRange.End}
	}
	return nil
}
