package terragrunt

import (
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/resilint/resilint/analyzers/terraform/configs"
)

// file is a configuration file, parsed once for all units.
type file struct {
	path   string
	src    []byte // nil when it could not be read
	body   *hclsyntax.Body
	locals *configs.Module
	calls  []string // the functions that it calls, sorted
	err    error
}

// keep parses a file and remembers it. What is wrong with it is told once.
func (e *Estate) keep(name string, src []byte) *file {
	f := &file{path: name, src: src}
	body, diags := configs.ParseBody(name, src)
	if body == nil {
		body = &hclsyntax.Body{Attributes: hclsyntax.Attributes{}}
	}
	f.body, f.locals, f.calls = body, configs.LocalsOf(dirOf(name), body), calls(body)
	e.diags = append(e.diags, diags...)
	e.incomplete = e.incomplete || diags.HasErrors()
	e.files[name] = f
	return f
}

// calls lists the functions that a body calls, sorted.
func calls(body *hclsyntax.Body) []string {
	var names []string
	_ = hclsyntax.VisitAll(body, func(n hclsyntax.Node) hcl.Diagnostics { // it gives no diagnostics
		if call, ok := n.(*hclsyntax.FunctionCallExpr); ok {
			names = append(names, call.Name)
		}
		return nil
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// open gives a file that another one names.
func (e *Estate) open(name string) (*file, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if f := e.files[name]; f != nil {
		return f, f.err
	}
	if len(e.files) >= maxFiles {
		return nil, fmt.Errorf("more than %d configuration files are named in this tree", maxFiles)
	}
	src, err := readFile(e.fsys, name)
	if err != nil {
		f := &file{path: name, err: err}
		e.files[name] = f
		return nil, err
	}
	return e.keep(name, src), nil
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("not a regular file")
	case info.Size() > maxFile:
		return nil, fmt.Errorf("%d bytes is above the limit of %d", info.Size(), maxFile)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile))
}

// told keeps what is wrong with a file that was read.
func (e *Estate) told(diags hcl.Diagnostics) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.diags = append(e.diags, diags...)
	e.incomplete = e.incomplete || diags.HasErrors()
}

// quoted keeps a file for those who quote its lines.
func (e *Estate) quoted(name string, src []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.files[name] == nil {
		e.files[name] = &file{path: name, src: src, body: &hclsyntax.Body{Attributes: hclsyntax.Attributes{}}, locals: configs.LocalsOf(dirOf(name), &hclsyntax.Body{})}
	}
}

// blocks lists the blocks of a type, in the order of the text.
func (f *file) blocks(typ string) []*hclsyntax.Block {
	var list []*hclsyntax.Block
	for _, b := range f.body.Blocks {
		if b.Type == typ {
			list = append(list, b)
		}
	}
	return list
}

// labelled gives the block of a type and a label; nil when there is none. The
// label "" is that of a block without one.
func (f *file) labelled(typ, label string) *hclsyntax.Block {
	for _, b := range f.body.Blocks {
		if b.Type == typ && labelOf(b) == label {
			return b
		}
	}
	return nil
}

func labelOf(b *hclsyntax.Block) string {
	if len(b.Labels) == 0 {
		return ""
	}
	return b.Labels[0]
}

// top is the place of a file as a whole.
func (f *file) top() hcl.Range {
	return hcl.Range{Filename: f.path, Start: hcl.InitialPos, End: hcl.InitialPos}
}
