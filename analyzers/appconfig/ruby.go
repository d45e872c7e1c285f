package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// What Ruby writes around the literals of its settings.
var (
	rubyPair    = regexp.MustCompile(`["':]?\b([A-Za-z_][\w.]*)["']?\]?\s*(?:=>|\|\|=|[=:])\s*(ENV\s*(?:\.fetch)?[(\[][^)\]]*[)\]](?:\s*\|\|\s*["'][^"']*["'])?|"[^"]*"|'[^']*'|(?:Rails\.application\.(?:credentials|secrets|config)|Rails\.configuration|Settings|APP_CONFIG|AppConfig|Figaro\.env|node)\b[\w.:\[\](),"' ]*|\w+)`)
	rubyCall    = regexp.MustCompile(`^([a-z_][\w.]*[?!]?)[ (]+("[^"]*"|'[^']*')\)?(?:\s*,.*|\s+do\b.*|\s+(?:if|unless)\s.*)?$`)
	rubyOpens   = regexp.MustCompile(`^(?:if|unless|case|def|class|module|begin|while|until|for)\b|[=(]\s*(?:if|unless|case|begin)\b|\bdo(?:\s*\|[^|]*\|)?$`)
	rubyHeredoc = regexp.MustCompile(`^([a-z_]\w*)[ (]+<<[-~]?["']?([A-Za-z_]\w*)["']?\)?`)
	rubyHole    = regexp.MustCompile(`#\{([^{}]*)\}`)
	rubyFetch   = regexp.MustCompile(`(ENV\.fetch\s*\(\s*["']\w+["'])\s*\)\s*\{\s*(["'][^"']*["'])\s*\}`)
	rubyNode    = regexp.MustCompile(`^node\.(\w+)\[`)
	steps       = regexp.MustCompile(`\w+`)
)

// readRuby reads the literals that a program of settings assigns or hands to a
// call, and what it takes from its environment: Rails, Chef, Capistrano. It follows no
// control flow.
func readRuby(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	r := &assignments{group: root, outside: map[*setting]*setting{}}
	lines := textLines(src)
	for i := 0; i < len(lines) && i < maxSettings; i++ {
		text := plainRuby(lines[i])
		if text == "" || text[0] == '#' {
			continue
		}
		if m := rubyHeredoc.FindStringSubmatch(text); m != nil {
			i = r.heredoc(lines, i, m[1], m[2])
			continue
		}
		r.ruby(text, i+1)
		if r.depth > maxDepth {
			return []*setting{root}, errDepth
		}
	}
	return []*setting{root}, nil
}

// plainRuby is a line with its variables as other formats write them.
func plainRuby(line string) string {
	text := strings.TrimSpace(line)
	if strings.Contains(text, "#{") {
		text = rubyHole.ReplaceAllStringFunc(text, func(h string) string { return "${" + strings.Join(steps.FindAllString(h, maxDepth), ".") + "}" })
	}
	if i := strings.Index(text, " # "); i >= 0 && strings.Count(text[:i], `"`)%2 == 0 {
		text = strings.TrimSpace(text[:i])
	}
	return rubyNode.ReplaceAllString(rubyFetch.ReplaceAllString(text, "$1, $2)"), "$1[")
}

// heredoc reads a text of several lines, and is the number of its last.
func (r *assignments) heredoc(lines []string, i int, key, end string) int {
	at := i + 1
	var text strings.Builder
	for i++; i < len(lines) && strings.TrimSpace(lines[i]) != end; i++ {
		text.WriteString(rubyHole.ReplaceAllString(lines[i], "$${template}") + "\n")
	}
	r.group.set(key, text.String(), at, 1).under = true
	return i
}

// ruby reads one line.
func (r *assignments) ruby(text string, at int) {
	switch {
	case text == "end" || strings.HasPrefix(text, "end ") || strings.HasPrefix(text, "end."):
		if r.group.quoted {
			r.end()
		}
		return
	case indexed.MatchString(text), opened.MatchString(text), strings.IndexAny(text, "]})") == 0:
		r.read(strings.TrimPrefix(text, ":"), strings.TrimPrefix(text, ":"), at)
		return
	}
	r.pairs(text, at)
	if rubyOpens.MatchString(text) && !strings.HasSuffix(text, " end") {
		r.group, r.depth = r.group.add("", at, 1), r.depth+1
		r.group.quoted = true
	}
}

// pairs reads what a line sets: several settings are a group of their own.
func (r *assignments) pairs(text string, at int) {
	pairs := rubyPair.FindAllStringSubmatch(text, 100)
	to := r.group
	if len(pairs) > 1 {
		name := steps.FindString(text)
		to = to.add(name, at, 1)
	}
	if m := rubyCall.FindStringSubmatch(text); m != nil {
		to.set(m[1], m[2][1:len(m[2])-1], at, 1)
	}
	for _, m := range pairs {
		assign(to, m[1][strings.LastIndexByte(m[1], '.')+1:], otherSetting(m[1], m[2]), at)
	}
}

// otherSetting is a value that another setting of the application holds, as a variable;
// other values are as they are.
func otherSetting(key, text string) string {
	if strings.HasPrefix(text, "ENV") || !strings.ContainsAny(text, ".[") || strings.ContainsAny(text[:1], `"'`) {
		return text
	}
	if role, _ := keyOf(key); role != bucketKey {
		return text
	}
	return `"${` + strings.Join(steps.FindAllString(text, maxDepth), ".") + `}"`
}

// commandKeys are the settings of programs like Chef's and Puppet's that hold commands.
var commandKeys = []string{"command", "cmd", "code", "exec_start", "execute", "bash", "script", "sh", "system", "run", "onlyif", "unless"}

// findRuby searches such a program, and the commands in it.
func findRuby(f *finder, root *setting, _ *estate) {
	if dir, name := path.Split(f.file); path.Base(dir) == "roles" && strings.HasSuffix(name, ".rb") {
		f.service = strings.TrimSuffix(name, ".rb")
	}
	root.each(func(s *setting) {
		if s.leaf && (s.key == "source" || s.key == "url") && published.MatchString(s.value) {
			s.value = "" // what others publish for everybody to install
		}
	})
	f.uploads(root)
	f.settings(root)
	root.each(func(s *setting) {
		if s.leaf && slices.Contains(commandKeys, s.key) {
			f.script(s, s.value, "")
		}
	})
}
