package facts

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// Scope says what one bucket survives by itself, without any copy.
type Scope string

// The scopes, from narrow to wide. ScopeGeo is one account with an
// asynchronous secondary in another region under the provider's own control.
const (
	ScopeUnknown     Scope = "unknown"
	ScopeZone        Scope = "zone"
	ScopeRegion      Scope = "region"
	ScopeDualRegion  Scope = "dual-region"
	ScopeMultiRegion Scope = "multi-region"
	ScopeGeo         Scope = "geo"
)

// Purpose says what a bucket is for; a bucket is judged by its purpose.
type Purpose string

// The purposes. PurposeData is the ordinary one: something services need.
const (
	PurposeData     Purpose = "data"
	PurposeLogs     Purpose = "logs"
	PurposeState    Purpose = "state"
	PurposeArtifact Purpose = "artifact"
	PurposeReplica  Purpose = "replica"
)

// Guards protect the objects against the people who own them: the typo.
type Guards struct {
	Versioning     Truth // earlier versions are kept
	Lock           Truth // object lock, retention or immutability
	SoftDelete     Truth // deleted objects come back within a period
	PreventDestroy Truth // lifecycle { prevent_destroy = true }
	ForceDestroy   Truth // destroy empties the bucket first
	// Evidence names the setting that decided a guard, keyed "versioning", "lock",
	// "soft_delete", "prevent_destroy", "force_destroy". A missing key: nothing was said.
	Evidence map[string]Evidence
}

// Encryption says which key the objects need. The zero value: nothing was said.
type Encryption struct {
	// Managed says that the key is one of the provider's key service, not the store's own.
	Managed Truth
	Key     Key
	// Evidence names the setting; zero when nothing was said.
	Evidence Evidence
}

// Lifecycle says after how many days the store itself removes objects, or moves
// them to where they must be restored from before they can be read. Zero:
// never, as far as is known. Rules for a part of the bucket do not count.
type Lifecycle struct {
	ExpireDays, ArchiveDays int
	Evidence                Evidence // of the rule that acts first; zero without any
}

// Key is a key of a key service. The zero value stands for none, or one that is
// not known.
type Key struct {
	Name   string // as it is written; empty when it is not known
	Region string // where it lives; empty when that is not known
}

// Bucket is an object-storage container of any provider.
type Bucket struct {
	ID       ID
	Address  string // Terraform's plan address; empty for one that configs alone declare or name
	Root     string // path of its root module
	Variant  string // of its root module's inputs; empty when the root has no variants
	Provider string // of the service that answers: aws, gcp, azure, ...
	Product  string // the provider's storage service, as events name it: s3, gcs, blob
	Type     string // resource type; empty for one that is only named
	Name     string // empty when unknown
	NameLike string // what is known of an unknown name: how it begins, its spelling with open parts, or what the template that makes the bucket calls it

	Region         string   // location code in lower case; empty when unknown
	Regions        []string // members of a dual- or multi-region location
	RegionEvidence Evidence // what decided the region, or why it is unknown
	// RegionDoubt is why Region may be no region at all, as a sentence without a full
	// stop; empty where the provider is known to have it, or its regions are not all known.
	RegionDoubt string
	Secondary   Truth // the secondary of a geo account may be read without failover

	Scope         Scope
	ScopeEvidence Evidence
	Purpose       Purpose
	DataClass     string // from a tag: system-of-record, user, derived, cache; empty when unsaid
	Declared      bool   // some file of the estate creates it
	ThirdParty    bool   // somebody else's, as far as can be seen: all that names it are downloads from its address
	Opaque        bool   // it stands behind a module that is not on disk, or in a config that makes it: its settings and copies cannot be seen
	Parent        ID     // the account of a container; empty otherwise
	Guards        Guards
	Encryption    Encryption
	Lifecycle     Lifecycle
	Location      hcl.Range // the block header
	End           hcl.Pos   // where the block ends
}

// Deletable says that what is deleted in the bucket is gone: no guard keeps it.
// It is No for one whose guards cannot be seen, which stand where it is declared.
func (b *Bucket) Deletable() Truth {
	guards := []Truth{b.Guards.Versioning, b.Guards.Lock, b.Guards.SoftDelete}
	switch {
	case slices.Contains(guards, Yes) || !b.Declared || b.Opaque:
		return No
	case slices.Contains(guards, Unknown):
		return Unknown
	}
	return Yes
}

// Copy is a rule that copies the objects of one bucket to another.
type Copy struct {
	From, To  ID
	Mechanism string // "replication", "transfer", "backup", ...
	Enabled   Truth
	// Condition is what makes Enabled true when it is Unknown, in the words of the
	// root's inputs (var.env == "prod"), or names the inputs that decide; empty otherwise.
	Condition string
	Whole     Truth // every object is covered (no prefix, no tag filter)
	Cold      bool  // a restore is needed before the copy can be read
	Zonal     bool  // what is copied lives in one zone, whatever the destination's scope
	Timed     bool  // the provider promises a time (15 minutes)
	// NeedsVersioning says that the copy works only between versioned buckets.
	NeedsVersioning bool
	Deletes         Truth // deletions are copied too
	// Selects says that objects encrypted with a managed key are copied too;
	// Unknown where the mechanism does not ask.
	Selects Truth
	Key     Key // that the copied objects need; zero: the destination's own
	// Foreign says that the destination belongs to another account.
	Foreign Truth
	// Allowed says that the identity which copies may write to the destination, as
	// far as its permissions are in the estate.
	Allowed  Truth
	Evidence []Evidence
	Location hcl.Range // the header of the block that makes the copy
}
