package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/resilint/resilint/rules"
)

func explainCommand(p process) *cobra.Command {
	return &cobra.Command{
		Use: "explain RULE", Short: "Say what a rule means, how it fails and how to fix it", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			catalog, diags := rules.Builtin()
			if diags.HasErrors() {
				return fmt.Errorf("built-in rules: %w", diags)
			}
			for _, r := range catalog.Rules() {
				if strings.EqualFold(r.ID, args[0]) || r.Name == args[0] {
					_, err := fmt.Fprintf(p.stdout, "%s %s (%s)\n\n%s\n\n%s\n", r.ID, r.Name, levelOf(r), r.Summary, strings.TrimSpace(r.Help))
					return err
				}
			}
			return usagef("there is no rule %q; `resilint rules` lists them", args[0])
		},
	}
}

// levelOf is the level of a rule, with a word where it has to be selected.
func levelOf(r *rules.Rule) string {
	if r.Default {
		return string(r.Level)
	}
	return string(r.Level) + ", off by default: --select " + r.ID
}

func rulesCommand(p process) *cobra.Command {
	return &cobra.Command{
		Use: "rules", Short: "List the rules", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			catalog, diags := rules.Builtin()
			if diags.HasErrors() {
				return fmt.Errorf("built-in rules: %w", diags)
			}
			for _, r := range catalog.Rules() {
				summary := r.Summary
				if !r.Default {
					summary += " Off by default."
				}
				if _, err := fmt.Fprintf(p.stdout, "%s  %-8s %-45s %s\n", r.ID, r.Level, r.Name, summary); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
