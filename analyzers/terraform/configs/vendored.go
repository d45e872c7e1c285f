package configs

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

var (
	registrySource = regexp.MustCompile(`\A(?:[a-z0-9.-]+\.[a-z]+/)?([\w-]+)/([\w-]+)/([a-z0-9-]+)(?://(.*))?\z`)
	remoteSource   = regexp.MustCompile(`\A(?:git::|hg::)?(?:(?:https?|ssh|git)://)?(?:[^@/]+@)?[a-z0-9.-]+\.[a-z]+(?::[0-9]+)?[:/](.+)\z`)
)

// vendor finds the modules of remote sources that stand in the tree under their
// own names: a copy of the repository, or of the registry's module. A source
// that fits several directories fits none.
func (c *Config) vendor() {
	var byBase map[string][]string
	found := map[string]string{}
	for _, m := range c.Modules {
		for _, call := range m.Calls {
			if call.Dir != "" || call.Source == "" {
				continue
			}
			if byBase == nil {
				byBase = c.byBase()
			}
			to, known := found[call.Source]
			if !known {
				to = standing(vendoredAs(call.Source), byBase)
				found[call.Source] = to
			}
			call.Vendored = to
		}
	}
}

// byBase indexes the directories with modules by the last part of their paths.
func (c *Config) byBase() map[string][]string {
	index := map[string][]string{}
	for dir, m := range c.Modules {
		if len(m.Files) > 0 && !installed(dir) {
			index[path.Base(dir)] = append(index[path.Base(dir)], dir)
		}
	}
	return index
}

// standing is the directory that the first of some names to fit any fits alone.
func standing(names []string, byBase map[string][]string) string {
	for _, name := range names {
		dirs := slices.DeleteFunc(slices.Clone(byBase[path.Base(name)]), func(dir string) bool {
			return dir != name && !strings.HasSuffix(dir, "/"+name)
		})
		if len(dirs) > 0 {
			if len(dirs) == 1 {
				return dirs[0]
			}
			return ""
		}
	}
	return ""
}

// vendoredAs lists the paths that a copy of a remote module may end in, the
// most telling first.
func vendoredAs(source string) []string {
	source, _, _ = strings.Cut(source, "?")
	if m := registrySource.FindStringSubmatch(source); m != nil && !strings.Contains(m[0], "://") && !strings.HasPrefix(source, "github.com/") && !strings.HasPrefix(source, "bitbucket.org/") {
		return []string{path.Join(m[1], m[2], m[3], m[4]), path.Join("terraform-"+m[3]+"-"+m[2], m[4])}
	}
	m := remoteSource.FindStringSubmatch(source)
	if m == nil {
		return nil
	}
	repo, sub, _ := strings.Cut(m[1], "//")
	repo = strings.TrimSuffix(strings.Trim(repo, "/"), ".git")
	sub = strings.TrimPrefix(path.Clean("/"+sub), "/")
	parts := strings.Split(repo, "/")
	if len(parts) < 2 {
		return nil
	}
	name := parts[len(parts)-1]
	names := []string{path.Join(parts[len(parts)-2], name, sub)}
	if strings.ContainsAny(name, "-_") { // "modules" and "terraform" are names that anything may have
		names = append(names, path.Join(name, sub))
	}
	return names
}
