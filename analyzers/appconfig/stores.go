package appconfig

import (
	"path"
	"slices"
	"strings"
)

// ownStores are programs that people run to have a store of their own.
var ownStores = []string{"minio", "rustfs", "seaweedfs", "garage", "ceph", "localstack"}

// Words of keys that name one.
var (
	ownWords   = append([]string{"azurite"}, ownStores...)
	ownNeedles = needlesOf(append(ownWords, otherLetters...)...)
)

// storeParts are the words that follow such a name in what is set of the store itself: a
// garage alone may be for cars.
var storeParts = []string{"url", "uri", "host", "hostname", "port", "endpoint", "server", "address", "api", "region", "secure", "enabled", "enable"}

// credentialParts are those of who may use it.
var credentialParts = []string{"root", "user", "username", "access", "secret", "key", "password", "credentials"}

// ownSign is a setting that tells of a store which people run by themselves.
type ownSign struct {
	prefix     []string // the words before the store's name
	credential bool     // it only says who may use the store
}

// signOf is what a key tells of such a store; false when it tells nothing.
func signOf(key string) (ownSign, bool) {
	if !ownNeedles.inText(key) {
		return ownSign{}, false
	}
	w := words(key)
	at := slices.IndexFunc(w, func(word string) bool { return slices.Contains(ownWords, word) })
	if at < 0 {
		return ownSign{}, false
	}
	before, next := w[:at], ""
	if at+1 < len(w) {
		next = w[at+1]
	}
	used := at > 0 && (w[at-1] == "use" || w[at-1] == "enable")
	if used {
		before = w[:at-1]
	}
	s := ownSign{prefixOf(strings.Join(before, "_")), slices.Contains(credentialParts, next)}
	return s, s.credential || slices.Contains(storeParts, next) || used && next == ""
}

// signs are those around the block's buckets, found once. Where such a store has
// a bucket of its own there are two stores, and nothing is told of the other's.
func (b *block) signs() []ownSign {
	if b.signed {
		return b.owned
	}
	b.signed = true
	for _, at := range b.around() {
		if at.role == bucketKey && ownNeedles.inText(at.key) {
			b.owned = nil
			break
		}
		v := resolve(at.text())
		if v.text == "" || isOff(v.text) {
			continue
		}
		for _, key := range append([]string{at.key}, v.references...) {
			if s, ok := signOf(key); ok && !b.switchedFrom(key) {
				b.owned = append(b.owned, s)
			}
		}
	}
	return b.owned
}

// ownStore says that the settings around a bucket tell that its store is one that
// people run by themselves. Credentials of one beside those of another tell it only of a
// bucket that has a host of its own.
func (b *block) ownStore(prefix []string) bool {
	for _, s := range b.signs() {
		if related(withoutStore(prefix), s.prefix) < 0 {
			continue
		}
		if !s.credential || !b.otherCredentials() || b.ownHost(prefix) {
			return true
		}
	}
	return false
}

// otherCredentials says that a key of S3's is set that is no such store's.
func (b *block) otherCredentials() bool {
	return slices.ContainsFunc(b.around(), func(at around) bool {
		return at.role == secretKey && vendorIn(at.key) == "aws" && !ownNeedles.inText(at.key) && !ownNeedles.inText(at.value)
	})
}

// ownHost says that a host is set for a bucket and not for all.
func (b *block) ownHost(prefix []string) bool {
	return slices.ContainsFunc(b.around(), func(at around) bool {
		return at.role == endpointKey && len(at.prefix) > 0 && related(prefix, at.prefix) > 0
	})
}

// withoutStore is a prefix without the names of such stores.
func withoutStore(prefix []string) []string {
	return slices.DeleteFunc(slices.Clone(prefix), func(word string) bool { return slices.Contains(ownWords, word) })
}

// switchedFrom says that a switch turns off the store that a key names.
func (b *block) switchedFrom(key string) bool {
	own, ok := signOf(key)
	return ok && slices.ContainsFunc(b.around(), func(at around) bool {
		s, ok := signOf(at.key)
		return ok && !s.credential && isOff(at.text()) && slices.Equal(s.prefix, own.prefix)
	})
}

// fits says how well a setting around a bucket belongs to it, from 0 on; -1 when it does
// not. The name of a store is a word of its own, unless there are two stores.
func (b *block) fits(prefix []string, at *around) int {
	if fit := related(prefix, at.prefix); fit >= 0 {
		return 2*fit + 1
	}
	if _, ok := signOf(at.key); ok && len(b.signs()) > 0 {
		fit := related(withoutStore(prefix), withoutStore(at.prefix))
		for _, name := range resolve(at.text()).references { // they may tell whose it is
			if s, ok := signOf(name); ok {
				fit = max(fit, related(withoutStore(prefix), s.prefix))
			}
		}
		return 2 * fit
	}
	if at.role == endpointKey && len(prefix) == 0 && vendorIn(at.key) == "aws" && b.alone(at) {
		return 0
	}
	return -1
}

// alone says that an endpoint of S3's is the only one around, and so is a bucket.
func (b *block) alone(endpoint *around) bool {
	return !slices.ContainsFunc(b.around(), func(at around) bool {
		return at.role == endpointKey && at.setting != endpoint.setting || at.role == bucketKey && len(at.prefix) > 0
	})
}

// filled is an endpoint with what the settings around it, or else the files of variables
// in its folder, say of the variables in it. Where those differ it stays open, unless
// all are stores beside the program.
func (b *block) filled(text string) string {
	if !strings.Contains(text, "${") || b.estate == nil {
		return text
	}
	text = fillFrom(text, b.group)
	if !strings.Contains(text, "${") {
		return text
	}
	found := ""
	for _, c := range b.estate.envsIn[path.Dir(b.file)] {
		if c.Path == b.file || len(c.docs) == 0 {
			continue
		}
		one := fillFrom(text, c.docs[0])
		if one == text || one == "" {
			continue
		}
		if found != "" && found != one && (!b.local(found) || !b.local(one)) {
			return text
		}
		found = one
	}
	return firstOf(found, text)
}

// fillFrom puts the values of a group where their variables stand, and of those in them.
func fillFrom(text string, group *setting) string {
	for range 3 {
		next := reference.ReplaceAllStringFunc(text, func(ref string) string {
			m := reference.FindStringSubmatch(ref)
			if v := group.child(m[3] + m[4]).text(); v != "" && len(v) <= maxName {
				return v
			}
			return ref
		})
		if next == text || len(next) > maxName {
			break
		}
		text = next
	}
	return text
}
