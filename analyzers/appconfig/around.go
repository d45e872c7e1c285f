package appconfig

import (
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/locators"
)

// beside are the names of groups that hold more of the settings of the bucket
// that a group beside them names.
var beside = []string{"s3", "aws", "gcs", "gcp", "azure", "config", "connection", "credentials", "options", "client", "object_store", "fog_credentials", "fog_connection"}

// nearOf are the leaves that may tell more of a group's buckets: its own, those
// of groups beside and below it that belong to a store, and those above.
func nearOf(group *setting) []*setting {
	var near []*setting
	own := func(g *setting) {
		for _, s := range g.below[:min(len(g.below), maxBeside)] {
			if s.leaf {
				near = append(near, s)
			}
		}
	}
	var helpers func(g, except *setting, deeper bool)
	helpers = func(g, except *setting, deeper bool) {
		for _, s := range g.below[:min(len(g.below), maxBeside)] {
			if s != except && !s.leaf && !s.list && slices.Contains(beside, strings.ToLower(s.key)) && !disabled(s) {
				own(s)
				if deeper {
					helpers(s, nil, false) // object_store.connection
				}
			}
		}
	}
	own(group)
	helpers(group, nil, true)
	for child, g := group, group.parent; g != nil && !g.list; child, g = g, g.parent {
		own(g)
		if !slices.Contains(beside, strings.ToLower(child.key)) || child.key == "config" {
			helpers(g, child, true)
		}
	}
	return near[:min(len(near), maxBeside)]
}

// best is the nearest setting of a role whose prefix fits a bucket's best.
func (b *block) best(want role, prefix []string, vendor string) *setting {
	var best *setting
	high := -1
	for _, s := range b.around() {
		if s.role != want || resolve(s.text()).text == "" {
			continue
		}
		if own := vendorIn(s.key); own != "" && vendor != "" && own != vendor && (own != "aws" || !compatible(vendor)) {
			continue
		}
		if want == endpointKey && (b.unknownHost(s.setting, prefix, s.prefix) || b.switchedFrom(s.key)) {
			continue // the host of something else
		}
		if fit := b.fits(prefix, &s); fit > high {
			best, high = s.setting, fit
		}
	}
	return best
}

// compatible says that a provider's stores are spoken to in the words of S3.
func compatible(provider string) bool { return provider != "gcp" && provider != "azure" }

// region is what the settings around a bucket say, and where; empty for one not resolved.
func (b *block) region(prefix []string, vendor string) (string, Spot) {
	at := b.best(regionKey, prefix, vendor)
	if at == nil {
		return "", Spot{}
	}
	v := resolve(at.text())
	if v.text == "" || v.open() || strings.ContainsAny(v.text, " /<>") {
		return "", Spot{}
	}
	return strings.ToLower(v.text), at.spot()
}

// endpoint is the endpoint of a bucket, where it is set, and what its host tells.
func (b *block) endpoint(s *setting, prefix []string, vendor string) (string, Spot, locators.Place) {
	at := b.best(endpointKey, prefix, vendor)
	if at == nil || at == s {
		return "", Spot{}, locators.Place{}
	}
	text := b.filled(resolve(at.text()).text)
	return text, at.spot(), b.answering(text)
}

// live gives a mention the region of the first of some settings that tells one.
func (m *Mention) live(region string, at Spot) {
	if m.Region == "" && region != "" {
		m.Region, m.RegionAt = region, at
	}
}

// unknownHost says that a setting is the host of whatever, and not one of a store, nor
// one that the words before it tell to be the bucket's.
func (b *block) unknownHost(s *setting, bucket, prefix []string) bool {
	if !genericHost(s.key) {
		return false
	}
	if s.parent != b.group {
		return true
	}
	if text := resolve(s.text()).text; ownStore.MatchString(hostOf(text)) || len(prefix) > 0 && slices.Equal(prefix, bucket) && b.local(text) {
		return false
	}
	_, ok := b.locate(resolve(s.text()).text)
	return !ok && vendorIn(s.key) == ""
}

// genericHost says that a key speaks of any host.
func genericHost(key string) bool {
	w := words(key)
	last := w[max(0, len(w)-1)]
	return last == "host" || last == "hostname" || last == "server"
}

// openPart is a part of a host that is not known, and all that touches it.
var openPart = regexp.MustCompile(`[\w-]*(?:\$\{[^{}]*\}?|\{\{[^{}]*\}?\}?|\$\([^()]*\)|<%[^%]*%?>?|%\([^()]*\)s?|\$[A-Za-z_]\w*)[\w-]*`)

// answering is what an endpoint tells: its provider and region, never a bucket.
func (b *block) answering(endpoint string) locators.Place {
	if p, ok := b.locate(endpoint); ok {
		return p
	}
	host := hostOf(endpoint)
	if openPart.MatchString(host) {
		// Whose it is may be written even so: s3.${REGION}.amazonaws.com.
		p := b.answering(openPart.ReplaceAllString(host, "us-east-1"))
		if strings.HasPrefix(p.Provider, "s3-") {
			return locators.Place{}
		}
		return locators.Place{Provider: p.Provider}
	}
	if host == "" || !strings.Contains(host, ".") || hole.MatchString(endpoint) {
		return locators.Place{}
	}
	// An endpoint for all regions is none by itself, but it is with a bucket.
	if p, ok := b.opts.Locate("https://xyz-bucket." + host + "/"); ok && p.Bucket == "xyz-bucket" {
		return locators.Place{Provider: p.Provider, Region: p.Region}
	}
	if p, ok := b.opts.Locate("https://" + host + "/xyz-bucket"); ok && strings.HasSuffix(p.Bucket, "xyz-bucket") {
		return locators.Place{Provider: p.Provider, Region: p.Region}
	}
	return locators.Place{Provider: "s3-compatible"}
}

// provider is what the settings around a bucket say, surest first.
func (b *block) provider(s *setting, region string) string {
	if b.selfHosted() {
		return "s3-compatible"
	}
	if v := vendorIn(s.key); v != "" {
		return v
	}
	for _, at := range b.around() {
		if !isSelector(at.key) {
			continue
		}
		switch v := vendorIn(at.text()); {
		case v == "aws" && slices.Contains(words(at.text()), "generic"):
			return b.speaking()
		case v != "":
			return v
		}
	}
	for g := b.group; g != nil; g = g.parent {
		if v := vendorIn(g.key); v != "" {
			return v
		}
	}
	if b.vendor != "" {
		return b.vendor
	}
	r, _ := keyOf(s.key)
	for _, at := range b.beside {
		if v := vendorIn(at.key); v != "" && (v != "azure" || r != bucketKey) {
			return v // what Azure has are containers: the bucket is another adapter's
		}
	}
	return b.opts.regionOf(region)
}

// speaking is whose store it is that a block speaks to in the words of S3, by the
// host that it names, whatever group that stands in.
func (b *block) speaking() string {
	for _, at := range b.around() {
		if at.role == endpointKey {
			if p := b.answering(resolve(at.text()).text); p.Provider != "" {
				return p.Provider
			}
		}
	}
	return "s3-compatible"
}

// selfHosted says that a setting chooses one of them.
func (b *block) selfHosted() bool {
	return slices.ContainsFunc(b.around(), func(at around) bool {
		return isSelector(at.key) && slices.Contains(ownStores, strings.ToLower(resolve(at.text()).text))
	})
}

// lives gives a group the region that is set for all of it elsewhere; at is where
// that counts as written.
func (s *setting) lives(region string, at *setting) { s.set("aws_region", region, at.line, at.column) }

// selectors are the last words of keys that choose among kinds of stores.
var (
	selectors = []string{"type", "backend", "driver", "disk", "provider", "service", "adapter", "engine", "object_store", "storage", "name"}
	selecting = needlesOf(append(selectors, otherLetters...)...)
)

// isSelector says that a key chooses among kinds of stores.
func isSelector(key string) bool {
	if !selecting.inText(key) {
		return false
	}
	w := words(key)
	if len(w) == 0 {
		return false
	}
	last := w[len(w)-1]
	return slices.Contains(selectors, last) && (last != "name" || len(w) == 1)
}
