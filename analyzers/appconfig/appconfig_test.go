package appconfig

import (
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/knowledge"
	"github.com/resilint/resilint/analyzers/locators"
	"github.com/resilint/resilint/analyzers/source"
)

var options = Options{Locate: locatorsOf("../clouds").Locate, Jobs: 1}

// locatorsOf are the locators of a vocabulary. The package that it belongs to
// stands on this one, so it cannot be asked.
func locatorsOf(dir string) *locators.Table {
	type file struct {
		Locators []*locators.Spec `hcl:"locators,block"`
		Rest     hcl.Body         `hcl:",remain"`
	}
	files, diags := knowledge.Read[file](os.DirFS(dir), "*.hcl", "vocabulary")
	if diags.HasErrors() {
		panic(diags)
	}
	var specs []*locators.Spec
	for _, f := range files {
		specs = append(specs, f.Locators...)
	}
	table, diags := locators.Compile(specs)
	if diags.HasErrors() {
		panic(diags)
	}
	return table
}

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
	mentions, diags, _ := Mentions(files, options)
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

// A key that no word tells of must have no role.
func FuzzTelling(f *testing.F) {
	for _, key := range []string{"S3_BUCKET", "fogDirectory", "s3-server", "name", "asset_host", "AWS_URL", "sasKey", "a_passwd", "custom-domain", "geo_redundant_secondary_uri"} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		joined := strings.Join(words(key), "_")
		told := telling.inText(joined)
		matched := false
		for _, r := range roles {
			if !r.key.MatchString(joined) {
				continue
			}
			matched = matched || r.role != other
			if !r.words.inText(joined) {
				t.Errorf("%q matches %s, and no word tells of it", joined, r.key)
			}
		}
		if matched && !told {
			t.Errorf("%q matches a role, and no word tells of it", joined)
		}
	})
}

// What only builds and watches need nobody waits for, whatever roles allow and
// variables name.
func TestNeedsOfBuilds(t *testing.T) {
	src, err := os.ReadFile("testdata/stacks.txtar")
	if err != nil {
		t.Fatal(err)
	}
	mentions := 0
	for _, tree := range treesOf(t, txtar.Parse(src)) {
		if tree.name != "build-roles" {
			continue
		}
		for _, m := range find(t, tree.files...) {
			mentions++
			if m.Need != facts.Soft {
				t.Errorf("%s needs %s: %s", m.Service, m.Bucket, m.Need)
			}
		}
	}
	if mentions != 4 {
		t.Errorf("%d mentions", mentions)
	}
}
