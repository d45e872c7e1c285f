package resilience

import (
	"math"
	"testing"
)

// TestExpected holds the minutes a year that a hard dependency on the storage
// service of one region costs, from each rung of the ladder.
func TestExpected(t *testing.T) {
	m := Defaults()
	for _, c := range []struct {
		rung Rung
		want float64
	}{
		{SingleRegion, 58.2}, {ColdCopy, 41.6}, {WarmReplica, 35.4}, {ManualSwitch, 12}, {AutomaticRead, 1}, {ActiveActive, 0.2},
	} {
		if got := math.Round(10*m.Expected(ServiceLoss, m.switching(c.rung))) / 10; got != c.want {
			t.Errorf("%s: %v minutes a year, want %v", c.rung, got, c.want)
		}
	}
}
