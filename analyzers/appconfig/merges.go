package appconfig

import (
	"path"
	"strings"
)

// merge is what kustomize puts into a map of the base that it builds on.
type merge struct {
	dir  string
	from *setting
}

// merging notes the maps that a kustomization changes.
func (e *estate) merging(file string, doc *setting) {
	for _, g := range doc.child("configMapGenerator").items() {
		if behavior := g.child("behavior").text(); behavior == "merge" || behavior == "replace" {
			name := g.child("name").text()
			e.merges[name] = append(e.merges[name], merge{path.Dir(file), g})
		}
	}
}

// mergedAt is a variable as the folder of a file changes the map of a name; nil where it
// does not.
func (e *estate) mergedAt(file, name, key string) *setting {
	dir := path.Dir(file)
	for _, m := range e.merges[name] {
		if m.dir != dir && !strings.HasPrefix(dir, m.dir+"/") {
			continue
		}
		group := &setting{}
		for _, s := range filesOf(m.from.child("envs")) {
			if c := e.envs[path.Join(m.dir, s.text())]; c != nil && len(c.docs) > 0 {
				group.below = append(group.below, c.docs[0].below...)
			}
		}
		group.pairs(m.from.child("literals"))
		if s := group.child(key); s != nil && s.leaf {
			return s
		}
	}
	return nil
}
