package appconfig

import (
	"regexp"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// findRclone reads remotes. A union searches all its upstreams; "combine" and
// others merely put them side by side.
func findRclone(f *finder, root *setting, _ *estate) {
	for _, remote := range root.items() {
		kind := remote.child("type").text()
		upstreams := remote.child("upstreams")
		if upstreams == nil {
			upstreams = remote.child("remote")
		}
		if upstreams == nil {
			continue
		}
		sub := f.named(remote.key)
		for up := range strings.FieldsSeq(upstreams.text()) {
			sub.remote(root, upstreams, up)
		}
		if kind == "union" {
			sub.join(Auto, func(*Mention) bool { return true })
		}
		f.take(sub)
	}
}

// remote reads one upstream: remote:bucket/path, and ":ro" or ":nc" behind it.
func (f *finder) remote(root, at *setting, upstream string) {
	access := facts.ReadWrite
	if before, ok := strings.CutSuffix(upstream, ":ro"); ok {
		upstream, access = before, facts.Read
	}
	upstream = strings.TrimSuffix(upstream, ":nc")
	upstream = strings.TrimSuffix(upstream, ":writeback")
	name, bucket, ok := strings.Cut(upstream, ":")
	remote := root.child(name)
	if !ok || remote == nil {
		return
	}
	if bucket, _, _ = strings.Cut(bucket, "/"); !isBucketName(bucket) {
		return
	}
	b := f.blockOf(&setting{below: remote.below})
	endpoint, host, where := b.endpoint(at, nil, "")
	if endpoint != "" && b.local(endpoint) {
		return
	}
	vendor := firstOf(where.Provider, remoteVendor(remote))
	if vendor == "" {
		return
	}
	m := Mention{
		Provider: vendor, Bucket: bucket, Endpoint: shown(endpoint), Access: access, Locator: shown(upstream), Certain: true,
	}
	m.live(b.region(nil, ""))
	m.live(where.Region, host)
	f.add(m, at)
}

// remoteVendor is the provider of a remote, by its own words.
func remoteVendor(remote *setting) string {
	return firstOf(vendorIn(remote.child("provider").text()), vendorIn(remote.child("type").text()))
}

// numbered is a setting of one of pgBackRest's repositories.
var numbered = regexp.MustCompile(`^repo(\d+)-(s3|gcs|azure)-(bucket|container)$`)

// findPgbackrest reads repositories. It archives to all of them, and restores
// from the next when one does not answer.
func findPgbackrest(f *finder, root *setting, _ *estate) {
	stanza := ""
	for _, section := range root.items() {
		if name, _, _ := strings.Cut(section.key, ":"); name != "global" {
			stanza = name
		}
	}
	sub := f.named(stanza)
	for _, section := range root.items() {
		for _, s := range section.items() {
			m := numbered.FindStringSubmatch(s.key)
			if m == nil || !isBucketName(s.text()) {
				continue
			}
			setting := func(what string) string { return section.child("repo" + m[1] + "-" + m[2] + "-" + what).text() }
			endpoint := setting("endpoint")
			if endpoint != "" && sub.local(endpoint) {
				continue
			}
			at := (&block{finder: sub}).answering(endpoint)
			sub.add(Mention{
				Provider: firstOf(at.Provider, vendors[m[2]]), Bucket: s.text(), Region: firstOf(setting("region"), at.Region),
				Endpoint: shown(endpoint), Locator: shown(s.text()), Access: facts.ReadWrite, Certain: true,
			}, s)
		}
	}
	sub.join(Auto, func(*Mention) bool { return true })
	f.take(sub)
}

// restic reads a repository: s3:HOST/BUCKET/PATH, gs:BUCKET:/PATH,
// azure:CONTAINER:/PATH, b2:BUCKET:PATH.
func (f *finder) restic(at *setting, text string) {
	v := resolve(text)
	scheme, rest, ok := strings.Cut(v.text, ":")
	if !ok {
		return
	}
	m := Mention{Provider: vendors[scheme], Locator: shown(text), Access: facts.Write, Need: facts.Soft, Certain: !v.open(), References: v.references}
	switch scheme {
	case "s3":
		host, path, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(rest, "https://"), "http://"), "/")
		if f.local(host) {
			return
		}
		place := (&block{finder: f}).answering(host)
		m.Provider, m.Region, m.Endpoint = place.Provider, place.Region, host
		m.Bucket, _, _ = strings.Cut(path, "/")
	case "gs", "azure", "b2", "swift":
		m.Bucket, _, _ = strings.Cut(rest, ":")
	default:
		return
	}
	if m.Env = ""; at.key == "RESTIC_REPOSITORY" {
		m.Env = at.key
	}
	if isBucketName(m.Bucket) {
		f.add(m, at)
	}
}

// resticCommand reads the repository of a command line.
func (f *finder) resticCommand(line []*setting) {
	if s := named(line, "-r", "--repo"); s != nil {
		f.restic(s, s.value)
	}
}
