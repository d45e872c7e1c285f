package clouds

import (
	"path"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/facts"
)

// fallback adds what a config itself provides for the loss of a bucket: a switch
// to others, or others that are written to. Each of its buckets tells of it; the
// first is asked first.
func (m *mentioner) fallback(from *appconfig.Mention, service facts.ID) {
	first := m.stores[storeKey{from.File, from.Service, from.Bucket}]
	members := m.standIns(from, first)
	if first != nil && first.Scope == facts.ScopeGeo && from.Fallback == appconfig.Auto && len(members) == 0 {
		members = []*bucketDraft{first} // its own secondary
	}
	if first == nil || len(members) == 0 || m.heard(from, append(members, first)) {
		return
	}
	undecided := false
	for _, member := range members {
		apart := elsewhere(first, member)
		undecided = undecided || apart == facts.Unknown
		if from.Fallback == appconfig.Copy || apart == facts.Yes && (!first.Declared || !member.Declared) {
			m.copied(from, first.ID, member.ID)
		}
	}
	if from.Fallback != appconfig.Copy && (!undecided || from.Fallback != appconfig.None) {
		m.set.Switches = append(m.set.Switches, turnsTo(from, service, append([]*bucketDraft{first}, members...)))
	}
}

// elsewhere says that two buckets fail apart: they are of two providers, or in two
// regions. A bucket and its own secondary are for the account's scope to tell of.
func elsewhere(a, b *bucketDraft) facts.Truth {
	switch {
	case a == b:
		return facts.No
	case a.Provider != b.Provider && a.Provider != "" && b.Provider != "":
		return facts.Yes
	case a.Region == "" || b.Region == "":
		return facts.Unknown
	}
	return facts.TruthOf(a.Region != b.Region)
}

// heard says that another line of the same fallback told of it already.
func (m *mentioner) heard(from *appconfig.Mention, members []*bucketDraft) bool {
	ids := make([]string, len(members))
	for i, b := range members {
		ids[i] = string(b.ID)
	}
	slices.Sort(ids)
	key := storeKey{from.File, from.Service, strings.Join(ids, " ")}
	was := m.fallbacks[key]
	m.fallbacks[key] = true
	return was
}

// copied adds a copy that a config counts on: it writes to both, or it reads the
// second in place of the first. What Terraform declares of both is surer than that.
func (m *mentioner) copied(from *appconfig.Mention, first, member facts.ID) {
	at := placeOfMention(from)
	m.set.Copies = append(m.set.Copies, facts.Copy{
		From: first, To: member, Mechanism: "application", Enabled: facts.Yes, Whole: facts.Yes, Deletes: facts.Yes,
		Evidence: []facts.Evidence{{Range: at}}, Location: at,
	})
}

// turnsTo is the switch that a config is. One whose stores share a region acts
// all the same: that it helps nobody is for others to say.
func turnsTo(from *appconfig.Mention, service facts.ID, members []*bucketDraft) facts.Switch {
	at := placeOfMention(from)
	sw := facts.Switch{
		Kind: "app-fallback", Service: service, Used: facts.Yes, Reads: true, Automatic: facts.TruthOf(from.Fallback != appconfig.Manual),
		Evidence: []facts.Evidence{{Range: at}}, Location: at,
	}
	sw.Probed = sw.Automatic
	if from.Fallback == appconfig.Partial {
		sw.Codes = []string{"error", "timeout"}
	}
	for _, b := range members {
		sw.Members = append(sw.Members, b.ID)
	}
	return sw
}

// standIns are the other buckets of a mention's fallback.
func (m *mentioner) standIns(from *appconfig.Mention, first *bucketDraft) []*bucketDraft {
	var list []*bucketDraft
	for _, name := range from.Members {
		b := m.stores[storeKey{from.File, from.Service, name}]
		if b == nil {
			b = m.placed(place{bucket: path.Base(name)}, unit{root: from.Home})
		}
		if b != nil && b != first && !slices.Contains(list, b) {
			list = append(list, b)
		}
	}
	return list
}
