// Package remedy proposes backup architectures for findings: what each protects
// from, what it costs, and which rung and score the estate would reach.
//
// It knows architectures (HCL files beside it) and how to score a changed
// rung. It does not write Terraform yet and it proves nothing: Proved is false.
package remedy

import "github.com/resilint/resilint/analyzers/resilience"

// Proposal is a backup architecture proposed for a finding, in words.
type Proposal struct {
	Finding      string // the finding's fingerprint
	Architecture string // "F01"
	Title        string
	Protects     string
	RTO, RPO     string
	Cost         string
	Effort       string // "S" under a day, "M" days, "L" weeks
	RungBefore   resilience.Rung
	RungAfter    resilience.Rung
	ScoreAfter   float64
	IndexAfter   float64
	Steps        []string
	Caveats      []string
	Test         string // how to try it out
	Proved       bool   // re-analysis of the edited estate confirmed it
}
