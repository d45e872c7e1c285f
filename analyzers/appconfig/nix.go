package appconfig

import (
	"regexp"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// nixPair is an attribute of Nix with its path; nixText is a text that a list
// holds.
var (
	nixPair = regexp.MustCompile(`^((?:[\w-]+|"[^"]*")(?:\.(?:[\w-]+|"[^"]*"))*)\s*=\s*(.*)$`)
	nixText = regexp.MustCompile(`"([^"]*)"`)
)

// readNix reads the literals of attribute sets of Nix: those written one a line,
// and the texts of lists. It evaluates nothing.
func readNix(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	group, depth := root, 0
	for i, line := range textLines(src) {
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' || i >= maxSettings {
			continue
		}
		m := nixPair.FindStringSubmatch(text)
		switch {
		case m != nil:
			group, depth = nixInto(group, m[1], m[2], i+1, depth)
		case group.list:
			nixItems(group, text, i+1)
		case strings.HasSuffix(text, "{"):
			group, depth = group.add("", i+1, 1), depth+1
		}
		if (text[0] == '}' || text[0] == ']') && group.parent != nil {
			group, depth = group.parent, depth-1
		}
		if depth > maxDepth {
			return []*setting{root}, errDepth
		}
	}
	return []*setting{root}, nil
}

// nixInto adds an attribute, and is the group that is open behind it. A path
// makes one group of all its steps, so that one brace closes it.
func nixInto(group *setting, key, text string, line, depth int) (*setting, int) {
	key = strings.ReplaceAll(key, `"`, "")
	switch {
	case strings.HasSuffix(text, "{"):
		return group.add(key, line, 1), depth + 1
	case strings.HasPrefix(text, "["):
		list := group.add(key, line, 1)
		list.list = true
		nixItems(list, text, line)
		if !strings.Contains(text, "]") {
			return list, depth + 1
		}
	case strings.HasPrefix(text, `"`):
		if m := nixText.FindStringSubmatch(text); m != nil {
			group.set(key, m[1], line, 1)
		}
	}
	return group, depth
}

func nixItems(list *setting, text string, line int) {
	for _, m := range nixText.FindAllStringSubmatch(text, 100) {
		item := list.item(line, 1)
		item.leaf, item.value = true, m[1]
	}
}

// findNix reads a module of NixOS: its settings, repositories of backups, and
// the caches that builds ask in order.
func findNix(f *finder, root *setting, _ *estate) {
	root.each(func(s *setting) {
		switch w := words(s.key); {
		case len(w) == 0:
		case s.list && strings.HasPrefix(w[len(w)-1], "substitut"):
			f.caches(s)
			s.below = nil // told
		case s.leaf && w[len(w)-1] == "repository":
			f.restic(s, s.text())
		}
	})
	f.settings(root)
}

// caches reads caches of builds: when one does not answer, the next does.
func (f *finder) caches(list *setting) {
	sub := f.named("")
	sub.access, sub.need = facts.Read, facts.Soft
	for _, s := range list.below {
		url, query, _ := strings.Cut(s.text(), "?")
		p, ok := f.locate(url)
		if !ok || !isBucketName(p.Bucket) {
			continue
		}
		m := mentionOf(p)
		m.Locator = shown(s.text())
		for pair := range strings.SplitSeq(query, "&") {
			if region, ok := strings.CutPrefix(pair, "region="); ok {
				m.Region = region
			}
		}
		sub.add(m, s)
	}
	sub.join(Auto, func(*Mention) bool { return true })
	f.take(sub)
}
