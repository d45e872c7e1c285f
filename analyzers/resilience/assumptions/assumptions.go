// Package assumptions knows the weights and priors behind scores and simulations:
// the built-in ones, and those that a team puts in their place.
//
// Its knowledge is HCL; what a number is used for it does not know.
package assumptions

import (
	_ "embed" // for the directive below
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Set is a whole set of assumptions. Fields are as in the file; what a team leaves
// out is the built-in one's.
type Set struct {
	Version    string
	OutOfScope float64
	Tiers      map[string]Tier
	Events     map[string]Event
	Switching  Switching
	Lag        Lag
	Data       Data
	// Own says that a number of the score is not the built-in one.
	Own bool
}

// Tier is what is asked of services of one tier. Nil and empty: nothing is said.
type Tier struct {
	Name     string    `hcl:"name,label"`
	Weight   *float64  `hcl:"weight,optional"`
	RTO      string    `hcl:"rto,optional"`
	Survives string    `hcl:"survives,optional"`
	Range    hcl.Range `hcl:",def_range"`
	// Stated says that a team said the RTO, and not the built-in file.
	Stated  bool
	Minutes *float64 // RTO as minutes; nil: none is asked for
}

// Event is what is assumed of one class of events.
type Event struct {
	Class   string    `hcl:"class,label"`
	PerYear *float64  `hcl:"per_year,optional"`
	Loss    *float64  `hcl:"loss,optional"`
	Lasts   []string  `hcl:"lasts,optional"`
	Range   hcl.Range `hcl:",def_range"`
	Minutes [3]float64
}

// Switching is how long it takes to come back, as durations.
type Switching struct {
	ColdCopy      string    `hcl:"cold_copy,optional"`
	WarmReplica   string    `hcl:"warm_replica,optional"`
	ManualSwitch  string    `hcl:"manual_switch,optional"`
	AutomaticRead string    `hcl:"automatic_read,optional"`
	ActiveActive  string    `hcl:"active_active,optional"`
	Range         hcl.Range `hcl:",def_range"`
	Minutes       [5]float64
}

// Lag is how much a copy may miss, as durations.
type Lag struct {
	Backup  string    `hcl:"backup,optional"`
	Replica string    `hcl:"replica,optional"`
	Timed   string    `hcl:"timed,optional"`
	Sync    string    `hcl:"sync,optional"`
	Range   hcl.Range `hcl:",def_range"`
	Minutes [4]float64
}

// Data is how precious data of a class is.
type Data struct {
	SystemOfRecord *float64  `hcl:"system_of_record,optional"`
	User           *float64  `hcl:"user,optional"`
	Derived        *float64  `hcl:"derived,optional"`
	Cache          *float64  `hcl:"cache,optional"`
	Range          hcl.Range `hcl:",def_range"`
}

//go:embed defaults.hcl
var defaults []byte

// Builtin is the built-in set; a test keeps it free of mistakes. It must not be changed.
var Builtin = sync.OnceValue(func() *Set {
	file, diags := hclsyntax.ParseConfig(defaults, "defaults.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		panic(diags)
	}
	var head struct {
		Version    string   `hcl:"version"`
		OutOfScope float64  `hcl:"out_of_scope"`
		Rest       hcl.Body `hcl:",remain"`
	}
	if diags := gohcl.DecodeBody(file.Body, nil, &head); diags.HasErrors() {
		panic(diags)
	}
	s := &Set{Version: head.Version, OutOfScope: head.OutOfScope, Tiers: map[string]Tier{}, Events: map[string]Event{}}
	if diags := s.read(head.Rest, false); diags.HasErrors() {
		panic(diags)
	}
	return s
})

// Blocks are the blocks that With reads.
var Blocks = []string{"tier", "event", "switching", "lag", "data"}
