package faults_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/resilint/resilint/analyzers/resilience/faults"
)

// estate is a seeded model with the shape of many teams' clouds: four providers
// of thirty regions, buckets of which a quarter have a copy elsewhere, services
// with one to four of them and with other services that they call.
func estate(nodes int, seed uint64) (*faults.Model, []faults.Node) {
	r := rand.New(rand.NewPCG(seed, 1))
	var b faults.Builder
	var places, stores, services []faults.Node
	for range 4 {
		provider := b.Event()
		for range 30 {
			region := b.Event()
			places = append(places, b.Any(provider, region, b.Event()))
		}
	}
	size := 4 + 120*3
	for size < nodes*7/10 {
		primary := b.Any(b.Event(), places[r.IntN(len(places))])
		size += 2
		if r.IntN(4) == 0 {
			replica := b.Any(b.Event(), places[r.IntN(len(places))], b.Delay(60))
			primary = b.All(primary, replica)
			size += 4
		}
		stores = append(stores, primary)
	}
	for size < nodes {
		s := b.Any(b.Event())
		for range 1 + r.IntN(4) {
			b.Feed(s, stores[r.IntN(len(stores))])
		}
		if len(services) > 0 && r.IntN(2) == 0 {
			b.Feed(s, services[r.IntN(len(services))])
		}
		services = append(services, s)
		size += 2
	}
	return b.Model(), services
}

// fatTree is a data centre's network of k-port switches with k³/4 hosts, and
// services of two replicas each, half of which stand in one rack by mistake.
func fatTree(k, services int) (*faults.Model, []faults.Node) {
	r := rand.New(rand.NewPCG(uint64(k), 2))
	var b faults.Builder
	half := k / 2
	cores := make([]faults.Node, half) // groups of cores that one aggregation switch of each pod sees
	for i := range cores {
		cores[i] = b.All()
		for range half {
			b.Feed(cores[i], b.Event())
		}
	}
	var racks [][]faults.Node
	for range k {
		up := b.All()
		for _, c := range cores {
			b.Feed(up, b.Any(b.Event(), c))
		}
		for range half {
			rack, hosts := b.Any(b.Event(), up), []faults.Node(nil)
			for range half {
				hosts = append(hosts, b.Any(b.Event(), rack))
			}
			racks = append(racks, hosts)
		}
	}
	var tops []faults.Node
	for i := range services {
		rack := racks[r.IntN(len(racks))]
		other := rack
		if i%2 == 0 {
			other = racks[r.IntN(len(racks))]
		}
		tops = append(tops, b.All(rack[r.IntN(half)], other[r.IntN(half)]))
	}
	return b.Model(), tops
}

func BenchmarkEstate(b *testing.B) {
	for _, nodes := range []int{10_000, 30_000, 100_000, 300_000} {
		m, tops := estate(nodes, 1)
		measure(b, fmt.Sprintf("%dk", nodes/1000), m, tops)
	}
}

func BenchmarkFatTree(b *testing.B) {
	for _, k := range []int{16, 24, 48, 64} {
		m, tops := fatTree(k, 10_000)
		measure(b, fmt.Sprintf("%d-devices", k*k*k/4+5*k*k/4), m, tops)
	}
}

// after is when every switch has been turned.
var after = faults.View{At: 60}

func measure(b *testing.B, name string, m *faults.Model, tops []faults.Node) {
	b.Helper()
	b.Run(name+"/order1", func(b *testing.B) {
		b.ReportAllocs()
		causes := 0
		for b.Loop() {
			causes = 0
			m.Singles(after, tops).Each(func(_ faults.Node, hit []faults.Node) { causes += len(hit) })
		}
		b.ReportMetric(float64(causes)/float64(len(tops)), "singles/top")
		b.ReportMetric(float64(m.Len()), "nodes")
	})
	b.Run(name+"/order2", func(b *testing.B) {
		b.ReportAllocs()
		pairs := 0
		for b.Loop() {
			pairs = 0
			all := m.Families(after, faults.Limits{})
			for _, t := range tops {
				pairs += len(all[t].Pairs)
			}
		}
		b.ReportMetric(float64(pairs)/float64(len(tops)), "pairs/top")
	})
}
