package appconfig

import (
	"regexp"
	"strings"
)

var (
	// configured is the head of settings for one application or one of its modules.
	configured = regexp.MustCompile(`^\s*config\s+:?([\w.]+)\s*,?\s*(?::?([\w.]+)\s*(?:,|$))?\s*(.*)$`)
	system     = regexp.MustCompile(`\{:system,\s*"([A-Za-z_]\w*)"(?:,\s*"([^"]*)")?\}`)
)

// readElixir reads the settings of applications of Elixir, those of each "config"
// as one group.
func readElixir(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	group := root.add("config", 1, 1)
	for i, line := range textLines(src) {
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' || i >= maxSettings {
			continue
		}
		line = system.ReplaceAllString(line, `System.get_env("$1", "$2")`)
		if m := configured.FindStringSubmatch(line); m != nil {
			group = root.reach([]string{m[1], ""}, i+1)
			if line = m[3]; m[2] != "" && !strings.HasPrefix(strings.TrimSpace(m[3]), ":") {
				group = group.add(strings.ToLower(m[2]), i+1, 1)
			} else {
				group = group.add("config", i+1, 1)
			}
		}
		pairs(group, line, i+1)
	}
	return []*setting{root}, nil
}

// pair is a key and its value, on a line of its own or among others.
var pair = regexp.MustCompile(`(?:^|[\s\[,(])([a-z_]\w*):\s+("[^"]*"|System\.(?:get_env|fetch_env!)\([^()]*\)(?:\s*\|\|\s*"[^"]*")?)`)

func pairs(group *setting, line string, at int) {
	for _, m := range pair.FindAllStringSubmatch(line, 50) {
		assign(group, m[1], m[2], at)
	}
}

// findElixir reads settings of applications; where and how the client of Amazon's
// API asks holds for all of them.
func findElixir(f *finder, root *setting, e *estate) {
	root.child("ex_aws").each(func(s *setting) {
		switch {
		case s.leaf && s.key == "region":
			root.lives(s.value, s)
		case s.leaf && s.key == "host":
			root.set("s3_endpoint", s.value, s.line, s.column)
		}
	})
	findLoose(f, root, e)
}
