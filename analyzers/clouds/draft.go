package clouds

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// unit is a root module with one set of inputs: the scope in which what is
// called alike is the same.
type unit struct{ root, variant string }

func (u unit) String() string { return facts.UnitName(u.root, u.variant) }

// Draft is what one unit says, before all of them are linked. It holds no
// evaluation any more, so it may leave the goroutine that made it.
type Draft struct {
	// Spare says that nobody runs the root as it stands: its services may not exist.
	Spare bool

	unit     unit
	buckets  []*bucketDraft
	services []*serviceDraft
	backings []*backingDraft
	guards   []guardDraft
	copies   []copyDraft
	switches []switchDraft
	leads    []ref // services that something sends traffic to
	leftover []ref // what keeps messages that could not be delivered
	// later are the instances that keep what is sent to them until somebody takes it.
	later    map[*terraform.Instance]bool
	grants   []grantDraft
	policies map[*terraform.Instance]*document
	aliases  map[*terraform.Instance][]ref
	insts    []*terraform.Instance // all that the unit is made of and that means something
	foreign  []*terraform.Instance // those that aliases and later say something of and that another unit makes, maybe several times
	purposes []purposeDraft
	channels []channelDraft
	keys     map[*terraform.Instance]facts.Key
	ciphers  []cipherDraft
	ages     []ageDraft
	scopes   []scopeDraft
	trusts   []trustDraft
	called   map[string][]*terraform.Instance // roles and the like by their plain names
	acting   map[string][]*serviceDraft       // services by the plain names of identities that the unit only names
	// unresolved is what could not be followed, beyond what evaluation told.
	unresolved []facts.Unresolved
}

type bucketDraft struct {
	facts.Bucket
	inst   *terraform.Instance
	spec   *typeSpec
	cloud  *cloudSpec
	name   ref
	prefix string // what a name begins with that is not known; empty when that is not known either
	parent []ref
	within []ref // the group that it is in
	// account is the bucket that parent turned out to be: a container's storage account.
	account *bucketDraft
	// twin is the declared bucket that an external one turned out to be.
	twin *bucketDraft
}

type serviceDraft struct {
	facts.Service
	inst     *terraform.Instance
	cloud    *cloudSpec
	identity []ref
	partOf   []ref
	group    string      // services of one group are one; empty: it stands alone
	silent   bool        // nobody calls it
	later    bool        // what is sent to it waits there
	most     facts.Need  // it needs nothing more, and is needed no more; empty: no limit
	front    bool        // it counts only when it leads to a bucket by itself
	relays   bool        // it relies on those that what is sent to it reaches
	names    []string    // of the accounts that it runs as, while it is declared somewhere else
	host     bool        // what its role may do is done by others that run on it
	unseen   bool        // it stands behind a module that is not on disk
	told     *unseenSpec // what the words of its module say; nil when they say nothing
	uses     []useDraft
	relies   []relyDraft
	tags     map[string]tag
}

type useDraft struct {
	ref
	spec   *useSpec
	direct *bucketDraft // the bucket itself, when no name has to be looked up
}

// relyDraft is a value that leads to services which this one works with.
type relyDraft struct {
	ref
	access facts.Access
	need   facts.Need
}

type guardDraft struct {
	inst *terraform.Instance
	of   []ref // empty: inst itself
	facts.Guards
}

type copyDraft struct {
	facts.Copy
	inst     *terraform.Instance
	from, to []ref // from empty, and nothing abroad: inst itself
	abroad   []abroadDraft
	key      []ref
	role     []ref
	allows   []string
	cloud    *cloudSpec
	// region is where the destination lives, as the rule itself says; empty when it does not.
	region         string
	regionEvidence facts.Evidence
	home           string // region of the rule itself: a wildcard means the buckets there
	mixed          bool   // what is copied, and where to, may be no bucket at all
}

// abroadDraft is a source of a copy that is another cloud's.
type abroadDraft struct {
	cloud *cloudSpec
	from  []ref
}

type ageDraft struct {
	inst *terraform.Instance
	of   []ref // empty: inst itself
	facts.Lifecycle
}

type scopeDraft struct {
	inst     *terraform.Instance
	of       []ref // empty: inst itself
	is       facts.Scope
	evidence facts.Evidence
}

type cipherDraft struct {
	inst *terraform.Instance
	of   []ref // empty: inst itself
	key  []ref
	facts.Encryption
}

// switchDraft is a switch, or one instance's part in it.
type switchDraft struct {
	facts.Switch
	inst     *terraform.Instance
	spec     *switchSpec
	cloud    *cloudSpec
	group    string // parts with the same one are one switch; empty: it stands alone
	order    float64
	doubtful bool // the instance may not exist
	members  [][]ref
	asks     []ref // what is asked in the first member's place; empty: not known
}

type grantDraft struct {
	inst   *terraform.Instance
	cloud  *cloudSpec
	to     []ref // empty: inst itself
	policy []ref
	inline *document
	denied []statement // what whoever has it is denied, whatever it allows
	bucket []ref
	roles  []string // the role that is given, and the actions of one that the estate makes
	spec   *grantSpec
	at     hcl.Range
}

type purposeDraft struct {
	of []ref
	is facts.Purpose
}
