// Package resilience judges a dependency graph: on which rung of the ladder
// each service stands with each bucket, which events are single points of
// failure, and how bad each one is.
//
// It knows failure domains, time and scores. It knows no syntax, no cloud and
// no rule; it never reads a file. Formulas: docs/scoring.md.
package resilience

import (
	"github.com/resilint/resilint/analyzers/facts"
)

// Rung is a step of the resilience ladder, 0 to 6.
type Rung int8

// The rungs.
const (
	Zonal Rung = iota
	SingleRegion
	ColdCopy
	WarmReplica
	ManualSwitch
	AutomaticRead
	ActiveActive
)

// String gives the rung's name, for example "single-region".
func (r Rung) String() string {
	names := [...]string{"zonal", "single-region", "cold-copy", "warm-replica", "manual-switch", "automatic-read", "active-active"}
	if r < 0 || int(r) >= len(names) {
		return "unknown"
	}
	return names[r]
}

// Replica is the judgement of one copy of a bucket.
type Replica struct {
	Copy      *facts.Copy
	To        facts.ID
	Effective facts.Truth    // the data outlives the loss of the source's region
	Reasons   []facts.Reason // why it is not effective, or weaker than it looks
	Cap       Rung           // the highest rung that this copy allows
	// Confidence is Possible when something about the copy could not be seen, such as versioning.
	Confidence facts.Confidence
}

// BucketVerdict is the judgement of one bucket.
type BucketVerdict struct {
	Bucket       facts.ID
	Rung         Rung // the lowest over its hard and startup dependencies, else by location and copies alone
	RungBest     Rung // what Rung would be if every undecided copy were effective
	SingleRegion bool
	Replicas     []Replica
	Switch       *facts.Switch // the best switch that leads to a copy; nil: none
	Reasons      []facts.Reason
}

// PairVerdict is the judgement of one (service, bucket) pair.
type PairVerdict struct {
	Service, Bucket facts.ID
	Rung            Rung
	RungBest        Rung          // what Rung would be if every undecided copy were effective
	Switch          *facts.Switch // what sends the service to a copy; nil: nothing
	Reasons         []facts.Reason
}

// Kind says how a single point of failure ends.
type Kind string

// The kinds: Hard has no alternative, RTO has one that comes too late for the
// tier's target, Soft has one in time.
const (
	KindHard Kind = "hard"
	KindRTO  Kind = "rto"
	KindSoft Kind = "soft"
)

// Affected is a service that an event takes down or degrades.
type Affected struct {
	ID   facts.ID
	Need facts.Need
	Tier facts.Tier
	Rung Rung
}

// Class says how wide an event is, from one object to a whole provider.
type Class string

// The classes, from narrow to wide.
const (
	Deletion      Class = "delete"
	ZoneLoss      Class = "zone"
	ServiceLoss   Class = "regsvc" // the storage service of one region
	RegionLoss    Class = "region"
	GlobalService Class = "global"
	AccountLoss   Class = "account"
	ProviderLoss  Class = "provider"
)

// SPOF is a single point of failure: one event and the services it takes down.
type SPOF struct {
	ID         string // stable: event and bucket
	Class      Class  // how wide the event is
	Event      string // "aws:s3:us-east-1", "bucket:ID!deleted"
	Bucket     facts.ID
	Kind       Kind
	Services   []Affected
	Score      Score
	RTOMinutes *float64 // nil when there is no alternative
	RPOMinutes *float64 // nil when no copy survives
	Confidence facts.Confidence
	Reasons    []facts.Reason // what is not known about it, or weaker than it looks
}

// Factor is one part of a score, with its reason.
type Factor struct {
	Name     string // "blast", "recovery", "data", "likelihood", "policy"
	Value    float64
	Reason   string
	Evidence facts.Evidence // zero when the factor is a default
}

// Score is a number from 0 to 100 with the factors that made it.
type Score struct {
	Value   float64
	Vector  string // "RSL:1/e=regsvc/B=1.00/R=none/D=user,none/L=.93/P=1"
	Factors []Factor
}

// Assessment is the judgement of a whole graph. Lists are in ID order.
type Assessment struct {
	Model   *Model // that it was judged by
	Buckets []BucketVerdict
	Pairs   []PairVerdict
	SPOFs   []SPOF   // highest score first
	Outages []Outage // of backing services, in the order of their IDs
}
