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
	t.base = workingDirectory(t.dir)
	for i, dir := range dirs {
		rel, err := filepath.Rel(t.dir, dir)
		if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return tree{}, usagef("%s and %s are not in the same repository; scan them one at a time", args[0], args[i])
		}
		t.paths = append(t.paths, filepath.ToSlash(rel))
	}
	return t, nil
}

// workingDirectory is where the command runs, relative to the tree.
func workingDirectory(tree string) string {
	dir, err := directory(".")
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(tree, dir)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return ""
	}
	return filepath.ToSlash(rel)
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
