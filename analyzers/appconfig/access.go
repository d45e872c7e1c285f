package appconfig

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// accessWords tell what a bucket is for, by words of its key.
var accessWords = map[string]facts.Access{
	"export": facts.Write, "exports": facts.Write, "exporter": facts.Write, "output": facts.Write, "sink": facts.Write,
	"backup": facts.Write, "backups": facts.Write, "dump": facts.Write, "dumps": facts.Write, "wal": facts.Write,
	"destination": facts.Write, "dest": facts.Write, "dst": facts.Write, "target": facts.Write, "archive": facts.Write, "recording": facts.Write, "recordings": facts.Write,
	"checkpoint": facts.ReadWrite, "checkpoints": facts.ReadWrite,
	"input": facts.Read, "source": facts.Read, "src": facts.Read, "download": facts.Read, "downloads": facts.Read, "restore": facts.Read,
	"tfstate": facts.State,
	"log":     facts.Logs, "logs": facts.Logs, "logging": facts.Logs, "accesslog": facts.Logs, "accesslogs": facts.Logs,
	"artifact": facts.Artifact, "artifacts": facts.Artifact, "deployment": facts.Artifact, "deploymentbucket": facts.Artifact,
}

// spare are the words for what is kept in case: whoever writes it goes on without, and
// writes it later.
var spare = []string{"backup", "backups", "dump", "dumps", "wal", "backuper"}

// shownTo are the keys of what browsers are sent to.
var shownTo = regexp.MustCompile(`(?:^|_)(?:asset|assets|cdn|static|media|public|image|images|avatar|avatars)_(?:\w+_)?(?:host|url|uri|origin|domain)$`)

// used completes a mention with what its key tells of the use.
func (m *Mention) used() {
	if m.Access == "" {
		m.Access = accessOf(m.Key)
		if name := words(m.Bucket); m.Access == facts.ReadWrite && !strings.Contains(m.Bucket, "/") && (slices.Contains(name, "backup") || slices.Contains(name, "backups")) {
			m.Access = facts.Write // its name says what it is for
			m.Need = cmp.Or(m.Need, facts.Soft)
		}
	}
	if m.Need != "" {
		return
	}
	m.Need = needOf(m.Access)
	if saving(m.Key, m.Access) || m.Access != facts.Read && spareIn(words(m.Service)) {
		m.Need = facts.Soft
	}
}

// saving says that the last steps of a key speak of what is kept in case.
func saving(key string, access facts.Access) bool {
	if access != facts.Write && access != facts.ReadWrite {
		return false
	}
	steps := strings.Split(key, ".")
	return slices.ContainsFunc(steps[max(0, len(steps)-3):], func(step string) bool { return spareIn(words(step)) })
}

func spareIn(list []string) bool {
	return slices.ContainsFunc(list, func(word string) bool { return slices.Contains(spare, word) })
}

// accessOf is what the last steps of a key say of the use; readwrite when they
// say nothing.
func accessOf(key string) facts.Access {
	steps := strings.Split(key, ".")
	for i := len(steps) - 1; i >= max(0, len(steps)-3); i-- {
		w := words(steps[i])
		if n := len(w); n > 1 && w[n-2] == "storage" && w[n-1] == "uri" {
			return facts.Read // of a model, which is served
		}
		for _, word := range w {
			if a, ok := accessWords[word]; ok {
				return a
			}
		}
	}
	return facts.ReadWrite
}

func needOf(a facts.Access) facts.Need {
	switch a {
	case facts.Logs, facts.Artifact, facts.State:
		return facts.Soft
	default:
		return facts.Hard
	}
}
