package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/source"
)

// manifest is a file at the root of a tree that gives the project its name.
type manifest struct {
	file string
	name func(src []byte) string
}

// manifests are asked in this order: what is deployed is named by the language of
// its server rather than by that of its pages.
var manifests = []manifest{
	{"go.mod", firstMatch(`(?m)^module\s+"?([^\s"]+?)(?:/v\d+)?"?\s*$`)},
	{"mix.exs", firstMatch(`\bapp:\s*:(\w+)`)},
	{"settings.gradle", firstMatch(`rootProject\.name\s*=\s*['"]([^'"]+)['"]`)},
	{"settings.gradle.kts", firstMatch(`rootProject\.name\s*=\s*"([^"]+)"`)},
	{"Cargo.toml", settingOf(readTOML, "package", "name")},
	{"pyproject.toml", settingOf(readTOML, "project", "name")},
	{"pyproject.toml", settingOf(readTOML, "tool", "poetry", "name")},
	{"composer.json", settingOf(readJSON, "name")},
	{"package.json", settingOf(readJSON, "name")},
}

// isManifest says that a path is one that may name the project.
func isManifest(name string) bool {
	return !strings.Contains(name, "/") && slices.ContainsFunc(manifests, func(m manifest) bool { return m.file == name })
}

// anyones are names that a project gives to what has none of its own.
var anyones = regexp.MustCompile(`(?i)^(?:root|app|application|monorepo|workspaces?|project|main|server|backend|skeleton|laravel|example|my-?app)$`)

// projectOf is the name that the tree gives itself; empty when it gives none.
func projectOf(files []source.File) string {
	for _, m := range manifests {
		i := slices.IndexFunc(files, func(f source.File) bool { return f.Path == m.file })
		if i < 0 || len(files[i].Src) > maxFileSize {
			continue
		}
		if name := path.Base("/" + m.name(files[i].Src)); name != "/" && !anyones.MatchString(name) {
			return name
		}
	}
	if name := soleChart(files); !anyones.MatchString(name) {
		return name
	}
	return ""
}

func firstMatch(pattern string) func([]byte) string {
	expression := regexp.MustCompile(pattern)
	return func(src []byte) string {
		if m := expression.FindSubmatch(src); m != nil {
			return string(m[1])
		}
		return ""
	}
}

// settingOf reads one setting; what stands before a mistake counts.
func settingOf(read func([]byte) ([]*setting, error), keys ...string) func([]byte) string {
	return func(src []byte) string {
		docs, _ := read(src)
		for _, doc := range docs {
			if name := doc.at(keys...).text(); name != "" && !strings.ContainsAny(name, "${}<> ") {
				return name
			}
		}
		return ""
	}
}
