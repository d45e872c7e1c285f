package analyzers

import (
	"slices"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/source"
)

// apps reads what the configs of applications say of buckets. Each directory
// that speaks of one counts as a root.
func (a *analysis) apps(files []source.File) {
	configs := slices.DeleteFunc(slices.Clone(files), func(f source.File) bool { return !a.chosen(f.Path) })
	mentions, diags := appconfig.Mentions(configs, appconfig.Options{Locate: a.vocab.Locate, Jobs: a.opts.Source.Jobs})
	a.told(diags)
	a.mentions = mentions
	homes := make([]string, len(mentions))
	for i := range mentions {
		homes[i] = mentions[i].Home
	}
	slices.Sort(homes)
	for _, dir := range slices.Compact(homes) {
		a.res.Roots = append(a.res.Roots, Root{Path: dir, Kind: "appconfig"})
	}
}

// chosen says that the paths select what lies at a place.
func (a *analysis) chosen(name string) bool {
	return len(a.opts.Paths) == 0 || slices.ContainsFunc(a.opts.Paths, func(p string) bool { return within(name, p) })
}
