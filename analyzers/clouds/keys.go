package clouds

import (
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// key notes a key and where it lives.
func (c *collector) key(in *terraform.Instance, spec *typeSpec, s *subject) {
	k := facts.Key{Name: in.Addr.String()}
	if written(spec.Key.Region) {
		k.Region = s.ask(spec.Key.Region).text()
	} else {
		k.Region = c.v.regionText(spec, s)
	}
	c.d.keys[in] = k
}

// cipher notes which key a bucket's objects need.
func (c *collector) cipher(in *terraform.Instance, spec *encryptSpec, s *subject) {
	managed := s.ask(spec.Managed)
	if len(managed.terms) == 0 {
		return
	}
	d := cipherDraft{inst: in, of: refsOf(s.terms(spec.Of)), key: refsOf(s.terms(spec.Key))}
	d.Managed, d.Evidence = managed.truth(facts.No), managed.evidence()
	c.d.ciphers = append(c.d.ciphers, d)
}

// ciphers tells buckets which key their objects need.
func (l *linker) ciphers(d *Draft) {
	for _, c := range d.ciphers {
		for _, b := range l.targets(c.of, c.inst, d.unit) {
			b.Encryption = c.Encryption
			b.Encryption.Key = l.keyOf(c.key, b.cloud)
		}
	}
}

// keyOf is the key that a value names: one of the estate, or one whose name
// tells where it lives.
func (l *linker) keyOf(refs []ref, cloud *cloudSpec) facts.Key {
	for _, r := range refs {
		for _, o := range l.through(r.origins) {
			if k, ok := l.keys[o.Instance]; ok {
				return k
			}
		}
		if !r.known || r.text == "" {
			continue
		}
		k := facts.Key{Name: r.text}
		if cloud != nil && cloud.keys != nil {
			if m := cloud.keys.FindStringSubmatch(r.text); m != nil {
				k.Region = m[cloud.keys.SubexpIndex("region")]
			}
		}
		return k
	}
	return facts.Key{}
}
