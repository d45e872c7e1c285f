package functions

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// set is fileset: the regular files under a path that match a pattern, named
// relative to the path. What the pattern matches outside the tree is unknown.
func (t tree) set(args []cty.Value) (cty.Value, error) {
	base, pattern := args[0].AsString(), args[1].AsString()
	// The pattern may climb out of the path, so both are located together.
	from, err := t.locate(base)
	if err != nil {
		return t.unreadSet(base, err), nil
	}
	joined, err := t.locate(path.Join(base, pattern))
	if err != nil {
		return t.unreadSet(path.Join(base, pattern), err), nil
	}
	for part := range strings.SplitSeq(joined, "/") {
		// Alternatives cannot reach across directories in Terraform.
		if !doublestar.ValidatePattern(part) {
			return cty.NilVal, function.NewArgErrorf(1, "%q is not a valid pattern", pattern)
		}
	}
	names, err := t.matching(strings.ReplaceAll(joined, "[!", `[\!`)) // only ^ negates a class
	if errors.Is(err, errBlind) {
		return cty.UnknownVal(cty.Set(cty.String)), nil
	}
	if err != nil {
		return cty.NilVal, err
	}
	found := make([]cty.Value, 0, len(names))
	for _, name := range names {
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return cty.NilVal, err
		}
		found = append(found, cty.StringVal(filepath.ToSlash(rel)))
	}
	if len(found) == 0 {
		return cty.SetValEmpty(cty.String), nil
	}
	return cty.SetVal(found), nil
}

func (t tree) unreadSet(p string, err error) cty.Value {
	t.report(p, err)
	return cty.UnknownVal(cty.Set(cty.String))
}

// errBlind says that a place the pattern can reach could not be looked at.
var errBlind = errors.New("not all of the tree could be read")

// matching walks the directories a pattern can reach. It does not follow
// links to directories: they may go round in circles.
func (t tree) matching(pattern string) ([]string, error) {
	root, _ := doublestar.SplitPattern(pattern)
	var names []string
	err := fs.WalkDir(t.fsys, root, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			t.report(name, err)
			return errBlind
		}
		mode := d.Type()
		if mode&fs.ModeSymlink != 0 {
			if mode, err = t.follow(pattern, name); err != nil {
				t.report(name, err)
				return errBlind
			}
		}
		if mode.IsDir() {
			if name == root || reaches(pattern, name) {
				return nil
			}
			return fs.SkipDir
		}
		if ok, _ := doublestar.Match(pattern, name); ok && mode.IsRegular() {
			names = append(names, name)
		}
		return boundElements(len(names))
	})
	return names, err
}

// follow says what is behind a link, unless it does not matter.
func (t tree) follow(pattern, name string) (fs.FileMode, error) {
	matched, _ := doublestar.Match(pattern, name)
	beneath := reaches(pattern, name)
	if !matched && !beneath {
		return fs.ModeIrregular, nil
	}
	info, err := fs.Stat(t.fsys, name)
	switch {
	case err != nil && !matched:
		return fs.ModeIrregular, nil
	case err != nil:
		return 0, err
	case info.IsDir() && beneath:
		return 0, errLink
	case info.IsDir():
		return fs.ModeIrregular, nil
	default:
		return info.Mode().Type(), nil
	}
}

// reaches tells whether a pattern can match something beneath a directory.
func reaches(pattern, dir string) bool {
	if dir == "." {
		return true
	}
	parts := strings.Split(pattern, "/")
	depth := strings.Count(dir, "/") + 1
	for i, part := range parts {
		if strings.Contains(part, "**") {
			return true
		}
		if i >= depth {
			break
		}
	}
	if len(parts) <= depth {
		return false
	}
	ok, _ := doublestar.Match(strings.Join(parts[:depth], "/"), dir)
	return ok
}
