package source

import (
	"path"
	"strings"

	"github.com/git-pkgs/gitignore"
)

// maxIgnore bounds the .gitignore files of a tree, in bytes altogether: each of
// their patterns is held against each config. What is above it ignores nothing.
const maxIgnore = 256 << 10

// ignores are the .gitignore files met so far. They count for configs of
// applications alone: Terraform reads what git ignores, and a config that git
// ignores is one person's own.
type ignores struct {
	gitignore.Matcher
	left  int
	below string // the ignored directory that the walk is in; empty when it is in none
}

// enter reads the .gitignore file of a directory.
func (w *walker) enter(dir string) {
	if w.opts.Wanted == nil || w.ignores.within(dir) {
		return
	}
	if dir != "." && w.ignores.MatchPath(dir, true) {
		w.ignores.below = dir
		return
	}
	src, err := readFile(w.fsys, path.Join(dir, ".gitignore"), int64(w.ignores.left))
	if err != nil {
		return // there is none, or too much of it
	}
	w.ignores.left -= len(src)
	if dir == "." {
		dir = ""
	}
	w.ignores.AddPatterns(src, dir)
}

// within says that a path lies in the directory that is known to be ignored.
func (i *ignores) within(name string) bool {
	return i.below != "" && strings.HasPrefix(name, i.below+"/")
}

// config says that a file that Terraform does not read is a config that
// somebody wants, and that git keeps.
func (w *walker) config(name string) bool {
	return w.opts.Wanted != nil && w.opts.Wanted(name) && !w.ignores.within(name) && !w.ignores.MatchPath(name, false)
}
