package reporters

import (
	"io"
	"math"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/outage"
)

// The structs below are resilint.simulation/v1: docs/simulation.schema.json is the
// promise. A time that does not end by itself is null.

type wireSimulation struct {
	Schema string     `json:"schema"`
	Tool   wireTool   `json:"tool"`
	Plays  []wirePlay `json:"outages"`
}

type wirePlay struct {
	Title    string        `json:"title"`
	Notes    []string      `json:"notes"`
	Lost     []wireLoss    `json:"lost"`
	Guarded  []facts.ID    `json:"guarded"`
	Services []wireOutcome `json:"services"`
	Spared   []facts.ID    `json:"spared"`
	Broken   int           `json:"broken"`
	Data     []wireData    `json:"data"`
	Repair   []wireRepair  `json:"repair"`
	Steps    []string      `json:"steps"`
}

type wireLoss struct {
	Event      string           `json:"event"`
	Minutes    *float64         `json:"minutes"`
	Assumed    bool             `json:"assumed"`
	Confidence facts.Confidence `json:"confidence"`
}

type wireOutcome struct {
	Service    facts.ID         `json:"service"`
	Name       string           `json:"name"`
	Tier       facts.Tier       `json:"tier"`
	Confidence facts.Confidence `json:"confidence"`
	Verdict    outage.Verdict   `json:"verdict"`
	Target     *float64         `json:"target_minutes"`
	Worst      wireTimes        `json:"worst"`
	Best       wireTimes        `json:"best"`
	Stores     []wireStore      `json:"stores"`
	On         []facts.ID       `json:"on_services"`
}

// wireTimes are minutes; null: not by itself.
type wireTimes struct {
	Reads  *float64 `json:"reads_minutes"`
	Writes *float64 `json:"writes_minutes"`
	All    *float64 `json:"all_minutes"`
}

type wireStore struct {
	Bucket   facts.ID       `json:"bucket"`
	Access   facts.Access   `json:"access"`
	Need     facts.Need     `json:"need"`
	Gone     *float64       `json:"gone_minutes"`
	Back     *float64       `json:"back_minutes"`
	Rung     int            `json:"rung"`
	RungName string         `json:"rung_name"`
	Switch   string         `json:"switch"`
	Manual   bool           `json:"manual"`
	Reasons  []wireReason   `json:"reasons"`
	Evidence []wireEvidence `json:"evidence"`
}

type wireData struct {
	Bucket  facts.ID `json:"bucket"`
	Deleted bool     `json:"deleted"`
	Lag     *float64 `json:"lag_minutes"`
}

type wireRepair struct {
	Bucket  facts.ID      `json:"bucket"`
	Purpose facts.Purpose `json:"purpose"`
	Minutes *float64      `json:"minutes"`
	Roots   []string      `json:"roots"`
}

func writeSimulationJSON(w io.Writer, s *Simulation) error {
	out := wireSimulation{Schema: "resilint.simulation/v1", Tool: wireTool{Name: "resilint", Version: s.Version}, Plays: []wirePlay{}}
	for i := range s.Plays {
		out.Plays = append(out.Plays, s.wirePlay(&s.Plays[i]))
	}
	return writeJSON(w, out)
}

func (s *Simulation) wirePlay(p *Play) wirePlay {
	out := wirePlay{
		Title: p.title(), Notes: listed(p.Notes), Lost: []wireLoss{}, Services: []wireOutcome{}, Spared: convert(p.Spared, func(s *facts.Service) facts.ID { return s.ID }), Broken: p.Broken(),
		Data: []wireData{}, Repair: []wireRepair{}, Steps: listed(p.steps()),
	}
	out.Guarded = convert(p.Guarded, func(b *facts.Bucket) facts.ID { return b.ID })
	for _, l := range p.Losses {
		out.Lost = append(out.Lost, wireLoss{Event: l.Event, Minutes: finite(l.Minutes), Assumed: l.Assumed, Confidence: sure(l.Certain)})
	}
	for i := range p.Services {
		out.Services = append(out.Services, s.wireOutcome(&p.Services[i]))
	}
	for _, d := range p.Data {
		out.Data = append(out.Data, wireData{Bucket: d.Bucket.ID, Deleted: d.Deleted, Lag: d.Lag})
	}
	for _, r := range p.Repairs {
		out.Repair = append(out.Repair, wireRepair{Bucket: r.Bucket.ID, Purpose: r.Bucket.Purpose, Minutes: finite(r.Minutes), Roots: listed(r.Roots)})
	}
	return out
}

func (s *Simulation) wireOutcome(o *outage.Outcome) wireOutcome {
	out := wireOutcome{
		Service: o.Service.ID, Name: o.Service.Name, Tier: o.Service.Tier, Confidence: sure(o.Certain()), Verdict: o.Verdict(),
		Worst: wireTimesOf(o.Worst), Best: wireTimesOf(o.Best), Stores: []wireStore{}, On: []facts.ID{},
	}
	if o.Held {
		out.Target = &o.Target
	}
	for i := range o.Stores {
		out.Stores = append(out.Stores, s.wireStore(&o.Stores[i]))
	}
	for _, s := range o.On {
		out.On = append(out.On, s.ID)
	}
	return out
}

func wireTimesOf(t outage.Times) wireTimes {
	return wireTimes{Reads: finite(t.Down), Writes: finite(t.Stuck), All: finite(t.Hurt)}
}

func (s *Simulation) wireStore(st *outage.Store) wireStore {
	out := wireStore{
		Bucket: st.Bucket.ID, Access: st.Dependency.Access, Need: st.Dependency.Need, Gone: finite(st.Gone), Back: finite(st.Back),
		Rung: int(st.Rung), RungName: st.Rung.String(), Manual: st.Manual(), Reasons: convert(st.Reasons, wireReasonOf), Evidence: convert(st.Dependency.Evidence, s.wireEvidence),
	}
	if st.Switch != nil {
		out.Switch = st.Switch.Kind
	}
	return out
}

func (s *Simulation) wireEvidence(e facts.Evidence) wireEvidence {
	return wireEvidence{File: relative(s.Root, e.Range.Filename), Line: known(e.Range.Start.Line), Text: e.Text}
}

// finite is a number, or null for what does not end.
func finite(m float64) *float64 {
	if math.IsInf(m, 1) {
		return nil
	}
	return &m
}

func sure(certain bool) facts.Confidence {
	if certain {
		return facts.Certain
	}
	return facts.Possible
}

// listed is a list that is never missing.
func listed(list []string) []string { return append([]string{}, list...) }
