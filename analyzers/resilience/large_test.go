package resilience

import (
	"fmt"
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// large is an estate of n instances: a fifth are buckets, the others services
// that rely on one bucket each and, every second one, on the service before.
func large(n int) *facts.Set {
	set := &facts.Set{}
	buckets := n / 5
	id := func(kind string, i int) facts.ID { return facts.ID(fmt.Sprintf("live#%s.n[%06d]", kind, i)) }
	seen := []facts.Evidence{{Range: hcl.Range{Filename: "main.tf", Start: hcl.Pos{Line: 1}}}}
	for i := range buckets {
		set.Buckets = append(set.Buckets, facts.Bucket{
			ID: id("bucket", i), Root: "live", Provider: "aws", Product: "s3", Region: "eu-west-1", Scope: facts.ScopeRegion, Purpose: facts.PurposeData, Declared: true,
		})
	}
	for i := range n - buckets {
		set.Services = append(set.Services, facts.Service{ID: id("service", i), Root: "live", Kind: "function", Provider: "aws", Region: "eu-west-1"})
		d := facts.Dependency{Service: id("service", i), Access: facts.Read, Need: facts.Hard, Via: facts.ViaEnv, Confidence: facts.Certain, Evidence: seen}
		d.Bucket = id("bucket", i%buckets)
		set.Dependencies = append(set.Dependencies, d)
		if i%2 == 1 {
			d.Bucket, d.OnService, d.Via = "", id("service", i-1), facts.ViaCall
			set.Dependencies = append(set.Dependencies, d)
		}
	}
	set.Sort()
	return set
}

// BenchmarkBuild100k is the target of bench/README.md: under 2 s and 1 GB.
func BenchmarkBuild100k(b *testing.B) {
	set := large(100_000)
	b.ReportAllocs()
	for b.Loop() {
		if g := graph.Build(set); len(g.Nodes) != 100_000 {
			b.Fatal(len(g.Nodes))
		}
	}
}

// BenchmarkAssess100k judges the same estate.
func BenchmarkAssess100k(b *testing.B) {
	g := graph.Build(large(100_000))
	b.ReportAllocs()
	for b.Loop() {
		if as := Assess(g, Defaults()); len(as.Buckets) != 20_000 {
			b.Fatal(len(as.Buckets))
		}
	}
}
