package analyzers

import (
	"maps"
	"slices"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/source"
)

// apps reads what the configs of applications say of buckets. Each directory
// that speaks of one counts as a root. A file that Terraform reads is Terraform's
// to tell of.
func (a *analysis) apps(files []source.File) {
	configs := slices.DeleteFunc(slices.Clone(files), func(f source.File) bool { return !a.chosen(f.Path) || a.fsys.opened(f.Path) })
	mentions, diags, incomplete := appconfig.Mentions(configs, appconfig.Options{Locate: a.vocab.Locate, Module: a.module, Jobs: a.opts.Source.Jobs})
	a.told(diags)
	a.res.Incomplete = a.res.Incomplete || incomplete
	a.mentions = mentions
	homes, speaking := map[string]bool{}, map[string]bool{}
	for i := range mentions {
		homes[mentions[i].Home], speaking[mentions[i].File] = true, true
	}
	for _, dir := range slices.Sorted(maps.Keys(homes)) {
		a.res.Roots = append(a.res.Roots, Root{Path: dir, Kind: "appconfig"})
	}
	a.res.Files += len(speaking)
}

// chosen says that the paths select what lies at a place.
func (a *analysis) chosen(name string) bool {
	return len(a.opts.Paths) == 0 || slices.ContainsFunc(a.opts.Paths, func(p string) bool { return within(name, p) })
}

// module says that a directory is a module of Terraform's.
func (a *analysis) module(dir string) bool {
	m := a.cfg.Modules[dir]
	return m != nil && len(m.Files) > 0
}
