package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/resilint/resilint/rules"
)

func explainCommand(p process) *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use: "explain RULE|FINDING [PATH...]", Short: "Say what a rule means, or all that is behind one finding", Args: cobra.MinimumNArgs(1),
		Long: "explain tells what a rule means, how it fails, how to fix and to test it. Given the fingerprint of a finding, or how it\n" +
			"begins, it analyses what is below PATH (default: the working directory) again and tells what is behind that finding: the\n" +
			"lines it stands on, how the event takes services down, how the score is made, and what each step up the ladder would give.",
		Example: "  resilint explain RL3001\n  resilint explain 3f2a9c1b infra/prod",
		RunE: func(cmd *cobra.Command, args []string) error {
			if fingerprint.MatchString(args[0]) {
				return f.finding(cmd.Context(), p, args[0], args[1:])
			}
			if len(args) > 1 {
				return usagef("a rule is the same everywhere: give no PATH with %q", args[0])
			}
			return explainRule(p, args[0])
		},
	}
	f.register(cmd)
	return cmd
}

func explainRule(p process, name string) error {
	catalog, diags := rules.Builtin()
	if diags.HasErrors() {
		return fmt.Errorf("built-in rules: %w", diags)
	}
	for _, r := range catalog.Rules() {
		if strings.EqualFold(r.ID, name) || r.Name == name {
			_, err := fmt.Fprintf(p.stdout, "%s %s (%s)\n\n%s\n\n%s\n", r.ID, r.Name, levelOf(r), r.Summary, strings.TrimSpace(r.Help))
			return err
		}
	}
	return usagef("there is no rule %q; `resilint rules` lists them. A finding is named by its fingerprint", name)
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
