package appconfig

import (
	"regexp"
	"slices"
	"strings"
)

// isOperations says that a document is a list of changes to a manifest of BOSH's.
func isOperations(_ *finder, root *setting) bool {
	if !root.list || len(root.below) == 0 {
		return false
	}
	first := root.below[0]
	return slices.Contains([]string{"replace", "remove"}, first.child("type").text()) && strings.HasPrefix(first.child("path").text(), "/")
}

// modifier ends a step of such a path: what need not be there, and where it is put.
var modifier = regexp.MustCompile(`\?$|:(?:before|after|prev|next)$`)

// findOperations reads the values that changes put in place, each at its path. Settings
// of one job are of one group, whichever changes set them.
func findOperations(f *finder, root *setting, _ *estate) {
	var order []string
	changed := map[string]*setting{}
	for _, op := range root.items() {
		value, steps := op.child("value"), strings.Split(strings.Trim(op.child("path").text(), "/"), "/")
		if value == nil || op.child("type").text() != "replace" || len(steps) > maxDepth {
			continue
		}
		for i, step := range steps {
			steps[i] = modifier.ReplaceAllString(step, "")
		}
		if name := value.child("name").text(); steps[len(steps)-1] == "-" && isPart(name) {
			steps[len(steps)-1] = "name=" + name
		}
		job := jobIn(steps)
		if changed[job] == nil {
			order = append(order, job)
			changed[job] = &setting{}
		}
		changed[job].graft(steps, value)
	}
	for _, job := range order {
		_, name, _ := strings.Cut(job[strings.LastIndexByte(job, '/')+1:], "=")
		sub := f.named(name)
		findDeployment(sub, changed[job], nil)
		f.take(sub)
	}
}

// jobIn is the steps to the innermost thing with a name in a path; empty where none has one.
func jobIn(steps []string) string {
	for i, step := range slices.Backward(steps) {
		if strings.HasPrefix(step, "name=") {
			return strings.Join(steps[:i+1], "/")
		}
	}
	return ""
}

// isDeployment says that a document is such a manifest.
func isDeployment(_ *finder, root *setting) bool {
	groups := root.child("instance_groups")
	return groups != nil && groups.list
}

// findDeployment reads settings that may hold lists of jobs. Each job is a service.
func findDeployment(f *finder, root *setting, _ *estate) {
	jobs := map[*setting]bool{}
	root.each(func(s *setting) {
		if name := s.child("name").text(); isPart(name) && s.parent != nil && s.parent.list && s.parent.key == "jobs" {
			jobs[s] = true
			sub := f.named(name)
			sub.settings(s)
			f.take(sub)
		}
	})
	f.settings(root.pruned(jobs))
}

// isPart says that a text may be the name of a part of a whole.
func isPart(name string) bool { return name != "" && !hole.MatchString(resolve(name).text) }
