package main

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/resilint/resilint/reporters"
	"github.com/resilint/resilint/rules"
)

// explainFlags are the flags of explain, for findings.
type explainFlags struct {
	inputFlags
	tierFlags
	color   string
	timeout time.Duration
}

func (f *explainFlags) register(cmd *cobra.Command) {
	f.inputFlags.register(cmd)
	f.tierFlags.register(cmd)
	cmd.Flags().StringVar(&f.color, "color", "auto", "when to use colour: auto, always, never")
	cmd.Flags().DurationVar(&f.timeout, "timeout", 10*time.Minute, "look at what is known after this long; 0 for no limit")
}

// fingerprint is the beginning of one, long enough to be no other word.
var fingerprint = regexp.MustCompile(`^[0-9a-fA-F]{4,32}$`)

// finding explains the one finding whose fingerprint begins as was said.
func (f *explainFlags) finding(ctx context.Context, p process, prefix string, paths []string) error {
	if err := checkColor(f.color); err != nil {
		return err
	}
	s := &scan{p: p, flags: scanFlags{
		inputFlags: f.inputFlags, tierFlags: f.tierFlags, color: f.color, timeout: f.timeout, minSeverity: string(rules.LevelNote),
	}}
	in, err := s.flags.open(p, paths)
	if err != nil {
		return err
	}
	defer in.close()
	if in.opts.Tiers, err = s.flags.tiers(); err != nil {
		return err
	}
	report, err := s.analyze(ctx, in)
	if err != nil {
		return err
	}
	found := reporters.FindingsOf(report, prefix)
	switch len(found) {
	case 1:
		var buf bytes.Buffer
		if err := reporters.Explain(&buf, report, found[0]); err != nil {
			return err
		}
		_, err = p.stdout.Write(buf.Bytes())
		return err
	case 0:
		return usagef("there is no finding %q among the %d here; a finding's fingerprint stands in its help line, and in the json and sarif formats", prefix, len(report.Findings))
	}
	names := make([]string, len(found))
	for i, one := range found {
		names[i] = fmt.Sprintf("%s (%s)", reporters.ShortFingerprint(one), one.Rule.ID)
	}
	return usagef("%q begins several fingerprints: %s", prefix, strings.Join(names, ", "))
}
