package reporters

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/resilint/resilint/analyzers/diagram"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/docs"
)

// Graph is a picture to write.
type Graph struct {
	Version string // of the tool
	Diagram *diagram.Diagram
	Estate  *graph.Graph      // what the diagram was drawn from
	Model   *resilience.Model // that it was judged by
	Color   bool              // text only
}

// GraphFormat is a way to write a picture.
type GraphFormat struct {
	Name  string
	Doc   string // one line for --help
	Write func(io.Writer, *Graph) error
}

// GraphFormats lists every format of pictures, the default one first.
var GraphFormats = []GraphFormat{
	{Name: "text", Doc: "a tree for terminals", Write: writeGraphText},
	{Name: "mermaid", Doc: "a flowchart that GitHub and GitLab draw in Markdown", Write: writeMermaid},
	{Name: "dot", Doc: "for Graphviz", Write: writeDOT},
	{Name: "json", Doc: "for programs: resilint.graph/v1, see docs/graph.schema.json", Write: writeGraphJSON},
	{Name: "open-psa", Doc: "fault trees for other engines, of the whole estate: Open-PSA Model Exchange Format", Write: writeOpenPSA},
}

// FindGraph gives the format of pictures of that name.
func FindGraph(name string) (GraphFormat, bool) {
	for _, f := range GraphFormats {
		if f.Name == name {
			return f, true
		}
	}
	return GraphFormat{}, false
}

// GraphSchema is the JSON Schema of the json format of pictures.
func GraphSchema() []byte { return []byte(docs.GraphSchema) }

// caption says in a few words what kind of thing a node is and where.
func caption(n *diagram.Node) string {
	if n.Kind == diagram.Service {
		what := n.What
		if len(n.Members) > 1 {
			what = "" // the title says it
		}
		return words(what, n.Region, string(n.Tier))
	}
	place := cmp.Or(n.Region, "region unknown")
	if n.Kind == diagram.Backing && n.Region == "" && n.Scope == facts.ScopeMultiRegion {
		place = "" // no one region, and the scope says so
	}
	if n.Scope != facts.ScopeRegion && n.Scope != facts.ScopeUnknown {
		place = words(place, string(n.Scope))
	}
	rung := ""
	if n.Rung != nil {
		rung = n.Rung.String()
	}
	if n.What == string(facts.PurposeData) || len(n.Members) > 1 && n.Kind == diagram.Backing {
		return words(place, rung)
	}
	return words(n.What, place, rung)
}

// named is how many members of a folded node are called by name.
const named = 3

// some lists a few members of a folded node: "api, worker and 10 more"; it is
// empty for a node that stands for itself.
func some(n *diagram.Node) string {
	switch {
	case len(n.Names) == 1:
		return ""
	case len(n.Names) <= named:
		return strings.Join(n.Names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(n.Names[:named], ", "), len(n.Names)-named)
}

// lines are the lines of a node's label, not yet escaped.
func lines(n *diagram.Node) []string {
	var list []string
	for _, l := range []string{n.Title(), some(n), caption(n)} {
		if l != "" {
			list = append(list, l)
		}
	}
	return list
}

// edgeLabel says what a line means: "read, write", "replication", "switch: dns".
// A "?" marks what is not certain.
func edgeLabel(e *diagram.Edge) string {
	text := strings.Join(e.Labels, ", ")
	switch e.Kind {
	case diagram.Copies:
		if e.Effective == facts.No {
			text += " (not effective)"
		}
		if e.Effective == facts.Unknown {
			text += "?"
		}
		return "copy: " + text
	case diagram.Switches:
		if e.Automatic == facts.No {
			text += " (by hand)"
		}
		return "switch: " + text
	case diagram.Holds:
		return "holds"
	default:
		if e.Confidence != facts.Certain {
			text += "?"
		}
		return text
	}
}

func words(list ...string) string {
	var kept []string
	for _, w := range list {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, ", ")
}

// leftOut says what a picture does not show; empty when it shows everything.
func leftOut(d *diagram.Diagram) string {
	var parts []string
	if d.Satellites > 0 {
		parts = append(parts, facts.Count(d.Satellites, "bucket")+" for logs, state or artifacts or of third parties")
	}
	if d.Idle > 0 {
		parts = append(parts, facts.Count(d.Idle, "service")+" tied to nothing shown")
	}
	flag := "--all"
	if d.Unseen > 0 {
		if len(parts) == 0 && d.Backings == 0 {
			flag = "--backings"
		}
		parts = append(parts, facts.Count(d.Unseen, "backing service"))
	}
	if len(parts) == 0 {
		return ""
	}
	return "not shown: " + strings.Join(parts, ", ") + " (" + flag + " shows them)"
}

// clusters splits the nodes at each change of heading.
func clusters(d *diagram.Diagram) [][]diagram.Node {
	var list [][]diagram.Node
	for i, n := range d.Nodes {
		if i == 0 || n.Cluster != d.Nodes[i-1].Cluster {
			list = append(list, nil)
		}
		last := len(list) - 1
		list[last] = append(list[last], n)
	}
	return list
}
