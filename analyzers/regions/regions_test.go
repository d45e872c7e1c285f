package regions

import (
	"slices"
	"testing"
)

// oneWay are the Azure regions whose pair is paired with another one.
var oneWay = map[string]string{
	"brazilsouth": "southcentralus", "brazilsoutheast": "brazilsouth", "westus3": "eastus", "westindia": "southindia",
	"usgovvirginia": "usgovtexas",
}

// unpaired are the Azure regions that have no pair.
var unpaired = []string{
	"austriaeast", "belgiumcentral", "chilecentral", "denmarkeast", "indonesiacentral", "israelcentral", "italynorth",
	"malaysiawest", "mexicocentral", "newzealandnorth", "polandcentral", "qatarcentral", "spaincentral",
}

func TestFiles(t *testing.T) {
	counts := map[string]int{
		"aws": 46, "gcp": 43 + 3 + 6 + 5, "azure": 70, "oci": 47, "scaleway": 3, "ovh": 14, "digitalocean": 10, "linode": 21,
		"wasabi": 14, "backblaze": 4, "hetzner": 3, "ibm": 12, "alibaba": 23, "cloudflare": 10,
	}
	if len(providers) != len(counts) {
		t.Errorf("%d providers, want %d", len(providers), len(counts))
	}
	for name, want := range counts {
		p, diags := read(name + ".hcl")
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		if len(p.Regions) != want || p.Source == "" {
			t.Errorf("%s: %d regions from %q, want %d with their source", name, len(p.Regions), p.Source, want)
		}
	}
	if len(areas()) == 0 || len(areas()[0]) != 27 {
		t.Errorf("areas: %v", areas())
	}
}

// A partner exists, lies in the same partition, is another region and is none
// that fails together with it.
func TestPartners(t *testing.T) {
	for name := range providers {
		ids := map[string]bool{}
		for _, r := range of(name).Regions {
			if ids[r.ID] {
				t.Errorf("%s: %s is there twice", name, r.ID)
			}
			ids[r.ID] = true
			for _, id := range r.Partners {
				p, ok := Lookup(name, id)
				if !ok || p == r || p.Partition != r.Partition || p.Scope != "" {
					t.Errorf("%s: %s is no partner for %s", name, id, r.ID)
				}
				if why, ok := Correlated(name, r.ID, id); ok {
					t.Errorf("%s: %s is no partner for %s: both %s", name, id, r.ID, why)
				}
			}
			for _, id := range slices.Concat(r.Avoid, r.Members) {
				if p, ok := Lookup(name, id); !ok || p == r {
					t.Errorf("%s: %s names %s, which is no other region", name, r.ID, id)
				}
			}
			if (r.Scope == "dual-region") != (len(r.Members) == 2) && r.Trust == "" {
				t.Errorf("%s: %s is %q with the members %q", name, r.ID, r.Scope, r.Members)
			}
		}
	}
}

func TestPairs(t *testing.T) {
	for _, r := range of("azure").Regions {
		if (r.Pair == "") != slices.Contains(unpaired, r.ID) {
			t.Errorf("%s has the pair %q", r.ID, r.Pair)
			continue
		}
		if r.Pair == "" {
			continue
		}
		p, ok := Lookup("azure", r.Pair)
		if !ok || p.Partition != r.Partition {
			t.Errorf("%s is paired with %s, which cannot be", r.ID, r.Pair)
		} else if back := p.Pair == r.ID; back == (oneWay[r.ID] == r.Pair) {
			t.Errorf("%s is paired with %s: and back %v", r.ID, r.Pair, back)
		}
	}
}

func TestAbroad(t *testing.T) {
	for _, tc := range []struct {
		provider, region string
		want             bool
	}{
		{"aws", "us-east-1", false},
		{"aws", "eu-west-1", false}, // no second region in Ireland, but in the EU
		{"aws", "eu-west-2", true},
		{"aws", "eu-central-2", true},
		{"aws", "eusc-de-east-1", false}, // no partner at all
		{"azure", "italynorth", false},
		{"aws", "eu-wset-1", false},
		{"nobody", "x", false},
	} {
		if got := Abroad(tc.provider, tc.region); got != tc.want {
			t.Errorf("%s %s: %v, want %v", tc.provider, tc.region, got, tc.want)
		}
	}
}

func TestCorrelated(t *testing.T) {
	for _, tc := range []struct {
		provider, a, b string
		want           bool
	}{
		{"aws", "me-south-1", "me-central-1", true},
		{"aws", "eu-west-1", "eu-central-1", false},
		{"azure", "qatarcentral", "uaenorth", true},
		{"azure", "uaenorth", "qatarcentral", true},
		{"azure", "australiacentral", "australiacentral2", true},
		{"oci", "eu-madrid-1", "eu-madrid-3", true},
		{"aws", "us-east-1", "us-east-1", false},
		{"wasabi", "us-east-1", "us-east-2", true},
		{"aws", "us-east-1", "us-east-2", false},
	} {
		if why, got := Correlated(tc.provider, tc.a, tc.b); got != tc.want || got == (why == "") {
			t.Errorf("%s %s and %s: %v, %q", tc.provider, tc.a, tc.b, got, why)
		}
	}
}

func TestNearest(t *testing.T) {
	for _, tc := range []struct{ provider, region, want string }{
		{"aws", "eu-wset-1", "eu-west-1"},
		{"aws", "us-east1", "us-east-1"},
		{"gcp", "europe-west-4", "europe-west4"},
		{"azure", "westeurop", "westeurope"},
		{"aws", "production", ""},
		{"aws", "", ""},
		{"nobody", "eu-west-1", ""},
	} {
		if got := Nearest(tc.provider, tc.region); got != tc.want {
			t.Errorf("%s %q: %q, want %q", tc.provider, tc.region, got, tc.want)
		}
	}
	if !Known("aws") || Known("digitalocean") || Known("nobody") {
		t.Error("the wrong lists are complete")
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, diags := read("aws.hcl"); diags.HasErrors() {
			b.Fatal(diags)
		}
	}
}
