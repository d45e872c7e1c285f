package terragrunt

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/resilint/resilint/analyzers/terraform/eval"
)

var errOutside = errors.New("it leads out of the scanned tree")

// locate is the place in the tree that a path means, seen from a directory.
func locate(dir, p string) (string, error) {
	name := path.Join(dir, p)
	switch clean := path.Clean(p); {
	case clean == eval.Tree:
		name = "."
	case strings.HasPrefix(clean, eval.Tree+"/"):
		name = clean[len(eval.Tree)+1:]
	case path.IsAbs(p), strings.HasPrefix(p, "~"):
		return "", errOutside
	}
	if !fs.ValidPath(name) || strings.ContainsRune(name, 0) {
		return "", errOutside
	}
	return name, nil
}

// absolute is a place in the tree as Terragrunt's functions give it.
func absolute(name string) string { return path.Join(eval.Tree, name) }

// cause drops what the file system says about itself from an error.
func cause(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err.Error()
	}
	return err.Error()
}

// upward looks for a file or directory in the directories above one.
func (e *Estate) upward(dir, name string) (string, bool) {
	for dir != "." {
		dir = path.Dir(dir)
		found := path.Join(dir, name)
		if !fs.ValidPath(found) {
			return "", false
		}
		if _, err := fs.Stat(e.fsys, found); err == nil {
			return found, true
		}
	}
	return "", false
}
