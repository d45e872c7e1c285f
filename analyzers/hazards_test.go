package analyzers_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/resilience/faults"
	"github.com/resilint/resilint/fixtures"
)

// TestHazards holds the two ways of telling a single point of failure against
// each other on every estate: the ladder's, pair by pair, and the model's, which
// knows nothing of rungs. A loss without any way out is one in both.
func TestHazards(t *testing.T) {
	for _, name := range fixtures.Estates() {
		t.Run(name, func(t *testing.T) {
			res, err := analyzers.Analyze(t.Context(), fixtures.FS(name), analyzers.Options{Jobs: 1})
			if err != nil {
				t.Fatal(err)
			}
			h := resilience.NewHazards(res.Graph, res.Assessment.Model, false)
			tops := make([]faults.Node, len(h.Services))
			for i, s := range h.Services {
				tops[i] = s.Stuck
			}
			compareSingles(t, res, h, h.Model.Singles(faults.View{At: math.Inf(1), Hope: true}, tops))
			for _, hope := range []bool{false, true} {
				for _, at := range []float64{0, 5, 60, math.Inf(1)} {
					v := faults.View{At: at, Hope: hope}
					compareSPOFs(t, res, h, h.Model.Singles(v, tops), v)
				}
			}
		})
	}
}

func compareSPOFs(t *testing.T, res *analyzers.Result, h *resilience.Hazards, s *faults.Singles, v faults.View) {
	t.Helper()
	for _, spof := range res.Assessment.SPOFs {
		for _, svc := range spof.Services {
			if !svc.Need.Firm() || v.Hope && !certain(res, &spof, svc.ID) || backBy(svc.Rung, v.At) && spof.Class != resilience.Deletion {
				continue
			}
			node := h.Service(svc.ID).Stuck
			if !slices.ContainsFunc(s.Of(node), func(n faults.Node) bool { return h.Domain(n).Event == spof.Event }) {
				t.Errorf("%+v: the model does not see that %s takes %s down (%s, rung %s)", v, spof.Event, svc.ID, spof.Confidence, svc.Rung)
			}
		}
	}
}

// backBy says that a service on a rung has switched to its copy by then.
func backBy(r resilience.Rung, at float64) bool {
	m := resilience.Defaults()
	minutes, ok := m.Switching[r]
	return ok && minutes <= at
}

// compareSingles goes the other way: what certainly takes a service down for as
// long as it lasts is a single point of failure to the ladder. That names the zone
// alone where a store lives in one, and knows of no account that takes its
// containers along.
func compareSingles(t *testing.T, res *analyzers.Result, h *resilience.Hazards, s *faults.Singles) {
	t.Helper()
	for i := range h.Services {
		svc := &h.Services[i]
		for _, n := range s.Of(svc.Stuck) {
			d := h.Domain(n)
			if !ofStores(res, d) {
				continue
			}
			known := slices.ContainsFunc(res.Assessment.SPOFs, func(x resilience.SPOF) bool {
				return strings.TrimSuffix(x.Event, ":zone") == strings.TrimSuffix(d.Event, ":zone") &&
					slices.ContainsFunc(x.Services, func(a resilience.Affected) bool { return a.ID == svc.ID })
			})
			if !known {
				t.Errorf("the ladder does not see that %s takes %s down", d.Event, svc.ID)
			}
		}
	}
}

// ofStores says that the ladder judges the event: of a store that holds data.
func ofStores(res *analyzers.Result, d *resilience.Domain) bool {
	switch d.Class {
	case resilience.Deletion:
		return !slices.ContainsFunc(res.Facts.Buckets, func(b facts.Bucket) bool { return b.Parent == d.Bucket })
	case resilience.ServiceLoss, resilience.ZoneLoss:
		return slices.ContainsFunc(res.Facts.Buckets, func(b facts.Bucket) bool {
			return b.Purpose == facts.PurposeData && strings.HasPrefix(d.Event, b.Provider+":"+b.Product+":")
		})
	default:
		return false
	}
}

// certain says that a service goes down with a single point of failure whatever is
// not known.
func certain(res *analyzers.Result, spof *resilience.SPOF, id facts.ID) bool {
	if spof.Confidence != facts.Certain {
		return false
	}
	sure := slices.ContainsFunc(res.Graph.Reliances(res.Graph.Node(spof.Bucket)), func(r graph.Reliance) bool {
		return r.Service.ID == id && r.Confidence == facts.Certain
	})
	return sure && slices.ContainsFunc(res.Assessment.Pairs, func(p resilience.PairVerdict) bool {
		return p.Service == id && p.Bucket == spof.Bucket && p.Rung == p.RungBest
	})
}
