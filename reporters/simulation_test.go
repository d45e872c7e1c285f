package reporters_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/outage"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/fixtures"
	"github.com/resilint/resilint/reporters"
)

// playAll plays each event of an estate by itself, and the loss of everything.
func playAll(t *testing.T, estate fs.FS) (*analyzers.Result, *reporters.Simulation) {
	t.Helper()
	res, err := analyzers.Analyze(t.Context(), estate, analyzers.Options{Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	sim := &reporters.Simulation{Version: "test", Root: res.Root}
	var texts []string
	for _, d := range resilience.NewHazards(res.Graph, res.Assessment.Model, true).Domains {
		texts = append(texts, d.Name())
	}
	slices.Sort(texts)
	for _, text := range slices.Compact(texts) {
		selectors, err := outage.Parse(text)
		if err != nil {
			t.Errorf("the event %q cannot be asked for: %v", text, err)
			continue
		}
		play, err := outage.Play(res.Graph, res.Assessment, selectors, true)
		if err != nil {
			t.Errorf("the event %q is not found again: %v", text, err)
			continue
		}
		sim.Plays = append(sim.Plays, reporters.Play{Simulation: play})
	}
	return res, sim
}

// TestSimulations plays every event of every estate, and holds each format to its
// promise.
func TestSimulations(t *testing.T) {
	schema := simulationSchema(t)
	eachEstate(t, func(t *testing.T, _ string, estate fs.FS) {
		t.Helper()
		_, sim := playAll(t, estate)
		for _, f := range reporters.SimulationFormats {
			var first, again bytes.Buffer
			if err := f.Write(&first, sim); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if err := f.Write(&again, sim); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
				t.Errorf("%s: written twice, it differs (%v)", f.Name, err)
			}
			checkSimulation(t, schema, f.Name, first.String())
		}
	})
}

func simulationSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	var doc any
	if err := json.Unmarshal(reporters.SimulationSchema(), &doc); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("simulation.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("simulation.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func checkSimulation(t *testing.T, schema *jsonschema.Schema, format, text string) {
	t.Helper()
	for _, r := range text {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Fatalf("%s: %q is not for a terminal", format, r)
		}
	}
	switch format {
	case "json":
		var doc any
		if err := json.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Error(err)
		}
	case "junit":
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			_, err := d.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	case "mermaid":
		for line := range strings.Lines(text) {
			if strings.Count(line, " :") > 1 {
				t.Errorf("a name ends early: %s", line)
			}
		}
	}
}

// TestOutage2017 replays 28 February 2017: reads are back after 3 h 41 min, writes
// after 4 h 17 min, and twelve services are down; with the cure, readers of the
// site are served again within five minutes.
func TestOutage2017(t *testing.T) {
	selectors, err := outage.Parse("aws:s3:us-east-1@read+221m,aws:s3:us-east-1@write+257m")
	if err != nil {
		t.Fatal(err)
	}
	play := func(estate string) *outage.Simulation {
		res, err := analyzers.Analyze(t.Context(), fixtures.FS(estate), analyzers.Options{Jobs: 1})
		if err != nil {
			t.Fatal(err)
		}
		sim, err := outage.Play(res.Graph, res.Assessment, selectors, true)
		if err != nil {
			t.Fatal(err)
		}
		return sim
	}
	was := play("outage-2017")
	reads, writes := 0.0, 0.0
	for _, o := range was.Services {
		if o.Worst.Down == 0 || o.Best.Down == 0 {
			t.Errorf("%s is not certainly down", o.Service.ID)
		}
		reads, writes = max(reads, o.Worst.Down), max(writes, o.Worst.Stuck)
	}
	if len(was.Services) != 12 || reads != 221 || writes != 257 {
		t.Errorf("%d services are down, reads back after %v, writes after %v", len(was.Services), reads, writes)
	}
	site := math.Inf(1)
	for _, o := range play("outage-2017-cured").Services {
		if o.Service.Kind == "distribution" {
			site = o.Worst.Stuck
		}
	}
	if site > 5 {
		t.Errorf("with the cure, the site is back after %v minutes", site)
	}
}

// TestNobody plays on an estate without services.
func TestNobody(t *testing.T) {
	res, err := analyzers.Analyze(t.Context(), fstest.MapFS{
		"main.tf": {Data: []byte(`resource "aws_s3_bucket" "alone" { bucket = "alone" }`)},
	}, analyzers.Options{Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	selectors, err := outage.Parse("aws:s3:us-east-1")
	if err != nil {
		t.Fatal(err)
	}
	play, err := outage.Play(res.Graph, res.Assessment, selectors, true)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	format, _ := reporters.FindSimulation("text")
	if err := format.Write(&text, &reporters.Simulation{Plays: []reporters.Play{{Simulation: play}}}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "nothing relies on it") {
		t.Errorf("got %s", text.String())
	}
}
