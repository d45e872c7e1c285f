package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// findWorkflow reads the steps of CI: their commands, and the inputs of actions
// that name buckets. Provider and region are those of the step which signs in.
func findWorkflow(f *finder, root *setting, _ *estate) {
	base := path.Base(f.file)
	f.service = firstText(strings.TrimSuffix(base, path.Ext(base)), root.child("name"))
	f.need = facts.Soft
	plainTemplates(root)
	f.workflow(root, session{}.of(root))
	f.cloudBuild(root)
	f.found = listedElsewhere(root, f.found)
}

// listedElsewhere leaves out what is nothing but a variable of a matrix, where the
// buckets that the matrix lists were found.
func listedElsewhere(root *setting, found []Mention) []Mention {
	known, listed := map[string]bool{}, map[string]bool{}
	for i := range found {
		known[found[i].Bucket] = true
	}
	root.each(func(s *setting) {
		if s.key != "matrix" {
			return
		}
		s.each(func(v *setting) {
			if !known[v.text()] {
				return
			}
			if v.parent.list {
				v = v.parent
			}
			listed["${"+v.key+"}"] = true
		})
	})
	return slices.DeleteFunc(found, func(m Mention) bool { return listed[m.Bucket] })
}

// session is what a job is signed in to. Each is empty when nothing tells.
type session struct{ region, vendor string }

// plainTemplates writes what CI fills in as variables, or as the value that the
// same file sets.
func plainTemplates(root *setting) {
	set := map[string]string{}
	root.each(func(s *setting) {
		if s.leaf && s.parent != nil && s.parent.key == "env" {
			if was, ok := set[s.key]; ok && was != s.value || strings.Contains(s.value, "${{") || len(s.value) > maxName {
				set[s.key] = ""
				return
			}
			set[s.key] = s.value
		}
	})
	root.each(func(s *setting) {
		if s.leaf && strings.Contains(s.value, "${{") {
			s.value = templates.ReplaceAllStringFunc(s.value, func(template string) string {
				name := variableOf(template)
				if known := set[strings.Trim(name, "${}")]; known != "" && strings.Contains(template, "env.") {
					return known
				}
				return name
			})
		}
	})
}

// of is the session of all that a group holds, where its steps sign in to one
// cloud, and in one region.
func (in session) of(group *setting) session {
	vendor, region, several := "", "", false
	group.each(func(s *setting) {
		v := signsIn(s)
		several = several || v != "" && vendor != "" && v != vendor
		vendor = firstOf(v, vendor)
		if at := resolve(s.child("with").child("aws-region").text()); at.text != "" && !at.open() {
			if region != "" && region != at.text {
				at.text = " " // none for all
			}
			region = at.text
		}
	})
	if several {
		vendor, region = "", ""
	}
	return session{firstOf(strings.TrimSpace(region), in.region), firstOf(vendor, in.vendor)}
}

// signsIn is the cloud that a step signs in to; empty for other steps.
func signsIn(step *setting) string {
	name, _, _ := strings.Cut(step.child("uses").text(), "@")
	switch {
	case strings.Contains(name, "configure-aws-credentials"):
		return "aws"
	case strings.HasPrefix(name, "google-github-actions/auth"):
		return "gcp"
	case strings.EqualFold(name, "azure/login"):
		return "azure"
	}
	return ""
}

// workflow descends to steps and scripts. Variables of a group hold below it.
func (f *finder) workflow(group *setting, in session) {
	if group.child("steps") != nil {
		in = in.of(group)
	}
	if env := firstSetting(group, "env", "variables", "environment"); env != nil {
		in.region = firstOf(sessionRegion(env), in.region)
		f.within(in, "").vars(f, env)
	}
	for _, s := range group.items() {
		f.step(s, in)
	}
}

// within is the finder for settings of a session; vendor is what they say themselves.
func (f *finder) within(in session, vendor string) *sessionFinder {
	sub := f.named("")
	sub.vendor = firstOf(vendor, in.vendor)
	return &sessionFinder{sub, in}
}

// sessionFinder finds what is used within a session.
type sessionFinder struct {
	*finder
	session
}

// vars reads variables, as a map or as a list of names and values.
func (s *sessionFinder) vars(f *finder, env *setting) {
	group := &setting{key: env.key, parent: env.parent, line: env.line}
	group.pairs(env)
	s.settings(group)
	s.into(f)
}

// into gives what was found the region of the session.
func (s *sessionFinder) into(f *finder) {
	for i := range s.found {
		if m := &s.found[i]; m.Region == "" && m.Provider == "aws" && m.Endpoint == "" {
			m.Region = s.region
		}
	}
	f.take(s.finder)
}

// step reads one setting of a workflow.
func (f *finder) step(s *setting, in session) {
	uses := firstText("", s.child("uses"), s.child("task"), s.child("pipe"), s.child("image"))
	switch {
	case s.leaf && strings.Contains(s.value, " ") && isScript(s):
		f.script(s, s.value, in.region)
		return
	case s.leaf:
		return
	case strings.Contains(s.key, "/") || strings.Contains(s.key, "#"): // an orb's command, a plugin
		f.inputs(s, s.key, in)
	case s.key == "deploy":
		f.inputs(s, "deploy", in)
		for _, one := range s.items() {
			f.inputs(one, "deploy", in)
		}
	}
	for _, key := range []string{"with", "inputs", "settings"} {
		if given := s.child(key); given != nil && !given.leaf && uses != "" {
			f.inputs(given, uses, in)
		}
	}
	if s.key != "with" && s.key != "env" && s.key != "inputs" {
		f.workflow(s, in)
	}
}

// isScript says that a setting holds commands, by its key or its list's.
func isScript(s *setting) bool {
	if s.parent != nil && s.parent.list {
		s = s.parent
	}
	switch s.key {
	case "run", "script", "commands", "before_script", "after_script", "command", "args", "bash", "inlineScript":
		return true
	}
	return false
}

// inputs reads the inputs of an action.
func (f *finder) inputs(with *setting, uses string, in session) {
	sub := f.within(in, vendorOfAction(uses))
	sub.access = accessOfAction(uses)
	if to := with.child("destination"); strings.Contains(uses, "upload-cloud-storage") {
		v := resolve(to.text())
		if bucket, _, _ := strings.Cut(v.text, "/"); isBucketName(bucket) {
			sub.add(Mention{Provider: "gcp", Bucket: bucket, Locator: shown(bucket), Certain: !v.open(), References: v.references[:min(1, len(v.references))]}, to)
		}
	}
	if from := firstChild(with, "from", "source"); from != nil && from.leaf {
		read := f.within(in, vendorOfAction(uses))
		read.access = facts.Read
		group := &setting{key: with.key, parent: with.parent}
		group.set(from.key, from.value, from.line, from.column)
		read.settings(group)
		read.into(f)
		with = with.without(from)
	}
	sub.settings(with)
	sub.folders(with)
	sub.into(f)
}

// folders reads inputs that are a folder of a bucket which a variable names.
func (f *finder) folders(with *setting) {
	for _, s := range with.items() {
		name, _, ok := strings.Cut(s.text(), "/")
		variable := logical(name)
		if r, _ := keyOf(variable); ok && r == bucketKey && vendorIn(variable) != "" {
			f.add(Mention{Provider: vendorIn(variable), Bucket: name, Locator: shown(name), References: []string{variable}}, s)
		}
	}
}

// without is a group that lacks one of its settings.
func (s *setting) without(one *setting) *setting {
	rest := *s
	rest.below = slices.DeleteFunc(slices.Clone(s.below), func(c *setting) bool { return c == one })
	return &rest
}

// accessOfAction is what an action does with the bucket that it is given.
func accessOfAction(uses string) facts.Access {
	for _, word := range words(uses) {
		switch word {
		case "download", "fetch", "get", "restore", "pull":
			return facts.Read
		case "cache", "terraform", "pulumi":
			return facts.ReadWrite
		}
	}
	return facts.Write
}

// cloudBuild reads what a build of Google Cloud keeps: logs and artifacts, and the
// arguments of its steps.
func (f *finder) cloudBuild(root *setting) {
	if !strings.HasPrefix(path.Base(f.file), "cloudbuild") {
		return
	}
	f.vendor = "gcp"
	f.vars(root.child("substitutions"))
	f.located(root.child("logsBucket"), facts.Logs)
	f.located(root.at("artifacts", "objects", "location"), facts.Write)
	for _, step := range root.child("steps").items() {
		tool := path.Base(step.child("name").text())
		tool, _, _ = strings.Cut(tool, ":")
		word := firstOf(step.child("entrypoint").text(), tool)
		group := &setting{list: true, below: []*setting{{leaf: true, value: word, line: step.line}}}
		group.below = append(group.below, step.child("args").items()...)
		f.commands(&setting{list: true, below: []*setting{group}}, "")
	}
}

// vars reads a group of variables.
func (f *finder) vars(group *setting) {
	if group != nil {
		f.settings(group)
	}
}

// located adds the bucket that a setting's locator names.
func (f *finder) located(s *setting, access facts.Access) {
	v := resolve(s.text())
	if p, ok := f.locate(v.text); ok && isBucketName(p.Bucket) {
		m := mentionOf(p)
		m.Access, m.Locator, m.References, m.Certain = access, shown(s.text()), v.references, m.Certain && !v.open() && !v.defaulted
		f.add(m, s)
	}
}

// vendorOfAction is the provider whose buckets an action is for.
func vendorOfAction(uses string) string {
	name, _, _ := strings.Cut(uses, "@")
	return vendorIn(name)
}

func firstSetting(s *setting, keys ...string) *setting {
	for _, key := range keys {
		if c := s.child(key); c != nil && !c.leaf {
			return c
		}
	}
	return nil
}

// findScripts reads the scripts of a package.
func findScripts(f *finder, root *setting, _ *estate) {
	f.service = firstText(f.service, root.child("name"))
	for _, s := range root.child("scripts").items() {
		if s.leaf {
			f.script(s, s.value, "")
		}
	}
}

// variableOf is the variable that a template of CI stands for: the last of its
// names, as in secrets.BUCKET.
func variableOf(template string) string {
	expression := strings.TrimSpace(template[3 : len(template)-2])
	if name := strings.ReplaceAll(expression[strings.LastIndexByte(expression, '.')+1:], "-", "_"); isName(name) { // a "-" would begin a default
		return "${" + name + "}"
	}
	return "${ci}"
}

// templates are what CI puts in place before a shell sees a command.
var templates = regexp.MustCompile(`\$\{\{[^{}]*\}\}`)
