package reporters

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/outage"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/docs"
)

// Simulation is a played outage to print.
type Simulation struct {
	Version string // of the tool
	Root    string // of what was scanned, relative to the tree; paths of the json format begin there
	Plays   []Play
	Options Options
}

// Play is one outage of a simulation.
type Play struct {
	Title string // what it is called; empty for one that the command line asked for
	Notes []string
	*outage.Simulation
}

// SimulationFormat is a way to print a simulation.
type SimulationFormat struct {
	Name  string
	Doc   string // one line for --help
	Write func(io.Writer, *Simulation) error
}

// SimulationFormats lists every format of simulations, the default one first.
var SimulationFormats = []SimulationFormat{
	{Name: "text", Doc: "what happens when, for people", Write: writeSimulationText},
	{Name: "json", Doc: "everything, for programs: resilint.simulation/v1, see docs/simulation.schema.json", Write: writeSimulationJSON},
	{Name: "mermaid", Doc: "a Gantt chart that GitHub and GitLab draw in Markdown", Write: writeSimulationMermaid},
	{Name: "junit", Doc: "one test for each service and outage, for CI systems", Write: writeSimulationJUnit},
}

// FindSimulation gives the format of simulations of that name.
func FindSimulation(name string) (SimulationFormat, bool) {
	for _, f := range SimulationFormats {
		if f.Name == name {
			return f, true
		}
	}
	return SimulationFormat{}, false
}

// SimulationSchema is the JSON Schema of the json format of simulations.
func SimulationSchema() []byte { return []byte(docs.SimulationSchema) }

// clock writes a time of an outage to the minute: "5 min", "3 h 41 min", "2 d 3 h".
func clock(minutes float64) string {
	if math.IsInf(minutes, 1) {
		return "never by itself"
	}
	m := int(math.Round(minutes))
	switch {
	case m < 60:
		return fmt.Sprintf("%d min", m)
	case m < 48*60:
		return strings.TrimSuffix(fmt.Sprintf("%d h %d min", m/60, m%60), " 0 min")
	}
	return strings.TrimSuffix(fmt.Sprintf("%d d %d h", m/1440, m%1440/60), " 0 h")
}

// title is what a play is called in a heading.
func (p *Play) title() string {
	if p.Title != "" {
		return p.Title
	}
	texts := make([]string, len(p.Selectors))
	for i, s := range p.Selectors {
		texts[i] = s.Text
	}
	return strings.Join(texts, ", ")
}

// changed lists the services whose state changes at a moment, by their new state.
func (p *Play) changed(i int, moments []float64) map[outage.State][]*outage.Outcome {
	by := map[outage.State][]*outage.Outcome{}
	for k := range p.Services {
		o := &p.Services[k]
		now := o.Worst.At(moments[i])
		if i == 0 && now != outage.Up || i > 0 && now != o.Worst.At(moments[i-1]) {
			by[now] = append(by[now], o)
		}
	}
	return by
}

// way says by what a service is back at a moment, where that is not the end of the
// outage: a copy, and what leads to it. It is empty otherwise.
func way(o *outage.Outcome, at float64) string {
	for i := range o.Stores {
		s := &o.Stores[i]
		switch {
		case !s.Switched() || s.Back != at:
		case s.Manual():
			return "when somebody " + manual(s)
		case s.Switch != nil:
			return "by the " + s.Switch.Kind + " to a copy of " + bucketName(s.Bucket)
		default:
			return "by a copy of " + bucketName(s.Bucket)
		}
	}
	return ""
}

// manual says what a person has to do to reach a copy.
func manual(s *outage.Store) string {
	switch name := bucketName(s.Bucket); {
	case s.Switch != nil:
		return "turns the " + s.Switch.Kind + " to a copy of " + name
	case s.Rung == resilience.ColdCopy:
		return "restores the backup of " + name
	case s.Rung == resilience.ManualSwitch:
		return "points it to the copy of " + name
	default:
		return "changes it to use the copy of " + name + ", and deploys it"
	}
}

// bucketName is what people call a bucket.
func bucketName(b *facts.Bucket) string {
	return Escape(b.Title())
}

// steps lists what people have to do, those first that others wait for, each with
// the services that it brings back.
func (p *Play) steps() []string {
	var order []string
	who := map[string][]string{}
	for _, o := range p.ordered() {
		for i := range o.Stores {
			s := &o.Stores[i]
			if !s.Manual() {
				continue
			}
			what := fmt.Sprintf("somebody %s, about %s", manual(s), clock(s.Back))
			if name := serviceName(o.Service); !slices.Contains(who[what], name) {
				who[what] = append(who[what], name)
			}
			if !slices.Contains(order, what) {
				order = append(order, what)
			}
		}
	}
	for i, what := range order {
		order[i] = what + ": " + strings.Join(who[what], ", ")
	}
	return order
}

// ordered lists the services so that each stands after those that it waits for.
func (p *Play) ordered() []*outage.Outcome {
	byID := map[facts.ID]*outage.Outcome{}
	for i := range p.Services {
		byID[p.Services[i].Service.ID] = &p.Services[i]
	}
	var list []*outage.Outcome
	done := map[facts.ID]bool{}
	var visit func(o *outage.Outcome)
	visit = func(o *outage.Outcome) {
		if o == nil || done[o.Service.ID] {
			return
		}
		done[o.Service.ID] = true
		for _, on := range o.On {
			visit(byID[on.ID])
		}
		list = append(list, o)
	}
	for i := range p.Services {
		visit(&p.Services[i])
	}
	return list
}

// serviceName is what people call a service.
func serviceName(s *facts.Service) string { return Escape(s.Title()) }
