package clouds

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/terraform"
)

// maxAddresses is how many names one text is searched for.
const maxAddresses = 200

// address is a pattern of texts that lead to what has a name of some kind.
type address struct {
	kind    string
	pattern *regexp.Regexp
	name    int // the group that holds the name
}

// address compiles the patterns of a cloud, in the order of their kinds.
func (c *catalog) address(cl *cloudSpec) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, kind := range slices.Sorted(maps.Keys(cl.Addresses)) {
		a := address{kind: kind}
		diags = append(diags, pattern(cl.Name, cl.Addresses[kind], &a.pattern)...)
		if a.pattern == nil {
			continue
		}
		if a.name = a.pattern.SubexpIndex("name"); a.name < 0 {
			diags = append(diags, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Invalid pattern", Detail: cl.Name + ": an address needs the group name."})
			continue
		}
		c.addresses, c.named[kind] = append(c.addresses, a), true
	}
	return diags
}

// callable indexes what others may lead to by its name.
func (l *linker) callable(d *Draft) {
	for name, list := range d.called {
		kind, _, _ := strings.Cut(name, " ")
		if !l.v.catalog.named[kind] {
			continue
		}
		l.calledIn[calledIn{d.unit, name}] = list
		if !strings.Contains(name, "${") {
			l.calledBy[name] = append(l.calledBy[name], list...)
		}
	}
}

// calledIn is a name in the unit that uses it.
type calledIn struct {
	unit unit
	name string
}

// addressed lists the instances whose names a text holds, or that it is the name of as
// the vocabulary writes it: those of the same unit or, where there is none, those of
// the one root that has the name. Of several kinds of one name the first is meant.
func (l *linker) addressed(r ref, from unit) []*terraform.Instance {
	if len(l.calledIn) == 0 || r.text == "" || len(r.text) > maxText {
		return nil
	}
	list := slices.Clone(l.calledSo(r.text, from))
	met := map[string]bool{}
	for _, a := range l.v.catalog.addresses {
		for _, m := range a.pattern.FindAllStringSubmatch(r.text, maxAddresses) {
			name := m[a.name]
			if met[name] || nondescript(name) {
				continue
			}
			for _, in := range l.calledSo(a.kind+" "+name, from) {
				met[name] = true
				if !slices.Contains(list, in) {
					list = append(list, in)
				}
			}
		}
	}
	return list
}

var (
	soleHole  = regexp.MustCompile(`\A\$\{[^{}]*\}\z`)
	namedHole = regexp.MustCompile(`(?i)domain|host|dns|fqdn|ur[il]|zone|site|arn|name`)
)

// nondescript says that a name is nothing but an open part which does not say that
// it names something: a workspace may be called as a record is, and is no address.
func nondescript(name string) bool { return soleHole.MatchString(name) && !namedHole.MatchString(name) }

// calledSo lists the instances that have a name, behind its kind.
func (l *linker) calledSo(name string, from unit) []*terraform.Instance {
	if strings.Contains(name, unnamed) {
		return nil
	}
	if found := l.calledIn[calledIn{from, name}]; len(found) > 0 {
		return found
	}
	return ofOneRoot(l.calledBy[name])
}

// ofOneRoot is a list of instances, if they are of one root; empty if they are of
// several, as nobody knows then which is meant.
func ofOneRoot(list []*terraform.Instance) []*terraform.Instance {
	for _, in := range list {
		if in.Root != list[0].Root {
			return nil
		}
	}
	return list
}
