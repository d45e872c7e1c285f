package outage

import (
	"math"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
)

// Simulation is what an outage does to an estate.
type Simulation struct {
	Selectors []Selector
	// Guarded are buckets that should be deleted, and where what is deleted comes back
	// or where that cannot be seen.
	Guarded  []*facts.Bucket
	Losses   []Loss           // what is lost, in order; empty when nothing of the estate is
	Services []Outcome        // those that are hit: the longest down first, then by ID
	Spared   []*facts.Service // those that are not hit, by ID
	Repairs  []Repair         // what is needed to repair things, and is gone too
	Data     []Data           // what becomes of the data of each bucket that is gone
}

// Loss is a failure domain that is gone.
type Loss struct {
	Event   string // with its verb
	Minutes float64
	Assumed bool // the time was not said: it is what such an event is assumed to last
	Certain bool // false: it is not known whether the place is the one that is lost
}

// Times are minutes from the beginning of the outage; +Inf: it does not come back
// by itself; zero: it is not hit.
type Times struct {
	Down  float64 // until it is of use again
	Stuck float64 // until it can write again as well; never below Down
	Hurt  float64 // until all that it relies on is back; never below Stuck
}

// State is how a service is at some moment.
type State string

// The states, from bad to good.
const (
	Down     State = "down"
	ReadOnly State = "read-only"
	Degraded State = "degraded"
	Up       State = "up"
)

// At is the state at a moment, in minutes since the outage began.
func (t Times) At(minutes float64) State {
	switch {
	case t.Down > minutes:
		return Down
	case t.Stuck > minutes:
		return ReadOnly
	case t.Hurt > minutes:
		return Degraded
	}
	return Up
}

// Verdict says how an outcome stands to the time that its tier allows.
type Verdict string

// The verdicts. Doubtful depends on what is not known; Untold has no target.
const (
	Within   Verdict = "within"
	Broken   Verdict = "broken"
	Doubtful Verdict = "doubtful"
	Untold   Verdict = "no target"
)

// Outcome is what becomes of one service.
type Outcome struct {
	Service *facts.Service
	Worst   Times // what is not known being bad
	Best    Times // and good
	Target  float64
	Held    bool // it has a target
	Stores  []Store
	// On are services that it waits for: they are down too.
	On []*facts.Service
}

// Certain says that the service is hit whatever is not known.
func (o *Outcome) Certain() bool { return o.Best.Hurt > 0 }

// Verdict compares the time to be of full use again with the target.
func (o *Outcome) Verdict() Verdict {
	switch {
	case !o.Held:
		return Untold
	case o.Best.Stuck > o.Target:
		return Broken
	case o.Worst.Stuck > o.Target:
		return Doubtful
	}
	return Within
}

// Store is a bucket that a service relies on and that is gone.
type Store struct {
	Bucket     *facts.Bucket
	Dependency *facts.Dependency
	Gone       float64 // minutes until the bucket is back
	Back       float64 // minutes until the service has its data, from there or from a copy
	Rung       resilience.Rung
	Switch     *facts.Switch  // what leads to the copy; nil: nothing, or a person
	Reasons    []facts.Reason // why it is not better than it looks
}

// Switched says that the service comes back by a copy before the bucket does.
func (s *Store) Switched() bool { return s.Back < s.Gone }

// Manual says that a person has to act for it.
func (s *Store) Manual() bool { return s.Switched() && s.Rung <= resilience.ManualSwitch }

// Repair is a bucket that people need to repair things, and that is gone.
type Repair struct {
	Bucket  *facts.Bucket
	Minutes float64
	Roots   []string // root modules that cannot be applied; empty for artifacts
}

// Data is what becomes of a bucket's data.
type Data struct {
	Bucket  *facts.Bucket
	Deleted bool // it does not come back with the place
	// Lag is how much of it the best copy that is left may miss, in minutes; nil when
	// none is left.
	Lag *float64
}

// Moments lists when something changes, in order, beginning with zero.
func (s *Simulation) Moments() []float64 {
	seen := map[float64]bool{0: true}
	for i := range s.Services {
		t := s.Services[i].Worst
		for _, m := range []float64{t.Down, t.Stuck, t.Hurt} {
			if !math.IsInf(m, 1) {
				seen[m] = true
			}
		}
	}
	return sorted(seen)
}

// Broken counts the services whose targets the outage certainly breaks.
func (s *Simulation) Broken() int {
	n := 0
	for i := range s.Services {
		if s.Services[i].Verdict() == Broken {
			n++
		}
	}
	return n
}
