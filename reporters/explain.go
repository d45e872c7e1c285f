package reporters

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/resilience/faults"
	"github.com/resilint/resilint/rules"
)

// FindingsOf lists the findings whose fingerprints begin with some text.
func FindingsOf(r *Report, prefix string) []*rules.Finding {
	var list []*rules.Finding
	for i := range r.Findings {
		if strings.HasPrefix(r.Findings[i].Fingerprint, strings.ToLower(prefix)) {
			list = append(list, &r.Findings[i])
		}
	}
	return list
}

// ShortFingerprint is as much of a fingerprint as tells findings apart to people.
func ShortFingerprint(f *rules.Finding) string { return f.Fingerprint[:min(len(f.Fingerprint), 10)] }

// Explain writes all that is behind one finding: the finding, the path line by
// line, how the event takes services down, the score's arithmetic, and what each
// step up the ladder would give.
func Explain(w io.Writer, r *Report, f *rules.Finding) error {
	p := &text{view: newView(r), style: style{on: r.Options.Color}}
	p.finding(f)
	p.path(f)
	if f.SPOF != nil {
		p.derivations(f.SPOF)
		p.arithmetic(f.SPOF)
		p.climb(f.SPOF)
	}
	_, err := io.WriteString(w, p.String())
	return err
}

// path shows every line that the finding stands on.
func (p *text) path(f *rules.Finding) {
	lines := slices.Concat(f.Trace, f.Related)
	if len(lines) == 0 {
		return
	}
	p.line(p.bold("the lines it stands on:"))
	seen := map[string]bool{}
	for _, e := range lines {
		line := "  " + p.at(e.Range, false) + p.dim("  "+visible(strings.TrimSpace(e.Text)))
		if !seen[line] {
			seen[line] = true
			p.line(line)
		}
	}
	p.line("")
}

// explained is how many services' derivations are shown.
const explained = 3

// derivations show how the event takes the first services down, each step by those
// before it. A checker of its own reads each before it is shown.
func (p *text) derivations(s *resilience.SPOF) {
	h := p.hazards()
	event, shown := h.Find(s.Event, s.Bucket), 0
	for _, svc := range s.Services {
		if !svc.Need.Firm() || event == faults.None {
			continue
		}
		proof := proven(h, h.Service(svc.ID), event)
		if proof == nil {
			continue
		}
		if shown == 0 {
			p.line(p.bold("how it takes services down:"))
		}
		if shown++; shown > explained {
			continue
		}
		p.line("  " + strings.Join(p.told(h, proof), " → "))
	}
	if shown > explained {
		p.line(p.dim(fmt.Sprintf("  and %s in the same way", facts.Count(shown-explained, "more service"))))
	}
	if shown > 0 {
		p.line("")
	}
}

// proven derives from an event, at the moment it happens, that a service is down or
// else that it is stuck; nil when neither is so, or when the checker doubts it.
func proven(h *resilience.Hazards, s *resilience.ServiceHazard, event faults.Node) []faults.Node {
	for _, top := range []faults.Node{s.Down, s.Stuck} {
		proof := h.Model.Derivation(faults.View{}, top, event)
		if proof != nil && faults.CheckDerivation(h.Model, faults.View{}, top, []faults.Node{event}, proof) == nil {
			return proof
		}
	}
	return nil
}

// told names the steps of a derivation that have names, each once.
func (p *text) told(h *resilience.Hazards, proof []faults.Node) []string {
	var list []string
	for _, n := range proof {
		if name := h.Name(n); name != "" && !slices.Contains(list, Escape(name)) {
			list = append(list, Escape(name))
		}
	}
	return list
}

// arithmetic shows how the factors make the score.
func (p *text) arithmetic(s *resilience.SPOF) {
	v := map[string]float64{}
	for _, f := range s.Score.Factors {
		v[f.Name] = f.Value
	}
	u := v["blast"] * v["recovery"]
	impact := 1 - (1-u)*(1-v["data"])
	p.line(p.bold("the score:") + " 100 · P · L · I")
	p.line(fmt.Sprintf("  U = blast · recovery       = %s · %s = %s", number(v["blast"]), number(v["recovery"]), number(u)))
	p.line(fmt.Sprintf("  I = 1 - (1 - U)(1 - data)  = 1 - (1 - %s)(1 - %s) = %s", number(u), number(v["data"]), number(impact)))
	p.line(fmt.Sprintf("  100 · policy · likelihood · I = 100 · %s · %s · %s = %s", number(v["policy"]), number(v["likelihood"]), number(impact), p.bold(fmt.Sprintf("%.1f", s.Score.Value))))
	if rough := 100 * v["policy"] * v["likelihood"] * impact; math.Abs(rough-s.Score.Value) > 0.05 {
		p.line(p.dim("  (factors are shown rounded; the score is made of them unrounded)"))
	}
	p.line("")
}

// climb shows what each step up the ladder would give.
func (p *text) climb(s *resilience.SPOF) {
	if s.Class == resilience.Deletion {
		return
	}
	b := p.buckets[s.Bucket]
	if b == nil {
		return
	}
	m := p.assessment.Model
	p.line(p.bold("the ladder:"))
	now := resilience.ActiveActive
	for _, a := range s.Services {
		if a.Need.Firm() {
			now = min(now, a.Rung)
		}
	}
	p.line(fmt.Sprintf("  now  %d %-15s %5.1f  %s", now, now, s.Score.Value, p.lasting(m, s.Class, s.RTOMinutes)))
	for to := max(now+1, resilience.ColdCopy); to <= resilience.ActiveActive; to++ {
		minutes := m.Switching[to]
		p.line(fmt.Sprintf("       %d %-15s %5.1f  %s", to, to, m.Rescore(s, b, to).Value, p.lasting(m, resilience.ServiceLoss, &minutes)))
	}
	p.line("")
}

// lasting says how long an outage is, and what it costs a year.
func (p *text) lasting(m *resilience.Model, c resilience.Class, rto *float64) string {
	down := "until the place is back"
	if rto != nil {
		down = "back after about " + clock(*rto)
	}
	return p.dim(fmt.Sprintf("%s; about %s a year on the assumptions", down, cmp.Or(roughly(m.Expected(c, rto)), "nothing")))
}

// roughly writes minutes of a year: "58 min", "0.2 min".
func roughly(minutes float64) string {
	switch {
	case minutes <= 0:
		return ""
	case minutes < 10:
		return fmt.Sprintf("%.1f min", minutes)
	}
	return fmt.Sprintf("%.0f min", minutes)
}
