package settings

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/nearest"
)

// Service says how much services of a name matter.
type Service struct {
	Name  string    `hcl:"name,label"` // its name or the last part of it; "*" stands for any text
	Tier  string    `hcl:"tier"`       // t0 to t4
	Range hcl.Range `hcl:",def_range"`
}

// Assert is what has to hold for services of a name: that they survive losses of a
// breadth, or that they can be up for a part of the year.
type Assert struct {
	Name     string `hcl:"name,label"`
	Survives string `hcl:"survives,optional"` // deletion, zone, service, region, global, provider; empty: nothing is said
	Within   string `hcl:"within,optional"`   // a duration; empty: at once
	// Availability is in per cent of the year, as 99.95; nil: nothing is said.
	Availability *float64  `hcl:"availability,optional"`
	Range        hcl.Range `hcl:",def_range"`
	Minutes      float64   // of Within
}

// Allowed is how many minutes of a year the availability leaves.
func (a *Assert) Allowed() float64 {
	if a.Availability == nil {
		return 0
	}
	return (100 - *a.Availability) / 100 * 365 * 24 * 60
}

// Breadths are what an assertion may ask to survive, from narrow to wide. Deletion
// stands by itself; each of the others means the narrower ones too.
var Breadths = []string{"deletion", "zone", "service", "region", "global", "provider"}

// tiers are what a service may be of.
func tiers() []string {
	names := make([]string, len(facts.Tiers))
	for i, t := range facts.Tiers {
		names[i] = string(t)
	}
	return names
}

// policy reads services and assertions, and gives what else the body holds.
func (s *Settings) policy(body hcl.Body) (hcl.Body, hcl.Diagnostics) {
	var file struct {
		Services []Service `hcl:"service,block"`
		Asserts  []Assert  `hcl:"assert,block"`
		Rest     hcl.Body  `hcl:",remain"`
	}
	diags := gohcl.DecodeBody(body, nil, &file)
	if diags.HasErrors() {
		return file.Rest, diags
	}
	for i := range file.Services {
		v := &file.Services[i]
		v.Tier = strings.ToLower(v.Tier)
		diags = append(diags, oneOf("tier", v.Tier, tiers(), v.Range)...)
	}
	said := map[string]*Assert{}
	for i := range file.Asserts {
		a := &file.Asserts[i]
		diags = append(diags, a.check()...)
		diags = append(diags, a.time()...)
		if first := said[a.Name+" "+a.Survives]; first != nil && a.Survives != "" && first.Minutes != a.Minutes {
			diags = append(diags, invalid(a.Range, fmt.Sprintf("Line %d asserts another time for the same: keep one of the two.", first.Range.Start.Line)))
		}
		said[a.Name+" "+a.Survives] = a
	}
	s.Services, s.Asserts = file.Services, file.Asserts
	return file.Rest, diags
}

// check refuses what says nothing, or what cannot be.
func (a *Assert) check() hcl.Diagnostics {
	switch n := a.Availability; {
	case a.Survives == "" && n == nil:
		return hcl.Diagnostics{invalid(a.Range, `Nothing is asserted: say survives = "region", or availability = 99.9.`)}
	case n != nil && !(*n > 0 && *n < 100):
		return hcl.Diagnostics{invalid(a.Range, fmt.Sprintf("An availability of %g %% is none: it is above 0 and below 100.", *n))}
	case a.Survives != "":
		return oneOf("breadth", a.Survives, Breadths, a.Range)
	case a.Within != "":
		return hcl.Diagnostics{invalid(a.Range, "A time belongs to what is survived: say survives too.")}
	}
	return nil
}

// time reads how soon services have to be back.
func (a *Assert) time() hcl.Diagnostics {
	if a.Within == "" {
		return nil
	}
	d, err := time.ParseDuration(a.Within)
	switch {
	case err != nil:
		return hcl.Diagnostics{invalid(a.Range, fmt.Sprintf("%q is no duration; write 15m, 4h or 1h30m.", a.Within))}
	case d < 0:
		return hcl.Diagnostics{invalid(a.Range, fmt.Sprintf("Nothing is back within %q.", a.Within))}
	case d > 366*24*time.Hour:
		return hcl.Diagnostics{invalid(a.Range, fmt.Sprintf("%q is longer than a year.", a.Within))}
	}
	a.Minutes = d.Minutes()
	return nil
}

func oneOf(what, name string, list []string, at hcl.Range) hcl.Diagnostics {
	if slices.Contains(list, name) {
		return nil
	}
	return hcl.Diagnostics{invalid(at, nearest.Sentence(what, name, list))}
}

func invalid(at hcl.Range, detail string) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Invalid policy", Detail: strings.ToUpper(detail[:1]) + detail[1:], Subject: &at}
}
