package reporters

import (
	"fmt"
	"io"
	"strings"

	"github.com/resilint/resilint/analyzers/diagram"
	"github.com/resilint/resilint/analyzers/facts"
)

// writeDOT writes a picture for Graphviz. Labels are quoted strings, never
// Graphviz's HTML.
func writeDOT(w io.Writer, g *Graph) error {
	var b strings.Builder
	b.WriteString("digraph resilint {\n  rankdir=LR;\n  node [fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=9];\n")
	if text := leftOut(g.Diagram); text != "" {
		fmt.Fprintf(&b, "  label=%s;\n  labelloc=b;\n", dotText(text))
	}
	for i, nodes := range clusters(g.Diagram) {
		indent := "  "
		if heading := nodes[0].Cluster; heading != "" {
			fmt.Fprintf(&b, "  subgraph cluster_%d {\n    label=%s;\n    color=gray;\n", i+1, dotText(heading))
			indent = "    "
		}
		for j := range nodes {
			fmt.Fprintf(&b, "%s%s [%s];\n", indent, nodes[j].Key, dotNode(&nodes[j]))
		}
		if nodes[0].Cluster != "" {
			b.WriteString("  }\n")
		}
	}
	for i := range g.Diagram.Edges {
		e := &g.Diagram.Edges[i]
		fmt.Fprintf(&b, "  %s -> %s [label=%s%s];\n", e.From, e.To, dotText(edgeLabel(e)), dotStyle(e))
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func dotNode(n *diagram.Node) string {
	label := "label=" + dotText(lines(n)...)
	if n.Kind == diagram.Service {
		return label + ", shape=box, style=rounded"
	}
	if n.Kind == diagram.Backing {
		return label + ", shape=hexagon"
	}
	return label + fmt.Sprintf(", shape=cylinder, style=filled, fillcolor=%q", shades[safety(n)].fill)
}

// dotStyle draws soft needs dashed, possible ones dotted, copies bold.
func dotStyle(e *diagram.Edge) string {
	switch {
	case e.Kind == diagram.Copies:
		return ", style=bold, color=blue"
	case e.Kind == diagram.Switches:
		return ", style=dashed, color=blue"
	case e.Kind == diagram.Holds, e.Confidence != facts.Certain:
		return ", style=dotted"
	case !e.Need.Firm():
		return ", style=dashed"
	}
	return ""
}

// dotText quotes lines as one string. Graphviz reads escapes and HTML's
// entities in every string.
func dotText(list ...string) string {
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;")
	quoted := make([]string, len(list))
	for i, l := range list {
		quoted[i] = quote.Replace(Escape(cut(l, labelWidth)))
	}
	return `"` + strings.Join(quoted, `\n`) + `"`
}
