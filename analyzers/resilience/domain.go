package resilience

import (
	"cmp"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience/faults"
)

// Verb is what a store is asked for. One outage may end for one verb before it
// ends for the other.
type Verb string

// The verbs. AnyVerb stands for an event that takes both away.
const (
	AnyVerb   Verb = ""
	VerbRead  Verb = "read"
	VerbWrite Verb = "write"
)

// Domain is a failure domain: what is lost together. As an event it is written
// PROVIDER:SERVICE:LOCATION, "*" standing for all of them, ":zone" behind it for
// one zone of the location; or "key:NAME", or "bucket:ID!deleted".
type Domain struct {
	Event  string // without the verb
	Verb   Verb   // AnyVerb unless the model tells verbs apart
	Class  Class
	Bucket facts.ID // the bucket that is deleted; the one whose region is not known; empty otherwise
	Node   faults.Node
}

// Name is the event as it is written on a command line.
func (d *Domain) Name() string {
	if d.Verb == AnyVerb {
		return d.Event
	}
	return d.Event + "@" + string(d.Verb)
}

// compareDomains orders domains by name, and those that share one by what they are of.
func compareDomains(a, b *Domain) int {
	return cmp.Or(cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.Bucket, b.Bucket), cmp.Compare(a.Node, b.Node))
}

// Unplaced says that the event is the loss of a place that is not known, which may
// be any.
func (d *Domain) Unplaced() bool {
	parts := strings.Split(d.Event, ":")
	return d.Class != Deletion && len(parts) > 2 && parts[2] == "?"
}

// domains makes the events of a model, each once, with the wider ones that they
// are part of: a region's storage service goes with its region, and that with
// its provider.
type domains struct {
	faults.Builder
	verbs bool
	list  []Domain
	nodes map[string]faults.Node // by what is lost, of gates too
}

// event is the leaf of a failure domain.
func (d *domains) event(dom Domain) faults.Node {
	key := dom.Name() + " " + string(dom.Bucket)
	if n, ok := d.nodes[key]; ok {
		return n
	}
	dom.Node = d.Event()
	d.nodes[key] = dom.Node
	d.list = append(d.list, dom)
	return dom.Node
}

// gate makes what key names the first time that it is asked for.
func (d *domains) gate(key string, inputs func() []faults.Node) faults.Node {
	if n, ok := d.nodes[key]; ok {
		return n
	}
	n := d.Any(inputs()...)
	d.nodes[key] = n
	return n
}

// region is lost by itself or with its provider.
func (d *domains) region(provider, region string) faults.Node {
	provider = cmp.Or(provider, "unknown")
	return d.gate("region "+provider+" "+region, func() []faults.Node {
		return []faults.Node{
			d.event(Domain{Event: provider + ":*:" + region, Class: RegionLoss}),
			d.event(Domain{Event: provider + ":*:*", Class: ProviderLoss}),
		}
	})
}

// place is where a service of a provider answers from.
type place struct {
	provider, product, region string
	unknown                   facts.ID // whose place it is, where the region is not known
}

// product is a provider's service in one region, for one verb.
func (d *domains) product(p place, verb Verb) faults.Node {
	if !d.verbs {
		verb = AnyVerb
	}
	dom := Domain{Event: cmp.Or(p.provider, "unknown") + ":" + cmp.Or(p.product, "storage") + ":" + cmp.Or(p.region, "?"), Class: ServiceLoss}
	if p.region == "" {
		dom.Bucket = p.unknown // two places that are not known are not the same
	}
	return d.gate("product "+dom.Event+" "+string(dom.Bucket)+" "+string(verb), func() []faults.Node {
		inputs := []faults.Node{d.event(dom)}
		if verb != AnyVerb {
			dom.Verb = verb
			inputs = append(inputs, d.event(dom))
		}
		inputs = append(inputs, d.everywhere(p, verb))
		if p.region != "" {
			inputs = append(inputs, d.region(p.provider, p.region))
		}
		return inputs
	})
}

// everywhere is the loss of a service in all places at once: with what all of them
// share, or with the provider.
func (d *domains) everywhere(p place, verb Verb) faults.Node {
	if !d.verbs {
		verb = AnyVerb
	}
	provider := cmp.Or(p.provider, "unknown")
	dom := Domain{Event: provider + ":" + cmp.Or(p.product, "storage") + ":*", Class: GlobalService}
	return d.gate("everywhere "+dom.Event+" "+string(verb), func() []faults.Node {
		inputs := []faults.Node{d.event(dom), d.event(Domain{Event: provider + ":*:*", Class: ProviderLoss})}
		if verb != AnyVerb {
			dom.Verb = verb
			inputs = append(inputs, d.event(dom))
		}
		return inputs
	})
}

// zone is one zone of a place.
func (d *domains) zone(p place) faults.Node {
	return d.event(Domain{Event: p.provider + ":" + p.product + ":" + cmp.Or(p.region, "?") + ":zone", Class: ZoneLoss, Bucket: p.unknown})
}

// key is an encryption key that objects cannot be read without.
func (d *domains) key(provider string, k facts.Key) faults.Node {
	return d.gate("key "+k.Region+" "+k.Name, func() []faults.Node {
		var inputs []faults.Node
		if k.Name != "" {
			inputs = append(inputs, d.event(Domain{Event: "key:" + k.Name, Class: AccountLoss}))
		}
		if k.Region != "" {
			inputs = append(inputs, d.product(place{provider: provider, product: "kms", region: k.Region}, AnyVerb))
		}
		return inputs
	})
}

// store is a bucket with all that it stands in: its own mistakes, its place and its key.
func (d *domains) store(g *graph.Graph, b *facts.Bucket, verb Verb) faults.Node {
	if !d.verbs {
		verb = AnyVerb
	}
	return d.gate("store "+string(b.ID)+" "+string(verb), func() []faults.Node {
		inputs := d.mistakes(g, b)
		inputs = append(inputs, d.home(b, verb))
		if b.Encryption.Managed != facts.No && (b.Encryption.Key.Name != "" || b.Encryption.Key.Region != "") {
			inputs = append(inputs, d.key(b.Provider, b.Encryption.Key))
		}
		return inputs
	})
}

// home is the loss of where a bucket lives. One in several regions goes with the
// last of them only.
func (d *domains) home(b *facts.Bucket, verb Verb) faults.Node {
	at := place{provider: b.Provider, product: b.Product, region: b.Region, unknown: b.ID}
	switch {
	case b.Scope == facts.ScopeZone:
		return d.Any(d.zone(at), d.product(at, verb))
	case (b.Scope == facts.ScopeDualRegion || b.Scope == facts.ScopeMultiRegion) && len(b.Regions) > 1:
		all := d.All()
		for _, r := range b.Regions {
			d.Feed(all, d.product(place{provider: b.Provider, product: b.Product, region: r}, verb))
		}
		return all
	case b.Scope == facts.ScopeDualRegion || b.Scope == facts.ScopeMultiRegion:
		return d.everywhere(at, verb)
	}
	return d.product(at, verb)
}

// mistakes are the deletions that nothing in the bucket undoes, of it and of the
// account that it is in.
func (d *domains) mistakes(g *graph.Graph, b *facts.Bucket) []faults.Node {
	var inputs []faults.Node
	if b.Deletable() != facts.No {
		n := d.event(Domain{Event: "bucket:" + string(b.ID) + "!deleted", Class: Deletion, Bucket: b.ID})
		if b.Deletable() == facts.Unknown {
			n = d.All(n, d.Doubt())
		}
		inputs = append(inputs, n)
	}
	if account := g.Bucket(b.Parent); account != nil && account != b {
		inputs = append(inputs, d.mistakes(g, account)...)
	}
	return inputs
}
