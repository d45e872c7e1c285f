package appconfig

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/locators"
)

// privateHost is a host that only the same machine, network or cluster reaches.
var privateHost = regexp.MustCompile(`^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0)|\.(?:local|localhost|localdomain|svc|internal|test)$|(?:^|[.-])(?:localstack|azurite|fake-gcs)`)

// inBrowsers are the variables that builds put into what browsers load.
var inBrowsers = regexp.MustCompile(`^(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|VUE_APP|GATSBY|PUBLIC)_`)

// block is a group of settings in which those of one bucket find each other. What is
// asked of few groups is found when it is asked, and once: most groups hold no bucket,
// and asking again for each setting would take quadratic time.
type block struct {
	*finder
	group  *setting
	beside []*setting // what the group holds, as far as it is asked
	asked  *holding   // nil before
	near   []around   // nil before
	owned  []ownSign  // of stores that people run by themselves
	signed bool       // they were asked for
}

// holding is what a group holds.
type holding struct {
	bucket, container, emulated, secondary bool

	off []*setting // leaves that may switch a bucket off
}

// around is a leaf near a bucket, and what its key says.
type around struct {
	*setting
	role   role
	prefix []string
}

// blockOf makes a block of a group.
func (f *finder) blockOf(group *setting) *block {
	return &block{finder: f, group: group, beside: group.below[:min(len(group.below), maxBeside)]}
}

// around are leaves that tell more of the group's buckets, nearest first.
func (b *block) around() []around {
	if b.near == nil {
		near := nearOf(b.group)
		b.near = make([]around, len(near))
		for i, s := range near {
			r, prefix := keyOf(s.key)
			b.near[i] = around{s, r, prefix}
		}
	}
	return b.near
}

// holds is what the group holds.
func (b *block) holds() *holding {
	if b.asked != nil {
		return b.asked
	}
	h := &holding{}
	for _, s := range b.beside {
		r, _ := keyOf(s.key)
		h.bucket = h.bucket || r == bucketKey || r == containerKey
		h.container = h.container || r == containerKey && s.text() != ""
		h.emulated = h.emulated || strings.Contains(strings.ToLower(s.text()), "usedevelopmentstorage=true") || strings.Contains(s.text(), azurite) || emulator.MatchString(s.text())
		if p, ok := b.locate(s.text()); ok && strings.HasSuffix(p.Kind, "-secondary") {
			h.secondary = true // the readable copy of an account, which clients ask when it does not answer
		}
		if s.leaf && mayswitch(s.key) {
			h.off = append(h.off, s)
		}
	}
	b.asked = h
	return h
}

// settings finds mentions in a group and all below it.
func (f *finder) settings(group *setting) {
	if group == nil || disabled(group) || admits(group.key) {
		return
	}
	b := f.blockOf(group)
	for _, s := range group.below {
		switch {
		case s.leaf:
			b.leaf(s)
		case isBucketGroup(s) && !admits(s.key):
			b.several(s)
		}
		switch {
		case s.leaf:
		case f.estate != nil && isPaired(s):
			sub := f.ofPart(group)
			sub.paired(s)
			f.take(sub)
		case f.parts && isVariables(s.key):
			sub := f.ofPart(group)
			sub.settings(s)
			f.take(sub)
		default:
			f.settings(s)
		}
	}
}

// isPaired says that a list holds variables, each by its name and value.
func isPaired(s *setting) bool {
	if !s.list || len(s.below) == 0 || !isVariables(s.key) && !slices.ContainsFunc(s.below, func(c *setting) bool { return isVariable(c.child("name").text()) }) {
		return false
	}
	return !slices.ContainsFunc(s.below, func(c *setting) bool {
		v := c.child("value")
		return c.leaf || !isName(c.child("name").text()) || (v == nil || !v.leaf) && c.child("valueFrom") == nil
	})
}

// isVariable says that a text is the name of a variable as most are written.
func isVariable(name string) bool {
	return len(name) > 2 && isName(name) && strings.ToUpper(name) == name
}

// paired reads such a list.
func (f *finder) paired(list *setting) {
	group := &setting{key: list.key, parent: list.parent, line: list.line}
	for _, env := range list.below {
		f.variable(group, env)
	}
	f.environment(group)
}

// isBucketGroup says that all that a group or list holds are names of buckets.
func isBucketGroup(s *setting) bool {
	r, _ := keyOf(s.key)
	return r == bucketKey && len(s.below) > 0 && !slices.ContainsFunc(s.below, func(c *setting) bool { return !c.leaf || descriptive[c.key] })
}

// descriptive are the keys of what describes a setting, as those of an API do,
// and gives it no value.
var descriptive = map[string]bool{
	"type": true, "docs": true, "description": true, "title": true, "format": true, "required": true, "nullable": true, "example": true, "$ref": true, "help": true,
}

// several reads the buckets of such a group.
func (b *block) several(s *setting) {
	for _, item := range s.below {
		if r, _ := keyOf(item.key); s.list || r == other {
			b.bucket(item, nil)
		}
	}
}

// leaf reads one setting.
func (b *block) leaf(s *setting) {
	if saysNothing(s) || admits(s.key) {
		return
	}
	r, prefix := keyOf(s.key)
	switch r {
	case bucketKey:
		b.bucket(s, prefix)
	case containerKey, accountKey:
		b.container(s, r)
	case pictureKey:
		if !b.holds().bucket {
			b.located(s, prefix)
		}
	case secretKey, regionKey:
	case endpointKey:
		if (strings.Contains(s.text(), "://") || b.bucketHost(s.text())) && !b.holds().bucket {
			b.located(s, prefix)
		}
	case other:
		b.located(s, prefix)
	}
}

// saysNothing says that a setting shows people what they may write.
func saysNothing(s *setting) bool {
	if s.parent != nil && s.parent.list {
		s = s.parent
	}
	return s.key == "example" || s.key == "examples"
}

// bucketHost says that a host without a scheme is that of one bucket.
func (b *block) bucketHost(text string) bool {
	host := resolve(text).text
	p, ok := b.locate(host)
	return ok && p.Bucket != "" && strings.HasPrefix(host, p.Bucket+".")
}

// located reads a setting whose value is a locator, whatever its key says.
func (b *block) located(s *setting, prefix []string) {
	v := resolve(s.text())
	if b.kind == "loki" {
		if m, ok := b.authority(v.text); ok {
			b.emit(s, prefix, v, m)
			return
		}
	}
	for text := range strings.SplitSeq(v.text, ",") {
		text = strings.TrimSpace(text)
		p, ok := b.locate(text)
		if ok && publishers.MatchString(p.Bucket) && strings.HasPrefix(text, "http") {
			continue // a vendor's programs
		}
		if ok && p.Name == "" && b.holds().container { // an account, of which the block uses a container
			continue
		}
		if ok && p.Bucket != "" && (isBucketName(p.Name) || isBucketName(p.Bucket)) {
			if prefix == nil { // no role cut the key: all its words may tell whose it is
				prefix = prefixOf(strings.Join(words(s.key), "_"))
			}
			m := mentionOf(p)
			if strings.Contains(text, "//") && shownTo.MatchString(strings.Join(words(s.key), "_")) {
				m.Access = facts.Serve
			}
			if m.Access == "" && file.MatchString(text) && accessOf(s.path()) == facts.ReadWrite {
				m.Access, m.Need = facts.Read, facts.Soft
			}
			if m.Access == "" && accessOf(s.path()) == facts.ReadWrite && readURL(s.key, text, p) {
				m.Access = facts.Read
			}
			b.emit(s, prefix, v, m)
		}
	}
}

// readURL says that a value is the URL of what is there for all to read: who writes
// goes by the bucket's name or asks an endpoint.
func readURL(key, text string, p locators.Place) bool {
	own := strings.HasPrefix(hostOf(text), p.Bucket+".")
	if p.Provider == "azure" || inBrowsers.MatchString(key) || !strings.HasPrefix(text, "http") && !own {
		return false
	}
	r, _ := keyOf(key)
	return r == other || own && r == endpointKey && !strings.Contains(strings.ToLower(key), "endpoint")
}

// file is the URL of one object, which whoever writes it down means to read.
var file = regexp.MustCompile(`^(?:https?:)?//.*/[^/?#]+\.[A-Za-z0-9]{2,5}(?:[?#].*)?$`)

// mentionOf is what a place tells.
func mentionOf(p locators.Place) Mention {
	return Mention{Provider: p.Provider, Bucket: p.Bucket, Region: p.Region, Certain: !p.Partial}
}

// bucket reads a setting whose key says that it names a bucket.
func (b *block) bucket(s *setting, prefix []string) {
	v := resolve(s.text())
	if v.text == "" || v.open() && switchOf.MatchString(strings.Join(words(s.key), "_")) {
		return
	}
	if p, ok := b.locate(v.text); ok && p.Bucket != "" {
		b.emit(s, prefix, v, mentionOf(p))
		return
	}
	names := []string{v.text}
	if !v.open() {
		names = strings.Split(v.text, ",")
	}
	for _, name := range names {
		name, _, _ = strings.Cut(strings.TrimSpace(name), "/")
		if v.open() {
			name = v.text
		}
		if isBucketName(name) {
			b.emit(s, prefix, v, Mention{Bucket: name, Certain: true})
		}
	}
}

// switchOf is a key that says whether to do something about a bucket: what is left open
// there is no name.
var switchOf = regexp.MustCompile(`(?:^|_)(?:create|make|use|enable|ensure|check|skip|init|has)_bucket$|_bucket_enabled?$`)

// container reads a container of an account of Azure.
func (b *block) container(s *setting, r role) {
	v := resolve(s.text())
	if v.text == "" || b.kind == "kubernetes" || !isBucketName(v.text) || r == accountKey && (b.holds().container || !b.azure()) {
		return
	}
	m := Mention{Provider: "azure", Bucket: v.text, Certain: true}
	if r == containerKey {
		account := b.account()
		if account == "" && !b.azure() {
			return
		}
		if account != "" {
			m.Bucket = account + "/" + v.text
		}
	}
	b.emit(s, nil, v, m)
}

// azure says that the block speaks of Azure.
func (b *block) azure() bool {
	if b.vendor == "azure" {
		return true
	}
	for g := b.group; g != nil; g = g.parent {
		if saysAzure(g.key) {
			return true
		}
	}
	return slices.ContainsFunc(b.beside, func(s *setting) bool {
		return saysAzure(s.key) || isSelector(s.key) && strings.Contains(strings.ToLower(s.text()), "azure")
	})
}

// saysAzure says that a key names Azure itself, not only its word for objects.
func saysAzure(key string) bool {
	return slices.ContainsFunc(words(key), func(word string) bool {
		return vendors[word] == "azure" && strings.HasPrefix(word, "az")
	})
}

// account is the account of Azure that the block's settings name.
func (b *block) account() string {
	for _, s := range b.around() {
		text := resolve(s.text()).text
		if p, ok := b.locate(text); ok && p.Provider == "azure" {
			return strings.SplitN(p.Bucket, "/", 2)[0]
		}
		if s.role == accountKey && isBucketName(text) && b.azure() {
			return text
		}
	}
	return ""
}

// told says that the place of a setting tells that its bucket is a store's: a
// program's own flag, or a group called after stores of objects.
func (b *block) told(s *setting) bool {
	if s.parent != nil && s.parent.key == flagsKey {
		return !strings.HasSuffix(strings.ToLower(s.key), "buckets")
	}
	for g := b.group; g != nil; g = g.parent {
		if joined := strings.Join(words(g.key), ""); strings.Contains(joined, "objectstor") || joined == "objstore" {
			return true
		}
	}
	return false
}

// openEndpoint says that something fills in all of an endpoint before it is asked.
func openEndpoint(endpoint string) bool {
	return hole.MatchString(endpoint) && !strings.Contains(endpoint, "${")
}

// queried is a parameter of the query of a URL that names a bucket; empty without it.
func queried(text string, names ...string) string {
	_, query, ok := strings.Cut(text, "?")
	if !ok || strings.HasPrefix(text, "http") {
		return ""
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return ""
	}
	for _, name := range names {
		if text := values.Get(name); text != "" && !hole.MatchString(text) {
			return text
		}
	}
	return ""
}

// emit completes a mention with what stands around its setting.
func (b *block) emit(s *setting, prefix []string, v value, m Mention) {
	if len(b.found) >= maxMentions {
		return
	}
	vendor := ""
	if !compatible(m.Provider) {
		vendor = m.Provider // no endpoint in the words of S3 is its own
	}
	endpoint, host, where := b.endpoint(s, prefix, vendor)
	if b.local(endpoint) && endpoint != "" || m.Provider == "emulator" || b.switchedOff(s, prefix) || b.holds().emulated {
		return
	}
	if b.local(queried(v.text, "endpoint", "endpointOverride", "endpoint_override")) {
		return
	}
	told := cmp.Or(queried(v.text, "region"), m.Region)
	m.Locator, m.References = written(s.text(), v), v.references
	m.Certain = m.Certain && !v.defaulted && !(&value{text: m.Bucket}).open() && !s.doubt
	m.Provider = cmp.Or(m.Provider, s.store)
	if isName(s.key) && strings.ToUpper(s.key) == s.key {
		m.Env = s.key
	} else if len(v.references) > 0 {
		m.Env = v.references[0]
	}
	if m.Access == "" && inBrowsers.MatchString(m.Env) {
		m.Access = facts.Serve
	}
	m.Endpoint = shown(endpoint)
	region, at := b.region(prefix, cmp.Or(m.Provider, where.Provider, vendorIn(s.key), b.vendor))
	unknown := where.Provider == "" && openEndpoint(endpoint)
	if own := b.ownStore(prefix); own && where.Provider == "" && (m.Provider == "" || m.Provider == "aws" && !strings.Contains(v.text, "amazonaws") && !strings.HasPrefix(v.text, "arn:")) {
		m.Provider = "s3-compatible"
	}
	if !unknown { // what answers there may be anybody's
		m.Provider = cmp.Or(m.Provider, where.Provider, b.provider(s, region))
	}
	m.Region = ""
	m.live(region, at)
	m.live(where.Region, host)
	m.live(told, Spot{})
	if m.Provider == "" && m.Env == "" && !unknown && !b.told(s) {
		return // the word bucket alone is no evidence of a store
	}
	if m.Provider == "azure" && b.holds().secondary {
		m.Fallback = Auto
	}
	b.add(m, s)
}
