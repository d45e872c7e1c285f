package source

import (
	"path"
	"slices"
	"strings"

	"github.com/git-pkgs/gitignore"
)

// maxIgnore bounds the .gitignore files of a tree, in bytes altogether: the patterns of
// each are held against each config below it. What is above it ignores nothing.
const maxIgnore = 256 << 10

// ignores are the .gitignore files above the place that the walk is at. They count for
// configs of applications alone: Terraform reads what git ignores, and a config that git
// ignores is one person's own.
type ignores struct {
	files []ignoreFile // the nearest last
	left  int
	below string // the ignored directory that the walk is in; empty when it is in none
}

// ignoreFile is the .gitignore file of one directory.
type ignoreFile struct {
	dir     string // as paths in it begin, with "/" at its end; empty at the top
	matcher *gitignore.Matcher
}

// enter reads the .gitignore file of a directory.
func (w *walker) enter(dir string) {
	if w.opts.Wanted == nil || w.ignores.within(dir) {
		return
	}
	if dir != "." && w.ignores.ignored(dir+"/") {
		w.ignores.below = dir
		return
	}
	src, err := readFile(w.fsys, path.Join(dir, ".gitignore"), int64(w.ignores.left))
	if err != nil {
		return // there is none, or too much of it
	}
	w.ignores.left -= len(src)
	f := ignoreFile{matcher: &gitignore.Matcher{}}
	if dir != "." {
		f.dir = dir + "/"
	}
	f.matcher.AddPatterns(src, "")
	w.ignores.files = append(w.ignores.files, f)
}

// ignored says that git leaves out a path, which ends in "/" if it is a directory's. The
// nearest file that says anything of it counts. The walk comes back to no directory that
// it left, so that the files of those are dropped.
func (i *ignores) ignored(name string) bool {
	for len(i.files) > 0 && !strings.HasPrefix(name, i.files[len(i.files)-1].dir) {
		i.files = i.files[:len(i.files)-1]
	}
	for _, f := range slices.Backward(i.files) {
		if r := f.matcher.MatchDetail(name[len(f.dir):]); r.Matched {
			return r.Ignored
		}
	}
	return false
}

// within says that a path lies in the directory that is known to be ignored.
func (i *ignores) within(name string) bool {
	return i.below != "" && strings.HasPrefix(name, i.below) && strings.HasPrefix(name[len(i.below):], "/")
}

// config says that a file that Terraform does not read is a config that
// somebody wants, and that git keeps.
func (w *walker) config(name string) bool {
	return w.opts.Wanted != nil && w.opts.Wanted(name) && !w.ignores.within(name) && !w.ignores.ignored(name)
}
