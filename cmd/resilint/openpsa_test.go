package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/resilience/faults"
	"github.com/resilint/resilint/fixtures"
	"github.com/resilint/resilint/reporters"
)

// TestScram lets a fault-tree engine that others wrote find the minimal cut sets of
// order one and two of every service of every estate, and compares them with ours.
// It runs where scram is installed; RESILINT_SCRAM=1 says that it has to be.
func TestScram(t *testing.T) {
	scram, err := exec.LookPath("scram")
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("RESILINT_SCRAM") == "" {
		t.Skip("scram is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	sets := 0
	for _, name := range fixtures.Estates() {
		t.Run(name, func(t *testing.T) {
			res, err := analyzers.Analyze(t.Context(), fixtures.FS(name), analyzers.Options{Jobs: 1})
			if err != nil {
				t.Fatal(err)
			}
			h := resilience.NewHazards(res.Graph, res.Assessment.Model, false)
			if len(h.Services) == 0 {
				return // the format has no empty tree
			}
			format, _ := reporters.FindGraph("open-psa")
			var text bytes.Buffer
			if err := format.Write(&text, &reporters.Graph{Estate: res.Graph, Model: res.Assessment.Model}); err != nil {
				t.Fatal(err)
			}
			sets += compareScram(t, h, askScram(t, scram, text.Bytes()))
		})
	}
	if sets < 500 {
		t.Errorf("only %d cut sets were compared", sets)
	}
}

// scramReport is what scram says of a model.
type scramReport struct {
	Tops []struct {
		Name     string `xml:"name,attr"`
		Products []struct {
			Events []struct {
				Name string `xml:"name,attr"`
			} `xml:"basic-event"`
		} `xml:"product"`
	} `xml:"results>sum-of-products"`
}

func askScram(t *testing.T, scram string, model []byte) *scramReport {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "estate.xml"), filepath.Join(dir, "report.xml")
	if err := os.WriteFile(in, model, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.CommandContext(t.Context(), scram, "--zbdd", "-l", "2", in, "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("scram: %v\n%s", err, said)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var report scramReport
	if err := xml.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	return &report
}

// compareScram gives the number of sets compared.
func compareScram(t *testing.T, h *resilience.Hazards, report *scramReport) int {
	t.Helper()
	families := h.Model.Families(faults.View{At: math.Inf(1)}, faults.Limits{})
	theirs := map[string][]string{}
	for _, top := range report.Tops {
		for _, p := range top.Products {
			var names []string
			for _, e := range p.Events {
				names = append(names, e.Name)
			}
			slices.Sort(names)
			theirs[top.Name] = append(theirs[top.Name], fmt.Sprint(names))
		}
	}
	count := 0
	for _, s := range h.Services {
		name, ours := fmt.Sprintf("T%d", s.Down), setsOf(families[s.Down])
		slices.Sort(theirs[name])
		if !slices.Equal(ours, theirs[name]) {
			t.Errorf("%s: we say %v, scram says %v", s.ID, ours, theirs[name])
		}
		count += len(ours)
	}
	return count
}

func setsOf(f faults.Family) []string {
	var list []string
	for _, n := range f.Singles {
		list = append(list, fmt.Sprintf("[E%d]", n))
	}
	for _, p := range f.Pairs {
		a, b := p.Nodes()
		names := []string{fmt.Sprintf("E%d", a), fmt.Sprintf("E%d", b)}
		slices.Sort(names)
		list = append(list, fmt.Sprint(names))
	}
	slices.Sort(list)
	return list
}
