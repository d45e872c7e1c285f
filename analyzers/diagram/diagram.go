// Package diagram decides what a picture of a dependency graph shows: which
// nodes, folded how, in which clusters, joined by which lines.
//
// It knows facts, edges and rungs. It knows no picture format, no syntax and no
// cloud; every text in a Diagram is as it was found, not yet escaped.
package diagram

import (
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
)

// Clustering says what the boxes around nodes stand for.
type Clustering string

// The clusterings.
const (
	ByRegion Clustering = "region"
	ByRoot   Clustering = "root"
	ByNone   Clustering = "none"
)

// Options choose what is shown. Filters of different kinds must all hold; of
// several names in one filter any will do.
type Options struct {
	Services, Buckets []string // names or patterns with "*": these, and what they are tied to
	Region            string   // what lives there, and who relies on it; empty: anywhere
	Event             string   // what it takes down; empty: all
	Cluster           Clustering
	Expand            bool // draw each node by itself
	Backings          bool // also draw the backing services that a service shown relies on
	All               bool // draw all backing services, buckets for logs, state and artifacts, and services tied to nothing
}

// Kind says what a node stands for.
type Kind string

// The kinds of nodes.
const (
	Service Kind = "service"
	Bucket  Kind = "bucket"
	Backing Kind = "backing"
)

// letter begins the keys of nodes of a kind.
func (k Kind) letter() string {
	if k == Backing {
		return "k"
	}
	return string(k[:1])
}

// Node is a service, a bucket, a backing service, or several that are alike.
type Node struct {
	Key     string // "s1", "b1", "k1": names the node within its diagram
	Kind    Kind
	Members []facts.ID // one, or those that are folded; in ID order
	Names   []string   // what people call each member
	// What is the service's kind (function, task, ...), the backing service's (table,
	// queue, ...) or the bucket's purpose.
	What     string
	Provider string
	Region   string // empty when unknown, or when a service runs nowhere in particular
	Scope    facts.Scope
	Root     string // unit: path of the root module, with its variant
	Tier     facts.Tier
	// Rung is that of a bucket; nil for others.
	Rung    *resilience.Rung
	Cluster string // heading of its box; empty without clusters
}

// EdgeKind says what a line means.
type EdgeKind string

// The kinds of edges.
const (
	Needs    EdgeKind = "needs"    // a service relies on the other end
	Copies   EdgeKind = "copies"   // data flows to the other end
	Switches EdgeKind = "switches" // a service can be sent to the other end
	Holds    EdgeKind = "holds"    // an account holds the other end
)

// Edge is a line between two nodes, for one dependency or several that are alike.
type Edge struct {
	From, To   string // keys
	Kind       EdgeKind
	Labels     []string         // accesses, the mechanism of a copy, the kind of a switch; sorted
	Need       facts.Need       // the strongest; empty for other kinds
	Confidence facts.Confidence // certain if one of the dependencies is
	// Effective says of a copy that the data outlives the loss of its source's region.
	Effective facts.Truth
	// Automatic says of a switch that it acts without a person.
	Automatic facts.Truth
	// Rung is the lowest that a service stands on with a bucket; nil for other edges.
	Rung *resilience.Rung
}

// Diagram is what to draw: nodes in the order of their clusters, edges in the
// order of their ends.
type Diagram struct {
	Cluster  Clustering
	Nodes    []Node
	Edges    []Edge
	Services int // shown, those folded counted each
	Buckets  int
	Backings int
	// Satellites, Idle and Unseen are left out: buckets for logs, state and artifacts and
	// those of third parties, services tied to nothing that is shown, and backing services.
	Satellites, Idle, Unseen int
}

// Draw makes the diagram. The error is a *nearest.UnknownError: a filter names nothing.
func Draw(g *graph.Graph, a *resilience.Assessment, opts Options) (*Diagram, error) {
	if a == nil {
		a = &resilience.Assessment{}
	}
	d := &drawer{graph: g, opts: opts, rungs: rungsOf(a), assessment: a}
	if err := d.choose(); err != nil {
		return nil, err
	}
	d.leaveOut()
	d.link()
	d.fold()
	return d.finish(), nil
}

// drawer is the state of one Draw.
type drawer struct {
	graph      *graph.Graph
	assessment *resilience.Assessment
	opts       Options
	rungs      rungs
	kept       nodes
	named      nodes // by a filter: shown whatever its purpose
	alone      nodes // named without a pattern: never folded
	lines      []line
	group      map[*graph.Node]*group
	out        Diagram
}

// rungs look up judgements.
type rungs struct {
	bucket map[facts.ID]*resilience.BucketVerdict
	pair   map[[2]facts.ID]resilience.Rung
}

func rungsOf(a *resilience.Assessment) rungs {
	r := rungs{map[facts.ID]*resilience.BucketVerdict{}, map[[2]facts.ID]resilience.Rung{}}
	for i := range a.Buckets {
		r.bucket[a.Buckets[i].Bucket] = &a.Buckets[i]
	}
	for i := range a.Pairs {
		r.pair[[2]facts.ID{a.Pairs[i].Service, a.Pairs[i].Bucket}] = a.Pairs[i].Rung
	}
	return r
}
