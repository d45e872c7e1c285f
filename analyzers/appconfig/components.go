package appconfig

import (
	"path"
	"regexp"
	"strings"

	"github.com/resilint/resilint/analyzers/source"
)

// workload is what an object calls itself. Of a name with an open part, as charts have
// it, that is the rest, or what its labels call the part of the whole that it is.
func (f *finder) workload(doc *setting) string {
	if name := firstText("", doc.at("metadata", "name")); name != "" {
		return name
	}
	if len(podsOf(doc)) == 0 {
		return f.service
	}
	return f.partOf(firstOf(componentOf(doc), partName(doc.at("metadata", "name").text())), f.service)
}

// componentOf is the part of a whole that the labels of an object call it; empty where
// they do not.
func componentOf(doc *setting) string {
	const label = "app.kubernetes.io/component"
	name := firstText("", doc.at("metadata", "labels", label), doc.at("spec", "template", "metadata", "labels", label))
	if plain.MatchString(name) || hole.MatchString(name) {
		return ""
	}
	return name
}

// partName is a name without the parts that are open; empty where the rest says nothing.
func partName(name string) string {
	rest := kindSuffix.ReplaceAllString(strings.Trim(hole.ReplaceAllString(name, ""), "-_. "), "")
	if len(rest) < 2 || !isName(strings.NewReplacer("-", "_", ".", "_").Replace(rest)) || plain.MatchString(rest) {
		return ""
	}
	return rest
}

// kindSuffix is the kind of a workload at the end of its name.
var kindSuffix = regexp.MustCompile(`-(?:deployment|statefulset|daemonset|cronjob)$`)

// partOf is what a part of a chart is called; other objects stand for themselves.
func (f *finder) partOf(part, whole string) string {
	switch {
	case part == "":
		return whole
	case f.chart == "" || strings.HasPrefix(part, whole):
		return part
	}
	return whole + "-" + part
}

// ofPart is the finder for the variables of one part of values that are for no chart
// that is known; the same finder for all else.
func (f *finder) ofPart(group *setting) *finder {
	name := group.key
	if !f.parts || group.parent == nil || group.parent.list || !isName(strings.ReplaceAll(name, "-", "_")) || plain.MatchString(name) || name == "global" {
		return f.named("")
	}
	return f.named(name)
}

// soleChart is the name of the one chart that a tree has; empty where it has none, or
// several.
func soleChart(files []source.File) string {
	name := ""
	for i := range files {
		f := &files[i]
		if path.Base(f.Path) != "Chart.yaml" || passed(f.Path) || len(f.Src) > maxFileSize {
			continue
		}
		own := settingOf(readYAML, "name")(f.Src)
		if name != "" && own != name || own == "" {
			return ""
		}
		name = own
	}
	return name
}
