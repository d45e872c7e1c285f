package reporters

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/rules"
)

const maxServices = 12

// services lists who relies on the bucket, those that matter most first.
// Instances that read the same are one line.
func (p *text) services(f *rules.Finding) {
	lines := []string{}
	times := map[string]int{}
	for _, s := range p.affected(f) {
		line := p.serviceLine(s)
		if times[line] == 0 {
			lines = append(lines, line)
		}
		times[line]++
	}
	shown := lines
	if !p.Options.Verbose {
		shown = lines[:min(len(lines), maxServices)]
	}
	for _, line := range shown {
		if n := times[line]; n > 1 {
			line += fmt.Sprintf(" (%d instances)", n)
		}
		p.fact("service", line)
	}
	if hidden := len(lines) - len(shown); hidden > 0 {
		p.more(fmt.Sprintf("and %s (all of them: --verbose)", facts.Count(hidden, "more service")))
	}
}

func (p *text) serviceLine(a affected) string {
	s := p.view.services[a.id]
	if s == nil {
		return Escape(string(a.id))
	}
	traits := []string{}
	for _, trait := range []string{s.Kind, string(a.tier), string(a.need)} {
		if trait != "" {
			traits = append(traits, Escape(trait))
		}
	}
	line := Escape(cmp.Or(s.Name, s.Address, string(s.ID)))
	if len(traits) > 0 {
		line += " (" + strings.Join(traits, ", ") + ")"
	}
	if place := p.at(a.place, false); place != "" {
		line += p.dim(" at " + place)
	}
	return line
}

// affected is a service of a finding, with the need that the assessment saw.
type affected struct {
	id    facts.ID
	need  facts.Need
	tier  facts.Tier
	place hcl.Range
}

// affected orders the services of a finding by tier, then by need, then by place.
func (p *text) affected(f *rules.Finding) []affected {
	list := make([]affected, len(f.Services))
	for i, id := range f.Services {
		list[i] = affected{id: id, need: p.need(f, id)}
		if s := p.view.services[id]; s != nil {
			list[i].tier, list[i].place = s.Tier, s.Location
			if d := p.dependency(id, rules.Locus(f)); d != nil {
				list[i].place = d.Evidence[0].Range // where it relies on the bucket says more than where it is declared
			}
		}
	}
	slices.SortStableFunc(list, func(a, b affected) int {
		// "~" sorts an unknown tier behind the known ones.
		return cmp.Or(cmp.Compare(cmp.Or(a.tier, "~"), cmp.Or(b.tier, "~")),
			cmp.Compare(b.need.Strength(), a.need.Strength()),
			facts.CompareRanges(a.place, b.place), cmp.Compare(a.id, b.id))
	})
	return list
}

// need is what the assessment says of a service, else the strongest of its dependencies.
func (p *text) need(f *rules.Finding, id facts.ID) facts.Need {
	if f.SPOF != nil {
		for _, a := range f.SPOF.Services {
			if a.ID == id {
				return a.Need
			}
		}
	}
	var need facts.Need
	for _, d := range p.uses[pair{id, rules.Locus(f)}] {
		if d.Need.Strength() > need.Strength() {
			need = d.Need
		}
	}
	return need
}
