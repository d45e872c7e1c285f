package functions

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

var (
	errNoTree    = errors.New("there is no tree to read files from")
	errOutside   = errors.New("the path leaves the scanned tree")
	errFileLarge = errors.New("the file is too large")
	errNotFile   = errors.New("not a regular file")
	errLink      = errors.New("a link to a directory is not followed")
	errFileText  = errors.New("the file is not valid UTF-8 text")
)

// tree is the scanned tree, seen from the directory of the root module.
type tree struct {
	fsys   fs.FS
	dir    string
	top    string // absolute path of the tree; empty when none is known
	max    int64
	unread func(path string, err error)
}

func newTree(opts Options) tree {
	t := tree{fsys: opts.FS, dir: path.Clean(opts.Dir), top: opts.Top, max: opts.MaxFile, unread: opts.Unread}
	if t.max <= 0 {
		t.max = DefaultMaxFile
	}
	return t
}

func (t tree) report(path string, err error) {
	if t.unread != nil {
		t.unread(path, err)
	}
}

// locate finds the place in the tree that a path of the configuration means.
func (t tree) locate(p string) (string, error) {
	if t.fsys == nil {
		return p, errNoTree
	}
	name := path.Join(t.dir, p)
	if rest, ok := t.beneath(p); ok {
		name = rest
	} else if path.IsAbs(p) || !noHome(p) {
		return p, errOutside
	}
	if !fs.ValidPath(name) || strings.ContainsRune(name, 0) {
		return p, errOutside
	}
	return name, nil
}

// beneath gives the path inside the tree that an absolute one means.
func (t tree) beneath(p string) (string, bool) {
	if t.top == "" || !path.IsAbs(p) {
		return "", false
	}
	if p = path.Clean(p); p == t.top {
		return ".", true
	}
	rest, ok := strings.CutPrefix(p, t.top+"/")
	return rest, ok
}

// read returns the bytes of a file, or reports it and returns false.
func (t tree) read(p string, wantText bool) ([]byte, bool) {
	name, err := t.locate(p)
	var b []byte
	if err == nil {
		b, err = t.load(name)
	}
	if err == nil && wantText && !utf8.Valid(b) {
		err = errFileText
	}
	if err != nil {
		t.report(name, err)
		return nil, false
	}
	return b, true
}

func (t tree) load(name string) (b []byte, err error) {
	info, err := fs.Stat(t.fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for its writer
		return nil, errNotFile
	}
	f, err := t.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	b, err = io.ReadAll(io.LimitReader(f, t.max+1))
	if err == nil && int64(len(b)) > t.max {
		err = fmt.Errorf("%w: more than %d bytes", errFileLarge, t.max)
	}
	return b, err
}

// funcs returns the functions that read files, except the template ones.
func (t tree) funcs() map[string]function.Function {
	funcs := map[string]function.Function{
		"file":       t.content(true, func(b []byte) string { return string(b) }),
		"filebase64": t.content(false, toBase64),
		"fileexists": plain(cty.Bool, t.exists, param("path", cty.String)),
		"fileset":    plain(cty.Set(cty.String), t.set, param("path", cty.String), param("pattern", cty.String)),
	}
	for name, sum := range digests() {
		if kind, ok := strings.CutPrefix(name, "base64"); ok {
			funcs["filebase64"+kind] = t.content(false, sum)
		} else {
			funcs["file"+name] = t.content(false, sum)
		}
	}
	return funcs
}

// content declares a function of the bytes of a file.
func (t tree) content(wantText bool, do func(b []byte) string) function.Function {
	return plain(cty.String, func(args []cty.Value) (cty.Value, error) {
		b, ok := t.read(args[0].AsString(), wantText)
		if !ok {
			return cty.UnknownVal(cty.String), nil
		}
		return cty.StringVal(do(b)), nil
	}, param("path", cty.String))
}

// exists is sure that a file is missing only where it can look.
func (t tree) exists(args []cty.Value) (cty.Value, error) {
	name, err := t.locate(args[0].AsString())
	if err != nil {
		t.report(name, err)
		return cty.UnknownVal(cty.Bool), nil
	}
	info, err := fs.Stat(t.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return cty.False, nil
	case err != nil:
		t.report(name, err)
		return cty.UnknownVal(cty.Bool), nil
	case !info.Mode().IsRegular():
		return cty.NilVal, function.NewArgErrorf(0, "%q is not a regular file", name)
	default:
		return cty.True, nil
	}
}
