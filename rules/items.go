package rules

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
)

// and what a finding about it needs.
type item struct {
	value      cty.Value
	subject    facts.ID
	bucket     facts.ID // set when the subject is a service
	dependent  string   // tells findings of one rule and subject apart
	services   []facts.ID
	spof       *resilience.SPOF
	score      float64
	stated     bool // somebody said that it must not be: no unknown tier lowers its level
	confidence facts.Confidence
	at         hcl.Range
	end        hcl.Pos
	trace      []facts.Evidence
	related    []facts.Evidence
}

// collections are the things a rule may look over.
func collections() map[string]func(*view) []item {
	return map[string]func(*view) []item{
		"spofs": (*view).spofs, "copies": (*view).copies, "dependencies": (*view).dependencies,
		"switches": (*view).switches, "buckets": (*view).buckets, "backings": (*view).backings,
		"assertions": (*view).assertions, "availabilities": (*view).availabilities,
	}
}
