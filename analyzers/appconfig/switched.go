package appconfig

import (
	"slices"
	"strings"
)

// localStores are the values of selectors that choose a disk.
var localStores = []string{"local", "filesystem", "file", "fs", "disk", "inmemory", "memory", "none", "localfs", "pvc", "emptydir", "persistentvolume"}

// disabled says that a group is switched off: by itself, or because the group
// that holds it chose another store.
func disabled(g *setting) bool {
	for _, s := range g.below[:min(len(g.below), maxBeside)] {
		if s.leaf && strings.EqualFold(s.key, "enabled") && isOff(s.text()) {
			return true
		}
	}
	if g.parent == nil || vendorIn(g.key) == "" || g.parent.list {
		return false
	}
	for _, s := range g.parent.below[:min(len(g.parent.below), maxBeside)] {
		if !s.leaf || !isSelector(s.key) || s.key == "name" {
			continue
		}
		chosen := strings.ToLower(resolve(s.text()).text)
		if slices.Contains(localStores, chosen) {
			return true
		}
		if v := vendorIn(chosen); v != "" && v != vendorIn(g.key) {
			return true
		}
	}
	return false
}

func isOff(text string) bool {
	switch strings.ToLower(resolve(text).text) {
	case "false", "off", "no", "0", "disabled":
		return true
	}
	return false
}

func isOn(text string) bool { return strings.EqualFold(resolve(text).text, "true") }

// choosing are the last words of keys that choose where files are kept.
var choosing = []string{"disk", "driver", "backend", "type", "adapter", "service", "cloud"}

// switching are the words of which every key that may switch a store holds one.
var switching = needlesOf(slices.Concat(choosing, otherLetters, []string{"enable", "use"})...)

// selectorWords are a key's words; a name of a driver is the driver.
func selectorWords(key string) []string {
	w := words(key)
	if n := len(w); n > 1 && w[n-1] == "name" && w[n-2] == "driver" {
		return w[:n-1]
	}
	return w
}

// mayswitch says that a key may switch a store on or off.
func mayswitch(key string) bool {
	if !switching.inText(key) {
		return false
	}
	w := selectorWords(key)
	if len(w) == 0 {
		return false
	}
	last := w[len(w)-1]
	return last == "enabled" || last == "enable" || w[0] == "use" || slices.Contains(choosing, last)
}

// switchedOff says that a setting beside a bucket's switches it off:
// S3_ENABLED=false, FILESYSTEM_DISK=local.
func (b *block) switchedOff(bucket *setting, prefix []string) bool {
	for _, s := range b.holds().off {
		if s == bucket {
			continue
		}
		w := selectorWords(s.key)
		last := w[len(w)-1]
		of := prefixOf(strings.Join(w[:len(w)-1], "_"))
		switch {
		case (last == "enabled" || last == "enable") && isOff(s.text()) && sameStore(w[:len(w)-1], bucket.key) && related(prefix, of) >= 0:
			return true
		case slices.Contains(choosing, last) && isStoreSelector(w) && slices.Contains(localStores, strings.ToLower(resolve(s.text()).text)):
			return true
		case len(w) > 1 && w[0] == "use" && isOff(s.text()) && sameStore(w[1:], bucket.key):
			return true
		}
	}
	return false
}

// sameStore says that words name the store of a bucket's key, or none.
func sameStore(of []string, key string) bool {
	v := vendorIn(strings.Join(of, "_"))
	own := vendorIn(key)
	return v != "" && (own == "" || own == v) || v == "" && len(of) > 0 && strings.HasPrefix(strings.Join(words(key), "_"), strings.Join(of, "_"))
}

// isStoreSelector says that words choose where files are kept.
func isStoreSelector(w []string) bool {
	return len(w) == 1 || slices.ContainsFunc(w, func(word string) bool {
		return slices.Contains([]string{"filesystem", "storage", "file", "files", "upload", "uploads", "object", "objectstore", "media", "disk", "blob", "attachment", "attachments", "active"}, word)
	})
}
