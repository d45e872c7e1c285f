package resilience

import (
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// switched is the rung that a switch over a bucket and its copy allows.
func switched(sw *facts.Switch, m mate, writer bool) step {
	got := step{rung: ManualSwitch, sw: sw}
	say := func(code, text string) { got.reasons = append(got.reasons, facts.Reason{Code: code, Text: text}) }
	switch {
	case sw.Used == facts.No:
		say("X11", "a switch over the bucket and its copy is defined, but no traffic passes through it")
		return step{rung: WarmReplica, reasons: got.reasons}
	case sw.Automatic == facts.Yes && sw.Writes && m.twoWay:
		got.rung = ActiveActive
	case sw.Automatic == facts.Yes && sw.Reads:
		got.rung = AutomaticRead
	}
	if sw.Automatic == facts.Unknown {
		say("undecided", "whether the switch acts without a person could not be decided")
	}
	if deaf(sw) {
		got.rung = min(got.rung, ManualSwitch)
		say("X13", "the switch reacts to none of 500, 502, 503 and 504, which is what an outage answers")
	}
	if writer && got.rung == AutomaticRead {
		say("X12", "the switch serves reads; writes fail until the bucket is back")
	}
	if writer && !m.twoWay {
		say("X22", "the copy goes one way, so writes made elsewhere do not come back")
	}
	return got
}

// deaf says that a switch names the failures it reacts to, and none of them is
// what a store answers when it is down. One that names none reacts to them all.
func deaf(sw *facts.Switch) bool {
	outage := []string{"500", "502", "503", "504"}
	return len(sw.Codes) > 0 && !slices.ContainsFunc(sw.Codes, func(c string) bool { return slices.Contains(outage, c) })
}

// emptySwitch tells why a switch around a bucket leads nowhere.
func (j *judge) emptySwitch(b *graph.Node, sw *facts.Switch) []facts.Reason {
	if !j.member(sw, b.ID) || len(sw.Members) < 2 || wide(b.Bucket) {
		return nil
	}
	if OneRegion(j.g, sw) {
		return []facts.Reason{{Code: "X10", Text: "every member of the switch is in one region, so one outage takes them all"}}
	}
	if !slices.ContainsFunc(j.mates[b], func(m mate) bool { return j.member(sw, m.id) }) {
		return []facts.Reason{{Code: "X10", Text: "no other member of the switch is a copy of the bucket, as far as the scanned roots show"}}
	}
	return nil
}

// OneRegion says that the members of a switch, two at least, are known to share
// one region of one provider.
func OneRegion(g *graph.Graph, sw *facts.Switch) bool {
	var first *facts.Bucket
	for _, id := range sw.Members {
		b := g.Bucket(id)
		if b == nil || b.Region == "" || wide(b) {
			return false
		}
		if first == nil {
			first = b
		}
		if b.Region != first.Region || b.Provider != first.Provider {
			return false
		}
	}
	return first != nil && len(sw.Members) > 1
}

// geo is the rung of an account with a secondary in another region.
func (j *judge) geo(s, b *graph.Node) step {
	got := step{rung: ManualSwitch}
	if b.Bucket.Secondary != facts.Yes {
		got.reasons = []facts.Reason{{Code: "X27", Text: "the secondary cannot be read before somebody fails the account over"}}
		return got
	}
	for _, sw := range s.Switches() {
		// Both hosts of the account are members, so it stands there twice.
		n := 0
		for _, m := range sw.Members {
			if j.g.Kin(m, b.ID) {
				n++
			}
		}
		if n > 1 && sw.Used != facts.No && sw.Automatic == facts.Yes && sw.Reads && !deaf(sw) {
			return step{rung: AutomaticRead, sw: sw}
		}
	}
	got.reasons = []facts.Reason{{Code: "X28", Text: "the secondary may be read, but nothing is seen to read it"}}
	return got
}

// standby says that a service relies on a bucket only as the second choice
// behind one that the bucket is a copy of.
func (j *judge) standby(s, b *graph.Node) bool {
	for _, m := range j.mates[b] {
		if m.out && !m.twoWay || !j.needs(s, m.id) {
			continue
		}
		first, found := j.firstOf(s, b, m)
		if found && first || !found && !m.out {
			return true
		}
	}
	return false
}

// firstOf says whether the mate stands before the bucket in a switch over both.
func (j *judge) firstOf(s, b *graph.Node, m mate) (first, found bool) {
	for _, sw := range s.Switches() {
		at := func(id facts.ID) int {
			return slices.IndexFunc(sw.Members, func(x facts.ID) bool { return j.g.Kin(x, id) })
		}
		if i, k := at(m.id), at(b.ID); sw.Used != facts.No && i >= 0 && k >= 0 {
			return i < k, true
		}
	}
	return false, false
}
