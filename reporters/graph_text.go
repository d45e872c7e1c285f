package reporters

import (
	"fmt"
	"io"
	"strings"

	"github.com/resilint/resilint/analyzers/diagram"
	"github.com/resilint/resilint/analyzers/facts"
)

// writeGraphText writes a picture as a tree: clusters, their nodes, and under each
// node what it is tied to.
func writeGraphText(w io.Writer, g *Graph) error {
	var b strings.Builder
	paint := style{on: g.Color}
	nodes, out := map[string]*diagram.Node{}, map[string][]*diagram.Edge{}
	for i := range g.Diagram.Nodes {
		nodes[g.Diagram.Nodes[i].Key] = &g.Diagram.Nodes[i]
	}
	for i := range g.Diagram.Edges {
		e := &g.Diagram.Edges[i]
		out[e.From] = append(out[e.From], e)
	}
	for _, list := range clusters(g.Diagram) {
		if heading := list[0].Cluster; heading != "" {
			b.WriteString(paint.bold(Escape(heading)) + "\n")
		}
		for i := range list {
			n := &list[i]
			fmt.Fprintf(&b, "  %s\n", textNode(n, paint))
			for j, e := range out[n.Key] {
				branch := "├─"
				if j == len(out[n.Key])-1 {
					branch = "└─"
				}
				fmt.Fprintf(&b, "  %s %s %s\n", paint.dim(branch+" "+Escape(textEdge(e))+" →"), Escape(nodes[e.To].Title()), paint.dim(Escape(caption(nodes[e.To]))))
			}
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "%s\n", count(g.Diagram))
	if text := leftOut(g.Diagram); text != "" {
		b.WriteString(text + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func textNode(n *diagram.Node, paint style) string {
	title := Escape(n.Title())
	if list := some(n); list != "" {
		title += " (" + Escape(list) + ")"
	}
	return title + " " + paint.dim(Escape(caption(n)))
}

func textEdge(e *diagram.Edge) string {
	if e.Kind == diagram.Needs && e.Need != facts.Hard {
		return edgeLabel(e) + " (" + string(e.Need) + ")"
	}
	return edgeLabel(e)
}

// count says how much a picture shows.
func count(d *diagram.Diagram) string {
	text := facts.Count(d.Services, "service") + ", " + facts.Count(d.Buckets, "bucket")
	if d.Backings > 0 {
		text += ", " + facts.Count(d.Backings, "backing service")
	}
	return text
}
