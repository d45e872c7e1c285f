// Package incidents knows outages that happened: what was lost, when and for how
// long, and where that is told.
//
// Its knowledge is HCL, one file an outage. Only those are in it whose times and
// places are told by a source that was read. It knows no estate.
package incidents

import (
	"embed"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/knowledge"
)

// Incident is one outage of the past.
type Incident struct {
	ID    string `hcl:"id"` // aws-s3-2017-02-28
	Title string `hcl:"title"`
	Date  string `hcl:"date"` // the day it began, as 2017-02-28
	// Source says who tells of it; Told is primary when that is the provider itself,
	// secondary when others quote it.
	Source string `hcl:"source"`
	Told   string `hcl:"told"`
	Cause  string `hcl:"cause"`
	Lesson string `hcl:"lesson"`
	// Outages are what was lost together, as events with their times.
	Outages []string `hcl:"outages"`
	// Moves are the outages with REGION for the region that was hit, so that the same
	// may be played elsewhere; empty for what hit all regions, or none in particular.
	Moves []string `hcl:"moves,optional"`
	// Beside lists what else failed, and is not played.
	Beside []string `hcl:"beside,optional"`
	Note   string   `hcl:"note,optional"` // how what is played differs from what happened
}

//go:embed events/*.hcl
var files embed.FS

// All lists every incident, the oldest first.
func All() ([]*Incident, hcl.Diagnostics) {
	list, diags := knowledge.Read[Incident](files, "events/*.hcl", "incident")
	slices.SortFunc(list, func(a, b *Incident) int { return strings.Compare(a.Date+a.ID, b.Date+b.ID) })
	return list, diags
}

// Elsewhere is the incident as it would have been in another region.
func (i *Incident) Elsewhere(region string) []string {
	list := make([]string, len(i.Moves))
	for k, text := range i.Moves {
		list[k] = strings.ReplaceAll(text, "REGION", region)
	}
	return list
}
