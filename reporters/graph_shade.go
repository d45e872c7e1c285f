package reporters

import (
	"github.com/resilint/resilint/analyzers/diagram"
	"github.com/resilint/resilint/analyzers/resilience"
)

// labelWidth is how many characters of a line a picture shows.
const labelWidth = 80

// shade is how a bucket is painted.
type shade struct{ name, fill string }

// shades are in the order of safety: the data lives in one place, has a copy that
// nothing leads to, or has one that services can be sent to.
var shades = [...]shade{{"alone", "#f9d0c4"}, {"copied", "#fef2c0"}, {"safe", "#c2e0c6"}, {"plain", "#eeeeee"}}

// safety chooses the shade of a bucket by its rung.
func safety(n *diagram.Node) int {
	switch {
	case n.Rung == nil:
		return 3
	case *n.Rung <= resilience.SingleRegion:
		return 0
	case *n.Rung <= resilience.WarmReplica:
		return 1
	}
	return 2
}
