package appconfig

import (
	"path"
	"slices"
	"strings"
)

// findPolicy reads a policy in a file of its own. Nothing but the name of the file, or
// that of its folder, tells who has it, and nothing tells that anybody does.
func findPolicy(f *finder, root *setting, _ *estate) {
	if besideTerraform(f, root) {
		return // which gives it to somebody
	}
	who := holderOf(f.file)
	if who == "" {
		return
	}
	t := templateOf(f, &setting{})
	sub := f.named(who)
	sub.vendor = "aws"
	for _, s := range statementsIn(root) {
		if s.child("Principal") == nil && s.child("NotPrincipal") == nil { // what a bucket lets others do is not theirs
			sub.grant(t, statementOf(s))
		}
	}
	sub.narrow()
	sub.doubt()
	f.take(sub)
}

// statementsIn are the statements of a policy; those of a bare list are its items.
func statementsIn(root *setting) []*setting {
	all := root.child("Statement")
	switch {
	case all == nil && root.list:
		return root.below
	case all != nil && !all.list:
		return []*setting{all}
	}
	return all.items()
}

// holderOf is who has a policy, as a path tells: the words of the file without those
// that say what it is, or else of its folder; empty when neither tells.
func holderOf(name string) string {
	base, _ := unfilled(path.Base(name))
	base = strings.TrimSuffix(base, path.Ext(base))
	if who := withoutPolicy(base); who != "" {
		return who
	}
	return withoutPolicy(path.Base(path.Dir(name)))
}

// withoutPolicy is a name without the words at its ends that say that it is a policy's.
func withoutPolicy(name string) string {
	list := strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == '_' || c == '.' || c == ' ' })
	for len(list) > 0 && policyWords[strings.ToLower(list[len(list)-1])] {
		list = list[:len(list)-1]
	}
	for len(list) > 0 && policyWords[strings.ToLower(list[0])] {
		list = list[1:]
	}
	if !slices.ContainsFunc(list, func(word string) bool { return len(word) > 1 }) {
		return ""
	}
	return strings.Join(list, "-")
}

// policyWords say what a file is, and not whose.
var policyWords = map[string]bool{
	"policy": true, "policies": true, "permission": true, "permissions": true, "iam": true, "role": true, "inline": true, "document": true, "aws": true, "s3": true,
	"access": true, "bucket": true, "statement": true, "statements": true, "json": true, "managed": true, "read": true, "write": true, "readonly": true, "only": true,
	"full": true, "user": true, "trust": true, "default": true, "the": true, "files": true, "templates": true, "config": true, "src": true,
}
