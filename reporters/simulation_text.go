package reporters

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/outage"
)

// writeSimulationText tells an outage as it passes: what is lost, who is down and
// since when not, whether that is soon enough, what only seemed to help, and what
// people have to do.
func writeSimulationText(w io.Writer, s *Simulation) error {
	p := &played{style: style{on: s.Options.Color}, options: s.Options}
	for i := range s.Plays {
		if i > 0 {
			p.line("")
		}
		p.play(&s.Plays[i])
	}
	if len(s.Plays) > 1 {
		p.overall(s.Plays)
	}
	_, err := io.WriteString(w, p.String())
	return err
}

type played struct {
	style
	strings.Builder
	options Options
}

func (p *played) line(text string) { p.WriteString(strings.TrimRight(text, " ") + "\n") }

func (p *played) play(s *Play) {
	p.line(p.bold("outage: ") + Escape(s.title()))
	for _, n := range s.Notes {
		p.line("  " + Escape(n))
	}
	for _, l := range s.Losses {
		p.line("  " + p.loss(&l))
	}
	for _, b := range s.Guarded {
		p.line("  " + p.kept(b))
	}
	p.line("")
	if len(s.Services) == 0 {
		p.line(nobody(s))
		return
	}
	p.timeline(s)
	p.line("")
	p.verdicts(s)
	p.seeming(s)
	p.list("data", s.data())
	p.list("to repair things", s.repairs())
	p.list("people have to", s.steps())
	p.line("")
	p.line(p.summary(s))
}

func nobody(s *Play) string {
	if len(s.Spared) == 0 {
		return "nothing relies on it: there is no service in what was scanned"
	}
	return "nothing relies on it: all of " + facts.Count(len(s.Spared), "service") + " go on"
}

// kept says why a deletion loses nothing, as far as can be seen.
func (p *played) kept(b *facts.Bucket) string {
	name := bucketName(b)
	for _, guard := range []struct {
		key, words string
		on         facts.Truth
	}{{"versioning", "earlier versions are kept", b.Guards.Versioning}, {"lock", "it is locked", b.Guards.Lock}, {"soft_delete", "what is deleted is kept for a while", b.Guards.SoftDelete}} {
		if guard.on == facts.Yes {
			return name + ": what is deleted comes back, as " + guard.words + " " + p.dim("("+p.options.at(b.Guards.Evidence[guard.key].Range, false)+")")
		}
	}
	return name + ": whether what is deleted comes back cannot be seen here"
}

func (p *played) loss(l *outage.Loss) string {
	text := Escape(l.Event) + " is gone for " + clock(l.Minutes)
	if math.IsInf(l.Minutes, 1) {
		text = Escape(l.Event) + ": it does not come back by itself"
	}
	if l.Assumed {
		text += p.dim(" (assumed; nine of ten are shorter)")
	}
	if !l.Certain {
		text += p.dim(" (possible: the region of what lives there is not known)")
	}
	return text
}

// timeline tells the moments at which something changes.
func (p *played) timeline(s *Play) {
	moments := s.Moments()
	for i, at := range moments {
		by := s.changed(i, moments)
		when := "t=0"
		if at > 0 {
			when = clock(at)
		}
		for _, state := range []outage.State{outage.Down, outage.ReadOnly, outage.Degraded, outage.Up} {
			for _, group := range byWay(by[state], state, at) {
				p.line(pad(when, 13) + p.state(state) + strings.Repeat(" ", 11-len(state)) + p.names(group.list) + p.dim(group.way))
				when = ""
			}
		}
	}
}

// group is services whose state changes at once for the same reason.
type group struct {
	way  string
	list []*outage.Outcome
}

// byWay groups services by what brings them back.
func byWay(list []*outage.Outcome, state outage.State, at float64) []group {
	var groups []group
	for _, o := range list {
		by := ""
		if w := way(o, at); w != "" && state != outage.Down {
			by = ", " + w
		}
		i := slices.IndexFunc(groups, func(g group) bool { return g.way == by })
		if i < 0 {
			i, groups = len(groups), append(groups, group{way: by})
		}
		groups[i].list = append(groups[i].list, o)
	}
	return groups
}

func (p *played) state(s outage.State) string {
	text := strings.ToUpper(string(s))
	switch s {
	case outage.Down:
		return p.paint("1;31", text)
	case outage.ReadOnly, outage.Degraded:
		return p.paint("1;33", text)
	default:
		return p.paint("1;32", text)
	}
}

// names calls services by name.
func (p *played) names(list []*outage.Outcome) string {
	parts := make([]string, len(list))
	for i, o := range list {
		parts[i] = serviceName(o.Service)
		if o.Service.Tier != facts.TierUnknown {
			parts[i] += " (" + string(o.Service.Tier) + ")"
		}
	}
	return strings.Join(parts, ", ")
}

// verdicts holds each service against its target, the broken ones with what they rely on.
func (p *played) verdicts(s *Play) {
	width := 0
	for i := range s.Services {
		width = max(width, displaywidth.String(serviceName(s.Services[i].Service)))
	}
	for i := range s.Services {
		o := &s.Services[i]
		p.line(pad(serviceName(o.Service), width) + "  " + p.verdict(o))
		for _, st := range o.Stores {
			if o.Verdict() != outage.Within && st.Dependency.Need.Firm() {
				p.line("  " + p.dim(p.because(&st)))
			}
		}
		if names := waits(o); names != "" && o.Verdict() != outage.Within {
			p.line("  " + p.dim("waits for "+names))
		}
	}
}

// waited is how many of the services that one waits for are called by name.
const waited = 5

// waits calls the services that one waits for by name.
func waits(o *outage.Outcome) string {
	var names []string
	for _, s := range o.On {
		if name := serviceName(s); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > waited {
		return strings.Join(names[:waited], ", ") + fmt.Sprintf(" and %d more", len(names)-waited)
	}
	return strings.Join(names, ", ")
}

func (p *played) verdict(o *outage.Outcome) string {
	text := back(o.Worst)
	if o.Held {
		text += ", target " + clock(o.Target)
		if o.Service.Tier == facts.TierUnknown {
			text += " (assumed: its tier is not known)"
		}
	}
	switch o.Verdict() {
	case outage.Broken:
		text += "  " + p.paint("1;31", "BROKEN")
	case outage.Doubtful:
		text += "  " + p.paint("1;33", "POSSIBLY BROKEN")
	case outage.Within:
		text += "  " + p.green("within")
	case outage.Untold:
	}
	return text
}

// back says when a service is back.
func back(t outage.Times) string {
	switch {
	case t.Down == 0 && t.Stuck == 0:
		return "works; what it can do without is back after " + clock(t.Hurt)
	case t.Down == 0:
		return "reads all along, writes back after " + clock(t.Stuck)
	case t.Stuck > t.Down:
		return "reads back after " + clock(t.Down) + ", writes after " + clock(t.Stuck)
	}
	return "back after " + clock(t.Down)
}

// because is the line that makes a service rely on a bucket.
func (p *played) because(st *outage.Store) string {
	text := fmt.Sprintf("%s %s: %s", st.Dependency.Access, bucketName(st.Bucket), st.Rung)
	if len(st.Dependency.Evidence) > 0 {
		text += ", " + p.options.at(st.Dependency.Evidence[0].Range, false)
	}
	return text
}

// seeming lists what looks like a way out and is none, each once.
func (p *played) seeming(s *Play) {
	var list []string
	for i := range s.Services {
		for _, st := range s.Services[i].Stores {
			if st.Switched() || !st.Dependency.Need.Firm() {
				continue
			}
			for _, r := range st.Reasons {
				list = append(list, fmt.Sprintf("%s with %s: %s", serviceName(s.Services[i].Service), bucketName(st.Bucket), Escape(r.Text)))
			}
		}
	}
	slices.Sort(list)
	p.list("only seems to help", slices.Compact(list))
}

func (p *played) list(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	p.line("")
	p.line(p.bold(title + ":"))
	for _, l := range lines {
		p.line("  " + l)
	}
}

func (p *played) summary(s *Play) string {
	total := len(s.Services) + len(s.Spared)
	text := fmt.Sprintf("%s hit of %d", facts.Count(len(s.Services), "service"), total)
	if n := s.Broken(); n > 0 {
		return text + p.paint("1;31", fmt.Sprintf("; %d later than allowed", n))
	}
	return text + p.green("; none certainly later than allowed")
}

// overall sums several outages up, as one would tell of the years behind.
func (p *played) overall(plays []Play) {
	hit, broken, down := 0, 0, 0.0
	for i := range plays {
		worst := 0.0
		for k := range plays[i].Services {
			if d := plays[i].Services[k].Worst.Down; !math.IsInf(d, 1) {
				worst = max(worst, d)
			}
		}
		if len(plays[i].Services) > 0 {
			hit++
		}
		if plays[i].Broken() > 0 {
			broken++
		}
		down += worst
	}
	p.line("")
	p.line(fmt.Sprintf("%d of %d outages hit something, %d break a target; what is down longest is down for %s in all", hit, len(plays), broken, clock(down)))
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-displaywidth.String(text)))
}

// data says what becomes of the data, bucket by bucket.
func (p *Play) data() []string {
	var list []string
	for _, d := range p.Data {
		name := bucketName(d.Bucket)
		switch {
		case d.Deleted && d.Lag == nil:
			list = append(list, name+": all of it is gone, and no copy is left")
		case d.Deleted:
			list = append(list, name+": what its copy does not hold yet is gone, up to "+clock(*d.Lag)+" of it")
		case d.Lag != nil:
			list = append(list, name+": nothing is lost; up to "+clock(*d.Lag)+" of writes cannot be reached in the copy")
		}
	}
	return list
}

// repairs says what people would need, and do not have.
func (p *Play) repairs() []string {
	var list []string
	for _, r := range p.Repairs {
		text := bucketName(r.Bucket) + " is gone too, " + clock(r.Minutes)
		if len(r.Roots) > 0 {
			text += ": terraform cannot be applied in " + Escape(strings.Join(r.Roots, ", "))
		} else {
			text += ": what is deployed from it cannot be"
		}
		list = append(list, text)
	}
	return list
}
