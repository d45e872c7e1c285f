package appconfig

import "strings"

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
	rest := strings.Trim(hole.ReplaceAllString(name, ""), "-_. ")
	if len(rest) < 2 || !isName(strings.NewReplacer("-", "_", ".", "_").Replace(rest)) || plain.MatchString(rest) {
		return ""
	}
	return rest
}

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
