package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// mapped is a ConfigMap or Secret, or what makes one.
type mapped struct {
	file string
	data *setting
}

// note keeps what a document gives to the variables of workloads. Where only the
// names of variables are told, their values are open.
func (e *estate) note(file string, doc *setting) {
	name := doc.at("metadata", "name").text()
	switch doc.child("kind").text() {
	case "ConfigMap":
		e.keep(file, name, doc.child("data"))
	case "Secret": // its data is base64, and secret
		e.keep(file, name, doc.child("stringData"))
		e.keep(file, name, openLeaves(doc.child("data")))
	case "SealedSecret":
		e.keep(file, firstText(name, doc.at("spec", "template", "metadata", "name")), openLeaves(doc.at("spec", "encryptedData")))
	case "ExternalSecret":
		name = firstText(name, doc.at("spec", "target", "name"))
		e.keep(file, name, doc.at("spec", "target", "template", "data"))
		keys := &setting{}
		for _, item := range doc.at("spec", "data").items() {
			keys.set(item.child("secretKey").text(), "", item.line, item.column)
		}
		e.keep(file, name, openLeaves(keys))
	case "ObjectBucketClaim":
		e.keep(file, name, claimed(doc))
	}
}

// keep notes one map; there may be none.
func (e *estate) keep(file, name string, data *setting) {
	if name != "" && data != nil && len(data.below) > 0 {
		e.maps[name] = append(e.maps[name], &mapped{file, data})
		e.home[data] = file
	}
}

// openLeaves are the variables of a map whose values nobody may see.
func openLeaves(data *setting) *setting {
	open := &setting{}
	for _, s := range data.items() {
		if isName(s.key) {
			open.set(s.key, "${"+s.key+"}", s.line, s.column)
		}
	}
	return open
}

// mark notes the maps that a pod takes its variables from.
func (e *estate) mark(file string, pod *setting) {
	for _, container := range containersOf(pod) {
		for _, from := range container.child("envFrom").items() {
			e.use(e.nearest(file, mapName(from)))
		}
		for _, env := range container.child("env").items() {
			e.use(e.nearest(file, env.at("valueFrom", "configMapKeyRef", "name").text()))
		}
	}
}

// use notes that a map is some workload's, if it is plain which one is.
func (e *estate) use(near []*mapped, _ bool) {
	if len(near) == 1 {
		e.used[near[0].data] = true
	}
}

// taken notes whose the maps are that a pod takes, as variables or as files.
func (e *estate) taken(file, workload string, pod *setting) {
	for _, container := range containersOf(pod) {
		for _, from := range container.child("envFrom").items() {
			only(e.take, mapName(from), workload)
		}
	}
	for _, name := range mapsOf(pod) {
		if near, _ := e.nearest(file, name); len(near) == 1 {
			only(e.owner, near[0].data, workload)
		}
	}
}

// only notes whose something is; nobody's, where several take it.
func only[K comparable](of map[K]string, key K, workload string) {
	if was, ok := of[key]; ok && was != workload {
		workload = ""
	}
	of[key] = workload
}

// mapsOf are the names of the maps that a pod takes, each as often as it does.
func mapsOf(pod *setting) []string {
	var names []string
	for _, container := range containersOf(pod) {
		for _, from := range container.child("envFrom").items() {
			names = append(names, mapName(from))
		}
		for _, env := range container.child("env").items() {
			names = append(names, firstText("", env.at("valueFrom", "configMapKeyRef", "name"), env.at("valueFrom", "secretKeyRef", "name")))
		}
	}
	for _, volume := range pod.child("volumes").items() {
		names = append(names, firstText("", volume.at("configMap", "name"), volume.at("secret", "secretName")))
		for _, source := range volume.at("projected", "sources").items() {
			names = append(names, firstText("", source.at("configMap", "name"), source.at("secret", "name")))
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// nearest are the maps of a name that share most of their path with a file, and
// whether they are its own: not only those of one of several places that it runs in.
func (e *estate) nearest(file, name string) (near []*mapped, own bool) {
	high := 0
	if name == "" {
		return nil, false
	}
	for _, m := range e.maps[name] {
		n := shared(path.Dir(file), path.Dir(m.file))
		if n > high {
			near, high = nil, n
		}
		if n == high {
			near = append(near, m)
		}
	}
	if len(near) > 1 && high == 0 {
		return nil, false // somebody else's, or one of many
	}
	return near, high > 0 && !slices.ContainsFunc(near, func(m *mapped) bool { return overlaid(path.Dir(file), path.Dir(m.file)) })
}

// placed are folders of which each holds one place that the same thing runs in.
var placed = regexp.MustCompile(`^(?:overlays?|environments?|envs?|clusters?|variants|stages?|staging|stg|prod|production|dev|test|qa|uat)$`)

// overlaid says that what lies in a directory holds for one place of several that
// what lies in the other runs in.
func overlaid(base, dir string) bool {
	steps := strings.Split(dir, "/")
	return slices.ContainsFunc(steps[shared(base, dir):], placed.MatchString)
}

// shared is how many steps two directories have in common.
func shared(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

func mapName(from *setting) string {
	return firstText("", from.at("configMapRef", "name"), from.at("secretRef", "name"))
}

// valueAt is a variable of the map of a name; nil where none is known, or several
// that differ. It is doubtful where it may be that of another place.
func (e *estate) valueAt(file, name, key string) (value *setting, doubt bool) {
	if s := e.mergedAt(file, name, key); s != nil {
		return s, false
	}
	near, own := e.nearest(file, name)
	for _, m := range near {
		s := m.data.child(key)
		if s == nil || !s.leaf {
			continue
		}
		if value != nil && value.value != s.value {
			return nil, true
		}
		value = s
	}
	return value, !own
}

// keysOf are the variables of the nearest maps of a name, in the order in which
// they are written.
func (e *estate) keysOf(file, name string) []string {
	near, _ := e.nearest(file, name)
	var keys []string
	for _, m := range near {
		for _, s := range m.data.below {
			if s.leaf && !slices.Contains(keys, s.key) {
				keys = append(keys, s.key)
			}
		}
	}
	return keys[:min(len(keys), maxBeside)]
}

// settle adds a variable whose value a map of another document may hold. A line of
// another file is none of this one, so it stands at the line that asks for it. One
// that nobody tells is open.
func (f *finder) settle(group *setting, name, from, key string, at *setting) {
	s, doubt := f.estate.valueAt(f.file, from, key)
	if s == nil || hole.MatchString(s.value) && s.store == "" {
		group.set(name, "${"+name+"}", at.line, at.column)
		return
	}
	set := group.set(name, s.value, at.line, max(1, at.column))
	set.doubt, set.store = doubt || s.doubt, s.store
}
