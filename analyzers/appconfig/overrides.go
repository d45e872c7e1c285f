package appconfig

import (
	"path"
	"regexp"
	"strings"
)

// wholly is a value that is nothing but a variable.
var wholly = regexp.MustCompile(`^\{\{\s*([A-Za-z_]\w*)\s*\}\}$`)

// groupDir are the folders of an inventory whose files set variables of one group of hosts.
var groupDir = regexp.MustCompile(`(?:^|/)(?:group_vars|host_vars)/[^/]+$`)

// overrides are the buckets that an inventory's files set, by the variables' names, and
// the files that set each.
type overrides map[string][]string

// overridesOf are those of all files of a tree.
func overridesOf(configs []*config) overrides {
	o := overrides{}
	for _, c := range configs {
		if !inventory.MatchString(c.Path) {
			continue
		}
		for _, doc := range c.docs {
			for _, s := range doc.items() {
				if role, _ := keyOf(s.key); role == bucketKey && s.text() != "" {
					o[s.key] = append(o[s.key], c.Path)
				}
			}
		}
	}
	return o
}

// settle empties what another file says better: the default of a role that an inventory
// overrides, and a setting of a group that is a variable which another file of
// the group sets. Each bucket is told once then, where its name stands.
func (o overrides) settle(c *config) {
	if len(o) == 0 || !inventory.MatchString(c.Path) {
		return
	}
	dir := path.Dir(c.Path)
	for _, doc := range c.docs {
		if path.Base(dir) == "defaults" {
			for _, s := range doc.items() {
				if s.leaf && o.inInventory(s.key) {
					s.value = ""
				}
			}
		}
		if !groupDir.MatchString(dir) {
			continue
		}
		doc.each(func(s *setting) {
			if !s.leaf || !strings.HasPrefix(s.text(), "{{") {
				return
			}
			if m := wholly.FindStringSubmatch(s.text()); m != nil && o.besides(m[1], c.Path) {
				s.value = ""
			}
		})
	}
}

// inInventory says that the files of groups or hosts set a variable.
func (o overrides) inInventory(name string) bool {
	for _, file := range o[name] {
		if strings.Contains("/"+file, "/group_vars/") || strings.Contains("/"+file, "/host_vars/") {
			return true
		}
	}
	return false
}

// besides says that another file of a file's folder sets a variable.
func (o overrides) besides(name, of string) bool {
	for _, file := range o[name] {
		if file != of && path.Dir(file) == path.Dir(of) {
			return true
		}
	}
	return false
}
