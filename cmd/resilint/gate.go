package main

import (
	"strconv"
	"strings"

	"github.com/resilint/resilint/rules"
)

// gate decides which findings fail a run.
type gate struct {
	level rules.Level
	score float64 // used when level is empty
	never bool
}

// parseGate reads the value of --fail-on.
func parseGate(s string) (gate, error) {
	switch s {
	case "never":
		return gate{never: true}, nil
	case "error", "warning", "note":
		return gate{level: rules.Level(s)}, nil
	}
	if n, ok := strings.CutPrefix(strings.ReplaceAll(s, " ", ""), "score>="); ok {
		if score, err := strconv.ParseFloat(n, 64); err == nil && score >= 0 && score <= 100 {
			return gate{score: score}, nil
		}
	}
	return gate{}, usagef("--fail-on %q is none of error, warning, note, never or score>=N with N from 0 to 100", s)
}

// stops says that a finding is at or above the gate.
func (g gate) stops(f *rules.Finding) bool {
	switch {
	case g.never:
		return false
	case g.level != "":
		return f.Level.Rank() >= g.level.Rank()
	}
	return f.Score >= g.score
}
