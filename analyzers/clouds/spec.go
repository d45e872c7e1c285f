package clouds

import (
	"embed"
	"regexp"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/locators"
	"github.com/resilint/resilint/analyzers/terraform"
)

//go:embed *.hcl
var builtin embed.FS

// fileSpec is one vocabulary file. docs/vocabulary.md explains the language.
type fileSpec struct {
	Clouds    []*cloudSpec `hcl:"cloud,block"`
	Resources []*typeSpec  `hcl:"resource,block"`
	Data      []*typeSpec  `hcl:"data,block"`
	Modules   []*typeSpec  `hcl:"module,block"`
	Backends  []*typeSpec  `hcl:"backend,block"`

	Unseen []*unseenSpec `hcl:"unseen,block"`

	Locators []*locators.Spec `hcl:"locators,block"`
}

// cloudSpec is what all types of one provider share. It is named like the
// Terraform provider.
type cloudSpec struct {
	Name     string         `hcl:"name,label"`
	Provider string         `hcl:"provider"` // name in reports
	Product  string         `hcl:"product"`  // its storage service, as events name it
	Region   hcl.Expression `hcl:"region,optional"`
	Tags     hcl.Expression `hcl:"tags,optional"`
	Endpoint hcl.Expression `hcl:"endpoint,optional"` // the URL behind which another vendor may answer
	Assumed  string         `hcl:"assumed,optional"`  // where buckets go unless the environment says otherwise
	Regional bool           `hcl:"regional,optional"` // every bucket lives in exactly one region
	// Environment says that --env-region stands for the region of a provider configuration that names none.
	Environment bool `hcl:"environment,optional"`

	Keys    string            `hcl:"keys,optional"`    // pattern of the names of keys, with the group region
	Modules string            `hcl:"modules,optional"` // pattern of the sources of modules that make a bucket
	Outputs []string          `hcl:"outputs,optional"` // their outputs that name the bucket, beside those that say so
	Managed map[string]string `hcl:"managed,optional"` // policies of the provider's own, by name, and the access they give to every bucket
	Owned   []string          `hcl:"owned,optional"`   // patterns of buckets that the provider itself keeps
	Read    []string          `hcl:"read,optional"`    // actions and roles that read objects
	Write   []string          `hcl:"write,optional"`
	List    []string          `hcl:"list,optional"`
	Call    []string          `hcl:"call,optional"` // actions and roles that call a service and wait for its answer
	Send    []string          `hcl:"send,optional"` // actions and roles that leave it a message
	Take    []string          `hcl:"take,optional"` // actions and roles that take messages from where they wait
	// Addresses are patterns of texts that lead to a service by its name, with the group name, by
	// the kind of the name: what is called_by "KIND NAME" is meant.
	Addresses map[string]string `hcl:"addresses,optional"`

	modules *regexp.Regexp
	keys    *regexp.Regexp
}

// typeSpec is what one resource type means.
type typeSpec struct {
	Type     string         `hcl:"type,label"`
	At       hcl.Range      `hcl:",def_range"`
	Also     []string       `hcl:"also,optional"` // other types that mean the same
	Bucket   *bucketSpec    `hcl:"bucket,block"`
	Service  *serviceSpec   `hcl:"service,block"`
	Backing  *backingSpec   `hcl:"backing,block"` // such a block says nothing else of its type
	Uses     []*useSpec     `hcl:"use,block"`
	Guards   []*guardSpec   `hcl:"guard,block"`
	Copies   []*copySpec    `hcl:"copy,block"`
	Switches []*switchSpec  `hcl:"switch,block"`
	Grants   []*grantSpec   `hcl:"grant,block"`
	Policy   *policySpec    `hcl:"policy,block"`
	Key      *keySpec       `hcl:"key,block"`
	Encrypt  *encryptSpec   `hcl:"encryption,block"`
	Ageing   []*ageSpec     `hcl:"lifecycle,block"`
	Purposes []*purposeSpec `hcl:"purpose,block"`
	Scopes   []*scopeSpec   `hcl:"scope,block"`
	Passes   []*passSpec    `hcl:"passes,block"`
	Relies   []*relySpec    `hcl:"relies,block"`
	Trusts   []*trustSpec   `hcl:"trusts,block"`
	Channel  *channelSpec   `hcl:"channel,block"`
	Identity hcl.Expression `hcl:"identity,optional"`  // whose grants are the service's
	Alias    hcl.Expression `hcl:"alias,optional"`     // a reference to it means a reference to this
	RolesIn  hcl.Expression `hcl:"roles_in,optional"`  // texts that hold, among others, references to such
	CalledBy hcl.Expression `hcl:"called_by,optional"` // the plain names that others refer to it by
	PartOf   hcl.Expression `hcl:"part_of,optional"`   // the service it belongs to
	LeadsTo  hcl.Expression `hcl:"leads_to,optional"`  // the services that it sends traffic to
	Leftover hcl.Expression `hcl:"leftover,optional"`  // what keeps messages that could not be delivered
	Standby  []string       `hcl:"standby,optional"`   // those of names that lead to the provider's own copy
	Names    []string       `hcl:"names,optional"`     // attributes that name the bucket
	// Endpoints lists the attributes by which others call it: a reference to one of
	// them in a service's settings makes that service rely on it, or on what it passes to.
	Endpoints []string       `hcl:"endpoints,optional"`
	Known     hcl.Expression `hcl:"known,optional"` // attributes that follow from the others
	// Calls lists attributes that a built-in function makes of arguments: the function's name, then theirs.
	Calls map[string][]string `hcl:"calls,optional"`
	// ServesItself says that the service this is serves from the bucket this is.
	ServesItself bool `hcl:"serves_itself,optional"`
	// Optional and Computed list all attributes of a type, if its schema is told: those that are
	// null when not written, and those that apply tells, each with a value of the type it will have.
	Optional []string       `hcl:"optional,optional"`
	Computed hcl.Expression `hcl:"computed,optional"`
	When     hcl.Expression `hcl:"when,optional"` // the instances that are meant, of several blocks for one type
	// Telling lists arguments and blocks: a resource that writes none of them is not looked at.
	Telling []string `hcl:"telling,optional"`
	Cloud   string   `hcl:"cloud,optional"` // the cloud block it belongs to; the type's prefix when empty

	mode     terraform.Mode
	cloud    *cloudSpec
	known    map[string]hcl.Expression
	computed map[string]hcl.Expression
}

type bucketSpec struct {
	Name      hcl.Expression `hcl:"name"`
	Prefix    hcl.Expression `hcl:"prefix,optional"` // what a name begins with that apply makes up
	Region    hcl.Expression `hcl:"region,optional"`
	Elsewhere bool           `hcl:"elsewhere,optional"` // what is written here does not say where it lives
	Regions   hcl.Expression `hcl:"regions,optional"`
	Scope     hcl.Expression `hcl:"scope,optional"`
	Secondary hcl.Expression `hcl:"secondary,optional"`
	Parent    hcl.Expression `hcl:"parent,optional"`
	Within    hcl.Expression `hcl:"within,optional"`   // a group that a permission may be given on instead
	Endpoint  hcl.Expression `hcl:"endpoint,optional"` // the cloud's when absent
	Purpose   string         `hcl:"purpose,optional"`
	Via       string         `hcl:"via,optional"`  // Terraform itself relies on it this way
	Default   *guardSpec     `hcl:"default,block"` // guards when nothing is written
	Doubts    []*doubtSpec   `hcl:"doubt,block"`
	// Vault says that it holds copies and nothing else: it counts only when something is copied to it.
	Vault bool `hcl:"vault,optional"`
}

// doubtSpec is a combination of settings under which a fact is not known: a
// scope that they cannot have together, or a choice that is not followed.
type doubtSpec struct {
	When hcl.Expression `hcl:"when"`
	Why  string         `hcl:"why"`
}

type guardSpec struct {
	Of           hcl.Expression `hcl:"of,optional"` // the bucket; absent: this very resource
	Versioning   hcl.Expression `hcl:"versioning,optional"`
	Lock         hcl.Expression `hcl:"lock,optional"`
	SoftDelete   hcl.Expression `hcl:"soft_delete,optional"`
	ForceDestroy hcl.Expression `hcl:"force_destroy,optional"`
}

type serviceSpec struct {
	Kind   string         `hcl:"kind"`
	Name   hcl.Expression `hcl:"name"`
	Region hcl.Expression `hcl:"region,optional"`
	Global bool           `hcl:"global,optional"`
	// Front says that it is nothing but a way to others: it counts when it leads to a bucket by itself.
	Front bool `hcl:"front,optional"`
	// Host says that others run on it, and may each do what its role allows.
	Host bool `hcl:"host,optional"`
	// Relays says that it answers by itself, with what those behind it answer: its callers rely on it, and it on them.
	Relays bool `hcl:"relays,optional"`
	// Silent says that nobody calls it: what is sent to it, or tells it, is not for it.
	Silent bool `hcl:"silent,optional"`
	// Later says that what is sent to it waits there: nobody waits for what it does with it.
	Later bool `hcl:"later,optional"`
	// Need is the most that it may need anything, and that anybody may need it: a build
	// is nothing that users wait for. Empty: there is no such limit.
	Need string `hcl:"need,optional"`
	// Group is the same for instances that are one service; a switch says it of its own instances.
	Group hcl.Expression `hcl:"group,optional"`
}

type useSpec struct {
	ForEach []string       `hcl:"for_each,optional"` // block types; each stands for their blocks
	With    hcl.Expression `hcl:"with,optional"`     // a reference; with stands for the instance it leads to
	From    hcl.Expression `hcl:"from"`
	Key     hcl.Expression `hcl:"key,optional"`    // the one value of from that is meant, by its key
	Secret  bool           `hcl:"secret,optional"` // the values are compared, and never shown
	But     hcl.Expression `hcl:"but,optional"`    // parts of from that another use speaks of
	// Inside says that from is a part of a document: while the document is not known,
	// there is no such part.
	Inside bool           `hcl:"inside,optional"`
	Only   hcl.Expression `hcl:"only,optional"` // false: it means nothing
	Where  *whereSpec     `hcl:"where,block"`
	Access string         `hcl:"access"`
	Need   string         `hcl:"need"`
	Via    string         `hcl:"via"`
	Named  bool           `hcl:"named,optional"` // the attribute holds a bucket's bare name by definition
	Cloud  string         `hcl:"cloud,optional"` // whose buckets bare names are; the type's when empty

	cloud *cloudSpec
}

// whereSpec keeps only the blocks whose key is among the wanted ones, as
// the origins that some behaviour targets.
type whereSpec struct {
	Each string         `hcl:"each"`
	Key  string         `hcl:"key"`
	In   hcl.Expression `hcl:"in"`
}

type copySpec struct {
	With            hcl.Expression `hcl:"with,optional"`     // a reference; with stands for the instance it leads to
	ForEach         string         `hcl:"for_each,optional"` // block type; each stands for its blocks
	Only            hcl.Expression `hcl:"only,optional"`     // false: it is no copy at all
	Doubts          []*doubtSpec   `hcl:"doubt,block"`       // settings under which what is copied is not known
	From            hcl.Expression `hcl:"from,optional"`     // absent: this very resource
	Abroad          hcl.Expression `hcl:"abroad,optional"`   // sources that are another cloud's, by its name
	To              hcl.Expression `hcl:"to"`
	Region          hcl.Expression `hcl:"region,optional"` // where the destination lives, as the rule says
	Mechanism       string         `hcl:"mechanism"`
	Enabled         hcl.Expression `hcl:"enabled"`
	Whole           hcl.Expression `hcl:"whole,optional"`
	Cold            hcl.Expression `hcl:"cold,optional"`
	Zonal           hcl.Expression `hcl:"zonal,optional"` // the copies live in one zone, whatever the destination does
	Timed           hcl.Expression `hcl:"timed,optional"`
	Deletes         hcl.Expression `hcl:"deletes,optional"`
	NeedsVersioning bool           `hcl:"needs_versioning,optional"`
	Mixed           bool           `hcl:"mixed,optional"`   // what is copied, and where to, may be no bucket at all
	Selects         hcl.Expression `hcl:"selects,optional"` // objects under a managed key are copied too
	Key             hcl.Expression `hcl:"key,optional"`     // the key of what is copied
	Foreign         hcl.Expression `hcl:"foreign,optional"` // the destination is in another account
	Role            hcl.Expression `hcl:"role,optional"`    // who copies
	Allows          []string       `hcl:"allows,optional"`  // the actions that it needs on the destination

	abroad []abroadSpec // in the order of the clouds' names
}

// abroadSpec says where a copy that comes from another cloud names its source.
type abroadSpec struct {
	cloud *cloudSpec
	from  hcl.Expression
}

// keySpec makes a type a key that objects are encrypted with.
type keySpec struct {
	Region hcl.Expression `hcl:"region,optional"` // the cloud's when absent
}

// ageSpec says when the store removes objects by itself, or archives them.
type ageSpec struct {
	ForEach string         `hcl:"for_each,optional"`
	Of      hcl.Expression `hcl:"of,optional"` // the bucket; absent: this very resource
	Enabled hcl.Expression `hcl:"enabled,optional"`
	Whole   hcl.Expression `hcl:"whole,optional"`
	Expire  hcl.Expression `hcl:"expire,optional"`  // days
	Archive hcl.Expression `hcl:"archive,optional"` // days
}

// scopeSpec says that a setting outside a bucket's own block decides its scope.
type scopeSpec struct {
	ForEach string         `hcl:"for_each,optional"`
	Of      hcl.Expression `hcl:"of,optional"` // the bucket; absent: this very resource
	Is      string         `hcl:"is"`
	When    hcl.Expression `hcl:"when,optional"` // undecided: the scope is unknown
}

// encryptSpec says which key a bucket's objects need.
type encryptSpec struct {
	Of      hcl.Expression `hcl:"of,optional"` // the bucket; absent: this very resource
	Managed hcl.Expression `hcl:"managed"`
	Key     hcl.Expression `hcl:"key,optional"`
}

// switchSpec is what can send requests to one of several members. One block may
// hold them all, or several instances one member each.
type switchSpec struct {
	Kind    string         `hcl:"kind,label"`
	With    hcl.Expression `hcl:"with,optional"`     // a reference; with stands for the instance it leads to, if there is one
	ForEach string         `hcl:"for_each,optional"` // block type; each stands for its blocks
	Only    hcl.Expression `hcl:"only,optional"`     // false: it is no member at all
	Group   hcl.Expression `hcl:"group,optional"`    // blocks and instances where this is the same make one switch
	Members hcl.Expression `hcl:"members"`           // what the members lead to, or their ids
	Origins *originsSpec   `hcl:"origins,block"`     // the blocks that ids refer to
	// Order is the turn of a member, the first number first. Members that have the
	// same share the traffic; without it they have their turn as they are written.
	Order     hcl.Expression `hcl:"order,optional"`
	Through   *throughSpec   `hcl:"through,block"`
	Led       bool           `hcl:"led,optional"`     // it is used when leads_to of some instance leads to it
	Enabled   hcl.Expression `hcl:"enabled,optional"` // false: a person has to turn the member on
	Automatic hcl.Expression `hcl:"automatic"`
	Probed    hcl.Expression `hcl:"probed,optional"`    // settings of which one suffices; absent: there is nobody to ask
	Asks      hcl.Expression `hcl:"asks,optional"`      // what is asked in the member's place
	SameHost  hcl.Expression `hcl:"same_host,optional"` // the client's host name reaches the member
	Codes     hcl.Expression `hcl:"codes,optional"`
	Home      hcl.Expression `hcl:"home,optional"`
	Reads     bool           `hcl:"reads,optional"`
	Writes    bool           `hcl:"writes,optional"`
	Shared    bool           `hcl:"shared,optional"` // it belongs to every service that refers to the instance
	Blind     bool           `hcl:"blind,optional"`  // it chooses by what is asked for, whatever has failed
}

// originsSpec says where a switch's instance writes what its member ids mean.
type originsSpec struct {
	Each     string `hcl:"each"`
	ID       string `hcl:"id"`
	Locator  string `hcl:"locator"`
	Probed   string `hcl:"probed,optional"`    // attribute that says that it is asked whether it is well
	SameHost string `hcl:"same_host,optional"` // attribute without which the client's host name reaches it
}

// throughSpec names the blocks that send traffic to a switch of their instance.
type throughSpec struct {
	ID      hcl.Expression `hcl:"id"` // of the switch, as the blocks refer to it
	Each    []string       `hcl:"each"`
	Target  string         `hcl:"target"`
	Methods string         `hcl:"methods,optional"` // attribute that lists what clients may do
	Writes  []string       `hcl:"writes,optional"`  // those of them that change objects
}

// passSpec says that what is sent to one thing reaches another: a load balancer
// and the services behind it.
type passSpec struct {
	From hcl.Expression `hcl:"from,optional"` // absent: this very resource
	To   hcl.Expression `hcl:"to,optional"`   // absent: this very resource
	// Maybe says that what is sent may be for others, as with a bus of events.
	Maybe bool `hcl:"maybe,optional"`
	// Later says that whoever sends does not wait for it to arrive, as with a queue.
	Later bool `hcl:"later,optional"`
}

// relySpec says that a service works only with those that a value leads to.
type relySpec struct {
	ForEach []string       `hcl:"for_each,optional"` // block types; each stands for their blocks
	On      hcl.Expression `hcl:"on"`
	// Referred says that what is not a reference means nothing: a host that is only asked for by name.
	Referred bool   `hcl:"referred,optional"`
	Like     string `hcl:"like,optional"`   // pattern of the keys, in any case, under which values are meant; all are when empty
	Access   string `hcl:"access,optional"` // "readwrite" when empty: a request and its answer
	Need     string `hcl:"need,optional"`   // "hard" when empty
	// Called is the kind of what a value is the plain name of: called_by "KIND NAME" is meant.
	Called string `hcl:"called,optional"`

	like *regexp.Regexp
}

// trustSpec says which workloads may run with an identity, by what it says
// itself: they may be declared where nobody looks.
type trustSpec struct {
	ForEach  string         `hcl:"for_each,optional"` // block type; each stands for its blocks
	With     hcl.Expression `hcl:"with,optional"`     // a reference; with stands for the instance it leads to
	Of       hcl.Expression `hcl:"of,optional"`       // the identity; absent: this very resource
	Subjects hcl.Expression `hcl:"subjects"`
	Pattern  string         `hcl:"pattern"`   // of a subject that is a workload's account
	CalledBy string         `hcl:"called_by"` // what workloads call the account, made of the pattern's groups
	Name     string         `hcl:"name"`      // of the workload, likewise
	Region   hcl.Expression `hcl:"region,optional"`
	// Sure says that the subjects are workloads, whether or not they are known.
	Sure bool `hcl:"sure,optional"`

	pattern *regexp.Regexp
}

type grantSpec struct {
	With       hcl.Expression `hcl:"with,optional"`     // a reference; with stands for the instance it leads to
	ForEach    string         `hcl:"for_each,optional"` // block type; each stands for its blocks
	To         hcl.Expression `hcl:"to,optional"`       // principals; absent: this very resource
	Policy     hcl.Expression `hcl:"policy,optional"`
	Bucket     hcl.Expression `hcl:"bucket,optional"`
	Role       hcl.Expression `hcl:"role,optional"`
	Custom     hcl.Expression `hcl:"custom,optional"`     // a reference to a role that the estate itself makes; with stands for it in actions
	Actions    hcl.Expression `hcl:"actions,optional"`    // those of that role
	Resource   bool           `hcl:"resource,optional"`   // the policy stands on the bucket and names its principals
	Statements string         `hcl:"statements,optional"` // path to statements written as arguments
	Referred   bool           `hcl:"referred,optional"`   // bucket refers to what stands for it, and is no name of it
	Access     string         `hcl:"access,optional"`     // instead of what the role allows
	Via        string         `hcl:"via,optional"`        // "iam" when empty
}

type policySpec struct {
	Document   hcl.Expression `hcl:"document,optional"`   // JSON text
	Statements string         `hcl:"statements,optional"` // block type
	Effect     string         `hcl:"effect,optional"`
	Actions    string         `hcl:"actions,optional"`
	Resources  string         `hcl:"resources,optional"`
	Include    hcl.Expression `hcl:"include,optional"`
	Override   hcl.Expression `hcl:"override,optional"`    // policies whose statements stand in place of those of the same id
	ID         string         `hcl:"id,optional"`          // of a statement
	NotActions string         `hcl:"not_actions,optional"` // a statement that has it means all actions but these
	Narrowing  string         `hcl:"narrowing,optional"`   // a statement that has it does not always hold
	Principals string         `hcl:"principals,optional"`  // path, within a statement, to who it is for
}

type purposeSpec struct {
	Of hcl.Expression `hcl:"of"`
	Is string         `hcl:"is"`
}
