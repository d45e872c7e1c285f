package clouds

import (
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

func (l *linker) copies(d *Draft) {
	for _, c := range d.copies {
		from := l.sources(c, d.unit)
		if len(from) == 0 {
			if !c.mixed {
				l.unresolved("source of "+c.inst.Addr.String(), "the bucket that is copied could not be found", c.Location.Ptr())
			}
			continue
		}
		to := l.destination(c, from[0], d.unit)
		if to == nil {
			continue
		}
		c.Key = l.keyOf(c.key, c.cloud)
		for _, f := range from {
			if f == to {
				continue
			}
			one := c.Copy
			one.From, one.To = f.ID, to.ID
			l.set.Copies = append(l.set.Copies, one)
			l.made = append(l.made, made{d, c, to})
		}
	}
}

// made is where a copy of the set comes from.
type made struct {
	d  *Draft
	c  copyDraft
	to *bucketDraft
}

// allowed asks for each copy whether it may be made. It comes after all copies:
// a bucket that only its name tells of stands where a copy leads to it, not where
// a permission does.
func (l *linker) allowed() {
	for i, m := range l.made {
		l.set.Copies[i].Allowed = l.mayCopy(m.d, m.c, m.to)
	}
}

// sources are the buckets that a rule copies. A rule for every bucket, written
// as a wildcard, copies those that the unit declares.
func (l *linker) sources(c copyDraft, in unit) []*bucketDraft {
	if len(c.abroad) > 0 && len(c.from) == 0 {
		return l.sourcesAbroad(c, in)
	}
	list := l.targets(c.from, c.inst, in)
	for _, r := range c.from {
		if !r.known || !strings.HasSuffix(r.text, "*") || r.text != "*" && !c.cloud.storage(r.text) {
			continue // arn:aws:rds:*:*:db:* is a wildcard, and means no bucket
		}
		name := r.text[strings.LastIndexByte(r.text, ':')+1:]
		for _, b := range l.buckets {
			if unitOf(b) == in && b.Declared && b.cloud == c.cloud && !b.vault() && globMatch(name, b.Name) && near(b.Region, c.home) {
				list = append(list, b)
			}
		}
	}
	return list
}

// sourcesAbroad are the buckets of other clouds that a rule copies. The bucket it
// copies to may be called the same.
func (l *linker) sourcesAbroad(c copyDraft, in unit) []*bucketDraft {
	var list []*bucketDraft
	for _, a := range c.abroad {
		for _, r := range a.from {
			list = append(list, l.bucketsIn(a.cloud, r, in)...)
		}
	}
	return list
}

// bucketsIn lists the buckets of one cloud that a value names.
func (l *linker) bucketsIn(cloud *cloudSpec, r ref, in unit) []*bucketDraft {
	var list []*bucketDraft
	for _, m := range l.match(r, cloud, in, true) {
		if m.bucket.cloud == cloud {
			list = append(list, m.bucket)
		}
	}
	if len(list) > 0 || !r.known || r.text == "" {
		return list
	}
	if b := l.found(place{bucket: r.text}, r, cloud, in); b != nil {
		list = append(list, b)
	}
	return list
}

// near says that two regions may be the same.
func near(a, b string) bool { return a == b || a == "" || b == "" }

// vault says that a bucket holds copies and nothing else.
func (b *bucketDraft) vault() bool {
	return b.spec != nil && b.spec.Bucket != nil && b.spec.Bucket.Vault
}

// destination finds where a copy goes; what cannot be found is a bucket
// outside the estate whose region is unknown, unless the rule names it. It is
// nil where the copy goes to something of the estate that is no bucket.
func (l *linker) destination(c copyDraft, from *bucketDraft, in unit) *bucketDraft {
	for _, r := range c.to {
		if c.region != "" && r.known && !r.secret {
			return l.elsewhere(c, r, from, in)
		}
		if len(c.abroad) > 0 {
			if b := l.bucketsIn(c.cloud, r, in); len(b) > 0 {
				return b[0]
			}
			continue
		}
		if m := l.match(r, from.cloud, in, true); len(m) > 0 {
			return m[0].bucket
		}
	}
	if c.mixed && len(c.to[0].origins) > 0 {
		return nil
	}
	b := &bucketDraft{cloud: from.cloud}
	b.Root, b.Variant = in.root, in.variant
	b.Provider, b.Product, b.Scope = from.Provider, from.Product, facts.ScopeUnknown
	b.Address, b.NameLike = c.inst.Addr.String()+"!destination", c.to[0].shown()
	b.Region, b.RegionEvidence = c.region, c.regionEvidence
	b.Location, b.End = c.Location, c.Location.End
	return l.outside(b)
}

// elsewhere is the bucket of a known name in the region that the rule names.
// Where names are unique within a region only, several may be called alike.
func (l *linker) elsewhere(c copyDraft, r ref, from *bucketDraft, in unit) *bucketDraft {
	name := r.text[strings.LastIndexAny(r.text, ":/")+1:] // a vault is named by its ARN
	for _, b := range l.byName[name] {
		if unitOf(b) == in && b.Provider == from.Provider && (b.Region == c.region || b.Region == "") && b != from {
			return b
		}
	}
	p := place{provider: from.Provider, product: from.Product, bucket: name, region: c.region}
	if len(l.byName[name]) > 0 {
		p.bucket += "@" + c.region // another one than that which is declared under this name
	}
	b := l.found(p, r, from.cloud, in)
	b.Name = name
	if b.Region == c.region {
		b.RegionEvidence = c.regionEvidence
	}
	return b
}
