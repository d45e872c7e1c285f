package clouds

import (
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/facts"
)

// keyedUse is a bucket that Terraform puts into an environment variable.
type keyedUse struct {
	service facts.ID
	root    string
	bucket  *bucketDraft
}

// expect notes the variables that configs leave open, so that what Terraform
// sets them to is kept.
func (l *linker) expect(mentions []appconfig.Mention) {
	for i := range mentions {
		for _, name := range mentions[i].References {
			l.keyed[name] = nil
		}
	}
}

// key keeps the bucket that a setting of a service holds, if a config asks for it.
func (l *linker) key(owner *serviceDraft, u useDraft, b *bucketDraft) {
	if list, asked := l.keyed[u.key]; asked && facts.Via(u.spec.Via) == facts.ViaEnv {
		l.keyed[u.key] = append(list, keyedUse{owner.ID, owner.Root, b})
	}
}

// byKey is the bucket that Terraform sets the variable to which a config leaves
// open: for the same service first, which is certain; then in the same folders,
// then anywhere. It is nil where that is more than one bucket.
func (m *mentioner) byKey(from *appconfig.Mention, service facts.ID) (*bucketDraft, facts.Confidence) {
	name := soleReference(from)
	if name == "" {
		return nil, ""
	}
	for i, near := range []func(keyedUse) bool{
		func(u keyedUse) bool { return u.service == service },
		func(u keyedUse) bool { return under(from.Home, u.root) || under(u.root, from.Home) },
		func(keyedUse) bool { return true },
	} {
		var found []*bucketDraft
		for _, u := range m.keyed[name] {
			if near(u) && !slices.Contains(found, u.bucket) {
				found = append(found, u.bucket)
			}
		}
		switch {
		case len(found) == 0:
		case i == 0:
			return only(found), facts.Certain
		default:
			return only(found), facts.Possible
		}
	}
	return nil, ""
}

// soleReference is the variable whose value is the whole of what a config says;
// empty when there is more to it.
func soleReference(from *appconfig.Mention) string {
	if len(from.References) != 1 || strings.Trim(from.Bucket, "${}()%:. ") != from.References[0] {
		return ""
	}
	return from.References[0]
}

// givenKey is a variable that a file of variables sets in the home of a service.
type givenKey struct{ home, name string }

// givenIn are the variables that files of variables set. One that several files
// set to different buckets depends on which of them is used: it is nil.
func givenIn(mentions []appconfig.Mention) map[givenKey]*appconfig.Mention {
	given := map[givenKey]*appconfig.Mention{}
	for i := range mentions {
		v := &mentions[i]
		if v.Kind != "dotenv" || v.Env == "" || len(v.References) > 0 {
			continue
		}
		key := givenKey{v.Home, v.Env}
		if was, ok := given[key]; ok && (was == nil || was.Bucket != v.Bucket) {
			given[key] = nil
			continue
		}
		given[key] = v
	}
	return given
}

// valueOf is where a file of variables beside a config sets the variable that
// the config leaves open; nil when none does.
func (m *mentioner) valueOf(from *appconfig.Mention) *appconfig.Mention {
	return m.given[givenKey{from.Home, soleReference(from)}]
}

// taken are the lines of files of variables whose bucket is that of a config
// which takes the variable: they speak of no service of their own.
func (m *mentioner) taken(mentions []appconfig.Mention) map[*appconfig.Mention]bool {
	taken := map[*appconfig.Mention]bool{}
	for i := range mentions {
		if source := m.valueOf(&mentions[i]); source != nil {
			taken[source] = true
		}
	}
	return taken
}

// only is the bucket of a list that stands for one: that of a root with several
// variants is there once for each. It is nil when they are several.
func only(list []*bucketDraft) *bucketDraft {
	for _, b := range list[1:] {
		if b.Root != list[0].Root || b.Address != list[0].Address {
			return nil
		}
	}
	return list[0]
}

// under says that a directory lies in another one, which is not the top of the tree.
func under(dir, in string) bool {
	return in != "." && (dir == in || strings.HasPrefix(dir, in+"/"))
}

// shape is a name with parts that only a variable knows.
type shape struct {
	bucket *bucketDraft
	match  *regexp.Regexp
	parts  []string // the spelling of each part, in order
}

var (
	openPart = regexp.MustCompile(`\$\{[^}]*\}`)
	// common are the words of names that say nothing of what a bucket is for.
	common = regexp.MustCompile(`\b(dev|development|test|staging|stage|prod|production|qa|uat|aws|gcp|s3|gcs|bucket|eu|us|ap|ca|west|east|north|south|central|[0-9]+)\b|[-_.]`)
)

const (
	minFixed  = 6     // letters that a shape must tell by itself
	maxShapes = 5_000 // names that are held against those of configs
)

// patterned is the declared bucket whose name, as far as it is written, is that
// of a config; nil when none is, or several are.
func (m *mentioner) patterned(name string) *bucketDraft {
	var found []*bucketDraft
	for _, p := range m.openNames() {
		if p.fits(name) {
			found = append(found, p.bucket)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return only(found)
}

// openNames are those of the declared buckets, made when they are first needed.
func (m *mentioner) openNames() []shape {
	if m.shapes != nil {
		return m.shapes
	}
	m.shapes = []shape{}
	for _, b := range m.buckets {
		if b.Declared && b.Name == "" && b.Address != "" && b.name.exact && len(m.shapes) < maxShapes {
			if p, ok := shapeOf(b); ok {
				m.shapes = append(m.shapes, p)
			}
		}
	}
	return m.shapes
}

func shapeOf(b *bucketDraft) (shape, bool) {
	p := shape{bucket: b, parts: openPart.FindAllString(b.name.text, -1)}
	fixed := openPart.Split(strings.ToLower(b.name.text), -1)
	if len(p.parts) == 0 || len(common.ReplaceAllString(strings.Join(fixed, "-"), "")) < minFixed {
		return shape{}, false
	}
	for i := range fixed {
		fixed[i] = regexp.QuoteMeta(fixed[i])
	}
	re, err := regexp.Compile(`\A` + strings.Join(fixed, `([a-z0-9][a-z0-9.-]{0,30}?)`) + `\z`)
	p.match = re
	return p, err == nil
}

// fits says that a name is one that the shape may turn out to be, each variable
// having one value.
func (p *shape) fits(name string) bool {
	groups := p.match.FindStringSubmatch(name)
	if groups == nil {
		return false
	}
	bound := map[string]string{}
	for i, part := range p.parts {
		if was, ok := bound[part]; ok && was != groups[i+1] {
			return false
		}
		bound[part] = groups[i+1]
	}
	return true
}
