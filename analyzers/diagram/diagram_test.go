package diagram

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/nearest"
	"github.com/resilint/resilint/analyzers/resilience"
)

// estate has n functions that read media, one that writes it, a copy elsewhere,
// a front in no region, logs, a table, and a job that relies on nothing.
func estate(n int) *facts.Set {
	s := &facts.Set{
		Buckets: []facts.Bucket{
			{ID: "b/media", Name: "media", Provider: "aws", Product: "s3", Region: "us-east-1", Scope: facts.ScopeRegion, Purpose: facts.PurposeData, Declared: true, Root: "."},
			{ID: "b/copy", Name: "media-copy", Provider: "aws", Product: "s3", Region: "eu-west-1", Scope: facts.ScopeRegion, Purpose: facts.PurposeReplica, Declared: true, Root: "."},
			{ID: "b/logs", Name: "logs", Provider: "aws", Product: "s3", Region: "us-east-1", Scope: facts.ScopeRegion, Purpose: facts.PurposeLogs, Declared: true, Root: "."},
		},
		Backings: []facts.Backing{{ID: "k/table", Name: "table", Provider: "aws", Product: "dynamodb", Region: "us-east-1", Scope: facts.ScopeRegion, Root: "."}},
		Copies:   []facts.Copy{{From: "b/media", To: "b/copy", Mechanism: "replication", Enabled: facts.Yes, Whole: facts.Yes}},
		Services: []facts.Service{
			{ID: "s/front", Name: "front", Kind: "distribution", Provider: "aws", Root: "."},
			{ID: "s/writer", Name: "jobs/writer", Kind: "function", Provider: "aws", Region: "us-east-1", Root: "."},
			{ID: "s/idle", Name: "idle", Kind: "job", Provider: "aws", Region: "eu-west-1", Root: "."},
		},
		Dependencies: []facts.Dependency{
			{Service: "s/writer", Bucket: "b/media", Access: facts.Write, Need: facts.Hard, Confidence: facts.Certain},
			{Service: "s/writer", Bucket: "b/logs", Access: facts.Logs, Need: facts.Soft, Confidence: facts.Certain},
			{Service: "s/writer", Backing: "k/table", Access: facts.Write, Need: facts.Hard, Confidence: facts.Certain},
			{Service: "s/front", OnService: "s/reader-00", Access: facts.Serve, Need: facts.Hard, Confidence: facts.Certain},
		},
	}
	for i := range n {
		id := facts.ID(fmt.Sprintf("s/reader-%02d", i))
		s.Services = append(s.Services, facts.Service{ID: id, Name: string(id)[2:], Kind: "function", Provider: "aws", Region: "us-east-1", Root: "."})
		s.Dependencies = append(s.Dependencies, facts.Dependency{Service: id, Bucket: "b/media", Access: facts.Read, Need: facts.Hard, Confidence: facts.Certain})
	}
	s.Sort()
	return s
}

func draw(t *testing.T, s *facts.Set, opts Options) *Diagram {
	t.Helper()
	g := graph.Build(s)
	d, err := Draw(g, resilience.Assess(g, resilience.Defaults()), opts)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func titles(d *Diagram) string {
	list := make([]string, 0, len(d.Nodes))
	for i := range d.Nodes {
		list = append(list, strings.TrimPrefix(d.Nodes[i].Title(), "jobs/"))
	}
	slices.Sort(list)
	return strings.Join(list, " | ")
}

func TestDraw(t *testing.T) {
	for name, c := range map[string]struct {
		opts Options
		want string
	}{
		"folded":    {Options{}, "12 functions | front | media | media-copy | writer"},
		"all":       {Options{All: true}, "12 functions | front | idle | logs | media | media-copy | table | writer"},
		"backings":  {Options{Backings: true}, "12 functions | front | media | media-copy | table | writer"},
		"service":   {Options{Services: []string{"front"}}, "front | media | media-copy | reader-00"},
		"last part": {Options{Services: []string{"writer"}}, "media | media-copy | writer"},
		"pattern":   {Options{Services: []string{"reader-0*"}, Buckets: []string{"media"}}, "10 functions | media | media-copy"},
		"bucket":    {Options{Buckets: []string{"media-copy"}}, "media | media-copy"},
		"satellite": {Options{Buckets: []string{"logs"}}, "logs | writer"},
		"region":    {Options{Region: "EU-west-1"}, "media-copy"},
		"outage":    {Options{Event: "aws:dynamodb:us-east-1"}, "table | writer"},
		"nearby":    {Options{Region: "eu-west-1", Backings: true}, "media-copy"},
		"event":     {Options{Event: "bucket:b/media!deleted"}, "12 functions | front | media | writer"},
	} {
		t.Run(name, func(t *testing.T) {
			got := titles(draw(t, estate(12), c.opts))
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Folding hides names, never services.
func TestExpandShowsWhatIsFolded(t *testing.T) {
	folded, expanded := draw(t, estate(200), Options{}), draw(t, estate(200), Options{Expand: true})
	if len(folded.Nodes) > 6 || len(expanded.Nodes) != 204 {
		t.Errorf("%d nodes folded, %d expanded", len(folded.Nodes), len(expanded.Nodes))
	}
	if folded.Services != expanded.Services || folded.Buckets != expanded.Buckets {
		t.Errorf("folding changes the counts: %d, %d and %d, %d", folded.Services, folded.Buckets, expanded.Services, expanded.Buckets)
	}
	members := map[facts.ID]bool{}
	for _, n := range folded.Nodes {
		for _, id := range n.Members {
			members[id] = true
		}
	}
	for _, n := range expanded.Nodes {
		if !members[n.Members[0]] {
			t.Errorf("%s is in no node", n.Members[0])
		}
	}
}

func TestEdgesJoinShownNodes(t *testing.T) {
	for _, opts := range []Options{{}, {All: true}, {Expand: true}, {Region: "us-east-1"}, {Cluster: ByRoot}} {
		d := draw(t, estate(12), opts)
		keys := map[string]bool{}
		for _, n := range d.Nodes {
			keys[n.Key] = true
		}
		for _, e := range d.Edges {
			if !keys[e.From] || !keys[e.To] {
				t.Errorf("%+v: a line from %s to %s", opts, e.From, e.To)
			}
		}
		if len(d.Edges) == 0 {
			t.Errorf("%+v: no line", opts)
		}
	}
}

func TestUnknownNamesAreSuggested(t *testing.T) {
	g := graph.Build(estate(3))
	a := resilience.Assess(g, resilience.Defaults())
	for _, c := range []struct {
		opts Options
		want string
	}{
		{Options{Services: []string{"wirter"}}, `there is no service "wirter"; did you mean "writer"`},
		{Options{Buckets: []string{"meda"}}, `there is no bucket "meda"; did you mean "media"`},
		{Options{Region: "us-east-2"}, `there is no region "us-east-2"; did you mean "us-east-1"`},
		{Options{Event: "bucket:b/media"}, `there is no event "bucket:b/media"; did you mean "bucket:b/media!deleted"`},
		{Options{Buckets: []string{"qqqqqqqqqqqqqqqq"}}, `there is no bucket "qqqqqqqqqqqqqqqq"`},
	} {
		_, err := Draw(g, a, c.opts)
		if e, ok := errors.AsType[*nearest.UnknownError](err); !ok || !strings.HasPrefix(e.Error(), c.want) {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}
