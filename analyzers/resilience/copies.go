package resilience

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/regions"
)

// copyJudge collects what speaks against one copy.
type copyJudge struct {
	r Replica
}

// judgeCopy says whether a copy outlives the loss of its source's region.
func judgeCopy(c *facts.Copy, from, to *facts.Bucket) Replica {
	j := &copyJudge{Replica{Copy: c, To: c.To, Effective: facts.Yes, Cap: ActiveActive, Confidence: facts.Certain}}
	j.enabled(c)
	j.place(c, from, to)
	j.versions(c, from, to)
	j.encryption(c, from, to)
	j.permission(c, to)
	j.coverage(c)
	j.ageing(from, to)
	j.weaknesses(c, to)
	return j.r
}

// say adds a reason; Effective falls to the lowest verdict and Cap to the lowest cap.
func (j *copyJudge) say(effective facts.Truth, limit Rung, code, format string, args ...any) {
	j.r.Reasons = append(j.r.Reasons, facts.Reason{Code: code, Text: fmt.Sprintf(format, args...)})
	j.r.Cap = min(j.r.Cap, limit)
	switch {
	case effective == facts.No:
		j.r.Effective = facts.No
	case effective == facts.Unknown && j.r.Effective == facts.Yes:
		j.r.Effective = facts.Unknown
	}
}

func (j *copyJudge) enabled(c *facts.Copy) {
	switch {
	case c.Enabled == facts.No:
		j.say(facts.No, SingleRegion, "X03", "the rule is not enabled, so nothing is copied")
	case c.Enabled == facts.Unknown && c.Condition != "":
		j.say(facts.Unknown, ActiveActive, "undecided", "whether the rule is enabled hangs on %s, which is not known here", c.Condition)
	case c.Enabled == facts.Unknown:
		j.say(facts.Unknown, ActiveActive, "undecided", "whether the rule is enabled could not be decided")
	}
}

// place asks whether the copy lives outside the source's failure domain.
func (j *copyJudge) place(c *facts.Copy, from, to *facts.Bucket) {
	switch {
	case from.Provider != to.Provider && from.Provider != "" && to.Provider != "":
	case wide(to) && !wide(from): // one region of several stays
	case len(places(from)) == 0 || len(places(to)) == 0:
		j.say(facts.Unknown, ActiveActive, "region-unknown", "the region of %s is not known, so the copy may share it", unplaced(from))
	case !slices.ContainsFunc(places(to), func(p string) bool { return !slices.Contains(places(from), p) }):
		code, where := "X01", cmp.Or(to.Region, from.Region)
		if c.Foreign == facts.Yes {
			code, where = "X02", where+", though in different accounts"
		}
		j.say(facts.No, SingleRegion, code, "source and copy are both in %s, so one outage takes both", where)
	}
	if from.Provider == to.Provider {
		j.fate(from, to)
	}
	if to.Scope == facts.ScopeZone || c.Zonal {
		j.say(facts.Yes, ActiveActive, "zonal-copy", "the copy itself survives no zone outage")
	}
}

// fate asks whether two regions of a provider are what they seem: two, and far
// enough apart that no event takes both.
func (j *copyJudge) fate(from, to *facts.Bucket) {
	for _, doubt := range slices.Compact([]string{from.RegionDoubt, to.RegionDoubt}) {
		if doubt != "" {
			j.say(facts.Unknown, ActiveActive, "region-doubtful", "%s", doubt)
		}
	}
	if wide(from) || wide(to) {
		return
	}
	if why, ok := regions.Correlated(from.Provider, from.Region, to.Region); ok {
		j.say(facts.Yes, ActiveActive, "X36", "%s and %s %s, so one event may take both", from.Region, to.Region, why)
		j.r.Confidence = facts.Possible
	}
}

// wide says that a bucket outlives one region by itself.
func wide(b *facts.Bucket) bool {
	return b.Scope == facts.ScopeDualRegion || b.Scope == facts.ScopeMultiRegion || b.Scope == facts.ScopeGeo
}

// places lists where a bucket's data lives; nothing when that is not known.
func places(b *facts.Bucket) []string {
	switch {
	case len(b.Regions) > 0:
		return b.Regions
	case b.Region != "":
		return []string{b.Region}
	}
	return nil
}

func unplaced(from *facts.Bucket) string {
	if len(places(from)) == 0 {
		return "the source"
	}
	return "the copy"
}

func (j *copyJudge) versions(c *facts.Copy, from, to *facts.Bucket) {
	if !c.NeedsVersioning {
		return
	}
	for _, side := range []struct {
		name string
		b    *facts.Bucket
	}{{"source", from}, {"destination", to}} {
		switch side.b.Guards.Versioning {
		case facts.No:
			j.say(facts.No, SingleRegion, "X07", "the %s is not versioned, and this copy works between versioned buckets only", side.name)
		case facts.Unknown:
			j.say(facts.Yes, ActiveActive, "versioning-unknown", "whether the %s is versioned could not be seen; without it nothing is copied", side.name)
			j.r.Confidence = facts.Possible
		case facts.Yes:
		}
	}
}

// encryption asks whether the copy can be decrypted when the source's region is gone.
func (j *copyJudge) encryption(c *facts.Copy, from, to *facts.Bucket) {
	managed := from.Encryption.Managed
	switch {
	case managed == facts.Yes && c.Selects == facts.No:
		j.say(facts.No, SingleRegion, "X06", "objects encrypted with a managed key are skipped unless the rule selects them, and the source's are")
	case managed == facts.Unknown && from.Encryption.Evidence.Range.Filename != "" && c.Selects == facts.No:
		j.say(facts.Unknown, ActiveActive, "encryption-unknown", "whether the source's objects are under a managed key could not be decided; such objects are skipped")
	case c.Key.Region != "" && to.Region != "" && c.Key.Region != to.Region:
		j.say(facts.Yes, ColdCopy, "X06", "the copy is encrypted with a key in %s, so it cannot be read while that region is gone", c.Key.Region)
	}
}

// permission asks whether the identity that copies may write to the destination.
func (j *copyJudge) permission(c *facts.Copy, to *facts.Bucket) {
	if c.Allowed == facts.No {
		j.say(facts.No, SingleRegion, "X08", "the role that copies is allowed nothing on %s, as far as the scanned policies show", cmp.Or(to.Name, to.Address, "the destination"))
		j.r.Confidence = facts.Possible
	}
}

func (j *copyJudge) coverage(c *facts.Copy) {
	switch c.Whole {
	case facts.No:
		j.say(facts.Yes, WarmReplica, "X04", "a prefix or tag filter leaves objects out, and those have no copy")
	case facts.Unknown:
		j.say(facts.Yes, ActiveActive, "coverage-unknown", "whether every object is covered could not be decided")
		j.r.Confidence = facts.Possible
	case facts.Yes:
	}
}

// ageing asks whether the store removes the copy, or archives it, before the
// source: rules count from when the object was first made.
func (j *copyJudge) ageing(from, to *facts.Bucket) {
	before := func(copied, source int) bool { return copied > 0 && (source == 0 || copied < source) }
	switch {
	case before(to.Lifecycle.ExpireDays, from.Lifecycle.ExpireDays):
		j.say(facts.Yes, ColdCopy, "X24", "the copy's objects are removed after %s, the source's %s", facts.Count(to.Lifecycle.ExpireDays, "day"), kept(from.Lifecycle.ExpireDays))
	case before(to.Lifecycle.ArchiveDays, from.Lifecycle.ArchiveDays):
		j.say(facts.Yes, ColdCopy, "X24", "the copy's objects are archived after %s and must be restored before they can be read, the source's %s",
			facts.Count(to.Lifecycle.ArchiveDays, "day"), kept(from.Lifecycle.ArchiveDays))
	}
}

func kept(days int) string {
	if days == 0 {
		return "never"
	}
	return "after " + facts.Count(days, "day")
}

func (j *copyJudge) weaknesses(c *facts.Copy, to *facts.Bucket) {
	if c.Cold {
		j.say(facts.Yes, ColdCopy, "cold", "the copy has to be restored before it can be read")
	}
	if c.Deletes == facts.Yes {
		j.say(facts.Yes, ActiveActive, "X25", "deletions are copied too, so the copy is no backup")
	}
	if j.r.Effective == facts.No {
		return
	}
	switch {
	case c.Mechanism == "replication" && to.Provider == "aws":
		j.say(facts.Yes, ActiveActive, "X05", "objects older than the rule are not copied by it; a batch job has to")
	case c.Mechanism == "object-replication":
		j.say(facts.Yes, ActiveActive, "X30", "by default only new block blobs are copied, no append or page blobs")
	}
}

// replicas judges every copy that leaves a bucket.
func replicas(g *graph.Graph, n *graph.Node) []Replica {
	var list []Replica
	for _, e := range g.CopiesFrom(n) {
		list = append(list, judgeCopy(e.Copy, e.From.Bucket, e.To.Bucket))
	}
	return list
}
