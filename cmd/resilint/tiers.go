package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
)

// tierFlags say how much services matter.
type tierFlags struct{ tierRules []string }

func (f *tierFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.tierRules, "tier", nil,
		"say how much services matter, as `NAME=TIER` (t0 to t4; NAME is a service's name or its last part, * stands for any text); may be repeated, the last that fits counts")
}

func (f *tierFlags) tiers() ([]analyzers.TierRule, error) {
	var list []analyzers.TierRule
	for _, text := range f.tierRules {
		at := strings.LastIndex(text, "=") // an address may hold one
		if at < 1 {
			return nil, usagef("--tier %q is not NAME=TIER", text)
		}
		tier := facts.Tier(strings.ToLower(text[at+1:]))
		if !slices.Contains(facts.Tiers, tier) {
			return nil, usagef("--tier %q: %q is none of t0, t1, t2, t3, t4", text, text[at+1:])
		}
		list = append(list, analyzers.TierRule{Name: text[:at], Tier: tier, From: "--tier " + text})
	}
	return list, nil
}
