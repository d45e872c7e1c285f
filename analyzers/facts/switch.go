package facts

import "github.com/hashicorp/hcl/v2"

// Switch is what can send a service to a copy. It is a part of the estate like
// any other: it lives somewhere, and it may fail.
type Switch struct {
	Kind      string // "origin-group", "dns", "multi-region-access-point", ...
	Service   ID     // the service that it stands in front of
	Members   []ID   // buckets, the primary first; those of a member's own service count as the member's
	Automatic Truth  // it acts without a person
	// Probed says that it finds out by itself whether a member is well. A switch that
	// tries the next member when one fails needs nobody to ask.
	Probed Truth
	// Misled says that what it asks is not the member that the answer stands for.
	Misled  bool
	Reads   bool
	Writes  bool
	Written Truth // clients change objects through it
	Used    Truth // traffic passes through it
	// Spreads says that it sends requests to any member while all are well, not to the first.
	Spreads bool
	// Blind says that it chooses by path or by host, whatever has failed: no switch at all.
	Blind bool
	// SameHost says that stores see the host name that the client asked for. A store
	// finds a bucket by that name, so one of its own may answer, and no other.
	SameHost bool
	Codes    []string // the failures it reacts to, when it names them
	// Home is the region that it is set from: where its control plane lives. Empty
	// when it needs none, or when that is not known.
	Home     string
	Evidence []Evidence
	Location hcl.Range
}
