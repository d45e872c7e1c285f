package appconfig

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// findKustomize reads the maps that kustomize makes of literals. They are of the
// workload that takes them, in whichever base; where none or several do, they
// stand for it by their prefixed name.
func findKustomize(f *finder, root *setting, e *estate) {
	prefix := root.child("namePrefix").text()
	suffix := root.child("nameSuffix").text()
	for _, kind := range []string{"configMapGenerator", "secretGenerator"} {
		for _, g := range root.child(kind).items() {
			name := g.child("name").text()
			sub := f.named(prefix + cmp.Or(e.take[name], name) + suffix)
			group := &setting{key: kind, parent: &setting{}, line: g.line}
			for _, s := range append(filesOf(g.child("envs")), filesOf(g.child("env"))...) {
				if c := e.envs[path.Join(path.Dir(f.file), s.text())]; c != nil && len(c.docs) > 0 {
					sub.elsewhere(c, group, s.line)
				}
			}
			group.pairs(g.child("literals"))
			sub.environment(group)
			f.take(sub)
		}
	}
	f.patches(root, e)
	for _, chart := range root.child("helmCharts").items() {
		if values := chart.child("valuesInline"); values != nil {
			sub := f.named(firstText("", chart.child("releaseName"), chart.child("name")))
			sub.values(values)
			f.take(sub)
		}
	}
}

// findValues reads the values of a chart: its settings, the variables that it
// passes on, and annotations.
func findValues(f *finder, root *setting, e *estate) {
	base := strings.ToLower(path.Base(f.file))
	stem, _, ok := strings.Cut(base, "values")
	if !ok {
		stem = strings.TrimSuffix(base, ".gotmpl")
		stem = strings.TrimSuffix(stem, path.Ext(stem))
	}
	if stem = strings.TrimSuffix(strings.Trim(stem, "-_."), "-helm"); stem != "" && !plain.MatchString(stem) {
		f.service = stem
	}
	if release := e.releaseOf(f.file); release != "" {
		f.service = release
	}
	f.parts = f.service == "" || f.service == e.project
	f.handedOn(root)
	f.values(root)
}

// handedOn reads the values that a chart of applications hands on to the chart of
// each: what stands below them is the application's own, and nobody else's.
func (f *finder) handedOn(group *setting) {
	group.below = slices.DeleteFunc(group.below, func(s *setting) bool {
		if s.leaf {
			return false
		}
		app, ok := handedTo(s)
		if !ok {
			f.handedOn(s)
			return false
		}
		sub := f.named(app)
		sub.values(s)
		f.take(sub)
		return true
	})
}

// handedTo is the application that a group of values is for: that of the item with a
// name which it stands in, or that of its own key, as ckanHelmValues.
func handedTo(s *setting) (string, bool) {
	inItem := s.parent.parent != nil && s.parent.parent.list
	switch app, own := strings.CutSuffix(strings.ToLower(s.key), "helmvalues"); {
	case own && app != "":
		return s.key[:len(app)], true
	case !own && s.key != "chartValues" && (s.key != "values" || !inItem):
		return "", false
	}
	name := s.parent.child("name").text()
	return name, name != "" && len(name) <= maxName && !strings.ContainsAny(name, "{$ ")
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
		case s.list && isArguments(s.key):
			f.flags(&setting{key: s.key, parent: s.parent}, s)
			f.commandLine("", s)
		}
	})
}

func isArguments(key string) bool {
	switch strings.ToLower(key) {
	case "args", "extraargs", "command", "additionalargs":
		return true
	}
	return false
}

func isVariables(key string) bool {
	switch strings.ToLower(key) {
	case "env", "extraenv", "extraenvvars", "envvars", "environment", "extraenvs", "additionalenvvars":
		return true
	}
	return false
}

// release reads the values in an Application of Argo CD, a HelmRelease of Flux or
// their like.
func (f *finder) release(doc *setting) {
	spec := doc.child("spec")
	if doc.child("kind").text() == "ApplicationSet" {
		spec = spec.at("template", "spec")
	}
	for _, at := range []*setting{spec.child("values"), spec.at("forProvider", "values")} {
		if at != nil {
			f.values(at)
		}
	}
	for _, at := range []*setting{spec.child("valuesContent"), spec.child("values")} {
		f.valuesText(at)
	}
	f.overrides(spec.child("set"))
	for _, source := range append(present(spec.child("source")), spec.child("sources").items()...) {
		helm := source.child("helm")
		if at := helm.child("valuesObject"); at != nil {
			f.values(at)
		}
		f.valuesText(helm.child("values"))
		f.overrides(helm.child("parameters"))
		f.patches(source.child("kustomize"), f.estate)
	}
}

// valuesText reads values that stand as text.
func (f *finder) valuesText(text *setting) {
	if !strings.Contains(text.text(), ":") {
		return
	}
	for _, doc := range f.inText(text) {
		f.values(doc)
	}
}

// overrides reads single values, each by its path: in a list of names and values,
// or by paths as keys.
func (f *finder) overrides(list *setting) {
	group := &setting{key: "parameters", parent: &setting{}}
	for _, p := range list.items() {
		name, v := p.child("name").text(), p.child("value")
		if p.leaf && !list.list {
			name, v = p.key, p
		}
		if path := strings.Split(name, "."); v != nil && len(path) <= maxDepth {
			group.put(path, v.text(), v.line, v.column)
		}
	}
	f.settings(group)
}

// velero reads a location that backups go to.
func (f *finder) velero(spec *setting) {
	f.service = "velero"
	f.access, f.need = facts.ReadWrite, facts.Soft
	if spec.child("accessMode").text() == "ReadOnly" {
		f.access = facts.Read
	}
	f.vendor = vendorIn(spec.child("provider").text())
	f.settings(spec)
}

// findChart reads where the parts of a chart are published.
func findChart(f *finder, root *setting, _ *estate) {
	f.service = firstText(f.service, root.child("name"))
	f.access = facts.Artifact
	f.settings(root.child("dependencies"))
}

func isHelmfile(f *finder, root *setting) bool {
	return strings.HasPrefix(path.Base(f.file), "helmfile") || root.child("releases") != nil && root.child("repositories") != nil
}

// findHelmfile reads the releases that Helmfile makes, each by its own name, and
// where their charts are published.
func findHelmfile(f *finder, root *setting, _ *estate) {
	charts := f.named("")
	charts.access = facts.Artifact
	charts.settings(root.child("repositories"))
	f.take(charts)
	for _, release := range root.child("releases").items() {
		sub := f.named(release.child("name").text())
		for _, values := range release.child("values").items() {
			sub.values(values)
		}
		set := &setting{key: "set", parent: &setting{}}
		for _, pair := range release.child("set").items() {
			if v := pair.child("value"); v != nil {
				set.put(splitKey(pair.child("name").text()), v.value, v.line, v.column)
			}
		}
		sub.settings(set)
		f.take(sub)
	}
}
