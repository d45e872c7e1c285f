package appconfig

import (
	"regexp"
	"strings"
)

// ansible are the variables that the files of an inventory and the defaults of roles
// set, by name. One that they set to several values depends on the host, and is empty.
type ansible map[string]string

// inventory are the folders of such files.
var inventory = regexp.MustCompile(`(?:^|/)(?:group_vars|host_vars|defaults|vars)/[^/]+(?:/[^/]+)?\.ya?ml$`)

// playing are the places of what takes variables of Ansible.
var playing = regexp.MustCompile(`(?i)(?:^|/)(?:playbooks?|roles|tasks|handlers|templates|group_vars|host_vars|defaults|vars)/|\.j2$|\.jinja2?$`)

// variablesOf are the variables of all such files of a tree.
func variablesOf(configs []*config) ansible {
	vars := ansible{}
	for _, c := range configs {
		if c == nil || !inventory.MatchString(c.Path) {
			continue
		}
		for _, doc := range c.docs {
			for _, s := range doc.items() {
				text := s.text()
				if role, _ := keyOf(s.key); !s.leaf || role == secretKey || text == "" || len(text) > maxName || strings.ContainsAny(text, "{}$") {
					continue
				}
				if was, ok := vars[s.key]; ok && was != text {
					text = ""
				}
				vars[s.key] = text
			}
		}
	}
	return vars
}

// fill puts defaults behind the variables of a config that only one value is known of:
// whoever runs it may set another.
func (v ansible) fill(c *config) {
	if len(v) == 0 || !playing.MatchString(c.Path) || c.kind == "helm" {
		return
	}
	for _, doc := range c.docs {
		doc.each(func(s *setting) {
			if !s.leaf || !strings.Contains(s.value, "{{") || len(s.value) > maxLine {
				return
			}
			s.value = filledIn.ReplaceAllStringFunc(s.value, func(tag string) string {
				m := filledIn.FindStringSubmatch(tag)
				if text := v[m[1]]; m[2] == "" && v.names(m[1], text) {
					return "${" + m[1] + ":-" + text + "}"
				}
				return tag
			})
		})
	}
}

// names says that a variable's value may name a bucket or where it is; what is only a
// part of a name, such as an environment, says nothing by itself.
func (v ansible) names(key, text string) bool {
	role, _ := keyOf(key)
	return strings.Contains(text, "://") || strings.Contains(text, ".") && !strings.ContainsAny(text, " /") || role == bucketKey && isBucketName(text)
}
