package reporters

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/resilint/resilint/analyzers/outage"
)

// writeSimulationMermaid draws each outage as a Gantt chart: a bar for each service
// and state, in minutes since it began. What does not end by itself is drawn to a
// little behind the last moment that something changes, and says so.
func writeSimulationMermaid(w io.Writer, s *Simulation) error {
	var b strings.Builder
	for i := range s.Plays {
		if len(s.Plays) > 1 {
			fmt.Fprintf(&b, "%%%% outage %d of %d\n", i+1, len(s.Plays))
		}
		gantt(&b, &s.Plays[i])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func gantt(b *strings.Builder, p *Play) {
	fmt.Fprintf(b, "gantt\n  title %s\n  dateFormat x\n  axisFormat %%H:%%M\n", ganttText(p.title()))
	if len(p.Services) == 0 {
		b.WriteString("  nothing is hit :done, 0, 60000\n")
	}
	moments := p.Moments()
	end := moments[len(moments)-1]*1.1 + 10
	for i := range p.Services {
		o := &p.Services[i]
		fmt.Fprintf(b, "  section %s\n", ganttText(serviceName(o.Service)))
		from := 0.0
		for _, part := range []struct {
			state outage.State
			until float64
			tag   string
		}{{outage.Down, o.Worst.Down, "crit, "}, {outage.ReadOnly, o.Worst.Stuck, "active, "}, {outage.Degraded, o.Worst.Hurt, ""}} {
			if part.until <= from {
				continue
			}
			until := math.Min(part.until, end)
			fmt.Fprintf(b, "  %s, %s :%s%d, %d\n", part.state, ganttText(clock(part.until)), part.tag, millis(from), millis(until))
			from = part.until
		}
	}
}

// millis are what the chart's dates are written in.
func millis(minutes float64) int64 { return int64(math.Round(minutes * 60_000)) }

// ganttText leaves out what ends a name in a chart: colons, semicolons, hashes
// and line ends.
func ganttText(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ':' || r == ';' || r == '#' || r == '%':
			return '.'
		case r == ',':
			return ' '
		case r < ' ':
			return -1
		}
		return r
	}, Escape(text))
}
