package analyzers

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
)

// TierRule says how much services of a name matter, whatever the estate says.
type TierRule struct {
	Name string // a service's name or its last part; "*" stands for any text
	Tier facts.Tier
	From string    // what said so, as evidence names it: "--tier api=t0"
	At   hcl.Range // where, for one of the configuration; zero otherwise
}

// tier gives services the tiers that they were told to have; of several rules
// that fit one, the last counts. A rule that fits none is told of: it is
// likely misspelt.
func (a *analysis) tier() {
	services := a.res.Facts.Services
	for _, rule := range append(a.opts.Config.rules(), a.opts.Tiers...) {
		from := rule.At
		if from.Filename == "" {
			from = hcl.Range{Filename: rule.From, Start: hcl.InitialPos, End: hcl.InitialPos}
		}
		fits := false
		for i := range services {
			if s := &services[i]; s.Called(rule.Name) {
				fits = true
				s.Tier, s.TierEvidence = rule.Tier, facts.Evidence{Range: from, Text: rule.From}
			}
		}
		if !fits && !a.res.Incomplete {
			a.res.Diagnostics = append(a.res.Diagnostics, &hcl.Diagnostic{
				Severity: hcl.DiagWarning, Summary: "No service of that name", Subject: &from,
				Detail: fmt.Sprintf("A tier was given for services called %q, and there is none.", rule.Name),
			})
		}
	}
}

// rules are those of the configuration, which the command line's come after.
func (c *Config) rules() []TierRule {
	if c == nil {
		return nil
	}
	return slices.Clone(c.tiers)
}
