package facts

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// Backing is a backing service, as the twelve-factor field calls what a workload
// consumes over the network: a database, a cache, a queue, a key. It is what a
// service loses beside its buckets when a region goes.
type Backing struct {
	ID       ID
	Address  string // Terraform's plan address
	Root     string // as of a bucket
	Variant  string // as of a bucket
	Provider string
	Product  string // as events name it: dynamodb, rds, sqs
	Kind     string // table, database, cache, queue, topic, stream, key, vault, secret, registry, filesystem
	Type     string // resource type
	Name     string // empty when unknown

	Region         string   // empty when unknown, or when the provider keeps it in no one region
	Regions        []string // all regions that have it or a copy of it, in order; empty when there is but one
	RegionEvidence Evidence // what decided the region, or why it is unknown
	// Scope is what it survives by itself, without a person: ScopeZone, ScopeRegion,
	// ScopeMultiRegion or ScopeUnknown. A read replica elsewhere leaves it as it is.
	Scope         Scope
	ScopeEvidence Evidence
	Location      hcl.Range
	End           hcl.Pos
}

// Bound says that the loss of one region, or of a zone in it, takes it away.
func (b *Backing) Bound() bool { return b.Scope == ScopeZone || b.Scope == ScopeRegion }

// SingleRegion says that it is bound to one region, and that no other has a copy.
func (b *Backing) SingleRegion() bool { return b.Bound() && len(b.Regions) < 2 }

// Spread adds regions that have it, or a copy of it.
func (b *Backing) Spread(regions ...string) {
	all := append(slices.Clone(b.Regions), regions...)
	if b.Region != "" {
		all = append(all, b.Region)
	}
	all = slices.DeleteFunc(all, func(r string) bool { return r == "" })
	slices.Sort(all)
	if all = slices.Compact(all); len(all) > 1 || b.Region == "" {
		b.Regions = all
	}
}
