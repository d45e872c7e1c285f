package resilience

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// estate builds small sets of facts: a bucket "main" in us-east-1 and a
// service "svc" that reads it, changed by each test.
func estate(change func(*facts.Set)) *facts.Set {
	s := &facts.Set{
		Buckets: []facts.Bucket{
			bucket("main", "us-east-1"), bucket("copy", "us-west-2"),
		},
		Services: []facts.Service{{ID: "svc", Tier: facts.Tier0}},
		Dependencies: []facts.Dependency{
			{Service: "svc", Bucket: "main", Access: facts.Read, Need: facts.Hard, Confidence: facts.Certain},
		},
	}
	change(s)
	return s
}

func bucket(id facts.ID, region string) facts.Bucket {
	return facts.Bucket{
		ID: id, Provider: "aws", Product: "s3", Region: region, Scope: facts.ScopeRegion, Purpose: facts.PurposeData, Declared: true,
		Guards: facts.Guards{Versioning: facts.Yes, Lock: facts.No, SoftDelete: facts.No},
	}
}

func replication() facts.Copy {
	return facts.Copy{From: "main", To: "copy", Enabled: facts.Yes, Whole: facts.Yes, NeedsVersioning: true, Timed: true}
}

func group() facts.Switch {
	return facts.Switch{
		Kind: "origin-group", Service: "svc", Members: []facts.ID{"main", "copy"}, Automatic: facts.Yes, Probed: facts.Yes, Reads: true, Used: facts.Yes,
		Codes: []string{"500", "502", "503", "504"},
	}
}

func TestLadder(t *testing.T) {
	with := func(c facts.Copy, sw ...facts.Switch) func(*facts.Set) {
		return func(s *facts.Set) { s.Copies, s.Switches = append(s.Copies, c), sw }
	}
	edit := func(f func(*facts.Copy)) facts.Copy { c := replication(); f(&c); return c }
	turn := func(f func(*facts.Switch)) facts.Switch { sw := group(); f(&sw); return sw }
	for name, tc := range map[string]struct {
		change func(*facts.Set)
		rung   Rung
		best   Rung
		single bool
		code   string // a reason that must be there
	}{
		"nothing":        {func(*facts.Set) {}, SingleRegion, SingleRegion, true, ""},
		"unknown region": {func(s *facts.Set) { s.Buckets[0].Region = "" }, SingleRegion, SingleRegion, true, ""},
		"zone":           {func(s *facts.Set) { s.Buckets[0].Scope = facts.ScopeZone }, Zonal, Zonal, true, ""},
		"dual region":    {func(s *facts.Set) { s.Buckets[0].Scope = facts.ScopeDualRegion }, ActiveActive, ActiveActive, false, ""},
		"geo":            {func(s *facts.Set) { s.Buckets[0].Scope = facts.ScopeGeo }, ManualSwitch, ManualSwitch, false, "X27"},
		"geo, readable secondary": {
			func(s *facts.Set) { s.Buckets[0].Scope, s.Buckets[0].Secondary = facts.ScopeGeo, facts.Yes }, ManualSwitch, ManualSwitch, false, "X28",
		},
		"replica":             {with(replication()), WarmReplica, WarmReplica, false, ""},
		"zone with a replica": {func(s *facts.Set) { with(replication())(s); s.Buckets[0].Scope = facts.ScopeZone }, WarmReplica, WarmReplica, false, ""},
		"X01 same region":     {func(s *facts.Set) { with(replication())(s); s.Buckets[1].Region = "us-east-1" }, SingleRegion, SingleRegion, true, "X01"},
		"X03 disabled":        {with(edit(func(c *facts.Copy) { c.Enabled = facts.No }), group()), SingleRegion, SingleRegion, true, "X03"},
		"undecided rule":      {with(edit(func(c *facts.Copy) { c.Enabled = facts.Unknown })), SingleRegion, WarmReplica, true, "undecided"},
		"replica of unknown region": {
			func(s *facts.Set) { with(replication())(s); s.Buckets[1].Region = "" }, SingleRegion, WarmReplica, true, "region-unknown",
		},
		"replica at another provider": {
			func(s *facts.Set) { with(replication())(s); s.Buckets[1].Provider, s.Buckets[1].Region = "gcp", "" }, WarmReplica, WarmReplica, false, "",
		},
		"X04 partial, with a switch": {with(edit(func(c *facts.Copy) { c.Whole = facts.No }), group()), WarmReplica, WarmReplica, false, "X04"},
		"X07 unversioned": {
			func(s *facts.Set) { with(replication())(s); s.Buckets[1].Guards.Versioning = facts.No }, SingleRegion, SingleRegion, true, "X07",
		},
		"cold":                  {with(edit(func(c *facts.Copy) { c.Cold = true })), ColdCopy, ColdCopy, false, "cold"},
		"X25 deletes":           {with(edit(func(c *facts.Copy) { c.Deletes = facts.Yes })), WarmReplica, WarmReplica, false, "X25"},
		"origin group":          {with(replication(), group()), AutomaticRead, AutomaticRead, false, ""},
		"X10 members no copies": {with(replication(), turn(func(s *facts.Switch) { s.Members = []facts.ID{"main", "other"} })), WarmReplica, WarmReplica, false, "X10"},
		"X11 unused":            {with(replication(), turn(func(s *facts.Switch) { s.Used = facts.No })), WarmReplica, WarmReplica, false, "X11"},
		"X13 wrong codes":       {with(replication(), turn(func(s *facts.Switch) { s.Codes = []string{"404"} })), ManualSwitch, ManualSwitch, false, "X13"},
		"X12 writer": {
			func(s *facts.Set) { with(replication(), group())(s); s.Dependencies[0].Access = facts.ReadWrite }, AutomaticRead, AutomaticRead, false, "X12",
		},
		"X14 nobody asks":  {with(replication(), turn(func(s *facts.Switch) { s.Probed = facts.No })), ManualSwitch, ManualSwitch, false, "X14"},
		"X35 asks another": {with(replication(), turn(func(s *facts.Switch) { s.Misled = true })), ManualSwitch, ManualSwitch, false, "X35"},
		"whether it is asked is not known": {
			with(replication(), turn(func(s *facts.Switch) { s.Probed = facts.Unknown })), ManualSwitch, AutomaticRead, false, "undecided",
		},
		"whether it acts is not known": {
			with(replication(), turn(func(s *facts.Switch) { s.Automatic = facts.Unknown })), ManualSwitch, AutomaticRead, false, "undecided",
		},
		"whether it is used is not known": {
			with(replication(), turn(func(s *facts.Switch) { s.Used = facts.Unknown })), WarmReplica, AutomaticRead, false, "undecided",
		},
		"X15 another name": {with(replication(), turn(func(s *facts.Switch) { s.SameHost = true })), WarmReplica, WarmReplica, false, "X15"},
		"one name at two providers": {
			func(s *facts.Set) {
				with(replication(), turn(func(sw *facts.Switch) { sw.SameHost = true }))(s)
				s.Buckets[0].Name, s.Buckets[1].Name, s.Buckets[1].Provider = "www", "www", "gcp"
			}, AutomaticRead, AutomaticRead, false, "",
		},
		"X16 spread over unlike buckets": {
			func(s *facts.Set) { s.Switches = []facts.Switch{turn(func(s *facts.Switch) { s.Spreads = true })} }, SingleRegion, SingleRegion, true, "X16",
		},
		"X17 spread writes, one way": {
			func(s *facts.Set) {
				with(replication(), turn(func(sw *facts.Switch) { sw.Spreads, sw.Writes = true, true }))(s)
				s.Dependencies[0].Access = facts.ReadWrite
			}, AutomaticRead, AutomaticRead, false, "X17",
		},
		"X26 turned from the lost region": {
			with(replication(), turn(func(s *facts.Switch) { s.Automatic, s.Home = facts.No, "us-east-1" })), WarmReplica, WarmReplica, false, "X26",
		},
		"turned from elsewhere": {
			with(replication(), turn(func(s *facts.Switch) { s.Automatic, s.Home = facts.No, "us-west-2" })), ManualSwitch, ManualSwitch, false, "",
		},
		"a home matters to people alone": {with(replication(), turn(func(s *facts.Switch) { s.Home = "us-east-1" })), AutomaticRead, AutomaticRead, false, ""},
		"X31 blind":                      {with(replication(), turn(func(s *facts.Switch) { s.Blind = true })), WarmReplica, WarmReplica, false, "X31"},
		"X12 clients write":              {with(replication(), turn(func(s *facts.Switch) { s.Written = facts.Yes })), AutomaticRead, AutomaticRead, false, "X12"},
		"manual switch":                  {with(replication(), turn(func(s *facts.Switch) { s.Automatic = facts.No })), ManualSwitch, ManualSwitch, false, ""},
		"both ways, reads and writes": {
			func(s *facts.Set) {
				back := replication()
				back.From, back.To = "copy", "main"
				with(replication(), turn(func(sw *facts.Switch) { sw.Writes = true }))(s)
				s.Copies = append(s.Copies, back)
			}, ActiveActive, ActiveActive, false, "",
		},
		"the service knows the copy": {
			func(s *facts.Set) {
				with(replication())(s)
				s.Dependencies = append(s.Dependencies, facts.Dependency{Service: "svc", Bucket: "copy", Need: facts.Hard, Confidence: facts.Certain})
			}, ManualSwitch, ManualSwitch, false, "endpoint-list",
		},
		"a container has its account's copies": {
			func(s *facts.Set) {
				with(replication())(s)
				s.Buckets = append(s.Buckets, bucket("account", "us-east-1"))
				s.Buckets[0].Parent, s.Copies[0].From = "account", "account"
			}, WarmReplica, WarmReplica, false, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			set := estate(tc.change)
			set.Sort()
			a := Assess(graph.Build(set), Defaults())
			i := slices.IndexFunc(a.Buckets, func(v BucketVerdict) bool { return v.Bucket == "main" })
			v := a.Buckets[i]
			if v.Rung != tc.rung || v.RungBest != tc.best || v.SingleRegion != tc.single {
				t.Errorf("rung %s, best %s, single %v; want %s, %s, %v", v.Rung, v.RungBest, v.SingleRegion, tc.rung, tc.best, tc.single)
			}
			if tc.code != "" && !has(a, tc.code) {
				t.Errorf("no reason %s in %v and %v", tc.code, a.Pairs, v.Replicas)
			}
		})
	}
}

// has says that a reason stands with the pair of svc and main, or with a copy
// of main.
func has(a *Assessment, code string) bool {
	is := func(r facts.Reason) bool { return r.Code == code }
	return slices.ContainsFunc(a.Pairs, func(p PairVerdict) bool { return p.Bucket == "main" && slices.ContainsFunc(p.Reasons, is) }) ||
		slices.ContainsFunc(a.Buckets, func(v BucketVerdict) bool {
			return v.Bucket == "main" && slices.ContainsFunc(v.Replicas, func(r Replica) bool { return slices.ContainsFunc(r.Reasons, is) })
		})
}

func TestSPOFs(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*facts.Set)
		want   []string
	}{
		"sole bucket":    {func(*facts.Set) {}, []string{"aws:s3:us-east-1 hard certain 1"}},
		"unknown region": {func(s *facts.Set) { s.Buckets[0].Region = "" }, []string{"aws:s3:? hard certain 1"}},
		"zone":           {func(s *facts.Set) { s.Buckets[0].Scope = facts.ScopeZone }, []string{"aws:s3:us-east-1:zone hard certain 1"}},
		"deletable": {func(s *facts.Set) { s.Buckets[0].Guards.Versioning = facts.No }, []string{
			"bucket:main!deleted hard certain 1", "aws:s3:us-east-1 hard certain 1",
		}},
		"guards unknown": {func(s *facts.Set) { s.Buckets[0].Guards.Versioning = facts.Unknown }, []string{
			"bucket:main!deleted hard possible 1", "aws:s3:us-east-1 hard certain 1",
		}},
		"possible edge":  {func(s *facts.Set) { s.Dependencies[0].Confidence = facts.Possible }, []string{"aws:s3:us-east-1 hard possible 1"}},
		"soft edge":      {func(s *facts.Set) { s.Dependencies[0].Need = facts.Soft }, nil},
		"nobody":         {func(s *facts.Set) { s.Dependencies = nil }, nil},
		"log bucket":     {func(s *facts.Set) { s.Buckets[0].Purpose = facts.PurposeLogs }, nil},
		"undecided":      {func(s *facts.Set) { c := replication(); c.Enabled = facts.Unknown; s.Copies = []facts.Copy{c} }, []string{"aws:s3:us-east-1 hard possible 1"}},
		"replica":        {func(s *facts.Set) { s.Copies = []facts.Copy{replication()} }, []string{"aws:s3:us-east-1 rto certain 1"}},
		"switch in time": {func(s *facts.Set) { s.Copies, s.Switches = []facts.Copy{replication()}, []facts.Switch{group()} }, []string{"aws:s3:us-east-1 soft certain 1"}},
		"dual region":    {func(s *facts.Set) { s.Buckets[0].Scope = facts.ScopeDualRegion }, nil},
		"through another": {
			func(s *facts.Set) {
				s.Services = append(s.Services, facts.Service{ID: "web", Tier: facts.Tier1}, facts.Service{ID: "cron"})
				s.Dependencies = append(s.Dependencies,
					facts.Dependency{Service: "web", OnService: "svc", Need: facts.Hard, Confidence: facts.Certain},
					facts.Dependency{Service: "svc", OnService: "web", Need: facts.Hard, Confidence: facts.Certain}, // a circle
					facts.Dependency{Service: "cron", OnService: "web", Need: facts.Soft, Confidence: facts.Certain})
			}, []string{"aws:s3:us-east-1 hard certain 3"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			set := estate(tc.change)
			set.Sort()
			var got []string
			for _, s := range Assess(graph.Build(set), Defaults()).SPOFs {
				got = append(got, fmt.Sprintf("%s %s %s %d", s.Event, s.Kind, s.Confidence, len(s.Services)))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("SPOFs (-want +got):\n%s", diff)
			}
		})
	}
}

// The services an event reaches are those that a naive search from each
// service finds, on random graphs with circles.
func TestReachAgainstNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // a test's own numbers
	for range 300 {
		set := &facts.Set{Buckets: []facts.Bucket{bucket("b", "r1")}}
		n := 2 + r.IntN(8)
		uses := make([][]int, n)
		direct := make([]bool, n)
		for i := range n {
			set.Services = append(set.Services, facts.Service{ID: id(i)})
			if direct[i] = r.IntN(4) == 0; direct[i] {
				set.Dependencies = append(set.Dependencies, facts.Dependency{Service: id(i), Bucket: "b", Need: facts.Hard, Confidence: facts.Certain})
			}
			for range r.IntN(3) {
				j := r.IntN(n)
				uses[i] = append(uses[i], j)
				set.Dependencies = append(set.Dependencies, facts.Dependency{Service: id(i), OnService: id(j), Need: facts.Hard, Confidence: facts.Certain})
			}
		}
		set.Sort()
		g := graph.Build(set)
		var got, want []facts.ID
		for _, rel := range g.Reliances(g.Node("b")) {
			got = append(got, rel.Service.ID)
		}
		for i := range n {
			if reaches(i, uses, direct, map[int]bool{}) {
				want = append(want, id(i))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("reach (-naive +got):\n%s", diff)
		}
	}
}

func id(i int) facts.ID { return facts.ID(fmt.Sprintf("s%02d", i)) }

func reaches(i int, uses [][]int, direct []bool, seen map[int]bool) bool {
	if direct[i] {
		return true
	}
	if seen[i] {
		return false
	}
	seen[i] = true
	return slices.ContainsFunc(uses[i], func(j int) bool { return reaches(j, uses, direct, seen) })
}
