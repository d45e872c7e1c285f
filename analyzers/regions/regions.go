// Package regions knows the regions of providers: which there are, where they
// lie, which may take a copy of another's data and which have failed together.
//
// Its knowledge is HCL, one file a provider, each with where it comes from. A
// provider's file is read when somebody first asks for it. It knows no bucket.
package regions

import (
	"cmp"
	"embed"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/agext/levenshtein"
	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/knowledge"
)

// Region is one region of one provider, or a location that spans several.
type Region struct {
	ID        string `hcl:"id,label"`
	Name      string `hcl:"name"`
	Area      string `hcl:"area,optional"`      // a part of the world, in the provider's words
	Country   string `hcl:"country,optional"`   // ISO 3166; empty for what spans several
	Partition string `hcl:"partition,optional"` // copies never cross it; empty for the provider's ordinary one
	Metro     string `hcl:"metro,optional"`     // the city, for regions that share one
	// Partners are regions that may take a copy, best first: the same country before
	// the same legal area before the same part of the world.
	Partners []string `hcl:"partners,optional"`
	Avoid    []string `hcl:"avoid,optional"` // regions that failed, or would fail, together with it
	// Pair is the region that Azure itself copies to. It may be one-way; empty: none.
	Pair       string   `hcl:"pair,optional"`
	Zones      bool     `hcl:"zones,optional"`      // it has availability zones, where a provider differs in that
	Restricted bool     `hcl:"restricted,optional"` // it takes copies, but no workloads without the provider's leave
	MRAP       string   `hcl:"mrap,optional"`       // whether a multi-region access point may have it: default, opt-in; empty: no, or not known
	Scope      string   `hcl:"scope,optional"`      // dual-region or multi-region; empty for one region
	Members    []string `hcl:"members,optional"`    // the regions of a dual-region that never differ
	Trust      string   `hcl:"trust,optional"`      // why it is less sure than its file's source; empty: it is not
	Note       string   `hcl:"note,optional"`
}

// provider is one file.
type provider struct {
	Source   string    `hcl:"source"`
	Complete bool      `hcl:"complete,optional"` // every region that there was is listed
	Regions  []*Region `hcl:"region,block"`
}

//go:embed areas.hcl providers/*.hcl
var files embed.FS

// providers reads each file when it is first asked for; a test keeps them free
// of mistakes.
var providers = func() map[string]func() *provider {
	names, _ := files.ReadDir("providers") // embedded: it is there
	all := make(map[string]func() *provider, len(names))
	for _, e := range names {
		all[strings.TrimSuffix(e.Name(), ".hcl")] = sync.OnceValue(func() *provider {
			p, _ := read(e.Name())
			return p
		})
	}
	return all
}()

func read(name string) (*provider, hcl.Diagnostics) {
	list, diags := knowledge.Read[provider](files, path.Join("providers", name), "regions")
	if len(list) != 1 {
		return &provider{}, diags
	}
	return list[0], diags
}

// areas are the groups of countries that count as one.
var areas = sync.OnceValue(func() [][]string {
	type file struct {
		Areas []*struct {
			Name      string   `hcl:"name,label"`
			Countries []string `hcl:"countries"`
		} `hcl:"area,block"`
	}
	var all [][]string
	list, _ := knowledge.Read[file](files, "areas.hcl", "areas")
	for _, f := range list {
		for _, a := range f.Areas {
			all = append(all, a.Countries)
		}
	}
	return all
})

// of is a provider's file; an empty one for a provider nobody knows.
func of(name string) *provider {
	if f := providers[name]; f != nil {
		return f()
	}
	return &provider{}
}

// Lookup finds a region by the name that resources call it by, in lower case. A
// region's name means nothing without its provider.
func Lookup(provider, region string) (*Region, bool) {
	list := of(provider).Regions
	i := slices.IndexFunc(list, func(r *Region) bool { return r.ID == region })
	if i < 0 {
		return nil, false
	}
	return list[i], true
}

// Known says that every region of a provider is listed, so that one which is
// not is a slip, or newer than this version.
func Known(provider string) bool { return of(provider).Complete }

// Partners are the regions that may take a copy of a region's data, best first.
func Partners(provider, region string) []*Region {
	r, ok := Lookup(provider, region)
	if !ok {
		return nil
	}
	var list []*Region
	for _, id := range r.Partners {
		if p, ok := Lookup(provider, id); ok {
			list = append(list, p)
		}
	}
	return list
}

// Abroad says that every partner of a region lies under another law than it.
func Abroad(provider, region string) bool {
	r, ok := Lookup(provider, region)
	list := Partners(provider, region)
	return ok && len(list) > 0 && !slices.ContainsFunc(list, func(p *Region) bool { return sameLaw(r.Country, p.Country) })
}

// sameLaw says that two countries are one, or in one area. Where a country is
// not known nothing can be said against it.
func sameLaw(a, b string) bool {
	return a == b || a == "" || b == "" || slices.ContainsFunc(areas(), func(list []string) bool {
		return slices.Contains(list, a) && slices.Contains(list, b)
	})
}

// Correlated says that two regions of a provider may fail together, and why, as
// the rest of a sentence about both.
func Correlated(provider, a, b string) (why string, ok bool) {
	x, known := Lookup(provider, a)
	y, too := Lookup(provider, b)
	switch {
	case !known || !too || a == b:
		return "", false
	case x.Metro != "" && x.Metro == y.Metro:
		return "lie in one place, " + x.Metro, true
	case slices.Contains(x.Avoid, b) || slices.Contains(y.Avoid, a):
		return "are exposed to the same events", true
	}
	return "", false
}

// maxSlip is how many letters a slip of the pen may change.
const maxSlip = 2

// Nearest is the region whose name is the likeliest meant by another name;
// empty when none is near.
func Nearest(provider, region string) string {
	best, least := "", maxSlip+1
	for _, r := range of(provider).Regions {
		if d := levenshtein.Distance(region, r.ID, nil); d < least || d == least && cmp.Less(r.ID, best) {
			best, least = r.ID, d
		}
	}
	if least > maxSlip {
		return ""
	}
	return best
}
