package reporters

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/rules"
)

// spot is what one alert of code scanning is: instances of a module or of
// for_each share the line and its hash, so they would overwrite one another.
type spot struct {
	rule, file string
	line       int
}

// results gives one result for each rule and line, the worst first.
func (s *sarif) results(index map[string]int) []sarifResult {
	var order []spot
	groups := map[spot][]*rules.Finding{}
	for _, f := range s.findings {
		at := spot{f.Rule.ID, f.Location.Filename, f.Location.Start.Line}
		if groups[at] == nil {
			order = append(order, at)
		}
		groups[at] = append(groups[at], f)
	}
	list := []sarifResult{}
	for _, at := range order {
		if r, ok := s.result(groups[at]); ok {
			r.RuleIndex = index[r.RuleID]
			list = append(list, r)
		}
	}
	if n := len(list); n > maxResults {
		list = list[:maxResults]
		s.note("warning", "results-cut", "%d results were found; the %d with the highest score are listed", n, maxResults)
	}
	s.announceCuts()
	return list
}

func (s *sarif) announceCuts() {
	if s.flows > 0 {
		s.note("note", "flows-cut", "The evidence of %s was cut to %d steps and %d paths each",
			facts.Count(s.flows, "result"), maxSteps, maxFlows)
	}
	if s.links > 0 {
		s.note("note", "related-cut", "The related places of %s were cut to %d each", facts.Count(s.links, "result"), maxRelated)
	}
}

// result is false for a finding that stands outside the tree, which code scanning
// would reject together with everything else; a notification keeps it.
func (s *sarif) result(group []*rules.Finding) (sarifResult, bool) {
	worst := group[0]
	rng, ok := s.primary(group)
	if !ok {
		s.note("warning", "no-place", "%s has no place in the tree: %s", worst.Rule.ID, plain(worst.Message))
		return sarifResult{}, false
	}
	r := sarifResult{
		RuleID: worst.Rule.ID, Level: sarifLevel(highest(group)), Rank: rounded(worst.Score),
		Message:   sarifText{Text: s.message(group)},
		Locations: []sarifLocation{{Physical: s.physical(rng)}},
		Related:   s.related(group), CodeFlows: s.codeFlows(group),
		Properties: s.details(group),
	}
	// The smallest fingerprint changes least when instances come and go.
	r.Fingerprints = map[string]string{"resilint/v1": slices.Min(r.Properties.Fingerprints)}
	if hash := s.lineHash(rng.Filename, rng.Start.Line); hash != "" {
		r.Fingerprints["primaryLocationLineHash"] = hash
	}
	return r, true
}

// primary is where the alert stands: on its line, else on the nearest evidence inside the tree.
func (s *sarif) primary(group []*rules.Finding) (hcl.Range, bool) {
	for _, f := range group {
		places := []hcl.Range{f.Location}
		for _, e := range slices.Concat(f.Trace, f.Related) {
			places = append(places, e.Range)
		}
		for _, rng := range places {
			if s.physical(rng) != nil {
				return rng, true
			}
		}
	}
	return hcl.Range{}, false
}

func highest(group []*rules.Finding) rules.Level {
	for _, level := range []rules.Level{rules.LevelError, rules.LevelWarning} {
		if slices.ContainsFunc(group, func(f *rules.Finding) bool { return f.Level == level }) {
			return level
		}
	}
	return rules.LevelNote
}

// message leads with what counts: where space is short only its first sentence is shown.
func (s *sarif) message(group []*rules.Finding) string {
	text := plain(sentence(group[0].Message))
	if more := group[1:]; len(more) > 0 {
		names := make([]string, 0, len(more))
		for _, f := range more[:min(len(more), 10)] {
			names = append(names, "'"+plain(s.subject(f.Subject))+"'")
		}
		if hidden := len(more) - len(names); hidden > 0 {
			names = append(names, fmt.Sprintf("%d more", hidden))
		}
		text += fmt.Sprintf(" The same line makes %s: %s.", facts.Count(len(more), "more instance"), strings.Join(names, ", "))
	}
	if proposals := s.proposals[group[0].Fingerprint]; len(proposals) > 0 {
		p := proposals[0]
		text += fmt.Sprintf(" Suggested: %s %s (%s to %s, score %.1f to %.1f).", plain(p.Architecture),
			plain(p.Title), p.RungBefore, p.RungAfter, group[0].Score, p.ScoreAfter)
	}
	return text
}

// plain is text of a scanned file for a SARIF message, where [a](b) would be a link.
func plain(s string) string { return strings.ReplaceAll(Escape(s), "](", `]\(`) }

// related lists each instance when there are several, then what the findings point to.
func (s *sarif) related(group []*rules.Finding) []sarifLocation {
	var places []facts.Evidence
	for _, f := range group {
		if len(group) > 1 {
			text := fmt.Sprintf("'%s': score %.1f.", s.subject(f.Subject), f.Score)
			places = append(places, facts.Evidence{Range: s.rangeOf(f.Subject, f.Location), Text: text})
		}
	}
	for _, f := range group {
		places = append(places, f.Related...)
	}
	var list []sarifLocation
	seen := map[facts.Evidence]bool{}
	for _, e := range places {
		if seen[e] {
			continue
		}
		seen[e] = true
		if location, ok := s.location(e); ok {
			location.ID = len(list) + 1
			list = append(list, location)
		}
	}
	if len(list) > maxRelated {
		list = list[:maxRelated]
		s.links++
	}
	return list
}

// rangeOf is where a subject is declared.
func (s *sarif) rangeOf(id facts.ID, otherwise hcl.Range) hcl.Range {
	if b := s.buckets[id]; b != nil && b.Location.Filename != "" {
		return b.Location
	}
	if service := s.services[id]; service != nil && service.Location.Filename != "" {
		return service.Location
	}
	return otherwise
}

func (s *sarif) location(e facts.Evidence) (sarifLocation, bool) {
	place := s.physical(e.Range)
	if place == nil {
		return sarifLocation{}, false
	}
	location := sarifLocation{Physical: place}
	if e.Text != "" {
		location.Message = &sarifText{Text: plain(e.Text)}
	}
	return location, true
}

// codeFlows shows how the evidence leads from the service to the bucket, one flow an instance.
func (s *sarif) codeFlows(group []*rules.Finding) []sarifCodeFlow {
	var list []sarifCodeFlow
	shortened := false
	for _, f := range group {
		var flow []sarifStep
		for _, e := range f.Trace {
			if location, ok := s.location(e); ok {
				flow = append(flow, sarifStep{Location: location})
			}
		}
		if len(flow) > maxSteps {
			flow, shortened = flow[:maxSteps], true
		}
		if len(flow) == 0 {
			continue
		}
		if len(list) == maxFlows {
			shortened = true
			break
		}
		list = append(list, sarifCodeFlow{ThreadFlows: []sarifThreadFlow{{Locations: flow}}})
	}
	if shortened {
		s.flows++
	}
	return list
}

// details keep what the message has no room for. Code scanning ignores them.
func (s *sarif) details(group []*rules.Finding) sarifResultDetails {
	var d sarifResultDetails
	d.Confidence = string(group[0].Confidence)
	for _, f := range group {
		d.Fingerprints = append(d.Fingerprints, f.Fingerprint)
		d.Subjects = append(d.Subjects, string(f.Subject))
		for _, id := range f.Services {
			d.Services = append(d.Services, string(id))
		}
	}
	slices.Sort(d.Services)
	d.Services = slices.Compact(d.Services)
	d.ServiceCount = len(d.Services)
	d.Services = d.Services[:min(len(d.Services), maxRelated)]
	return d
}
