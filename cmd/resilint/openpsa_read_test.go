package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/resilience/faults"
	"github.com/resilint/resilint/fixtures"
	"github.com/resilint/resilint/reporters"
)

// element is any element of the format.
type element struct {
	XMLName xml.Name
	Name    string    `xml:"name,attr"`
	Min     string    `xml:"min,attr"`
	Value   string    `xml:"value,attr"`
	Inside  []element `xml:",any"`
}

// psa reads a model in the Open-PSA format: as much of it as coherent trees need.
type psa struct {
	faults.Builder
	nodes map[string]faults.Node // by name: gates and events share their names
	gates map[string]bool        // what is defined, and no basic event
	names map[faults.Node]string // of basic events
	err   error
}

func readOpenPSA(text []byte) (*psa, error) {
	var root element
	if err := xml.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	p := &psa{nodes: map[string]faults.Node{}, names: map[faults.Node]string{}, gates: map[string]bool{}}
	p.each(root.Inside, func(e element) { p.gates[e.Name] = true })
	p.each(root.Inside, p.define)
	return p, p.err
}

// each calls f with every definition of a gate or a house event.
func (p *psa) each(list []element, f func(element)) {
	for _, e := range list {
		switch e.XMLName.Local {
		case "define-fault-tree", "define-component", "model-data":
			p.each(e.Inside, f)
		case "define-gate", "define-house-event":
			f(e)
		}
	}
}

func (p *psa) define(e element) {
	for _, x := range e.Inside {
		if x.XMLName.Local != "label" && x.XMLName.Local != "attributes" {
			p.Feed(p.named(e.Name), p.formula(x))
		}
	}
}

// named is what goes by a name; gates and house events are wired when they are defined.
func (p *psa) named(name string) faults.Node {
	if n, ok := p.nodes[name]; ok {
		return n
	}
	var n faults.Node
	if p.gates[name] {
		n = p.Any()
	} else {
		n = p.Event()
		p.names[n] = name
	}
	p.nodes[name] = n
	return n
}

func (p *psa) formula(e element) faults.Node {
	inputs := make([]faults.Node, len(e.Inside))
	for i, x := range e.Inside {
		inputs[i] = p.formula(x)
	}
	switch e.XMLName.Local {
	case "or":
		return p.Any(inputs...)
	case "and":
		return p.All(inputs...)
	case "atleast":
		n, err := strconv.Atoi(e.Min)
		p.err = firstOf(p.err, err)
		return p.AtLeast(n, inputs...)
	case "constant":
		if e.Value == "true" {
			return p.All()
		}
		return p.Any()
	case "gate", "basic-event", "house-event", "event":
		return p.named(e.Name)
	}
	p.err = firstOf(p.err, fmt.Errorf("no %s here", e.XMLName.Local))
	return p.Any()
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// TestOpenPSA reads back what is written of every estate: it says what the model says.
func TestOpenPSA(t *testing.T) {
	format, _ := reporters.FindGraph("open-psa")
	for _, name := range fixtures.Estates() {
		t.Run(name, func(t *testing.T) {
			res, err := analyzers.Analyze(t.Context(), fixtures.FS(name), analyzers.Options{Jobs: 1})
			if err != nil {
				t.Fatal(err)
			}
			var text bytes.Buffer
			if err := format.Write(&text, &reporters.Graph{Estate: res.Graph, Model: res.Assessment.Model}); err != nil {
				t.Fatal(err)
			}
			p, err := readOpenPSA(text.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			h := resilience.NewHazards(res.Graph, res.Assessment.Model, false)
			want := h.Model.Families(faults.View{At: math.Inf(1)}, faults.Limits{})
			got := p.Model().Families(faults.View{}, faults.Limits{})
			for _, s := range h.Services {
				ours := setsOf(want[s.Down])
				if theirs := p.sets(got[p.nodes[fmt.Sprintf("T%d", s.Down)]]); !slices.Equal(ours, theirs) {
					t.Errorf("%s: the model says %v, what was written %v", s.ID, ours, theirs)
				}
			}
		})
	}
}

// sets are those of a family, in the names of the file.
func (p *psa) sets(f faults.Family) []string {
	var list []string
	for _, n := range f.Singles {
		list = append(list, "["+p.names[n]+"]")
	}
	for _, x := range f.Pairs {
		a, b := x.Nodes()
		names := []string{p.names[a], p.names[b]}
		slices.Sort(names)
		list = append(list, fmt.Sprint(names))
	}
	slices.Sort(list)
	return list
}

// TestKnownTrees counts the cut sets of trees whose answers are known: they come
// with scram, and its own tests say how many sets of order one and two they have.
func TestKnownTrees(t *testing.T) {
	const trees = "/usr/share/scram/input"
	if _, err := os.Stat(trees); err != nil {
		if os.Getenv("RESILINT_SCRAM") != "" {
			t.Fatal(err)
		}
		t.Skip("scram's trees are not installed")
	}
	for _, known := range []struct {
		file        string
		one, double int
	}{
		{"Baobab/baobab1.xml", 0, 1},
		{"Baobab/baobab2.xml", 0, 6},
		{"Chinese/chinese.xml", 0, 12},
		{"BSCU/BSCU.xml", 2, 8},
		{"ne574/ne574.xml", 1, 3},
		{"Theatre/theatre.xml", 0, 2},
		{"Lift/lift.xml", 12, 0},
		{"HIPPS/HIPPS.xml", 6, 3},
	} {
		text, err := os.ReadFile(filepath.Join(trees, known.file))
		if err != nil {
			t.Fatal(err)
		}
		p, err := readOpenPSA(text)
		if err != nil {
			t.Fatalf("%s: %v", known.file, err)
		}
		m := p.Model()
		f := m.Families(faults.View{}, faults.Limits{})[p.top(t, m)]
		if len(f.Singles) != known.one || len(f.Pairs) != known.double {
			t.Errorf("%s: %d sets of order one and %d of order two, want %d and %d", known.file, len(f.Singles), len(f.Pairs), known.one, known.double)
		}
	}
}

// top is the gate that feeds no other.
func (p *psa) top(t *testing.T, m *faults.Model) faults.Node {
	t.Helper()
	used := map[faults.Node]bool{}
	for n := range faults.Node(m.Len()) {
		for _, in := range m.Inputs(n) {
			used[in] = true
		}
	}
	for name, n := range p.nodes {
		if p.gates[name] && !used[n] {
			return n
		}
	}
	t.Fatal("no gate feeds no other")
	return faults.None
}
