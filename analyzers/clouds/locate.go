package clouds

import (
	"strings"

	"github.com/resilint/resilint/analyzers/locators"
)

// Locate reads the bucket that a whole string names, by the locators of the
// vocabulary that ships.
func Locate(s string) (locators.Place, bool) {
	v, _ := Builtin() // a test keeps it free of mistakes
	return v.Locate(s)
}

// Locate reads the bucket that a whole string names.
func (v *Vocabulary) Locate(s string) (locators.Place, bool) { return v.catalog.locators.Locate(s) }

// place is what a string says of a bucket, as a resource would.
type place struct {
	provider, product string
	bucket, region    string
	exact             bool // all of the bucket's name is known
}

// locate reads the bucket that a whole string names. Strings that lead to a
// bucket only through another resource, such as an access point, name none here.
func (c *catalog) locate(s string) (place, bool) {
	p, ok := c.locators.Locate(s)
	if !ok || p.Name == "" || p.Region == locators.Multi {
		return place{}, false
	}
	return place{p.Provider, p.Product, p.Name, p.Home, !p.Partial || !strings.ContainsAny(p.Name, "{%")}, true
}
