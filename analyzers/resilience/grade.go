package resilience

import "math"

// Grade sums findings into an index from 0 to 100 and a letter from A to F.
// Scores are one for each place that a fix would touch. There is no
// denominator: adding what is healthy changes nothing.
func Grade(scores []float64) (index float64, letter string) {
	var debt, worst float64
	for _, s := range scores {
		debt += Debt(s)
		worst = math.Max(worst, s)
	}
	index = Index(debt)
	return index, letterOf(index, worst)
}

// Debt is what a score from 0 to 100 weighs in the index: its cube, so that one
// bad finding outweighs many small ones.
func Debt(score float64) float64 {
	part := score / 100
	return part * part * part
}

// Index is the index, from 0 to 100, of an estate whose debts sum up to debt.
func Index(debt float64) float64 { return 100 * math.Exp(-debt) }

// letterOf is the worse of the index's band and of what the worst finding allows.
func letterOf(index, worst float64) string {
	band := 4
	for i, floor := range []float64{90, 75, 50, 25} {
		if index >= floor {
			band = i
			break
		}
	}
	limit := 0
	switch {
	case worst >= 90:
		limit = 3
	case worst >= 70:
		limit = 2
	case worst >= 40:
		limit = 1
	}
	return string("ABCDF"[max(band, limit)])
}
