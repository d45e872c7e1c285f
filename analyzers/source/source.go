// Package source decides which files of a tree are read, and reads them.
//
// It knows file names, sizes and symbolic links. It knows nothing of what the
// files say. It reads through the fs.FS it is given and never outside it.
package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/hcl/v2"
)

// Kind says what a file is, by its name alone.
type Kind uint8

// The kinds of files that are read.
const (
	Ignored        Kind = iota
	Terraform           // .tf and .tofu
	TerraformJSON       // .tf.json and .tofu.json
	TFVars              // terraform.tfvars and *.auto.tfvars
	TFVarsJSON          // their JSON forms
	VarFile             // other files of values, for variables in both forms or for a backend: used when something names them
	Tests               // tests of modules: they deploy nothing, and are not read
	Stack               // Terraform stacks: not understood, and not read
	ModuleManifest      // .terraform/modules/modules.json
	Terragrunt          // terragrunt.hcl and terragrunt.stack.hcl
	AppConfig           // what Options.Wanted chooses of all other files
)

// Limits bound what is read.
type Limits struct {
	FileSize int // bytes above which a file is not read
	Files    int // of one tree
}

// DefaultLimits are 16 MiB for a file and half a million files.
func DefaultLimits() Limits { return Limits{FileSize: 16 << 20, Files: 500_000} }

// File is one file of the estate.
type File struct {
	Path string // relative to the tree, slash-separated
	Kind Kind
	Src  []byte
}

// Options narrow what is read.
type Options struct {
	Exclude []string // doublestar patterns of paths relative to the tree
	Limits  Limits   // the zero value stands for the defaults
	Jobs    int      // files read at once; at least 1
	// Wanted chooses configs of applications by path, among the files that are of no
	// other kind. Those that git ignores are left out. Nil chooses none.
	Wanted func(path string) bool
}

// Tree is what was read, in path order.
type Tree struct {
	Files   []File // Terraform's, and those of what runs it
	Configs []File // of applications, as Options.Wanted chose them
	// Links maps a symbolic link to a directory onto the directory it names, both inside the tree.
	Links map[string]string
	// Skipped are the files that are recognised but not read, without their text.
	Skipped []File
	// Incomplete says that a file in scope could not be read.
	Incomplete  bool
	Diagnostics hcl.Diagnostics
}

// Discover walks the tree and reads every file that some stage wants. The
// error is for the process only: a cancelled context or an unreadable top.
func Discover(ctx context.Context, fsys fs.FS, opts Options) (*Tree, error) {
	w := &walker{ctx: ctx, fsys: fsys, opts: opts, tree: &Tree{Links: map[string]string{}}, ignores: ignores{left: maxIgnore}}
	if w.opts.Limits == (Limits{}) {
		w.opts.Limits = DefaultLimits()
	}
	wait := w.readers()
	err := fs.WalkDir(fsys, ".", w.visit)
	w.handOver()
	wait()
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	w.gather()
	return w.tree, nil
}

type walker struct {
	ctx   context.Context
	fsys  fs.FS
	opts  Options
	tree  *Tree
	found int            // files so far
	batch []reading      // those that are not handed over yet
	all   [][]reading    // those that are, in path order
	queue chan []reading // to the readers

	ignores ignores
}

func (w *walker) visit(name string, d fs.DirEntry, err error) error {
	switch {
	case w.ctx.Err() != nil:
		return w.ctx.Err()
	case err != nil && name == ".":
		return err
	case err != nil:
		w.unread(name, "Unreadable directory", err)
		return fs.SkipDir
	case name != "." && w.excluded(name):
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	case d.IsDir():
		if skippedDir(name) {
			return fs.SkipDir
		}
		w.enter(name)
		return nil
	case d.Type()&fs.ModeSymlink != 0:
		return w.link(name)
	}
	return w.add(name)
}

func (w *walker) add(name string) error {
	kind := KindOf(name)
	if kind == Ignored {
		if !w.config(name) {
			return nil
		}
		kind = AppConfig
	}
	if kind == Tests || kind == Stack {
		w.tree.Skipped = append(w.tree.Skipped, File{Path: name, Kind: kind})
		return nil
	}
	if w.found >= w.opts.Limits.Files {
		w.unread(name, "Too many files", fmt.Errorf("more than %d files in scope; scan a part of the tree or use --exclude", w.opts.Limits.Files))
		return fs.SkipAll
	}
	w.found++
	w.batch = append(w.batch, reading{File: File{Path: name, Kind: kind}})
	if len(w.batch) == batchSize {
		w.handOver()
	}
	return nil
}

// link follows a symbolic link to a file, and notes one to a directory, as
// long as it stays in the tree.
func (w *walker) link(name string) error {
	info, err := fs.Stat(w.fsys, name)
	switch {
	case err != nil && KindOf(name).read():
		w.unread(name, "Symbolic link not followed", fmt.Errorf("it is broken or leads out of the scanned tree (%s); scan the tree that holds its target, or remove it", cause(err)))
	case err != nil:
		return nil //nolint:nilerr // a broken link to something that is not read anyway
	case info.IsDir():
		if target, err := fs.ReadLink(w.fsys, name); err == nil && !path.IsAbs(target) {
			if to := path.Join(path.Dir(name), target); fs.ValidPath(to) {
				w.tree.Links[name] = to
			}
		}
	case info.Mode().IsRegular() && (KindOf(name) != Ignored || !w.inside(name)):
		return w.add(name)
	}
	return nil // a config is read where it lies, and is one of that place
}

// inside says that a symbolic link names a file of the tree by where it lies.
func (w *walker) inside(name string) bool {
	target, err := fs.ReadLink(w.fsys, name)
	return err == nil && !path.IsAbs(target) && fs.ValidPath(path.Join(path.Dir(name), target))
}

func (w *walker) excluded(name string) bool {
	return slices.ContainsFunc(w.opts.Exclude, func(pattern string) bool {
		ok, err := doublestar.Match(strings.TrimSuffix(pattern, "/"), name)
		return err == nil && ok
	})
}

func (w *walker) unread(name, summary string, err error) {
	w.tree.Incomplete = true
	w.tell(hcl.DiagError, name, summary, err)
}

// passedOver tells of a config that could not be read. The scan is no less
// complete for it: a log may be called .env.
func (w *walker) passedOver(name string, err error) {
	w.tell(hcl.DiagWarning, name, "Config not read", err)
}

func (w *walker) tell(severity hcl.DiagnosticSeverity, name, summary string, err error) {
	w.tree.Diagnostics = append(w.tree.Diagnostics, &hcl.Diagnostic{
		Severity: severity,
		Summary:  summary,
		Detail:   fmt.Sprintf("%s was not read: %s.", name, strings.TrimSuffix(cause(err), ".")),
		Subject:  &hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos},
	})
}

// cause drops the machine's own path from a file error, so that output does
// not depend on where the tree lies.
func cause(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err.Error()
	}
	return err.Error()
}
