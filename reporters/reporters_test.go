package reporters

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/resilint/resilint/rules"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t *testing.T, format string, r *Report) string {
	t.Helper()
	f, ok := Find(format)
	if !ok {
		t.Fatalf("no format %q", format)
	}
	var b bytes.Buffer
	if err := f.Write(&b, r); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, report := range testReports() {
		for _, f := range Formats {
			t.Run(name+"."+f.Name, func(t *testing.T) {
				got := write(t, f.Name, report)
				if again := write(t, f.Name, report); again != got {
					t.Errorf("two writes differ:\n%s", cmp.Diff(got, again))
				}
				checkGolden(t, filepath.Join("testdata", name+"."+f.Name+".golden"), got)
			})
		}
	}
}

func checkGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// A hostile repository must not drive the terminal of whoever scans it.
func TestNothingDrivesTheTerminal(t *testing.T) {
	for name, report := range testReports() {
		for _, f := range Formats {
			for i, r := range write(t, f.Name, report) {
				if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
					t.Errorf("%s of %s: %U at byte %d", f.Name, name, r, i)
				}
			}
		}
	}
}

func TestColorPaintsWithoutChangingText(t *testing.T) {
	report := richReport()
	plain := write(t, "text", report)
	report.Options.Color = true
	colored := write(t, "text", report)
	if !strings.Contains(colored, "\x1b[1;31merror[RL1001]\x1b[0m") {
		t.Error("no color in a colored report")
	}
	var b strings.Builder
	for part := range strings.SplitSeq(colored, "\x1b[") {
		if _, after, ok := strings.Cut(part, "m"); ok && b.Len() > 0 {
			part = after
		}
		b.WriteString(part)
	}
	if stripped := strings.TrimPrefix(b.String(), "1;31m"); stripped != plain {
		t.Errorf("color changes the text:\n%s", cmp.Diff(plain, stripped))
	}
}

func TestTextOptions(t *testing.T) {
	report := richReport()
	report.Options = Options{Verbose: true, All: true, Base: "infra/modules"}
	checkGolden(t, filepath.Join("testdata", "verbose.text.golden"), write(t, "text", report))
}

// A filter changes what is listed, never the grade.
func TestMinLevelHidesAndStillGrades(t *testing.T) {
	report := richReport()
	report.Findings[2].Level = rules.LevelNote
	report.Options.MinLevel = rules.LevelError
	var doc wireReport
	if err := json.Unmarshal([]byte(write(t, "json", report)), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Findings) != 0 || doc.Summary.Worst != 93.04 || doc.Summary.Grade != "D" {
		t.Errorf("%d findings, worst %v, grade %s", len(doc.Findings), doc.Summary.Worst, doc.Summary.Grade)
	}
	if text := write(t, "text", report); !strings.Contains(text, "0 findings, 1 single point of failure, 4 of lower level not shown") {
		t.Errorf("the summary hides that findings are hidden:\n%s", text)
	}
}

func compile(t *testing.T, name string, schema []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func TestSchemas(t *testing.T) {
	sarifSchema, err := os.ReadFile(filepath.Join("testdata", "sarif-2.1.0.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	schemas := map[string]*jsonschema.Schema{
		"json":  compile(t, "report.schema.json", Schema()),
		"sarif": compile(t, "sarif.schema.json", sarifSchema),
	}
	for format, schema := range schemas {
		for name, report := range testReports() {
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(write(t, format, report)))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s of %s: %v", format, name, err)
			}
		}
	}
}

// The schema is strict: it would notice a field it does not know.
func TestSchemaIsStrict(t *testing.T) {
	schema := compile(t, "report.schema.json", Schema())
	for _, path := range [][]string{{}, {"summary"}, {"buckets"}, {"findings"}, {"findings", "location"}, {"spofs"}} {
		var doc map[string]any
		if err := json.Unmarshal([]byte(write(t, "json", richReport())), &doc); err != nil {
			t.Fatal(err)
		}
		at := doc
		for _, key := range path {
			next := at[key]
			if list, ok := next.([]any); ok {
				next = list[0]
			}
			object, ok := next.(map[string]any)
			if !ok {
				t.Fatalf("%v is no object", path)
			}
			at = object
		}
		at["surplus"] = 1
		if schema.Validate(doc) == nil {
			t.Errorf("a surplus field at %v went unnoticed", path)
		}
	}
}

func TestJSONIsNeverNullWhereItIsAString(t *testing.T) {
	got := write(t, "json", hostileReport())
	if !strings.Contains(got, "<script>alert('x')</script>") {
		t.Error("HTML is escaped")
	}
	if !strings.HasSuffix(got, "}\n") {
		t.Error("no newline at the end")
	}
	for _, key := range []string{"region", "address", "name", "tier", "message", "file", "parent"} {
		if strings.Contains(got, `"`+key+`": null`) {
			t.Errorf("%s is null", key)
		}
	}
}

func TestSARIFAggregatesAndCuts(t *testing.T) {
	report := richReport()
	base := report.Findings[0]
	report.Findings = nil
	for line := range maxResults + 10 {
		f := base
		f.Location = at("infra/app.tf", line+1, 1, 2)
		f.Score = float64(line%100) + 0.5
		report.Findings = append(report.Findings, f, f)
	}
	report.Findings[0].Level = rules.LevelError
	report.Findings[0].Score = 99.9
	for range maxSteps + 5 {
		report.Findings[0].Trace = append(report.Findings[0].Trace, seen("infra/app.tf", 1, "step"))
	}
	var doc sarifLog
	if err := json.Unmarshal([]byte(write(t, "sarif", report)), &doc); err != nil {
		t.Fatal(err)
	}
	run := doc.Runs[0]
	if got := len(run.Results); got != maxResults {
		t.Errorf("%d results, want %d", got, maxResults)
	}
	first := run.Results[0]
	if first.Level != "error" || first.Rank != 99.9 || len(first.CodeFlows[0].ThreadFlows[0].Locations) != maxSteps {
		t.Errorf("the worst result is not first or its path is not cut: %s %v", first.Level, first.Rank)
	}
	var ids []string
	for _, n := range run.Invocations[0].Notifications {
		ids = append(ids, n.Descriptor.ID)
	}
	if diff := cmp.Diff([]string{"diagnostic", "unresolved", "results-cut", "flows-cut"}, ids); diff != "" {
		t.Errorf("notifications (-want +got):\n%s", diff)
	}
}

func TestFind(t *testing.T) {
	if _, ok := Find("yaml"); ok {
		t.Error("yaml is no format")
	}
	if Formats[0].Name != "text" {
		t.Errorf("the default is %q", Formats[0].Name)
	}
}
