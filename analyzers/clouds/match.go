package clouds

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// match is a bucket that a value names.
type match struct {
	bucket     *bucketDraft
	confidence facts.Confidence
}

// match finds the buckets a ref names: by the marks on it, else by its text.
// With named, the whole text is a bucket's name by definition.
func (l *linker) match(r ref, cloud *cloudSpec, in unit, named bool) []match {
	var found []match
	seen := map[*bucketDraft]bool{}
	add := func(b *bucketDraft, c facts.Confidence) {
		if r.maybe {
			c = facts.Possible
		}
		if b != nil && !seen[b] {
			seen[b] = true
			found = append(found, match{b, c})
		}
	}
	if cloud != nil && cloud.Product == "" {
		cloud = nil // a bucket that it names is another provider's
	}
	for _, o := range r.origins {
		l.matchOrigin(o, cloud, 0, add)
	}
	if len(found) > 0 {
		return found
	}
	l.matchText(r, cloud, in, named, add)
	return found
}

// matchOrigin follows a mark to a bucket, through aliases such as access points.
func (l *linker) matchOrigin(o terraform.Origin, cloud *cloudSpec, depth int, add func(*bucketDraft, facts.Confidence)) {
	if l.states[o.Instance] {
		return // what a state holds is not the bucket that holds the state
	}
	if list := l.bucketsOf(o.Instance); len(list) > 0 {
		for _, b := range list {
			c, ok := namesIt(b, o)
			if len(list) > 1 {
				c = facts.Possible
			}
			if ok {
				add(b, c)
			}
		}
		return
	}
	if o.Instance.Addr.Resource.Mode == terraform.Call {
		if c, ok := outputNames(o.Attr); ok && cloud != nil {
			add(l.virtual(o.Instance, cloud), c)
			return
		}
	}
	if s := l.running[l.own(o.Instance)]; depth > 4 || s != nil && s.unseen {
		return // what leads to a service is not led to what the service was given
	}
	for _, r := range l.stands(o.Instance) {
		onward := add
		if r.maybe { // what goes into a module that is not on disk may come out of it
			onward = func(b *bucketDraft, _ facts.Confidence) { add(b, facts.Possible) }
		}
		for _, inner := range r.origins {
			call := r.maybe && inner.Instance.Addr.Resource.Mode == terraform.Call
			if (call || l.running[l.own(inner.Instance)] != nil) && len(l.bucketsOf(inner.Instance)) == 0 {
				continue // what went into a second module has been through too much; what a service uses is its own
			}
			l.matchOrigin(inner, cloud, depth+1, onward)
		}
		if len(r.origins) == 0 && r.known {
			if b := l.named(r.text, unit{o.Instance.Root, o.Instance.Variant}); b != nil {
				onward(b, facts.Certain)
			}
		}
	}
}

// bucketsOf is the bucket that an instance makes. One that was evaluated beside
// another root is known by its address: of several variants, when it is not
// known which, it may be each.
func (l *linker) bucketsOf(in *terraform.Instance) []*bucketDraft {
	if b := l.byInst[in]; b != nil {
		return []*bucketDraft{b}
	}
	list := l.byAddr[placeOf(in)]
	for _, b := range list {
		if b.Variant == in.Variant {
			return []*bucketDraft{b}
		}
	}
	return list
}

func placeOf(in *terraform.Instance) string { return in.Root + "#" + in.Addr.String() }

// namesIt says whether an attribute of a bucket's own instance names it.
func namesIt(b *bucketDraft, o terraform.Origin) (facts.Confidence, bool) {
	c := facts.Certain
	if o.Instance.Doubtful {
		c = facts.Possible
	}
	switch spec := b.spec; {
	case b.Opaque && o.Instance.Addr.Resource.Mode == terraform.Call && len(spec.Names) == 0:
		byName, ok := outputNames(o.Attr)
		if !ok && slices.Contains(b.cloud.Outputs, o.Attr) {
			byName, ok = facts.Possible, true
		}
		if c == facts.Certain {
			c = byName
		}
		return c, ok
	default:
		return c, len(spec.Names) == 0 || slices.Contains(spec.Names, o.Attr)
	}
}

var (
	surelyBucket  = regexp.MustCompile(`\A(this_)?(s3_|gcs_|storage_)?bucket(_(id|arn|name|domain_name|regional_domain_name|bucket|bucket_id|bucket_arn|bucket_domain_name|bucket_regional_domain_name))?\z`)
	perhapsBucket = regexp.MustCompile(`bucket|storage_account`)
)

// outputNames says whether an output of a module that is not on disk names a
// bucket, by its name alone.
func outputNames(attr string) (facts.Confidence, bool) {
	switch attr = strings.ToLower(attr); {
	case surelyBucket.MatchString(attr):
		return facts.Certain, true
	case perhapsBucket.MatchString(attr):
		return facts.Possible, true
	}
	return "", false
}

// virtual is the bucket behind a module that is not on disk.
func (l *linker) virtual(in *terraform.Instance, cloud *cloudSpec) *bucketDraft {
	b := opaqueBucket(in, cloud)
	l.byInst[in] = b
	l.buckets = append(l.buckets, b)
	return b
}

// matchText looks a text up: a locator, a declared bucket's name, or an
// unknown name spelt the same way in the same root.
func (l *linker) matchText(r ref, cloud *cloudSpec, in unit, named bool, add func(*bucketDraft, facts.Confidence)) {
	if r.text == "" {
		return
	}
	// What follows a bucket's name may be unknown: the name is not.
	if p, ok := l.v.catalog.locate(r.text); ok {
		if b := l.lookup(p, p.exact, in); b != nil {
			add(b, facts.Certain)
		} else if p.exact {
			add(l.found(p, r, cloud, in), facts.Certain)
		}
		return
	}
	if !r.exact {
		return
	}
	if named || tellingKey(r.key) || tellingName(r.text) || !r.known {
		if b := l.lookup(place{provider: providerOf(cloud), bucket: r.text}, r.known, in); b != nil {
			add(b, facts.Certain)
			return
		}
	}
	if r.known && cloud != nil && bucketName.MatchString(r.text) && (named || tellingKey(r.key)) {
		c := facts.Certain
		if !named {
			c = facts.Possible // nothing but the key's name says so
		}
		add(l.found(place{bucket: r.text}, r, cloud, in), c)
		return
	}
	if r.known && !named && len(r.text) > 40 && len(r.text) <= maxText {
		l.search(r, cloud, in, add)
	}
}

func (l *linker) lookup(p place, known bool, in unit) *bucketDraft {
	if known {
		return l.placed(p, in)
	}
	if strings.Contains(p.bucket, "${...}") {
		return nil // a part that could not be named may be anything
	}
	if b := l.bySpelling[spelling{in, p.provider, p.bucket}]; b != nil {
		return b
	}
	return l.bySpelling[spelling{in, "", p.bucket}]
}

// providerOf is who answers for the buckets of a cloud; empty when there is none.
func providerOf(cloud *cloudSpec) string {
	if cloud == nil {
		return ""
	}
	return cloud.Provider
}

// search looks for locators and names of declared buckets within a text.
func (l *linker) search(r ref, cloud *cloudSpec, in unit, add func(*bucketDraft, facts.Confidence)) {
	for _, w := range words(r.text) {
		if p, ok := l.v.catalog.locate(w); ok {
			if b := l.placed(p, in); b != nil {
				add(b, facts.Certain)
			} else if p.exact {
				add(l.found(p, r, cloud, in), facts.Certain)
			}
		} else if tellingName(w) {
			add(l.named(w, in), facts.Certain)
		}
	}
}

var (
	// placeholder is a name that stands for one that somebody has yet to choose.
	placeholder = regexp.MustCompile(`(?i)placeholder|change-?me|\A(your|my|example|some)[-_.]?(s3[-_.]?|gcs[-_.]?)?bucket|\A(s3[-_.])?bucket[-_.]?name\z|[<>]|xxxx`)
	bucketName  = regexp.MustCompile(`\A[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]\z`)
	bucketKey   = regexp.MustCompile(`(?i)(\A|[_.:-])(s3|gcs)?_?bucket(_?name|_?id)?\z|\A[a-z]*bucket(name)?\z`)
)

// tellingKey says that a key is the name of a setting that holds a bucket.
func tellingKey(key string) bool { return bucketKey.MatchString(key) }

// tellingName says that a bare name is long and odd enough not to be met by
// chance.
func tellingName(s string) bool {
	return len(s) >= 8 && len(s) <= 63 && strings.ContainsAny(s, "-._") && bucketName.MatchString(s)
}

// found is a bucket that a string names and nobody declares.
// The name in a sensitive value is not told, so there is none then.
func (l *linker) found(p place, r ref, cloud *cloudSpec, in unit) *bucketDraft {
	if placeholder.MatchString(p.bucket) {
		return nil
	}
	if r.secret {
		if len(r.places) > 0 {
			l.unresolved("a bucket outside the estate", "its name is sensitive", r.places[0].Ptr())
		}
		return nil
	}
	var at hcl.Range
	if len(r.places) > 0 {
		at = r.places[0]
	}
	b := l.undeclared(p, cloud, at, in)
	b.Name = p.bucket
	return l.outside(b)
}

// undeclared is a bucket that a text speaks of and nobody declares, yet without a
// name: in one region where all of its provider's are.
func (l *linker) undeclared(p place, cloud *cloudSpec, at hcl.Range, in unit) *bucketDraft {
	b := &bucketDraft{spec: &typeSpec{}, cloud: cloud}
	b.Root, b.Variant, b.Provider, b.Product, b.Region = in.root, in.variant, p.provider, p.product, p.region
	if p.provider == "" && cloud != nil {
		b.Provider, b.Product = cloud.Provider, cloud.Product
	}
	b.Location, b.End, b.Scope = at, at.End, l.v.catalog.scope(b.Provider)
	if p.region != "" && at.Filename != "" {
		b.RegionEvidence = facts.Evidence{Range: at}
	}
	return b
}

func (l *linker) unresolved(what, why string, at *hcl.Range) {
	l.set.Unresolved = append(l.set.Unresolved, facts.Unresolved{What: what, Why: why, Range: *at})
}
