package appconfig

import (
	"cmp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// Fallback says what a config itself provides for the loss of a bucket's region.
type Fallback string

// The fallbacks, best first.
const (
	Auto Fallback = "auto" // a component switches by itself to a store elsewhere
	// Partial: a component turns to a second store when it cannot reach the first, and
	// passes on what a store answers in an outage.
	Partial Fallback = "partial"
	Manual  Fallback = "manual" // a second store is configured, and somebody must switch
	Copy    Fallback = "copy"   // a second store is written to, and nothing reads it
	Cache   Fallback = "cache"  // a cache answers for a while
	None    Fallback = "none"
)

// Mention is one place where a config names a bucket that a service uses.
// It holds no secret: those are cut out before it is made.
type Mention struct {
	Service string // the workload's own name; empty when neither the config nor its place tells
	// Account is who a workload of Kubernetes is to a cloud: its service account, after
	// its namespace and a "/" where that is written; empty for all else.
	Account string
	Kind    string // the ecosystem: dotenv, compose, kubernetes, ...
	Dir     string // of the file, for what is joined by directory
	Home    string // of the service: Dir without the folders that hold nothing but configs
	File    string // relative to the tree
	Line    int    // 1-based
	Column  int    // 1-based, in bytes; 1 where a reader knows lines alone
	Key     string // path of the setting, its steps joined by dots
	Env     string // the environment variable that sets it; empty when none does
	Locator string // the value as written

	Provider string // empty when nothing tells
	// Bucket may hold references that are not resolved, as they are written.
	Bucket   string
	Region   string // empty when nothing tells
	RegionAt Spot   // of the setting that tells the region; zero where the mention's own place does
	Endpoint string // empty for the provider's own

	Access   facts.Access
	Need     facts.Need
	Fallback Fallback
	// Members are the other buckets of the same fallback, by name. With a fallback of
	// none they are those of what looks like one, and fails as a whole.
	Members    []string
	Certain    bool     // false when a default, a hint or a part that is not resolved stands behind it
	Made       *Making  // nil where the config does not make the bucket
	Granted    bool     // that the service uses the bucket is what a policy allows
	References []string // names of the variables that the value leaves open, in order
}

// Spot is a place in the file of a mention.
type Spot struct{ Line, Column int }

// Making is the bucket that a config makes itself.
type Making struct {
	ID string // what its template calls it, once in a file; empty where only its name tells it from others
	Spot
}

// sortMentions orders mentions by place, and drops those that say the same of
// the same service, bucket and use.
func sortMentions(list []Mention) []Mention {
	slices.SortStableFunc(list, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Service, b.Service), cmp.Compare(a.Bucket, b.Bucket), cmp.Compare(a.Key, b.Key))
	})
	type use struct {
		file, service, bucket string
		access                facts.Access
	}
	at := map[use]int{}
	var out []Mention
	for i := range list {
		m := &list[i]
		u := use{m.File, m.Service, m.Bucket, m.Access}
		if j, ok := at[u]; ok {
			out[j].learn(m)
			continue
		}
		at[u] = len(out)
		out = append(out, *m)
	}
	return withoutAccounts(out)
}

// withoutAccounts drops the mentions that stop at an account of which another one of the
// same service names a container.
func withoutAccounts(list []Mention) []Mention {
	type account struct{ file, service, name string }
	held := map[account]bool{}
	for i := range list {
		for j, c := range []byte(list[i].Bucket) {
			if c == '/' && j > 0 {
				held[account{list[i].File, list[i].Service, list[i].Bucket[:j]}] = true
			}
		}
	}
	return slices.DeleteFunc(list, func(m Mention) bool { return held[account{m.File, m.Service, m.Bucket}] })
}

// top is the first step of the key.
func (m *Mention) top() string {
	step, _, _ := strings.Cut(m.Key, ".")
	return step
}

// learn adds what another mention of the same use knows better.
func (m *Mention) learn(o *Mention) {
	m.Provider = cmp.Or(m.Provider, o.Provider)
	if m.Region == "" {
		m.Region, m.RegionAt = o.Region, o.RegionAt
	}
	m.Made = cmp.Or(m.Made, o.Made)
	m.Endpoint = cmp.Or(m.Endpoint, o.Endpoint)
	m.Env = cmp.Or(m.Env, o.Env)
	m.Certain = m.Certain || o.Certain
	if m.Fallback == None {
		m.Fallback, m.Members = o.Fallback, o.Members
	}
}
