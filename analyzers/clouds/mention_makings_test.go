package clouds

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/source"
)

// Buckets that templates make are declared, have no address of Terraform's, and
// those of two files are two, whatever the files call them.
func TestMakings(t *testing.T) {
	v, diags := Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	template := func(name string) []byte {
		return []byte("Resources:\n  Media:\n    Type: AWS::S3::Bucket\n" + name + `  Web:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - S3ReadPolicy: {BucketName: !Ref Media}
        - S3WritePolicy: {BucketName: !Ref Media}
`)
	}
	mentions, diags, _ := appconfig.Mentions([]source.File{
		{Path: "shop/one.yaml", Src: template("")},
		{Path: "shop/two.yaml", Src: template("")},
		{Path: "shop/named.yaml", Src: template("    Properties: {BucketName: acme-media}\n")},
		{Path: "shop/open.yaml", Src: template("    Properties: {BucketName: !Sub \"acme-${Stage}\"}\n")},
		{Path: "shop/app.env", Src: []byte("S3_BUCKET=acme-media\n\nAWS_REGION=eu-west-1\n")},
	}, appconfig.Options{Locate: v.Locate, Jobs: 1})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	set := v.Link(nil, mentions)
	var got []string
	for _, b := range set.Buckets {
		got = append(got, fmt.Sprintf("%s:%d declared=%t %q %q %q %s region at %d", b.Location.Filename, b.Location.Start.Line, b.Declared, b.Address, b.Name, b.Like(), b.Region, b.RegionEvidence.Range.Start.Line))
	}
	slices.Sort(got)
	want := []string{
		`shop/named.yaml:3 declared=true "" "acme-media" "" eu-west-1 region at 3`,
		`shop/one.yaml:3 declared=true "" "" "Media"  region at 0`,
		`shop/open.yaml:3 declared=true "" "" "acme-${Stage}"  region at 0`,
		`shop/two.yaml:3 declared=true "" "" "Media"  region at 0`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("buckets (-want +got):\n%s", diff)
	}
	edges := strings.Join(edges(set), "\n")
	if n := strings.Count(edges, "readwrite hard appconfig certain"); n != 5 {
		t.Errorf("%d certain edges:\n%s", n, edges)
	}
}
