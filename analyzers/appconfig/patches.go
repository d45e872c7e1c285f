package appconfig

import (
	"path"
	"strconv"
	"strings"
)

func isKustomization(base string) bool {
	return base == "kustomization.yaml" || base == "kustomization.yml"
}

// isPatch says that a document is a list of changes to another one, as RFC 6902
// has them.
func isPatch(_ *finder, root *setting) bool {
	if !root.list || len(root.below) == 0 {
		return false
	}
	first := root.below[0]
	return first.child("op").text() != "" && strings.HasPrefix(first.child("path").text(), "/")
}

// findPatch reads a file of changes. They are of what kustomize applies them to.
func findPatch(f *finder, root *setting, e *estate) {
	f.service = firstOf(e.targets[f.file], f.service)
	f.changes(root)
}

// patchLists are the keys of kustomizations under which changes stand.
var patchLists = []string{"patches", "patchesJson6902", "patchesStrategicMerge"}

// patches reads the changes that stand in a kustomization itself: lists of them,
// or parts of objects.
func (f *finder) patches(root *setting, e *estate) {
	called := map[string]string{}
	for _, list := range patchLists {
		for _, p := range root.child(list).items() {
			target := p.at("target", "name").text()
			text := p
			if !p.leaf {
				text = p.child("patch")
			}
			if !strings.Contains(text.text(), "\n") {
				continue // the name of a file, which is read as one
			}
			for _, doc := range f.inText(text) {
				if name := renamed(doc); name != "" {
					called[target] = name
				}
				sub := f.named(firstOf(called[target], target))
				if isPatch(f, doc) {
					sub.changes(doc)
				} else {
					findKubernetes(sub, doc, e)
				}
				f.take(sub)
			}
		}
	}
}

// renamed is what a list of changes calls its object; empty when it leaves the name.
func renamed(ops *setting) string {
	for _, op := range ops.items() {
		if op.child("path").text() == "/metadata/name" {
			return op.child("value").text()
		}
	}
	return ""
}

// inText are the documents of YAML that stands as text in a setting, their lines
// being those of the file.
func (f *finder) inText(text *setting) []*setting {
	docs, _ := readYAML([]byte(text.value)) // what is before a mistake counts
	before := text.above()
	for _, doc := range docs {
		doc.each(func(s *setting) { s.line += before })
	}
	return docs
}

// changes reads what a list of changes puts in place. Variables and settings that
// are added one by one are of one group.
func (f *finder) changes(ops *setting) {
	variables, rest := &setting{key: "env", parent: &setting{}}, &setting{}
	for _, op := range ops.items() {
		value, steps := op.child("value"), strings.Split(strings.Trim(op.child("path").text(), "/"), "/")
		if value == nil || op.child("op").text() == "test" || len(steps) > maxDepth {
			continue
		}
		for i, step := range steps {
			steps[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
		}
		if value.child("name") != nil && (value.child("value") != nil || value.child("valueFrom") != nil) {
			f.variable(variables, value)
			continue
		}
		rest.graft(steps, value)
	}
	f.environment(variables)
	f.values(rest)
}

// graft puts a value at a path, making the groups on the way. What is added to a
// list stands at its end.
func (s *setting) graft(steps []string, value *setting) {
	for i, step := range steps {
		_, err := strconv.Atoi(step)
		if s.list = s.list || step == "-" || err == nil; step == "-" {
			step = strconv.Itoa(len(s.below))
		}
		if i == len(steps)-1 {
			own := *value
			own.key, own.parent = step, s
			for _, child := range own.below {
				child.parent = &own
			}
			s.below = append(s.below, &own)
			return
		}
		next := s.child(step)
		if next == nil || next.leaf {
			next = s.add(step, value.line, value.column)
		}
		s = next
	}
}

// isRunning says that a folder holds one place that something runs in, whatever
// it is called.
func isRunning(above string) bool {
	switch strings.ToLower(above) {
	case "overlays", "overlay", "environments", "environment", "envs", "env", "clusters":
		return true
	}
	return false
}

// beneath are the directories of a path, each with the one above it.
func beneath(name string) [][2]string {
	var list [][2]string
	above := ""
	for step := range strings.SplitSeq(path.Dir(name), "/") {
		list = append(list, [2]string{above, step})
		above = step
	}
	return list
}
