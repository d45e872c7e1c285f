package reporters

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/resilience/faults"
)

// openPSAGates bounds what is written: services that call one another in wide
// circles are told as often as they are many.
const openPSAGates = 200_000

// writeOpenPSA writes the estate as fault trees in the Open-PSA Model Exchange
// Format 2.0, for any engine that reads it: one top event for each service that
// was drawn, which is down when that service is. Names are T (top), G (gate) and
// E (event) with a number, as the format has no others; labels say what they are.
// What takes time is over, and what is not known is bad: the house events
// "waiting" and "doubt" say so, and may be turned.
func writeOpenPSA(w io.Writer, g *Graph) error {
	h := resilience.NewHazards(g.Estate, g.Model, false)
	tops := make([]faults.Node, len(h.Services))
	for i := range h.Services {
		tops[i] = h.Services[i].Down
	}
	gates, ok := h.Model.Unrolled(openPSAGates, tops...)
	if !ok {
		return errors.New("services call one another in circles too wide to be written without them")
	}
	p := &openPSA{h: h, w: w}
	p.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opsa-mef>\n  <define-fault-tree name=\"estate\">\n")
	for _, t := range h.Services {
		p.define("gate", fmt.Sprintf("T%d", t.Down), string(t.ID), fmt.Sprintf(`<gate name="G%d"/>`, t.Down))
	}
	for i := range gates {
		p.gate(&gates[i])
	}
	p.print("  </define-fault-tree>\n  <model-data>\n")
	for i := range h.Domains {
		d := &h.Domains[i]
		p.define("basic-event", fmt.Sprintf("E%d", d.Node), d.Name(), "")
	}
	p.define("house-event", "waiting", "switches that have not been turned yet", `<constant value="false"/>`)
	p.define("house-event", "doubt", "what is not known is bad", `<constant value="true"/>`)
	p.print("  </model-data>\n</opsa-mef>\n")
	return p.err
}

// openPSA writes, and keeps the first error.
type openPSA struct {
	h   *resilience.Hazards
	w   io.Writer
	err error
}

func (p *openPSA) print(text string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, text)
	}
}

// define writes one definition. The format wants labels to be more than blank.
func (p *openPSA) define(what, name, label, body string) {
	var text strings.Builder
	fmt.Fprintf(&text, "    <define-%s name=%q>", what, name)
	if label != "" {
		text.WriteString("<label>")
		p.err = errors.Join(p.err, xml.EscapeText(&text, []byte(Escape(label))))
		text.WriteString("</label>")
	}
	fmt.Fprintf(&text, "%s</define-%s>\n", body, what)
	p.print(text.String())
}

func (p *openPSA) gate(g *faults.Gate) {
	name := fmt.Sprintf("G%d", g.Node)
	if !g.Final {
		name = fmt.Sprintf("G%d-%d", g.Node, g.Round)
	}
	args := make([]string, len(g.Inputs))
	for i, in := range g.Inputs {
		args[i] = p.argument(in)
	}
	p.define("gate", name, "", formula(g.Needed, args))
}

// formula joins a gate's inputs in the words that the format has for them.
func formula(needed int, args []string) string {
	all := strings.Join(args, "")
	switch {
	case needed == 0:
		return `<constant value="true"/>`
	case needed > len(args):
		return `<constant value="false"/>`
	case len(args) == 1:
		return all
	case needed == 1:
		return "<or>" + all + "</or>"
	case needed == len(args):
		return "<and>" + all + "</and>"
	}
	return fmt.Sprintf(`<atleast min="%d">%s</atleast>`, needed, all)
}

func (p *openPSA) argument(in faults.Input) string {
	m := p.h.Model
	switch {
	case m.IsEvent(in.Node):
		return fmt.Sprintf(`<basic-event name="E%d"/>`, in.Node)
	case m.IsDelay(in.Node):
		return `<house-event name="waiting"/>`
	case m.IsDoubt(in.Node):
		return `<house-event name="doubt"/>`
	case in.Round >= 0:
		return fmt.Sprintf(`<gate name="G%d-%d"/>`, in.Node, in.Round)
	}
	return fmt.Sprintf(`<gate name="G%d"/>`, in.Node)
}
