package clouds

import (
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// locator is a compiled rule that reads a bucket out of a string.
type locator struct {
	name, provider, product string
	re                      *regexp.Regexp
	bucket, region          int // group numbers; 0: none
}

// place is what a locator found.
type place struct {
	provider, product string
	bucket, region    string
}

func compileLocator(spec *locatorSpec) (*locator, hcl.Diagnostics) {
	re, err := regexp.Compile(`\A(?:` + spec.Pattern + `)\z`)
	if err != nil {
		return nil, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Invalid locator", Detail: spec.Name + ": " + err.Error()}}
	}
	return &locator{
		name: spec.Name, provider: spec.Provider, product: spec.Product, re: re,
		bucket: max(0, re.SubexpIndex("bucket")), region: max(0, re.SubexpIndex("region")),
	}, nil
}

// locate reads the bucket that a whole string names, by the first rule that
// matches. Every rule is anchored at both ends.
func (c *catalog) locate(s string) (place, bool) {
	if len(s) < 6 || len(s) > 2048 || !strings.ContainsAny(s, ":./") {
		return place{}, false
	}
	for _, l := range c.locators {
		if m := l.re.FindStringSubmatch(s); m != nil {
			p := place{provider: l.provider, product: l.product}
			if l.bucket > 0 {
				p.bucket = m[l.bucket]
			}
			if l.region > 0 {
				p.region = m[l.region]
			}
			if p.bucket != "" && !strings.ContainsAny(p.bucket, "*?") {
				return p, true
			}
		}
	}
	return place{}, false
}

// words splits a longer text at what cannot be part of a locator.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return r <= ' ' || strings.ContainsRune("\"'`<>()[],;|\\=", r)
	})
}
