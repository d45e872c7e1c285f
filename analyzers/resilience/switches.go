package resilience

import (
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
)

// switched is the rung that a switch over a bucket and its copy allows a service.
func (j *judge) switched(sw *facts.Switch, s, b *graph.Node, m mate) step {
	got := step{rung: ManualSwitch, sw: sw}
	if why := j.useless(sw, b.Bucket, j.g.Bucket(m.id)); why.Code != "" {
		return step{rung: WarmReplica, reasons: []facts.Reason{why}}
	}
	writer := j.writes(s, b) || sw.Written == facts.Yes
	switch automatic := j.taken(sw.Automatic); {
	case automatic && sw.Writes && m.twoWay:
		got.rung = ActiveActive
	case automatic && sw.Reads:
		got.rung = AutomaticRead
	}
	got.idle(j, sw)
	if got.rung == ManualSwitch && sw.Home != "" && sw.Home == b.Bucket.Region {
		got.rung = WarmReplica
		got.say("X26", "a person has to turn the switch, and what turns it is in "+sw.Home+", the region that is lost")
	}
	if writer && got.rung == AutomaticRead && !sw.Writes {
		got.say("X12", "the switch serves reads; writes fail until the bucket is back")
	}
	switch {
	case writer && !m.twoWay && sw.Writes && sw.Spreads:
		got.say("X17", "writes go to any member, and the copy goes one way: what is written to the copy never reaches the bucket")
	case writer && !m.twoWay:
		got.say("X22", "the copy goes one way, so writes made elsewhere do not come back")
	}
	return got
}

// say adds a reason to a step.
func (s *step) say(code, text string) {
	s.reasons = append(s.reasons, facts.Reason{Code: code, Text: text})
}

// taken says that a fact counts as true: one that is decided or, when the best
// case is asked for, one that may be.
func (j *judge) taken(t facts.Truth) bool { return t == facts.Yes || j.best && t == facts.Unknown }

// useless tells why nothing that a switch does leads to the copy.
func (j *judge) useless(sw *facts.Switch, b, m *facts.Bucket) facts.Reason {
	switch {
	case sw.Blind:
		return facts.Reason{Code: "X31", Text: "what stands over the bucket and its copy chooses by what is asked for, whatever has failed: that is no switch"}
	case sw.Used == facts.No:
		return facts.Reason{Code: "X11", Text: "a switch over the bucket and its copy is defined, but no traffic passes through it"}
	case !j.taken(sw.Used):
		return facts.Reason{Code: "undecided", Text: "whether traffic passes through the switch could not be decided"}
	case sw.SameHost && m != nil && (b.Name == "" || b.Name != m.Name):
		return facts.Reason{Code: "X15", Text: "the store is asked by the client's own host name, and finds one bucket by it: the copy has another name and does not answer"}
	}
	return facts.Reason{}
}

// idle lowers a step whose switch does not act when the bucket is down, and says why.
func (s *step) idle(j *judge, sw *facts.Switch) {
	manual := func(code, text string) {
		s.rung = min(s.rung, ManualSwitch)
		s.say(code, text)
	}
	switch {
	case sw.Automatic == facts.Unknown || sw.Probed == facts.Unknown:
		if !j.taken(sw.Probed) {
			s.rung = min(s.rung, ManualSwitch)
		}
		s.say("undecided", "whether the switch acts without a person could not be decided")
	case sw.Automatic == facts.No:
	case sw.Probed == facts.No:
		manual("X14", "nothing asks whether the bucket's side is well, so the switch never leaves it by itself")
	case sw.Misled:
		manual("X35", "the health check asks something else than what the switch has to leave, so it stays well in the outage")
	}
	if deaf(sw) {
		manual("X13", "the switch reacts to none of 500, 502, 503 and 504, which is what an outage answers")
	}
}

// deaf says that a switch names the failures it reacts to, and none of them is
// what a store answers when it is down. One that names none reacts to them all.
func deaf(sw *facts.Switch) bool {
	outage := []string{"500", "502", "503", "504"}
	return len(sw.Codes) > 0 && !slices.ContainsFunc(sw.Codes, func(c string) bool { return slices.Contains(outage, c) })
}

// emptySwitch tells why a switch around a bucket leads nowhere.
func (j *judge) emptySwitch(b *graph.Node, sw *facts.Switch) []facts.Reason {
	if !j.member(sw, b.ID) || len(sw.Members) < 2 || wide(b.Bucket) || sw.Blind {
		return nil
	}
	if OneRegion(j.g, sw) {
		return []facts.Reason{{Code: "X10", Text: "every member of the switch is in one region, so one outage takes them all"}}
	}
	if !slices.ContainsFunc(j.mates[b], func(m mate) bool { return j.member(sw, m.id) }) {
		if sw.Spreads {
			return []facts.Reason{{Code: "X16", Text: "requests go to any member, and no other member is a copy of the bucket, as far as the scanned roots show: what one holds the others do not find"}}
		}
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
		if n > 1 && j.acts(sw) && sw.Reads {
			return step{rung: AutomaticRead, sw: sw}
		}
	}
	got.reasons = []facts.Reason{{Code: "X28", Text: "the secondary may be read, but nothing is seen to read it"}}
	return got
}

// acts says that a switch leaves a store that is down, without a person.
func (j *judge) acts(sw *facts.Switch) bool {
	return j.taken(sw.Used) && j.taken(sw.Automatic) && j.taken(sw.Probed) && !sw.Misled && !sw.Blind && !sw.SameHost && !deaf(sw)
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
		if i, k := at(m.id), at(b.ID); sw.Used != facts.No && !sw.Blind && i >= 0 && k >= 0 {
			return i < k, true
		}
	}
	return false, false
}
