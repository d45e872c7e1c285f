package appconfig

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// isPipeline says that a document is a pipeline of Concourse: what its jobs take and
// leave are resources.
func isPipeline(_ *finder, root *setting) bool {
	planned := func(job *setting) bool { return job.child("plan") != nil }
	sourced := func(r *setting) bool {
		return r.child("type") != nil && r.child("source") != nil && r.child("name") != nil
	}
	return slices.ContainsFunc(root.child("jobs").items(), planned) || slices.ContainsFunc(root.child("resources").items(), sourced)
}

// findPipeline reads its resources and its jobs, each by its own name.
func findPipeline(f *finder, root *setting, e *estate) {
	f.need = facts.Soft // nobody waits for what is built
	taken, left := stepsOf(root)
	parts := map[*setting]bool{}
	for _, list := range []string{"resources", "jobs"} {
		for _, part := range root.child(list).items() {
			name := part.child("name").text()
			if !isPart(name) {
				continue
			}
			parts[part] = true
			sub := f.named(name)
			if list == "resources" {
				sub.access = moved(taken[name], left[name])
				if strings.HasPrefix(part.child("type").text(), "terraform") {
					sub.access = facts.State
				}
			}
			findLoose(sub, part, e)
			f.take(sub)
		}
	}
	findLoose(f, root.pruned(parts), e)
	f.stated()
}

// stated says of all uses of a bucket that holds state that they are of that.
func (f *finder) stated() {
	states := map[string]bool{}
	for i := range f.found {
		if m := &f.found[i]; m.Access == facts.State {
			states[m.Bucket] = true
		}
	}
	for i := range f.found {
		if m := &f.found[i]; states[m.Bucket] {
			m.Access = facts.State
		}
	}
}

// stepsOf are the resources that jobs take, and those that they leave something in.
func stepsOf(root *setting) (taken, left map[string]bool) {
	taken, left = map[string]bool{}, map[string]bool{}
	root.child("jobs").each(func(step *setting) {
		if get := step.child("get"); get != nil {
			taken[firstOf(step.child("resource").text(), get.text())] = true
		}
		if put := step.child("put"); put != nil {
			left[firstOf(step.child("resource").text(), put.text())] = true
		}
	})
	return taken, left
}

// moved is what a pipeline does with a bucket that it takes from, or leaves something in.
func moved(taken, left bool) facts.Access {
	switch {
	case taken == left:
		return facts.ReadWrite // neither: who uses it stands elsewhere
	case taken:
		return facts.Read
	default:
		return facts.Write
	}
}
