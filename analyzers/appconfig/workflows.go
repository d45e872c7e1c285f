package appconfig

import (
	"path"
	"regexp"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// findWorkflow reads the steps of CI: their commands, and the inputs of actions
// that name buckets. The region is that of the step which signs in.
func findWorkflow(f *finder, root *setting, _ *estate) {
	base := path.Base(f.file)
	f.service = firstText(strings.TrimSuffix(base, path.Ext(base)), root.child("name"))
	f.need = facts.Soft
	f.workflow(root, "")
}

// workflow descends to steps and scripts. Variables of a group hold below it.
func (f *finder) workflow(group *setting, region string) {
	if env := firstSetting(group, "env", "variables", "environment"); env != nil {
		f.settings(env)
		region = firstOf(sessionRegion(env), region)
	}
	for _, s := range group.items() {
		region = f.step(s, region)
	}
}

// step reads one setting of a workflow, and is the region from there on.
func (f *finder) step(s *setting, region string) string {
	if with := s.child("with"); with != nil {
		region = firstText(region, with.child("aws-region"))
		f.inputs(with, region)
	}
	switch {
	case s.leaf && strings.Contains(s.value, " ") && isScript(s):
		f.script(s, templates.ReplaceAllStringFunc(s.value, variableOf), region)
	case !s.leaf && s.key != "with" && s.key != "env":
		f.workflow(s, region)
	}
	return region
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
func (f *finder) inputs(with *setting, region string) {
	sub := f.named("")
	sub.access, sub.vendor = facts.Write, vendorOfAction(with.parent.child("uses").text())
	if to := with.child("destination"); strings.Contains(with.parent.child("uses").text(), "upload-cloud-storage") {
		if bucket, _, _ := strings.Cut(to.text(), "/"); isBucketName(bucket) {
			sub.add(Mention{Provider: "gcp", Bucket: bucket, Locator: shown(to.text()), Certain: true}, to)
		}
	}
	sub.settings(with)
	for i := range sub.found {
		if m := &sub.found[i]; m.Region == "" && m.Provider == "aws" {
			m.Region = region
		}
	}
	f.take(sub)
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
	if name := expression[strings.LastIndexByte(expression, '.')+1:]; isName(name) {
		return "${" + name + "}"
	}
	return "${ci}"
}

// templates are what CI puts in place before a shell sees a command.
var templates = regexp.MustCompile(`\$\{\{[^{}]*\}\}`)
