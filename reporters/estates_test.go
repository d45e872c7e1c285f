package reporters_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/fixtures"
	"github.com/resilint/resilint/reporters"
	"github.com/resilint/resilint/rules"
	"github.com/resilint/resilint/rules/remedy"
)

// reportOf goes the whole way from an estate to a report.
func reportOf(t *testing.T, estate fs.FS, jobs int) *reporters.Report {
	t.Helper()
	res, err := analyzers.Analyze(t.Context(), estate, analyzers.Options{Jobs: jobs})
	if err != nil {
		t.Fatal(err)
	}
	catalog, diags := rules.Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	if catalog, diags = catalog.Choose(picked(t, estate), nil); diags.HasErrors() {
		t.Fatal(diags)
	}
	findings, diags := catalog.Check(res)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	proposals, diags := remedy.Propose(res, findings)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return &reporters.Report{
		Version: "test", Result: res, Catalog: catalog.Rules(), Findings: findings, Proposals: proposals,
		Source: func(name string) []byte {
			src, err := fs.ReadFile(estate, name)
			if err != nil {
				return nil
			}
			return src
		},
	}
}

// picked selects all rules where an estate has marks of one that is off by default.
func picked(t *testing.T, estate fs.FS) []string {
	t.Helper()
	wants, err := fixtures.Wants(estate)
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(wants, func(w fixtures.Want) bool { return w.Rule == "RL1006" }) {
		return []string{"RL1", "RL1006", "RL2", "RL3", "RL4", "RL5"}
	}
	return nil
}

func eachEstate(t *testing.T, test func(t *testing.T, name string, estate fs.FS)) {
	t.Helper()
	for _, name := range fixtures.Estates() {
		t.Run(name, func(t *testing.T) { test(t, name, fixtures.FS(name)) })
	}
}

// Every mark has its finding and every finding of a note or more its mark.
func TestWants(t *testing.T) {
	eachEstate(t, func(t *testing.T, _ string, estate fs.FS) {
		t.Helper()
		wants, err := fixtures.Wants(estate)
		if err != nil {
			t.Fatal(err)
		}
		met := make([]bool, len(wants))
		for _, f := range reportOf(t, estate, 2).Findings {
			if f.Level == rules.LevelNone {
				continue
			}
			i := slices.IndexFunc(wants, func(w fixtures.Want) bool {
				return w.File == f.Location.Filename && w.Line == f.Location.Start.Line && w.Rule == f.Rule.ID && strings.Contains(f.Message, w.Text)
			})
			for i >= 0 && i < len(wants) && met[i] && i+1 < len(wants) && wants[i+1] == wants[i] {
				i++
			}
			if i < 0 {
				t.Errorf("surplus: %s:%d %s %s (%s, %.1f)", f.Location.Filename, f.Location.Start.Line, f.Rule.ID, f.Message, f.Level, f.Score)
				continue
			}
			met[i] = true
		}
		for i, w := range wants {
			if !met[i] {
				t.Errorf("missing: %s:%d %s %q", w.File, w.Line, w.Rule, w.Text)
			}
		}
	})
}

// What was found is the whole truth that stands beside each estate.
func TestExpectations(t *testing.T) {
	eachEstate(t, func(t *testing.T, _ string, estate fs.FS) {
		t.Helper()
		want, err := fixtures.Expect(estate)
		if err != nil {
			t.Fatal(err)
		}
		r := reportOf(t, estate, 2)
		got := seen(r)
		byKey := func(list []fixtures.Bucket) {
			slices.SortFunc(list, func(a, b fixtures.Bucket) int { return cmp.Compare(a.Key(), b.Key()) })
		}
		byKey(want.Buckets)
		byKey(got.Buckets)
		slices.SortFunc(want.Services, func(a, b fixtures.Service) int { return cmp.Compare(a.Key(), b.Key()) })
		slices.SortFunc(got.Services, func(a, b fixtures.Service) int { return cmp.Compare(a.Key(), b.Key()) })
		edges := func(list []fixtures.Dependency) []string {
			var lines []string
			for _, d := range list {
				lines = append(lines, fmt.Sprintf("%s -> %s%s %s %s %s", d.Service, d.Bucket, d.On+d.Backing, d.Access, d.Need, d.Confidence))
			}
			slices.Sort(lines)
			return lines
		}
		if diff := gocmp.Diff(want.Buckets, got.Buckets); diff != "" {
			t.Errorf("buckets (-want +got):\n%s", diff)
		}
		if diff := gocmp.Diff(want.Services, got.Services); diff != "" {
			t.Errorf("services (-want +got):\n%s", diff)
		}
		if diff := gocmp.Diff(edges(want.Dependencies), edges(got.Dependencies)); diff != "" {
			t.Errorf("dependencies (-want +got):\n%s", diff)
		}
		for _, f := range want.Findings {
			checkFinding(t, r, f)
		}
	})
}

func checkFinding(t *testing.T, r *reporters.Report, want fixtures.Finding) {
	t.Helper()
	names := keys(r.Result.Facts)
	for _, f := range r.Findings {
		if f.Rule.ID != want.Rule || names[f.Subject] != want.Subject {
			continue
		}
		var services []string
		for _, id := range f.Services {
			services = append(services, names[id])
		}
		slices.Sort(services)
		slices.Sort(want.Services)
		if f.Score != want.Score {
			t.Errorf("%s of %s scores %v, want %v", want.Rule, want.Subject, f.Score, want.Score)
		}
		if diff := gocmp.Diff(want.Services, services); diff != "" {
			t.Errorf("services of %s (-want +got):\n%s", want.Rule, diff)
		}
		return
	}
	t.Errorf("no %s of %s", want.Rule, want.Subject)
}

func rootOf(root string) string {
	if root == "." {
		return ""
	}
	return root
}

func keys(set *facts.Set) map[facts.ID]string {
	names := map[facts.ID]string{}
	for _, b := range set.Buckets {
		names[b.ID] = fixtures.Bucket{Root: rootOf(b.Root), Address: b.Address, Name: b.Name}.Key()
	}
	for _, s := range set.Services {
		names[s.ID] = fixtures.Service{Root: rootOf(s.Root), Address: s.Address, Name: path.Base(s.Name)}.Key()
	}
	for _, b := range set.Backings {
		names[b.ID] = fixtures.Bucket{Root: rootOf(b.Root), Address: b.Address}.Key()
	}
	return names
}

// seen is what a report holds, in the words of an expectation.
func seen(r *reporters.Report) *fixtures.Expectation {
	set, e := r.Result.Facts, &fixtures.Expectation{}
	for i, b := range set.Buckets {
		v := r.Result.Assessment.Buckets[slices.IndexFunc(r.Result.Assessment.Buckets, func(v resilience.BucketVerdict) bool { return v.Bucket == set.Buckets[i].ID })]
		e.Buckets = append(e.Buckets, fixtures.Bucket{
			Root: rootOf(b.Root), Address: b.Address, Name: b.Name, Region: b.Region, Regions: append([]string{}, b.Regions...), Scope: string(b.Scope),
			SingleRegion: v.SingleRegion, Rung: int(v.Rung), Purpose: string(b.Purpose),
		})
	}
	for _, s := range set.Services {
		e.Services = append(e.Services, fixtures.Service{
			Root: rootOf(s.Root), Address: s.Address, Name: path.Base(s.Name), Kind: s.Kind, Region: s.Region, Tier: string(s.Tier),
		})
	}
	names := keys(set)
	for _, d := range set.Dependencies {
		e.Dependencies = append(e.Dependencies, fixtures.Dependency{
			Service: names[d.Service], Bucket: names[d.Bucket], On: names[d.OnService], Backing: names[d.Backing], Access: string(d.Access), Need: string(d.Need), Confidence: string(d.Confidence),
		})
	}
	return e
}

// Every estate's JSON and SARIF are valid.
func TestEstatesValidate(t *testing.T) {
	report := compile(t, "report.schema.json", reporters.Schema())
	text, err := os.ReadFile("testdata/sarif-2.1.0.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	sarif := compile(t, "sarif.schema.json", text)
	eachEstate(t, func(t *testing.T, _ string, estate fs.FS) {
		t.Helper()
		r := reportOf(t, estate, 2)
		for name, schema := range map[string]*jsonschema.Schema{"json": report, "sarif": sarif} {
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, r, name)))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func compile(t *testing.T, name string, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, r *reporters.Report, format string) []byte {
	t.Helper()
	f, ok := reporters.Find(format)
	if !ok {
		t.Fatalf("no format %s", format)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf, r); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// The same bytes come out whatever the order of files and the number of jobs.
func TestDeterminism(t *testing.T) {
	eachEstate(t, func(t *testing.T, _ string, estate fs.FS) {
		t.Helper()
		first := reportOf(t, estate, 1)
		for _, jobs := range []int{1, 2, 7} {
			again := reportOf(t, shuffled{estate}, jobs)
			for _, format := range reporters.Formats {
				if want, got := write(t, first, format.Name), write(t, again, format.Name); !bytes.Equal(want, got) {
					t.Errorf("%s differs with %d jobs and shuffled files:\n%s", format.Name, jobs, gocmp.Diff(string(want), string(got)))
				}
			}
		}
	})
}

// shuffled is a file system that lists directories in another order each time.
type shuffled struct{ fs.FS }

func (s shuffled) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(s.FS, name)
	rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list, err
}

// A report of an estate stays readable as JSON by programs that know the contract.
func TestReportNumbers(t *testing.T) {
	var report struct {
		Schema  string
		Summary struct {
			Worst    float64
			Findings struct{ Error, Warning, Note int }
		}
	}
	if err := json.Unmarshal(write(t, reportOf(t, fixtures.FS("outage-2017"), 2), "json"), &report); err != nil {
		t.Fatal(err)
	}
	if report.Schema != "resilint.report/v1" || report.Summary.Worst != 93.0 || report.Summary.Findings.Error != 1 {
		t.Errorf("report says %+v", report)
	}
}
