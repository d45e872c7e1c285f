package appconfig

import (
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// grant is what a statement of a policy allows with one bucket.
type grant struct {
	at     *setting // the resource that it names
	access facts.Access
}

// permit notes what the roles of a template may do: by policies of their own, and
// by those that name them or that they name.
func (t *template) permit() {
	resources := t.root.child("Resources").items()
	for _, r := range resources {
		if !strings.HasPrefix(r.child("Type").text(), "AWS::IAM::") {
			continue
		}
		properties := r.child("Properties")
		list := t.statements(properties)
		for _, p := range properties.child("Policies").items() {
			list = append(list, t.statements(p)...)
		}
		t.grants[r.key] = append(t.grants[r.key], list...)
		for _, role := range properties.child("Roles").items() {
			if id := logical(role.text()); id != "" && r.child("Type").text() != "AWS::IAM::InstanceProfile" && len(t.grants[id]) < maxGrants {
				t.grants[id] = append(t.grants[id], list...)
			}
		}
	}
	for _, r := range resources {
		switch r.child("Type").text() {
		case "AWS::IAM::Role":
			t.inherit(r.key, r.at("Properties", "ManagedPolicyArns"))
		case "AWS::IAM::InstanceProfile":
			t.inherit(r.key, r.at("Properties", "Roles"))
		}
	}
}

// inherit gives what others of the template allow.
func (t *template) inherit(id string, from *setting) {
	for _, s := range from.items() {
		if of := logical(s.text()); of != "" && of != id && len(t.grants[id]) < maxGrants {
			t.grants[id] = append(t.grants[id], t.grants[of]...)
		}
	}
}

// statements are what a policy allows with objects of buckets.
func (t *template) statements(policy *setting) []*grant {
	if d := policy.child("PolicyDocument"); d != nil {
		policy = d
	}
	all := policy.child("Statement")
	if all != nil && !all.list {
		all = &setting{list: true, below: []*setting{all}}
	}
	var list []*grant
	for _, s := range all.items() {
		list = append(list, statementOf(s)...)
	}
	return list
}

// statementOf reads one statement.
func statementOf(s *setting) []*grant {
	access := accessOfActions(s.child("Action"))
	if access == "" || strings.EqualFold(s.child("Effect").text(), "Deny") {
		return nil
	}
	var list []*grant
	s.child("Resource").each(func(r *setting) {
		if r.text() != "" && r.text() != "*" {
			list = append(list, &grant{at: r, access: access})
		}
	})
	return list
}

// accessOfActions is what actions do with objects; empty for those that only list
// or that are not of buckets.
func accessOfActions(actions *setting) facts.Access {
	reads, writes := false, false
	actions.each(func(a *setting) {
		action := strings.ToLower(a.text())
		verb, ok := strings.CutPrefix(action, "s3:")
		switch {
		case action == "*" || verb == "*" && ok:
			reads, writes = true, true
		case !ok:
		case strings.HasPrefix(verb, "getobject") || verb == "get*" || strings.HasPrefix(verb, "headobject"):
			reads = true
		case strings.HasPrefix(verb, "putobject") || strings.HasPrefix(verb, "deleteobject") || verb == "put*" || verb == "delete*" ||
			strings.HasPrefix(verb, "abort") || strings.HasPrefix(verb, "replicate") || strings.HasPrefix(verb, "restore"):
			writes = true
		}
	})
	switch {
	case reads && writes:
		return facts.ReadWrite
	case reads:
		return facts.Read
	case writes:
		return facts.Write
	}
	return ""
}

// allowed adds what the roles allow that the properties of a resource name. What
// builds needs its buckets while it builds.
func (f *finder) allowed(t *template, properties *setting) {
	properties.each(func(s *setting) {
		if s.key == "ManagedPolicyArns" || len(t.granted(s)) == 0 {
			return
		}
		sub := f.named("")
		if slices.Contains(words(s.key), "build") {
			sub.need = facts.Soft
		}
		sub.grant(t, t.granted(s))
		f.kept(sub)
	})
}

// kept takes what a role allows; of a build's, not what is allowed with a store
// that the build's own settings name.
func (f *finder) kept(sub *finder) {
	own := map[string]bool{}
	for i := range f.found {
		own[f.found[i].Bucket] = f.found[i].Access == facts.Artifact || own[f.found[i].Bucket]
	}
	for _, m := range sub.found {
		if sub.need != facts.Soft || !own[m.Bucket] {
			f.found = append(f.found, m)
		}
	}
}

// granted are what the role allows that a setting refers to.
func (t *template) granted(role *setting) []*grant {
	if id := logical(role.text()); id != "" {
		return t.grants[id]
	}
	return nil
}

// grant adds what statements allow with buckets that they name.
func (f *finder) grant(t *template, list []*grant) {
	for _, g := range list {
		if t.left--; t.left < 0 {
			return
		}
		if m, ok := t.bucket(g.at.text()); ok && !vendorOwned.MatchString(m.Bucket) {
			m.Access = g.access
			f.add(m, g.at).Granted = true
		}
	}
}

// vendorOwned are buckets that agents of Amazon's fetch their own parts from, one in each region.
var vendorOwned = regexp.MustCompile(`^(?:aws-ssm|amazon-ssm|patch-baseline-snapshot|aws-windows-downloads|aws-codedeploy|aws-patch-manager|ec2imagebuilder|prod-\$\{)`)

// narrow lets what is allowed say what a bucket is used for that other settings
// name without a word of it. Several permissions are one use.
func (f *finder) narrow() {
	allowed := map[string]facts.Access{}
	for i := range f.found {
		if m := &f.found[i]; m.Granted {
			if was, ok := allowed[m.Bucket]; ok && was != m.Access {
				allowed[m.Bucket] = facts.ReadWrite
				continue
			}
			allowed[m.Bucket] = m.Access
		}
	}
	for i := range f.found {
		if m := &f.found[i]; allowed[m.Bucket] != "" && (m.Granted || m.Access == facts.ReadWrite) {
			m.Access = allowed[m.Bucket]
		}
	}
}
