package locators

import (
	"net/url"
	"slices"
	"strings"
)

// walk takes a text down the tree from a root.
func (tx *text) walk(t *Table, root *node) (Place, bool) {
	tx.nfound = 0
	r := tx.from(root, 0)
	if r == nil {
		return Place{}, false
	}
	return tx.place(r, t.names[r.spec.Provider]), true
}

// from follows the most exact way from a node that reads the whole text. Forms
// are few tokens long and their ways seldom fork, so it looks at each token a
// handful of times at most.
func (tx *text) from(n *node, i int) *rule {
	if i < tx.ntokens {
		if next := n.literal[tx.s[tx.tokens[i].from:tx.tokens[i].to]]; next != nil {
			if r := tx.from(next, i+1); r != nil {
				return r
			}
		}
		for _, e := range n.edges {
			if r := tx.over(e, i); r != nil {
				return r
			}
		}
		if tx.tokens[i].kind == extra {
			return tx.from(n, i+1)
		}
	}
	if n.rule != nil && tx.ends(i) && tx.believed(n.rule) {
		return n.rule
	}
	return nil
}

// over follows one edge, if the token fits it.
func (tx *text) over(e *edge, i int) *rule {
	tok := tx.tokens[i]
	next := i + 1
	if e.rest {
		if tok.kind != label {
			return nil
		}
		for tok.from = tx.host; next < tx.ntokens && tx.tokens[next].kind == label; {
			next++
		}
	}
	part := tx.s[tok.from:tok.to]
	if len(part) <= len(e.prefix)+len(e.suffix) || !strings.HasPrefix(part, e.prefix) || !strings.HasSuffix(part, e.suffix) {
		return nil
	}
	c, ok := tx.capture(&e.field, tok.from+len(e.prefix), tok.to-len(e.suffix), tok.kind)
	if !ok || tx.nfound == len(tx.found) {
		return nil
	}
	tx.found[tx.nfound] = c
	tx.nfound++
	r := tx.from(e.next, next)
	if r == nil {
		tx.nfound--
	}
	return r
}

// capture takes a part for a field. One that is not wholly known passes if the
// rest of it could be part of a name.
func (tx *text) capture(f *field, from, to int, k kind) (capture, bool) {
	value := tx.s[from:to]
	if len(tx.holes) > 0 && tx.partial(from, to) {
		return capture{f, tx.raw[from:to], true}, !f.exact && nameLike(value)
	}
	if k == path && strings.Contains(value, "%") {
		plain, err := url.PathUnescape(value)
		if err != nil {
			return capture{}, false
		}
		value = plain
	}
	if f.re == nil {
		return capture{f, value, false}, len(value) >= 2 && len(value) <= 255 && nameLike(value)
	}
	return capture{f, value, false}, f.re.MatchString(value)
}

// nameLike says that a text has only characters of names of buckets.
func nameLike(s string) bool {
	for i := range len(s) {
		if c := s[i]; !alphanumeric(c) && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return s != "" && alphanumeric(s[0])
}

// ends says that a form may end before a token: at the end, or where a path
// goes on to an object.
func (tx *text) ends(i int) bool {
	return i >= tx.ntokens || tx.s[tx.tokens[i].from] == '/'
}

// believed says that nothing but the form speaks against a rule.
func (tx *text) believed(r *rule) bool {
	if tx.bare && !r.bare {
		return false
	}
	for i := range tx.nfound {
		if c := &tx.found[i]; c.field.ident && slices.Contains(r.spec.Reserved, c.value) {
			return false
		}
	}
	return true
}

// place puts together what the fields say.
func (tx *text) place(r *rule, names []*naming) Place {
	p := Place{Provider: r.spec.Provider, Product: r.spec.Product, Kind: r.kind}
	for _, name := range r.spec.Identity {
		value, partial := tx.value(r, name)
		if value != "" && p.Bucket != "" {
			p.Bucket += "/"
		}
		p.Bucket += value
		if name == r.spec.Named {
			p.Name = value
		}
		p.Partial = p.Partial || partial
	}
	if region, partial := tx.value(r, "region"); !partial {
		p.Region = region
	}
	if p.Region == "" && r.zone != nil && tx.query != "" {
		p.Region = queryRegion(tx.query, r)
	}
	if !p.Partial {
		p.named(names)
	}
	p.Home = p.Region
	if r.spec.home != nil {
		if m := r.spec.home.FindStringSubmatch(p.Region); m != nil {
			p.Home = m[1]
		}
	}
	return p
}

// value is what a field took, or what its locator says of it.
func (tx *text) value(r *rule, name string) (value string, partial bool) {
	for i := range tx.nfound {
		if c := &tx.found[i]; c.field.name == name {
			return c.value, c.partial
		}
	}
	return r.set[name], false
}

// named adds what the bucket's name tells by itself.
func (p *Place) named(names []*naming) {
	for _, n := range names {
		if !strings.HasSuffix(p.Bucket, n.suffix) {
			continue
		}
		if n.alias {
			p.Bucket, p.Name = "", ""
		} else if m := n.region.FindStringSubmatch(p.Bucket); m != nil && p.Region == "" {
			p.Region = m[n.region.SubexpIndex("region")]
		}
	}
}

// queryRegion is the region that a query names, as sources of modules and
// consoles write it.
func queryRegion(query string, r *rule) string {
	for pair := range strings.SplitSeq(query, "&") {
		if value, ok := strings.CutPrefix(pair, "region="); ok && r.zone.MatchString(value) {
			return value
		}
	}
	return ""
}
