package facts

import (
	"github.com/hashicorp/hcl/v2"
)

// Tier is how much a service matters: t0 (most) to t4 (dev); empty when unknown.
type Tier string

// The tiers. TierUnknown is the zero value.
const (
	TierUnknown Tier = ""
	Tier0       Tier = "t0"
	Tier1       Tier = "t1"
	Tier2       Tier = "t2"
	Tier3       Tier = "t3"
	Tier4       Tier = "t4"
)

// Tiers are the stated ones, the most important first.
var Tiers = []Tier{Tier0, Tier1, Tier2, Tier3, Tier4}

// Service is a workload that relies on buckets, or what users address.
type Service struct {
	ID           ID
	Address      string
	Root         string
	Variant      string // as of a bucket
	Name         string // as people would say it; ends in the workload's own name
	Kind         string // function, task, instance, distribution, app, ...
	Provider     string
	Region       string // where the service itself runs; empty when unknown or global
	Tier         Tier
	TierEvidence Evidence // where the tier came from; zero when unknown
	Members      []string // addresses merged into this service
	Location     hcl.Range
	End          hcl.Pos
}

// Unit names the root module and the set of inputs that the service is of.
func (s *Service) Unit() string { return UnitName(s.Root, s.Variant) }

// Access says what a service does with a bucket.
type Access string

// The kinds of access.
const (
	Read      Access = "read"
	Write     Access = "write"
	ReadWrite Access = "readwrite"
	Serve     Access = "serve"
	Logs      Access = "logs"
	State     Access = "state"
	Artifact  Access = "artifact"
	Trigger   Access = "trigger"
)

// Need says when the bucket must be there for the service to work.
type Need string

// The needs: Hard on each request or run, Startup to boot or scale, Soft for
// releases, logs and background work.
const (
	Hard    Need = "hard"
	Startup Need = "startup"
	Soft    Need = "soft"
)

// Strength orders needs: hard above startup above soft above none.
func (n Need) Strength() int {
	switch n {
	case Hard:
		return 3
	case Startup:
		return 2
	case Soft:
		return 1
	default:
		return 0
	}
}

// Firm says that a need stops a service: hard or startup, not soft.
func (n Need) Firm() bool { return n.Strength() > Soft.Strength() }

// Via says how an edge was found.
type Via string

// The ways an edge appears.
const (
	ViaAttribute    Via = "attribute"
	ViaEnv          Via = "env"
	ViaIAM          Via = "iam"
	ViaOrigin       Via = "origin"
	ViaNotification Via = "notification"
	ViaMount        Via = "mount"
	ViaLog          Via = "log"
	ViaURL          Via = "url"
	ViaAppConfig    Via = "appconfig"
	ViaBackend      Via = "backend"
	ViaRemoteState  Via = "remote_state"
	ViaCall         Via = "call"
)

// Dependency is an edge from a service to a bucket, to another service or to a
// backing service. Exactly one of the three is set.
type Dependency struct {
	Service    ID
	Bucket     ID
	OnService  ID
	Backing    ID
	Access     Access
	Need       Need
	Via        Via
	Confidence Confidence
	// Permitted says that the service's identity may do so: No when the estate holds
	// all its permissions, and none is on the bucket.
	Permitted Truth
	// Literal says that the bucket's name stands in the service's own text, and that
	// no reference leads to it.
	Literal bool
	// Region is where the service's own config looks for the bucket; empty when no
	// config says so.
	Region string
	// Pinned says that the address by which a config asks for the bucket names its region.
	Pinned   bool
	Evidence []Evidence // strongest first; never empty
}
