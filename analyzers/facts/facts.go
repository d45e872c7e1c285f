// Package facts holds what was found in an estate: buckets, the services that
// rely on them, copies between buckets and the switches that lead to a copy.
//
// It knows the vocabulary of the product and nothing else: no syntax, no
// cloud, no judgement. Every fact carries the evidence that proves it; what
// could not be found stays empty or Unknown and is never filled with a default.
package facts

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// ID names a bucket, a service or a backing service within one Set. It is stable between runs: the
// unit's name, a "#", and the Terraform address, or "provider:name" for what is
// only named, not declared.
type ID string

// UnitName names a root module as it is analysed with one set of inputs: its
// path and, if it has variants, an "@" and the variant's name.
func UnitName(root, variant string) string {
	if variant == "" {
		return root
	}
	return root + "@" + variant
}

// Truth is a fact with three values. The zero value is Unknown.
type Truth uint8

// The three values of a Truth.
const (
	Unknown Truth = iota
	No
	Yes
)

// TruthOf turns a Go bool into a Truth.
func TruthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// String gives "unknown", "no" or "yes".
func (t Truth) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	default:
		return "unknown"
	}
}

// Confidence says how far a claim is proved.
type Confidence string

// The two confidences: Certain is proved by the text, Possible may hold.
const (
	Certain  Confidence = "certain"
	Possible Confidence = "possible"
)

// Evidence is the place that proves a fact. Text is the source line, trimmed,
// or a short remark; it never holds a secret. The zero value means "none".
type Evidence struct {
	Range hcl.Range
	Text  string
}

// Reason is a code (X01-X40 of the fakes, or a word) with a sentence for people.
type Reason struct {
	Code string
	Text string
}

// Unresolved is something in scope that could not be followed to a value.
type Unresolved struct {
	What  string // what was asked for: an address, an expression, a module source
	Why   string // why there is no answer, as a sentence without a full stop
	Range hcl.Range
}

// Set is everything found in an estate, each list in the order of its IDs.
type Set struct {
	Buckets      []Bucket
	Services     []Service
	Backings     []Backing
	Dependencies []Dependency
	Copies       []Copy
	Switches     []Switch
	Unresolved   []Unresolved
}

// Sort puts every list into its canonical order, so that equal sets print equal.
func (s *Set) Sort() {
	slices.SortFunc(s.Buckets, func(a, b Bucket) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Services, func(a, b Service) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Backings, func(a, b Backing) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Dependencies, func(a, b Dependency) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Bucket, b.Bucket),
			cmp.Compare(a.OnService, b.OnService), cmp.Compare(a.Backing, b.Backing), cmp.Compare(a.Access, b.Access), cmp.Compare(a.Via, b.Via))
	})
	slices.SortFunc(s.Copies, func(a, b Copy) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), CompareRanges(a.Location, b.Location))
	})
	slices.SortFunc(s.Switches, func(a, b Switch) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Kind, b.Kind), CompareRanges(a.Location, b.Location),
			slices.Compare(a.Members, b.Members))
	})
	slices.SortFunc(s.Unresolved, func(a, b Unresolved) int {
		return cmp.Or(CompareRanges(a.Range, b.Range), cmp.Compare(a.What, b.What), cmp.Compare(a.Why, b.Why))
	})
}

// CompareRanges orders ranges by file, then by where they start.
func CompareRanges(a, b hcl.Range) int {
	return cmp.Or(cmp.Compare(a.Filename, b.Filename), cmp.Compare(a.Start.Line, b.Start.Line),
		cmp.Compare(a.Start.Column, b.Start.Column))
}
