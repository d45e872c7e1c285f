package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Object is the body of a block, evaluated attribute by attribute when asked.
// It belongs to the root it was evaluated in and is not safe for concurrent use.
type Object struct {
	names []string
	eval  func(name string) *Term
	memo  map[string]*Term
}

// NewObject makes an object from its attribute and block names and a function
// that evaluates one of them.
func NewObject(names []string, eval func(string) *Term) *Object {
	return &Object{names: names, eval: eval, memo: make(map[string]*Term, 4)}
}

// Names lists what was written, in the order of the text.
func (o *Object) Names() []string {
	if o == nil {
		return nil
	}
	return o.names
}

// Attr evaluates one attribute, or all blocks of one type as a list; nil when
// nothing of that name was written.
func (o *Object) Attr(name string) *Term {
	if o == nil || !slices.Contains(o.names, name) {
		return nil
	}
	if t, ok := o.memo[name]; ok {
		return t
	}
	o.memo[name] = nil // a body that asks for itself gets nothing, not a loop
	t := o.eval(name)
	o.memo[name] = t
	return t
}

// ProviderConfig is a provider block as one module instance sees it.
type ProviderConfig struct {
	LocalName string
	Alias     string
	Body      *Object
	DeclRange hcl.Range
}

// Instance is one instance of a resource, of a data source, or of a module
// call whose module is not on disk.
type Instance struct {
	Addr AbsInstance
	Root string // directory of the root module
	// Variant names the set of inputs that the root was evaluated with; empty when there is but one.
	Variant string
	// Provider is the configuration the instance uses; nil when none is declared.
	Provider *ProviderConfig
	// ProviderName is the provider's local name, with the alias if there is one.
	ProviderName string
	Body         *Object
	// Doubtful says that its count or for_each is not known: there may be none of it, or several.
	Doubtful bool
	// When is the condition under which a doubtful instance exists, in the words of
	// the root module's inputs; empty when it cannot be put so.
	When string
	// Lifecycle is the lifecycle block's prevent_destroy, when it is a literal.
	PreventDestroy bool
	DeclRange      hcl.Range // the block header
	End            hcl.Pos   // where the block ends
}

// Backend is where a root module keeps its state.
type Backend struct {
	Root      string
	Type      string
	Body      *Object
	DeclRange hcl.Range
	End       hcl.Pos
	// Given says that a file which may be given to terraform init completes it, so
	// that it is one of what it may be.
	Given bool
}

// Vocabulary is what evaluation needs to know about resource types, without
// knowing any cloud. Its owner is the clouds package.
type Vocabulary struct {
	// Wanted says that instances of a type are worth listing.
	Wanted func(mode Mode, typ string) bool
	// Telling lists arguments and blocks of a wanted type: a resource that writes none
	// of them is not worth listing after all. Nil: each one is.
	Telling func(mode Mode, typ string) []string
	// Known gives the value of an attribute that is not written but known by
	// construction (an ARN made of a name), unmarked; false when it is not. It
	// is unknown, or null, when no more than that is known of it.
	Known func(in *Instance, attr string) (cty.Value, bool)
	// Calls gives the built-in function, and the arguments of a type that it is
	// called with, that an attribute is the result of; no name for other attributes.
	Calls func(mode Mode, typ, attr string) (function string, args []string)
	// KnownModule says that a module's arguments tell what it makes, so that its
	// code need not be on disk.
	KnownModule func(source string) bool
	// ModuleProvider is the local name of the provider that a module, known by its
	// source alone, makes its resources with; empty when nothing is known of it.
	ModuleProvider func(source string) string
	// Computed lists the attributes of a type that exist without being written.
	Computed func(mode Mode, typ string) []string
	// Schema lists every attribute of a type; nil when not all are known.
	Schema func(mode Mode, typ string) []string
}
