// Package analyzers is the one door of the analysis: Analyze takes a tree of
// files and gives a Result.
//
// It knows the order of the stages and nothing of their insides. It knows no
// rules and no report formats, and it never touches the process.
package analyzers

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
)

// Root is one unit of analysis: a Terraform root module.
type Root struct {
	Path    string // relative to the tree, "." for the top
	Variant string // the set of inputs it was evaluated with; empty when there is but one
	Kind    string // "terraform", "plan" or "appconfig"
}

// Result is everything an analysis found. It is complete and does not change.
type Result struct {
	Root       string // the scanned path relative to the tree, "." for all of it
	Roots      []Root
	Facts      *facts.Set
	Graph      *graph.Graph
	Assessment *resilience.Assessment
	// Assertions are those of the configuration that do not hold, in its order.
	Assertions  []Assertion
	Diagnostics hcl.Diagnostics // sorted by place
	// Incomplete says that an in-scope file could not be read or parsed, or that a limit struck.
	Incomplete bool
	// Files is the number of Terraform's files that the paths choose, or that what they
	// choose calls, and of configs that speak of a bucket.
	Files int
	// Tests is the number of test files of modules that were not read: they deploy nothing.
	Tests int
	// Lines gives the source line at a place, for reports that show it; it holds only lines that some fact names.
	Lines map[string]map[int]string
}
