package reporters

import (
	"io"

	"github.com/resilint/resilint/analyzers/diagram"
)

// wireGraph is resilint.graph/v1; docs/graph.schema.json describes it.
type wireGraph struct {
	Schema  string           `json:"schema"`
	Tool    wireGraphTool    `json:"tool"`
	Cluster string           `json:"cluster"`
	Summary wireGraphSummary `json:"summary"`
	Nodes   []wireNode       `json:"nodes"`
	Edges   []wireEdge       `json:"edges"`
}

type wireGraphTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type wireGraphSummary struct {
	Services   int `json:"services"`
	Buckets    int `json:"buckets"`
	Satellites int `json:"hidden_satellites"`
	Idle       int `json:"hidden_services"`
	Backings   int `json:"backings"`
	Unseen     int `json:"hidden_backings"`
}

type wireNode struct {
	Key      string   `json:"key"`
	Kind     string   `json:"kind"`
	Label    string   `json:"label"`
	Members  []string `json:"members"`
	Names    []string `json:"names"`
	What     string   `json:"what"`
	Provider string   `json:"provider"`
	Region   string   `json:"region"`
	Scope    string   `json:"scope"`
	Root     string   `json:"root"`
	Tier     string   `json:"tier"`
	Rung     *int     `json:"rung"`
	RungName string   `json:"rung_name"`
	Cluster  string   `json:"cluster"`
}

type wireEdge struct {
	From       string   `json:"from"`
	To         string   `json:"to"`
	Kind       string   `json:"kind"`
	Labels     []string `json:"labels"`
	Need       string   `json:"need"`
	Confidence string   `json:"confidence"`
	Effective  *bool    `json:"effective"`
	Automatic  *bool    `json:"automatic"`
	Rung       *int     `json:"rung"`
}

func writeGraphJSON(w io.Writer, g *Graph) error {
	d := g.Diagram
	out := wireGraph{
		Schema: "resilint.graph/v1", Tool: wireGraphTool{"resilint", g.Version}, Cluster: string(d.Cluster),
		Summary: wireGraphSummary{d.Services, d.Buckets, d.Satellites, d.Idle, d.Backings, d.Unseen},
		Nodes:   make([]wireNode, 0, len(d.Nodes)), Edges: make([]wireEdge, 0, len(d.Edges)),
	}
	for i := range d.Nodes {
		out.Nodes = append(out.Nodes, wireNodeOf(&d.Nodes[i]))
	}
	for i := range d.Edges {
		out.Edges = append(out.Edges, wireEdgeOf(&d.Edges[i]))
	}
	return writeJSON(w, out)
}

func wireNodeOf(n *diagram.Node) wireNode {
	out := wireNode{
		Key: n.Key, Kind: string(n.Kind), Label: n.Title(), Names: n.Names, What: n.What, Provider: n.Provider,
		Region: n.Region, Scope: string(n.Scope), Root: n.Root, Tier: string(n.Tier), Cluster: n.Cluster,
	}
	for _, id := range n.Members {
		out.Members = append(out.Members, string(id))
	}
	if n.Rung != nil {
		rung := int(*n.Rung)
		out.Rung, out.RungName = &rung, n.Rung.String()
	}
	return out
}

func wireEdgeOf(e *diagram.Edge) wireEdge {
	out := wireEdge{
		From: e.From, To: e.To, Kind: string(e.Kind), Labels: append([]string{}, e.Labels...), Need: string(e.Need),
		Confidence: string(e.Confidence), Effective: wireTruth(e.Effective), Automatic: wireTruth(e.Automatic),
	}
	if e.Rung != nil {
		rung := int(*e.Rung)
		out.Rung = &rung
	}
	return out
}
