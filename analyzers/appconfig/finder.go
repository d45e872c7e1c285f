package appconfig

import (
	"regexp"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/locators"
)

// finder finds the mentions of one file.
type finder struct {
	opts    *Options
	estate  *estate
	file    string
	kind    string
	service string
	account string // of a workload of Kubernetes
	chart   string // whose template is read; empty for all else
	owned   bool   // the service is a workload, whatever program's the config that it takes is
	vendor  string // provider that the ecosystem implies; empty for any
	access  facts.Access
	need    facts.Need
	parts   bool // values are read that are for no chart that is known
	found   []Mention
	inner   map[string]bool // variables that the script which is read sets itself
}

// named is the finder for a part of the file that belongs to a service.
func (f *finder) named(service string) *finder {
	sub := *f
	sub.found = nil
	if service != "" {
		sub.service = service
	}
	return &sub
}

// take adds what another finder found.
func (f *finder) take(sub *finder) { f.found = append(f.found, sub.found...) }

// add adds a mention of a place in the file.
func (f *finder) add(m Mention, at *setting) *Mention {
	if len(f.found) >= maxMentions || m.Provider == "aws" && !isS3Name(m.Bucket) || strings.HasPrefix(m.Bucket, azurite) {
		return &Mention{}
	}
	m.File, m.Kind = f.file, f.kind
	m.Line, m.Column = max(1, at.line), max(1, at.column)
	if m.Service == "" {
		m.Service = f.service
	}
	m.Account = f.account
	if m.Key == "" {
		m.Key = at.path()
	}
	if m.Fallback == "" {
		m.Fallback = None
	}
	if m.Access == "" {
		m.Access = f.access
	}
	if m.Need == "" {
		m.Need = f.need
	}
	m.used()
	f.found = append(f.found, m)
	return &f.found[len(f.found)-1]
}

// locate reads the bucket that a value names; URLs without a scheme's name and
// schemes that the locators do not know are made plain first.
func (f *finder) locate(text string) (locators.Place, bool) {
	if strings.HasPrefix(text, "//") {
		text = "https:" + text
	}
	return f.opts.Locate(text)
}

// local says that an endpoint is a store beside the program: a container, a
// private address, an emulator.
func (f *finder) local(endpoint string) bool {
	if p, ok := f.locate(endpoint); ok {
		return p.Provider == "emulator"
	}
	if strings.Contains(strings.ToLower(endpoint), "usedevelopmentstorage=true") {
		return true
	}
	host := hostOf(endpoint)
	if host == "" || openPart.MatchString(host) {
		service, _, _ := strings.Cut(host, ".")
		return host != "" && (inNamespace.MatchString(host) || ownStore.MatchString(service) && !openPart.MatchString(service))
	}
	return !strings.Contains(host, ".") || privateHost.MatchString(host) || isService(host)
}

// inNamespace is a host of a service in the same cluster, whose namespace may be
// open.
var inNamespace = regexp.MustCompile(`\.svc(?:\.|$)`)

// isService says that a host is a service's name and its namespace: no domain ends
// so, or the service is a store that people run by themselves.
func isService(host string) bool {
	service, namespace, _ := strings.Cut(host, ".")
	if namespace == "" || strings.Contains(namespace, ".") {
		return inNamespace.MatchString(host)
	}
	_, managed := publicsuffix.PublicSuffix(host)
	return !managed || ownStore.MatchString(service)
}

// ownStore are services that answer in the words of S3 and stand beside programs.
var ownStore = regexp.MustCompile(`^(?:minio|rook|ceph|seaweedfs|garage|localstack|rustfs)(?:[-.:]|$)`)

// hostOf is the host of a URL or of what stands where one would.
func hostOf(s string) string {
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		s = s[:i]
	}
	s = s[strings.LastIndexByte(s, '@')+1:]
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		s = s[:i]
	}
	return strings.ToLower(s)
}
