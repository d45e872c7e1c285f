package appconfig

import (
	"path"
	"slices"
	"strings"
)

// setVariable is one variable of a workload.
type setVariable struct{ workload, name string }

// placesOf notes the directories in which variables of workloads are set: by the
// workloads themselves, or by patches of them.
func (e *estate) placesOf(file string, doc *setting) {
	dir := path.Dir(file)
	e.setIn(dir, doc.at("metadata", "name").text(), doc)
	e.patchedIn(dir, e.targets[file], doc)
	if !isKustomization(path.Base(file)) {
		return
	}
	for _, list := range patchLists {
		for _, p := range doc.child(list).items() {
			text := p
			if !p.leaf {
				text = p.child("patch")
			}
			docs, _ := readYAML([]byte(text.text())) // what is before a mistake counts
			for _, d := range docs {
				e.setIn(dir, d.at("metadata", "name").text(), d)
				e.patchedIn(dir, p.at("target", "name").text(), d)
			}
		}
	}
}

// setIn notes the variables that a workload's containers set by themselves.
func (e *estate) setIn(dir, workload string, doc *setting) {
	for _, pod := range podsOf(doc) {
		for _, container := range containersOf(pod) {
			for _, env := range container.child("env").items() {
				e.place(dir, workload, env)
			}
		}
	}
}

// patchedIn notes the variables that a list of changes sets.
func (e *estate) patchedIn(dir, workload string, ops *setting) {
	if !isPatch(nil, ops) {
		return
	}
	for _, op := range ops.below {
		e.place(dir, workload, op.child("value"))
	}
}

func (e *estate) place(dir, workload string, env *setting) {
	if name := env.child("name").text(); name != "" && env.child("value") != nil {
		v := setVariable{workload, name}
		e.places[v] = append(e.places[v], dir)
	}
}

// replaced says that a place which a workload runs in sets a variable of it anew:
// what a file beneath the places says need not hold for any.
func (e *estate) replaced(file, workload, name string) bool {
	dir := path.Dir(file)
	if slices.ContainsFunc(strings.Split(dir, "/"), placed.MatchString) {
		return false // it is of one place itself
	}
	return slices.ContainsFunc(e.places[setVariable{workload, name}], func(other string) bool {
		return other != dir && shared(dir, other) > 0 && overlaid(dir, other)
	})
}
