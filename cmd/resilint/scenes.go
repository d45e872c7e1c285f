package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/incidents"
	"github.com/resilint/resilint/analyzers/outage"
)

// scene is one outage to be played.
type scene struct {
	title     string
	notes     []string
	selectors []outage.Selector
	asked     bool                // by its events: they must name something
	incident  *incidents.Incident // that it is; nil: none
}

// scenes reads what is asked for, before anything is analysed.
func (f *simulateFlags) scenes() ([]scene, error) {
	if err := f.checked(); err != nil {
		return nil, err
	}
	var list []scene
	for _, text := range f.outages {
		selectors, err := outage.Parse(text)
		if err != nil {
			return nil, usagef("--outage %v", err)
		}
		list = append(list, scene{selectors: selectors, asked: true})
	}
	all, diags := incidents.All()
	if diags.HasErrors() {
		return nil, fmt.Errorf("built-in incidents: %w", diags)
	}
	if f.every {
		for _, i := range all {
			f.incidents = append(f.incidents, i.ID)
		}
	}
	for _, name := range f.incidents {
		at := slices.IndexFunc(all, func(i *incidents.Incident) bool { return i.ID == name })
		if at < 0 {
			known := make([]string, len(all))
			for k, i := range all {
				known[k] = i.ID
			}
			return nil, nearestIncident(name, known)
		}
		list = append(list, replay(all[at], "", all[at].Outages))
	}
	return list, nil
}

// replay is an incident as a scene, where it was or elsewhere.
func replay(i *incidents.Incident, region string, outages []string) scene {
	selectors, err := outage.Parse(strings.Join(outages, ","))
	if err != nil {
		panic(err) // a test plays them all
	}
	s := scene{title: i.Title + ", " + i.Date, selectors: selectors, incident: i}
	if region != "" {
		s.title += ", as if in " + region
	}
	s.notes = []string{i.Cause, fmt.Sprintf("source (%s): %s", i.Told, i.Source)}
	if i.Note != "" {
		s.notes = append(s.notes, "note: "+i.Note)
	}
	if len(i.Beside) > 0 {
		s.notes = append(s.notes, "also hit, and not played: "+strings.Join(i.Beside, ", "))
	}
	return s
}

// transposed plays each incident that hit one region in every region that the
// buckets of its provider are in.
func transposed(scenes []scene, set *facts.Set) []scene {
	var list []scene
	for _, s := range scenes {
		if s.incident == nil || len(s.incident.Moves) == 0 {
			list = append(list, s)
			continue
		}
		provider, _, _ := strings.Cut(s.incident.Moves[0], ":")
		for _, region := range regionsOf(set, provider) {
			list = append(list, replay(s.incident, region, s.incident.Elsewhere(region)))
		}
	}
	return list
}

// regionsOf lists where the buckets of a provider are.
func regionsOf(set *facts.Set, provider string) []string {
	regions := map[string]bool{}
	for i := range set.Buckets {
		if b := &set.Buckets[i]; b.Provider == provider && b.Region != "" {
			regions[b.Region] = true
		}
	}
	return slices.Sorted(maps.Keys(regions))
}
