package main

import (
	"errors"
	"io/fs"
	"os"
	"runtime"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/reporters"
)

// inputs are what a command analyses: a tree that is open for reading, and how.
type inputs struct {
	tree  tree
	files fs.FS
	opts  analyzers.Options
	close func()
}

// open finds the tree of the arguments and everything that flags say about it.
// The caller closes it.
func (f *inputFlags) open(p process, args []string) (*inputs, error) {
	t, err := treeOf(args)
	if err != nil {
		return nil, err
	}
	if f.jobs < runtime.GOMAXPROCS(0) { // collecting garbage counts as work too
		runtime.GOMAXPROCS(max(1, f.jobs))
	}
	in := &inputs{tree: t}
	if in.opts, err = f.options(t); err != nil {
		return nil, err
	}
	files, err := openTree(t.dir)
	if err != nil {
		return nil, err
	}
	in.files, in.close = files, files.close
	if in.opts.Config, err = f.readConfig(p, in); err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

// shown is how paths are shown.
func (in *inputs) shown() reporters.Options {
	return reporters.Options{Base: in.tree.base, Prefix: in.tree.below}
}

// readConfig reads the configuration that a flag names, else the one at the top
// of the tree, if there is one.
func (f *inputFlags) readConfig(p process, in *inputs) (*analyzers.Config, error) {
	name, look := f.config, reporters.Options{}
	var src []byte
	var err error
	if name != "" {
		src, err = os.ReadFile(name)
	} else {
		name, look = analyzers.ConfigFile, in.shown()
		if src, err = fs.ReadFile(in.files, name); errors.Is(err, fs.ErrNotExist) {
			return nil, nil //nolint:nilnil // no configuration is a configuration
		}
	}
	if err != nil {
		return nil, usagef("the configuration %s: %v", name, err)
	}
	config, diags := analyzers.ReadConfig(name, src)
	if diags.HasErrors() {
		printDiagnostics(p.stderr, look, diags)
		return nil, usagef("the configuration %s was not understood; nothing was analysed", name)
	}
	return config, nil
}
