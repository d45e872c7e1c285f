package source

import (
	"path"
	"strings"
)

// Relative is the path from a directory of the tree to a file or directory of
// it. It is not filepath.Rel: paths of a tree have slashes on every system.
func Relative(dir, to string) string {
	from, steps := split(dir), split(to)
	for len(from) > 0 && len(steps) > 0 && from[0] == steps[0] {
		from, steps = from[1:], steps[1:]
	}
	return path.Join(strings.Repeat("../", len(from)), path.Join(steps...), ".")
}

func split(p string) []string {
	if p = path.Clean(p); p == "." {
		return nil
	}
	return strings.Split(p, "/")
}
