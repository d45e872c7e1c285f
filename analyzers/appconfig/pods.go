package appconfig

import (
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
)

// strayPods reads the pods that stand in settings which are no object of Kubernetes, such
// as the jobs of Prow, and is the settings without them.
func (f *finder) strayPods(root *setting) *setting {
	if f.estate == nil {
		return root
	}
	pods := map[*setting]bool{}
	root.each(func(s *setting) {
		if !isPod(s) {
			return
		}
		pods[s] = true
		sub := f.named(ownerName(s))
		if forBuilds(s) {
			sub.need = facts.Soft
		}
		sub.pod(s)
		f.take(sub)
	})
	if len(pods) == 0 {
		return root
	}
	return root.pruned(pods)
}

// isPod says that a group is what a pod is started with.
func isPod(s *setting) bool {
	containers := s.child("containers")
	return containers != nil && containers.list && len(containers.below) > 0 &&
		!slices.ContainsFunc(containers.below, func(c *setting) bool { return c.child("image").text() == "" })
}

// ownerName is the name of what a pod belongs to; empty where none is near.
func ownerName(pod *setting) string {
	for s := pod; s != nil && !s.list; s = s.parent {
		if name := firstText("", s.child("name"), s.at("metadata", "name")); isPart(name) {
			return name
		}
	}
	return ""
}

// forBuilds says that a pod is that of a job of Prow's.
func forBuilds(pod *setting) bool {
	for s := pod.parent; s != nil; s = s.parent {
		if slices.Contains([]string{"presubmits", "postsubmits", "periodics"}, s.key) {
			return true
		}
	}
	return false
}
