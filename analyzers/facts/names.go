package facts

import (
	"cmp"
	"slices"
	"strings"
)

// LastPart is the workload's own name at the end of a service's name: what
// follows the last "/", ":" or "#".
func LastPart(name string) string {
	return name[strings.LastIndexAny(name, "/:#")+1:]
}

// Matches says that a name is what a pattern describes, in which each "*" stands
// for any text, "/" included. Nothing else in a pattern is special: Terraform's
// addresses hold brackets.
func Matches(pattern, name string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == name
	}
	last := len(parts) - 1
	if !strings.HasPrefix(name, parts[0]) {
		return false
	}
	name = name[len(parts[0]):]
	for _, part := range parts[1:last] {
		i := strings.Index(name, part)
		if i < 0 {
			return false
		}
		name = name[i+len(part):]
	}
	return strings.HasSuffix(name, parts[last])
}

// Called says that a pattern describes the service: its name, the last part of
// it, its address or its ID.
func (s *Service) Called(pattern string) bool {
	return Matches(pattern, s.Name) || Matches(pattern, LastPart(s.Name)) || Matches(pattern, s.Address) || Matches(pattern, string(s.ID))
}

// Called says that a pattern describes the bucket: its name, address or ID.
func (b *Bucket) Called(pattern string) bool {
	return Matches(pattern, b.Name) || Matches(pattern, b.Address) || Matches(pattern, b.NameLike) || Matches(pattern, string(b.ID))
}

// Title is what people call the service.
func (s *Service) Title() string { return cmp.Or(s.Name, s.Address, string(s.ID)) }

// Title is what people call the bucket.
func (b *Bucket) Title() string { return cmp.Or(b.Name, b.Address, b.Like(), string(b.ID)) }

// Like is what is known of a name that is not, for people: how it begins, how a
// config writes it with its open parts, or what the template that makes it calls it.
func (b *Bucket) Like() string {
	if b.NameLike == "" || b.Declared && b.Address == "" || strings.ContainsAny(b.NameLike, "${<%") {
		return b.NameLike
	}
	return b.NameLike + "…"
}

// environments are the words that tell the same thing of several environments apart.
var environments = []string{
	"dev", "develop", "development", "test", "testing", "sandbox", "qa", "uat", "int", "integration", "stage", "staging", "stg", "preprod", "preproduction",
	"preview", "demo", "prod", "production", "prd", "live",
}

// Family splits a name into what it shares with those of other environments and
// the word for its own, the first one in it: "acme-staging-media" is acme-media
// and staging. A name without such a word is its own family.
func Family(name string) (family, environment string) {
	for from := 0; from < len(name); {
		to := from
		for to < len(name) && !strings.ContainsRune("-._", rune(name[to])) {
			to++
		}
		if word := name[from:to]; slices.Contains(environments, word) && word != name {
			if to < len(name) {
				return name[:from] + name[to+1:], word
			}
			return name[:from-1], word
		}
		from = to + 1
	}
	return name, ""
}
