package clouds

import (
	"fmt"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/regions"
)

// doubtRegion is what speaks against the place of a bucket: a name that is none
// of its provider's regions. It may be a slip, or newer than what is known here.
func doubtRegion(b *facts.Bucket) string {
	if !regions.Known(b.Provider) {
		return ""
	}
	for _, name := range append([]string{b.Region}, b.Regions...) {
		if _, ok := regions.Lookup(b.Provider, name); ok || name == "" || b.Scope == facts.ScopeZone && name != b.Region {
			continue // what stands beside the region of a zonal bucket is its zone
		}
		why := fmt.Sprintf("%q is not a region of %s that this version knows", name, b.Provider)
		if near := regions.Nearest(b.Provider, name); near != "" {
			why += fmt.Sprintf("; did you mean %q?", near)
		}
		return why
	}
	return ""
}
