package appconfig

import (
	"path"
	"strings"
)

// findKustomize reads the maps that kustomize makes of literals. Which workload
// takes them is in the base, so they stand for it by their prefixed name.
func findKustomize(f *finder, root *setting, e *estate) {
	prefix := root.child("namePrefix").text()
	suffix := root.child("nameSuffix").text()
	for _, kind := range []string{"configMapGenerator", "secretGenerator"} {
		for _, g := range root.child(kind).items() {
			sub := f.named(prefix + g.child("name").text() + suffix)
			group := &setting{key: kind, parent: &setting{}, line: g.line}
			for _, name := range append(listOf(g.child("envs")), listOf(g.child("env"))...) {
				if c := e.envs[path.Join(path.Dir(f.file), name)]; c != nil && len(c.docs) > 0 {
					sub.elsewhere(c, group)
				}
			}
			group.pairs(g.child("literals"))
			sub.environment(group)
			f.take(sub)
		}
	}
}

// findValues reads the values of a chart: its settings, the variables that it
// passes on, and annotations.
func findValues(f *finder, root *setting, _ *estate) {
	base := strings.ToLower(path.Base(f.file))
	stem, _, _ := strings.Cut(base, "values")
	if stem = strings.Trim(stem, "-_."); stem != "" && !plain.MatchString(stem) {
		f.service = stem
	}
	f.values(root)
}

// values reads a tree of values. A top-level group that is the only one is the
// chart that they are for.
func (f *finder) values(root *setting) {
	var groups []*setting
	for _, s := range root.items() {
		if !s.leaf {
			groups = append(groups, s)
		}
	}
	if len(groups) == 1 && groups[0].key == "loki" {
		f.service = groups[0].key
	}
	f.settings(root)
	root.each(func(s *setting) {
		switch {
		case s.leaf:
		case strings.HasSuffix(strings.ToLower(s.key), "annotations"):
			f.annotations(s)
		case s.list && isVariables(s.key):
			group := &setting{key: s.key, parent: s.parent, line: s.line}
			group.pairs(s)
			f.environment(group)
		}
	})
}

func isVariables(key string) bool {
	switch strings.ToLower(key) {
	case "env", "extraenv", "extraenvvars", "envvars", "environment", "extraenvs", "additionalenvvars":
		return true
	}
	return false
}

// release reads the values in an Application of Argo CD or a HelmRelease of Flux.
func (f *finder) release(doc *setting) {
	spec := doc.child("spec")
	for _, at := range []*setting{spec.child("values"), spec.at("source", "helm", "valuesObject")} {
		if at != nil {
			f.values(at)
		}
	}
	if text := spec.at("source", "helm", "values"); text.text() != "" {
		docs, _ := readYAML([]byte(text.value)) // what is before a mistake counts
		for _, d := range docs {
			d.each(func(s *setting) { s.line += text.line })
			f.values(d)
		}
	}
	group := &setting{key: "parameters", parent: &setting{}}
	for _, p := range spec.at("source", "helm", "parameters").items() {
		if path := strings.Split(p.child("name").text(), "."); len(path) <= maxDepth {
			group.put(path, p.child("value").text(), p.line, p.column)
		}
	}
	f.settings(group)
}

// velero reads a location that backups go to.
func (f *finder) velero(spec *setting) {
	f.service = "velero"
	f.vendor = vendorIn(spec.child("provider").text())
	f.settings(spec)
}
