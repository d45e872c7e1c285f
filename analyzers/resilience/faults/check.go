package faults

import (
	"fmt"
	"slices"
)

// CheckDerivation verifies a proof that events take a node down, by reading it
// once. It shares nothing with what finds such proofs but the model.
func CheckDerivation(m *Model, v View, top Node, events, proof []Node) error {
	failed := map[Node]bool{}
	for _, n := range proof {
		count := 0
		for _, in := range m.Inputs(n) {
			if failed[in] {
				count++
			}
		}
		switch {
		case m.Fails(n, v), m.IsEvent(n) && slices.Contains(events, n):
		case len(m.Inputs(n)) == 0 || count < m.Needed(n):
			return fmt.Errorf("node %d is said to fail: %d of its inputs failed before it, and it needs %d", n, count, m.Needed(n))
		}
		failed[n] = true
	}
	if !failed[top] {
		return fmt.Errorf("the proof does not reach node %d", top)
	}
	return nil
}

// CheckSupport verifies a proof that a node survives events, by reading it once.
func CheckSupport(m *Model, v View, top Node, events, proof []Node) error {
	held := map[Node]bool{}
	for _, n := range proof {
		held[n] = true
	}
	if !held[top] {
		return fmt.Errorf("the proof does not hold node %d", top)
	}
	for _, n := range proof {
		if m.Fails(n, v) || slices.Contains(events, n) {
			return fmt.Errorf("node %d is said to hold, and fails by itself", n)
		}
		left := 0
		for _, in := range m.Inputs(n) {
			if !held[in] {
				left++
			}
		}
		if len(m.Inputs(n)) > 0 && left >= m.Needed(n) {
			return fmt.Errorf("node %d is said to hold: %d of its inputs may fail, and it fails by %d", n, left, m.Needed(n))
		}
	}
	return nil
}
