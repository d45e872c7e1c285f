package reporters

import (
	"fmt"
	"io"
	"strings"

	"github.com/resilint/resilint/analyzers/diagram"
	"github.com/resilint/resilint/analyzers/facts"
)

// writeMermaid writes a picture as a Mermaid flowchart.
func writeMermaid(w io.Writer, g *Graph) error {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	if text := leftOut(g.Diagram); text != "" {
		fmt.Fprintf(&b, "  %%%% %s\n", text)
	}
	if len(g.Diagram.Nodes) == 0 {
		b.WriteString("  empty[\"nothing to show\"]\n")
	}
	used := map[int]bool{}
	for i, nodes := range clusters(g.Diagram) {
		indent := "  "
		if heading := nodes[0].Cluster; heading != "" {
			fmt.Fprintf(&b, "  subgraph c%d[\"%s\"]\n", i+1, mermaidText(heading))
			indent = "    "
		}
		for j := range nodes {
			b.WriteString(indent + mermaidNode(&nodes[j]) + "\n")
			used[safety(&nodes[j])] = used[safety(&nodes[j])] || nodes[j].Kind == diagram.Bucket
		}
		if nodes[0].Cluster != "" {
			b.WriteString("  end\n")
		}
	}
	for i := range g.Diagram.Edges {
		e := &g.Diagram.Edges[i]
		fmt.Fprintf(&b, "  %s %s|\"%s\"| %s\n", e.From, mermaidArrow(e), mermaidText(edgeLabel(e)), e.To)
	}
	for i, s := range shades {
		if used[i] {
			fmt.Fprintf(&b, "  classDef %s fill:%s,stroke:#555,color:#000\n", s.name, s.fill)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func mermaidNode(n *diagram.Node) string {
	list := lines(n)
	for i := range list {
		list[i] = mermaidText(list[i])
	}
	label := strings.Join(list, "<br/>")
	if n.Kind == diagram.Service {
		return n.Key + `("` + label + `")`
	}
	if n.Kind == diagram.Backing {
		return n.Key + `{{"` + label + `"}}`
	}
	return n.Key + `[("` + label + `")]:::` + shades[safety(n)].name
}

// mermaidArrow draws copies thick, and dotted what is soft, possible or a switch.
func mermaidArrow(e *diagram.Edge) string {
	switch {
	case e.Kind == diagram.Copies:
		return "==>"
	case e.Kind == diagram.Needs && e.Confidence == facts.Certain && e.Need.Firm():
		return "-->"
	}
	return "-.->"
}

// mermaidText writes all but the plainest characters as Mermaid's character
// codes, so that no text can end a label, start a tag, or read as Markdown.
func mermaidText(text string) string {
	var b strings.Builder
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == ' ' || r == '-' || r == '/' || r == ','
	}
	shown := Escape(cut(text, labelWidth))
	for i, r := range shown {
		dot := r == '.' && i+1 < len(shown) && shown[i+1] != ' ' // "1. " starts a list
		if plain(r) && (r != '-' || i > 0) || dot {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, "#%d;", r)
	}
	return b.String()
}
