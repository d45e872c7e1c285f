package reporters

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/resilint/resilint/analyzers/diagram"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
)

// picture draws everything that a report of the tests is about.
func picture(t *testing.T, r *Report, opts diagram.Options) *Graph {
	t.Helper()
	estate := graph.Build(newView(r).facts)
	d, err := diagram.Draw(estate, r.Result.Assessment, opts)
	if err != nil {
		t.Fatal(err)
	}
	return &Graph{Version: r.Version, Diagram: d, Estate: estate, Model: resilience.Defaults()}
}

func writeGraph(t *testing.T, f GraphFormat, g *Graph) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, g); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return b.String()
}

func TestGraphGolden(t *testing.T) {
	for name, report := range testReports() {
		for _, f := range GraphFormats {
			t.Run(name+"."+f.Name, func(t *testing.T) {
				got := writeGraph(t, f, picture(t, report, diagram.Options{All: true, Cluster: diagram.ByRegion}))
				checkGolden(t, filepath.Join("testdata", name+".graph."+f.Name+".golden"), got)
			})
		}
	}
}

func TestGraphFitsItsSchema(t *testing.T) {
	var schema any
	if err := json.Unmarshal(GraphSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("graph.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("graph.json")
	if err != nil {
		t.Fatal(err)
	}
	format, _ := FindGraph("json")
	for name, report := range testReports() {
		for _, expand := range []bool{true, false} {
			var doc any
			text := writeGraph(t, format, picture(t, report, diagram.Options{All: true, Expand: expand, Cluster: diagram.ByRoot}))
			if err := json.Unmarshal([]byte(text), &doc); err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(doc); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// No name may drive a terminal, or leave the label that it stands in.
func TestGraphOfHostileNames(t *testing.T) {
	for name, report := range testReports() {
		for _, f := range GraphFormats {
			for i, r := range writeGraph(t, f, picture(t, report, diagram.Options{All: true})) {
				if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
					t.Errorf("%s of %s: %U at byte %d", f.Name, name, r, i)
				}
			}
		}
	}
}

func TestLabelsAreEscaped(t *testing.T) {
	const hostile = "a\"]\n`end` <img src=x> %% #quot; \\N &amp; -->|x| 1. b"
	mermaid := mermaidText(hostile)
	if strings.ContainsAny(mermaid, "\"[]`<>%|\\&\n") || strings.Contains(mermaid, ". ") {
		t.Errorf("Mermaid would read more than a label: %s", mermaid)
	}
	dot := dotText(hostile, "second")
	want := "\"a\\\"]\\\\n`end` <img src=x> %% #quot; \\\\N &amp;amp; -->|x| 1. b\\nsecond\""
	if dot != want {
		t.Errorf("got  %s\nwant %s", dot, want)
	}
}
