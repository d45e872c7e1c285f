package facts

import (
	"fmt"
	"strings"
)

// CountTiers writes how many services have each stated tier, t0 first:
// "2 t0, 4 t1". It is empty when none has one.
func CountTiers(counts map[Tier]int) string {
	var parts []string
	for _, t := range Tiers {
		if n := counts[t]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, t))
		}
	}
	return strings.Join(parts, ", ")
}

// Count writes a number with its noun: "1 bucket", "3 buckets".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
