package appconfig

import (
	"path"
	"slices"
	"strings"
)

// isCompose says that a document is Compose's: its services run images.
func isCompose(f *finder, root *setting) bool {
	if strings.Contains(path.Base(f.file), "compose") {
		return true
	}
	return slices.ContainsFunc(root.child("services").items(), func(s *setting) bool { return s.child("image") != nil })
}

// findCompose reads the services of Compose. Each is one by its own key.
func findCompose(f *finder, root *setting, e *estate) {
	for _, service := range root.child("services").items() {
		sub := f.named(service.key)
		group := &setting{key: "environment", parent: &setting{}, line: service.line}
		for _, s := range filesOf(service.child("env_file")) {
			if c := e.envs[path.Join(path.Dir(f.file), s.text())]; c != nil && len(c.docs) > 0 {
				sub.elsewhere(c, group, s.line)
			}
		}
		group.pairs(service.child("environment"))
		sub.environment(group)
		sub.commandLine(sessionRegion(group), service.child("entrypoint"), service.child("command"))
		if len(filesOf(service.child("profiles"))) > 0 { // it runs when somebody asks for it
			sub.doubt()
		}
		f.take(sub)
	}
}

// elsewhere adds the variables of a file. Their lines are of that file, so they
// stand at the line that names it.
func (f *finder) elsewhere(c *config, group *setting, line int) {
	for _, leaf := range c.docs[0].below {
		if leaf.leaf {
			group.set(leaf.key, leaf.value, line, 1)
		}
	}
}

// sessionRegion is the region that tools take from their variables.
func sessionRegion(variables *setting) string {
	return firstText("", variables.child("AWS_REGION"), variables.child("AWS_DEFAULT_REGION"))
}

// filesOf are the names of a list, each by itself or as its "path"; or the one
// that stands in the list's place.
func filesOf(s *setting) []*setting {
	if s.text() != "" {
		return []*setting{s}
	}
	var list []*setting
	for _, item := range s.items() {
		if at := item.child("path"); at != nil {
			item = at
		}
		list = append(list, item)
	}
	return list
}

// pairs adds the variables of a map, of a list of KEY=VALUE or of one of
// {name, value} or {key, value}.
func (s *setting) pairs(from *setting) {
	for _, item := range from.items() {
		switch {
		case item.leaf && from.list:
			if key, value, ok := strings.Cut(item.value, "="); ok {
				s.set(strings.TrimSpace(key), value, item.line, item.column)
			}
		case item.leaf:
			s.set(item.key, item.value, item.line, item.column)
		default: // of an API, whose keys may begin in upper case
			if v := firstChild(item, "value", "Value"); v.text() != "" {
				name := firstChild(item, "name", "Name", "key", "Key", "option_name").text()
				if name == "" && !from.list {
					name = item.key // with a description beside its value
				}
				s.set(name, v.value, v.line, v.column)
			}
		}
	}
}

// firstChild is the first setting of some keys that is there.
func firstChild(s *setting, keys ...string) *setting {
	for _, key := range keys {
		if c := s.child(key); c != nil {
			return c
		}
	}
	return nil
}

// doubt makes all that was found possible only.
func (f *finder) doubt() {
	for i := range f.found {
		f.found[i].Certain = false
	}
}
