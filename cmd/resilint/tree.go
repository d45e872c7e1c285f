package main

import (
	"os"
	"path/filepath"
	"strings"
)

// tree is what may be read: the repository around the paths, or else the
// paths' own common directory. Its paths are what was asked for, relative to it.
type tree struct {
	dir   string
	paths []string
	base  string // the working directory relative to the tree; "" when it lies outside
	below string // the tree relative to the working directory, when it lies below it
}

// treeOf finds the tree of the paths given on the command line.
func treeOf(args []string) (tree, error) {
	if len(args) == 0 {
		args = []string{"."}
	}
	dirs := make([]string, len(args))
	for i, arg := range args {
		dir, err := directory(arg)
		if err != nil {
			return tree{}, err
		}
		dirs[i] = dir
	}
	t := tree{dir: repository(dirs[0])}
	if t.dir == "" {
		t.dir = common(dirs)
	}
	t.base, t.below = workingDirectory(t.dir)
	for i, dir := range dirs {
		rel, ok := inside(t.dir, dir)
		if !ok {
			return tree{}, usagef("%s and %s are not in the same repository; scan them one at a time", args[0], args[i])
		}
		t.paths = append(t.paths, rel)
	}
	return t, nil
}

// workingDirectory says how the working directory lies to the tree: inside it
// at base, or above it by the path below; neither when they lie apart.
func workingDirectory(tree string) (base, below string) {
	dir, err := directory(".")
	if err != nil {
		return "", ""
	}
	if rel, ok := inside(tree, dir); ok {
		return rel, ""
	}
	if rel, ok := inside(dir, tree); ok {
		return "", rel
	}
	return "", ""
}

// inside is the path from a directory down to another; false when that is not
// below it.
func inside(dir, below string) (string, bool) {
	rel, err := filepath.Rel(dir, below)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// directory is the real directory of a path, which may name a file in it.
func directory(arg string) (string, error) {
	abs, err := filepath.Abs(arg)
	if err != nil {
		return "", usagef("%s: %v", arg, err)
	}
	resolved, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return "", usagef("there is no %s; give the path of a directory with Terraform files", arg)
	}
	info, err := os.Stat(resolved)
	if err != nil {
		return "", usagef("%s: %v", arg, err)
	}
	if !info.IsDir() {
		resolved = filepath.Dir(resolved)
	}
	return resolved, nil
}

// repository is the nearest directory upwards that holds .git; "" if none does.
func repository(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// common is the deepest directory that holds all of them.
func common(dirs []string) string {
	dir := dirs[0]
	for _, d := range dirs[1:] {
		for dir != d && !strings.HasPrefix(d, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator)) {
			dir = filepath.Dir(dir)
		}
	}
	return dir
}
