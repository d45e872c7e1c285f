// Package locators reads buckets out of strings: URLs, URIs, ARNs, hosts,
// resource names and connection strings of any provider.
//
// It knows how forms such as "{bucket}.s3.{region}.amazonaws.com" are compiled
// into one tree of tokens, and how a string walks down it. The forms themselves
// are the vocabulary's. It knows no estate: whether a bucket is declared
// anywhere is for others to say.
package locators

import (
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Place is what a string says of a bucket. Region, and Bucket where only some
// other resource can tell it, are empty when the string does not say.
type Place struct {
	Provider string // of the service that answers: aws, gcp, azure, ...
	Product  string // the provider's storage service: s3, gcs, blob, ...
	// Bucket is the bucket's name; a storage account, or account/container, of
	// Azure; namespace/bucket of OCI. It is empty for an access point, an
	// endpoint without a bucket and the like.
	Bucket string
	// Region is as the string writes it; Multi for what spans several.
	Region string
	// Name and Home are Bucket and Region as the resource that declares the bucket
	// calls them: the account of Azure, the bucket without its namespace, the region
	// of a cluster.
	Name, Home string
	Kind       string // name of the locator that matched, as "aws-vhost"
	// Partial says that Bucket has a part that is not known, such as ${var.env}.
	Partial bool
}

// Multi is the region of what spans several.
const Multi = "multi"

// maxLength bounds the strings that are looked at, in bytes. A signed URL with
// a session token stays below it.
const maxLength = 4096

// Table is a set of compiled locators. It is read-only and may be shared.
type Table struct {
	web      *node                // hosts of http and https, and those without a scheme
	schemes  map[string]*node     // of other URLs: s3, gs, ...
	heads    map[string]*node     // of what is no URL, by what it begins with: "arn:", "projects/", "/"
	settings map[string]*node     // of connection strings, by key
	getters  map[string]bool      // prefixes of module sources: s3 of s3::https://...
	names    map[string][]*naming // what names themselves tell, by provider
	patterns map[string]*regexp.Regexp
}

// Compile makes a table of the locators of all providers. Their mistakes are
// diagnostics with positions.
func Compile(specs []*Spec) (*Table, hcl.Diagnostics) {
	t := &Table{
		web: &node{}, schemes: map[string]*node{}, heads: map[string]*node{},
		settings: map[string]*node{}, getters: map[string]bool{}, names: map[string][]*naming{},
		patterns: map[string]*regexp.Regexp{},
	}
	var diags hcl.Diagnostics
	for _, spec := range specs {
		diags = append(diags, t.add(spec)...)
	}
	return t, diags
}

// Locate reads the bucket that a whole string names. Parts in ${...} and
// {{...}}, and %s, are taken as not known. It takes time in proportion to the
// string's length.
func (t *Table) Locate(s string) (Place, bool) {
	if len(s) < 4 || len(s) > maxLength || !strings.ContainsAny(s, ":./=") {
		return Place{}, false
	}
	tx := text{raw: strings.TrimSpace(s)}
	if getter, rest, ok := strings.Cut(tx.raw, "::"); ok && t.getters[getter] {
		tx.raw = rest
	}
	tx.s, tx.holes = mask(tx.raw)
	return t.locate(&tx)
}

// locate chooses the part of the table that can know the text.
func (t *Table) locate(tx *text) (Place, bool) {
	before, rest, ok := strings.Cut(tx.s, "://")
	if !ok || !isScheme(before) {
		return t.locateOther(tx)
	}
	start := len(before) + len("://")
	if before = strings.ToLower(before); before == "http" || before == "https" {
		return tx.url(start, true).walk(t, t.web)
	}
	root := t.schemes[before]
	if root == nil {
		return Place{}, false
	}
	if head := t.heads[headOf(rest)]; head != nil && strings.Contains(rest, ":") { // s3://arn:aws:s3:...
		return tx.list(start).walk(t, head)
	}
	return tx.url(start, false).walk(t, root)
}

// locateOther reads what is no URL: an ARN, a resource's name, a connection
// string, or a host without its scheme.
func (t *Table) locateOther(tx *text) (Place, bool) {
	if head := t.heads[headOf(tx.s)]; head != nil {
		if p, ok := tx.list(0).walk(t, head); ok {
			return p, true
		}
	}
	if strings.Contains(tx.s, "=") {
		if p, ok := t.locateSetting(tx); ok {
			return p, true
		}
	}
	if host, _, _ := strings.Cut(tx.s, "/"); !strings.Contains(host, ".") {
		return Place{}, false
	}
	tx.bare = true
	return tx.url(0, true).walk(t, t.web)
}

// locateSetting reads a connection string: key=value;key=value.
func (t *Table) locateSetting(tx *text) (Place, bool) {
	for from := 0; from < len(tx.s); {
		pair, _, _ := strings.Cut(tx.s[from:], ";")
		if key, value, ok := strings.Cut(pair, "="); ok && t.settings[key] != nil {
			tx.ntokens = 0
			tx.add(from+len(pair)-len(value), from+len(pair), path)
			if p, ok := tx.walk(t, t.settings[key]); ok {
				return p, true
			}
		}
		from += len(pair) + 1
	}
	return Place{}, false
}
