// Package rules holds the catalogue of what is wrong: rules written in HCL,
// evaluated on the result of an analysis, giving findings.
//
// It knows rules and levels. It knows neither Terraform nor report formats,
// and it does not judge: scores come from the assessment.
package rules

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
)

// Level is the severity of a finding.
type Level string

// The levels. None is hidden unless everything is asked for.
const (
	LevelError   Level = "error"
	LevelWarning Level = "warning"
	LevelNote    Level = "note"
	LevelNone    Level = "none"
)

// Rank orders levels, error above warning above note; 0 for none and for
// whatever is no level.
func (l Level) Rank() int {
	switch l {
	case LevelError:
		return 3
	case LevelWarning:
		return 2
	case LevelNote:
		return 1
	default:
		return 0
	}
}

// Finding is one broken rule at one place.
type Finding struct {
	Rule        *Rule
	Fingerprint string // stable: rule, canonical subject, canonical dependent
	Level       Level
	Score       float64
	Confidence  facts.Confidence
	Message     string
	Subject     facts.ID
	Bucket      facts.ID // for an edge finding: the bucket it is about; empty otherwise
	Services    []facts.ID
	// Variants are those of the root module's inputs in which the rule is broken:
	// the rest of the finding is about the first, where it is worst. Empty when
	// the root has no variants.
	Variants []string
	Location hcl.Range
	End      hcl.Pos
	Related  []facts.Evidence
	Trace    []facts.Evidence
	SPOF     *resilience.SPOF // the single point of failure behind it; nil when there is none
}

// Rule is one entry of the catalogue.
type Rule struct {
	ID        string // RL + four digits, never reused
	Name      string // kebab-case
	Summary   string // one sentence, with a full stop
	Help      string // Markdown: why, how it fails, how to fix, how to test
	Level     Level  // the level it typically has, for SARIF's rule descriptor
	MaxLevel  Level  // a rule may only lower a finding's level
	Precision string // "very-high", "high", "medium" or "low"
	Over      string // what it looks at: "spofs", "copies", "dependencies", ...
	Default   bool   // off: it is checked only when it is selected
	When      hcl.Expression
	Score     hcl.Expression // nil or null: the score of the single point of failure behind it
	Message   hcl.Expression
	Suggest   []string // architectures worth proposing, best first
	DeclRange hcl.Range
}
