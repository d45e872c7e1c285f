package appconfig

import (
	"path"
	"slices"
	"strings"
)

// estate is what several files say together.
type estate struct {
	maps   map[string][]*mapped // ConfigMaps and Secrets, by name
	used   map[*setting]bool    // those that some workload mounts
	home   map[*setting]string  // the file of each
	take   map[string]string    // the workload that takes the map of a name; empty when several do
	envs   map[string]*config   // files of variables, by path
	envsIn map[string][]*config // the same by their directories, in order
	texts  map[string]*config   // files of settings that others may take some of, by path

	places map[setVariable][]string // where variables of workloads are set: directories

	merges map[string][]merge // what overlays put into maps, by the maps' names

	owner map[*setting]string // the one workload that takes a map; empty when several do

	project string // the tree's own name; empty when no manifest gives it one

	values   map[string]*setting          // of charts, by their directories
	releases []release                    // of Helmfile, whose values are files
	targets  map[string]string            // what kustomize applies the file of a patch to
	kindOf   func(file string) *ecosystem // for files that stand as text in others
	told     func(src []byte) *ecosystem  // the same, where only the content tells
}

// gather joins what files know of each other. It runs once, before any search.
func gather(configs []*config) *estate {
	e := &estate{
		maps: map[string][]*mapped{}, used: map[*setting]bool{}, home: map[*setting]string{}, take: map[string]string{},
		owner: map[*setting]string{}, places: map[setVariable][]string{}, envs: map[string]*config{}, envsIn: map[string][]*config{}, texts: map[string]*config{},
		merges: map[string][]merge{}, values: map[string]*setting{}, targets: map[string]string{}, kindOf: ecosystemNamed,
		told: func(src []byte) *ecosystem { return byContent("x.conf", src) },
	}
	configs = slices.DeleteFunc(slices.Clone(configs), func(c *config) bool { return c == nil })
	for _, c := range configs {
		e.meet(c)
	}
	over := overridesOf(configs)
	for _, c := range configs {
		over.settle(c)
	}
	vars := variablesOf(configs)
	for _, c := range configs {
		vars.fill(c)
		for _, doc := range c.docs {
			if c.kind == "helm" {
				e.fill(c.Path, doc)
			}
			e.placesOf(c.Path, doc)
			for _, pod := range podsOf(doc) {
				e.mark(c.Path, pod)
				e.taken(c.Path, doc.at("metadata", "name").text(), pod)
			}
		}
	}
	return e
}

// meet notes what a file gives to others.
func (e *estate) meet(c *config) {
	switch c.kind {
	case "dotenv":
		e.envs[c.Path] = c
		dir := path.Dir(c.Path)
		e.envsIn[dir] = append(e.envsIn[dir], c)
	case "yaml", "json":
		e.texts[c.Path] = c
	}
	base := path.Base(c.Path)
	if base == "values.yaml" && len(c.docs) > 0 {
		e.values[path.Dir(c.Path)] = c.docs[0]
	}
	for _, doc := range c.docs {
		e.note(c.Path, doc)
		switch {
		case strings.HasPrefix(base, "helmfile"):
			e.released(c.Path, doc)
		case isKustomization(base):
			e.targeted(c.Path, doc)
			e.merging(c.Path, doc)
		}
	}
}

// maxReleases bounds the releases that files of values are held against.
const maxReleases = 2_000

// release is a file of values, and what Helmfile installs with them.
type release struct{ values, name string }

// released notes which releases the files of values are for. What a name leaves
// open may be anything.
func (e *estate) released(file string, doc *setting) {
	for _, r := range doc.child("releases").items() {
		for _, v := range r.child("values").items() {
			if name := r.child("name").text(); v.leaf && name != "" && len(e.releases) < maxReleases {
				pattern := hole.ReplaceAllString(v.text(), "*")
				e.releases = append(e.releases, release{path.Join(path.Dir(file), pattern), name})
			}
		}
	}
}

// releaseOf is what Helmfile installs with a file of values; empty where it does
// not say, or says several.
func (e *estate) releaseOf(file string) string {
	found := ""
	for _, r := range e.releases {
		if ok, err := path.Match(r.values, file); !ok || err != nil || r.name == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = r.name
	}
	return resolveName(found)
}

// resolveName is a name that tells what is released; empty when it is left open, or
// says no more than that it is the one that runs.
func resolveName(name string) string {
	if hole.MatchString(name) || plain.MatchString(name) || placed.MatchString(name) {
		return ""
	}
	return name
}

// targeted notes what the files of patches are applied to.
func (e *estate) targeted(file string, doc *setting) {
	for _, list := range []string{"patches", "patchesJson6902"} {
		for _, p := range doc.child(list).items() {
			if at := p.child("path").text(); at != "" {
				e.targets[path.Join(path.Dir(file), at)] = p.at("target", "name").text()
			}
		}
	}
}
