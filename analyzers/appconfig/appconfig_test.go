package appconfig

import (
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/clouds"
	"github.com/resilint/resilint/analyzers/source"
)

var options = Options{Locate: clouds.Locate, Jobs: 1}

// edge is what an example expects of a mention.
type edge struct{ Service, Provider, Bucket, Region, Access, Fallback string }

// example is one case of testdata/examples.json.
type example struct {
	ID, File, Content, Why string
	Expect                 []edge
}

// spelling maps the examples' words onto those of this package.
var spelling = map[string]string{
	"aws-s3": "aws", "gcs": "gcp", "azure-blob": "azure", "backblaze-b2": "backblaze", "read-write": "readwrite", "code": "artifact", "unknown": "",
}

func spelt(s string) string {
	if t, ok := spelling[s]; ok {
		return t
	}
	return s
}

func find(t *testing.T, files ...source.File) []Mention {
	t.Helper()
	mentions, diags := Mentions(files, options)
	if diags.HasErrors() {
		t.Error(diags)
	}
	return mentions
}

func edges(mentions []Mention) []edge {
	var list []edge
	for i := range mentions {
		m := &mentions[i]
		fallback := "no"
		if m.Fallback == Auto {
			fallback = "yes"
		}
		list = append(list, edge{m.Service, m.Provider, m.Bucket, m.Region, string(m.Access), fallback})
	}
	return sorted(list)
}

func sorted(list []edge) []edge {
	slices.SortFunc(list, func(a, b edge) int {
		return cmp.Or(strings.Compare(a.Service, b.Service), strings.Compare(a.Bucket, b.Bucket), strings.Compare(a.Access, b.Access))
	})
	return list
}

func TestExamples(t *testing.T) {
	src, err := os.ReadFile("testdata/examples.json")
	if err != nil {
		t.Fatal(err)
	}
	var examples []example
	if err := json.Unmarshal(src, &examples); err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		t.Run(e.ID, func(t *testing.T) {
			var want []edge
			for _, w := range e.Expect {
				want = append(want, edge{w.Service, spelt(w.Provider), w.Bucket, spelt(w.Region), spelt(w.Access), w.Fallback})
			}
			if strings.HasSuffix(e.File, ".tf") {
				want = nil // the Terraform wing's
			}
			got := edges(find(t, source.File{Path: e.File, Src: []byte(e.Content)}))
			if diff := gocmp.Diff(sorted(want), got); diff != "" {
				t.Errorf("%s: %s\n%s\nmentions (-want +got):\n%s", e.File, e.Why, e.Content, diff)
			}
		})
	}
}
