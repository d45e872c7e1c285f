package clouds

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/resilint/resilint/analyzers/locators"
)

// row is one entry of testdata/locators.json. A nil Bucket or Region is unknown.
type row struct {
	Input, Kind              string
	Provider, Bucket, Region *string
	Positive                 bool
}

// houseNames are the names of providers that the rows spell otherwise.
var houseNames = map[string]string{"gcs": "gcp", "r2": "cloudflare", "b2": "backblaze"}

func rows(tb testing.TB) []row {
	tb.Helper()
	data, err := os.ReadFile("testdata/locators.json")
	if err != nil {
		tb.Fatal(err)
	}
	var list []row
	if err := json.Unmarshal(data, &list); err != nil {
		tb.Fatal(err)
	}
	return list
}

// spoken is what a place says beyond what resources call it.
func spoken(p locators.Place) locators.Place {
	p.Product, p.Name, p.Home = "", "", ""
	return p
}

func text0(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (r row) want() locators.Place {
	p := locators.Place{Provider: text0(r.Provider), Bucket: text0(r.Bucket), Region: text0(r.Region), Kind: r.Kind}
	if name := houseNames[p.Provider]; name != "" {
		p.Provider = name
	}
	return p
}

// TestLocateRows holds every row of testdata/locators.json.
func TestLocateRows(t *testing.T) {
	for _, r := range rows(t) {
		got, ok := Locate(r.Input)
		got = spoken(got)
		switch {
		case ok != r.Positive:
			t.Errorf("%s: located %v as %+v, want %v", r.Input, ok, got, r.Positive)
		case ok && got != r.want():
			t.Errorf("%s:\n got %+v\nwant %+v", r.Input, got, r.want())
		}
	}
}

// The cases that no row holds: parts that are not known, spellings, and
// look-alikes.
func TestLocate(t *testing.T) {
	const r2 = "0123456789abcdef0123456789abcdef"
	for _, tc := range []struct {
		in   string
		want locators.Place // zero: not located
	}{
		{"https://acme-${var.env}-assets.s3.eu-west-1.amazonaws.com/x", locators.Place{Provider: "aws", Bucket: "acme-${var.env}-assets", Region: "eu-west-1", Kind: "aws-vhost", Partial: true}},
		{"https://assets.s3.${var.region}.amazonaws.com/x", locators.Place{Provider: "aws", Bucket: "assets", Kind: "aws-vhost"}},
		{`arn:aws:s3:::${lookup(var.names, "a/b:c")}/*`, locators.Place{Provider: "aws", Bucket: `${lookup(var.names, "a/b:c")}`, Kind: "aws-arn", Partial: true}},
		{"arn:${data.aws_partition.p.partition}:s3:::assets/*", locators.Place{Provider: "aws", Bucket: "assets", Kind: "aws-arn"}},
		{"gs://%s-assets/x", locators.Place{Provider: "gcp", Bucket: "%s-assets", Kind: "uri", Partial: true}},
		{"s3://{{ .Values.bucket }}/x", locators.Place{Provider: "aws", Bucket: "{{ .Values.bucket }}", Kind: "uri", Partial: true}},
		{"https://${var.account}.blob.core.windows.net/media", locators.Place{Provider: "azure", Bucket: "${var.account}/media", Kind: "azure-blob", Partial: true}},
		{"https://${var.host}/assets", locators.Place{}},
		{"${var.bucket}", locators.Place{}},
		{"s3://${var.open/x", locators.Place{}},
		{"HTTPS://Assets.S3.Amazonaws.COM:443/K", locators.Place{Provider: "aws", Bucket: "assets", Kind: "aws-global-vhost"}},
		{"s3://Legacy_Bucket/K", locators.Place{Provider: "aws", Bucket: "Legacy_Bucket", Kind: "uri"}},
		{" s3://assets ", locators.Place{Provider: "aws", Bucket: "assets", Kind: "uri"}},
		{"s3n://KEY:SECRET@assets/k", locators.Place{Provider: "aws", Bucket: "assets", Kind: "uri"}},
		{"https://user:secret@assets.s3.amazonaws.com/k", locators.Place{Provider: "aws", Bucket: "assets", Kind: "aws-global-vhost"}},
		{"https://s3.amazonaws.com/my%2Dassets/k", locators.Place{Provider: "aws", Bucket: "my-assets", Kind: "aws-global-path"}},
		{"https://acct1.blob.core.windows.net/%24web/i.html", locators.Place{Provider: "azure", Bucket: "acct1/$web", Kind: "azure-blob"}},
		{"https://acct1.blob.core.windows.net/a.png", locators.Place{Provider: "azure", Bucket: "acct1", Kind: "azure-blob"}},
		{"assets.s3.eu-west-1.amazonaws.com", locators.Place{Provider: "aws", Bucket: "assets", Region: "eu-west-1", Kind: "aws-vhost"}},
		{"assets.s3.amazonaws.com/k?versionId=3", locators.Place{Provider: "aws", Bucket: "assets", Kind: "aws-global-vhost"}},
		{"s3::https://s3.amazonaws.com/modules/vpc.zip?region=eu-west-1", locators.Place{Provider: "aws", Bucket: "modules", Region: "eu-west-1", Kind: "aws-global-path"}},
		{"s3://assets?region=nowhere", locators.Place{Provider: "aws", Bucket: "assets", Kind: "uri"}},
		{"gcs::https://www.googleapis.com/storage/v1/modules/vpc.zip", locators.Place{Provider: "gcp", Bucket: "modules", Kind: "gcs-getter"}},
		{"s3://arn:aws:s3:us-west-2:123456789012:accesspoint/my-ap/k", locators.Place{Provider: "aws", Region: "us-west-2", Kind: "aws-accesspoint-arn"}},
		{"s3://my-ap-abc-s3alias/k", locators.Place{Provider: "aws", Kind: "uri"}},
		{"https://a-111122223333-eu-west-1-an.s3.amazonaws.com/k", locators.Place{Provider: "aws", Bucket: "a-111122223333-eu-west-1-an", Region: "eu-west-1", Kind: "aws-global-vhost"}},
		{"https://abc.mrap.accesspoint.s3-global.amazonaws.com/k", locators.Place{Provider: "aws", Bucket: "abc.mrap", Region: "multi", Kind: "aws-mrap"}},
		{"https://s3.wasabisys.com/media/k", locators.Place{Provider: "wasabi", Bucket: "media", Region: "us-east-1", Kind: "wasabi-path"}},
		{"https://pub-" + r2 + ".r2.dev/a.png", locators.Place{Provider: "cloudflare", Kind: "r2-public"}},
		{"https://media.fsn1.your-objectstorage.com/k", locators.Place{Provider: "hetzner", Bucket: "media", Region: "fsn1", Kind: "hetzner-vhost"}},
		{"https://objectstorage.eu-paris-1.oraclecloud.com/p/SECRET/n/ns/b/media/o/k", locators.Place{Provider: "oci", Bucket: "ns/media", Region: "eu-paris-1", Kind: "oci-native"}},
		{"crn:v1:bluemix:public:cloud-object-storage:global:a/3bf0:9e1c-22:bucket:media", locators.Place{Provider: "ibm", Bucket: "media", Kind: "ibm-crn"}},
		{"//storage.googleapis.com/projects/_/buckets/assets", locators.Place{Provider: "gcp", Bucket: "assets", Kind: "gcs-resource-name"}},

		{"https://assets.s3.eu-west-1.amazonaws.com.evil.example/k", locators.Place{}},
		{"https://assets.s3.eu-west-1.amazonaws.com@evil.example/k", locators.Place{}},
		{"https://evil.example/?u=https://assets.s3.amazonaws.com/k", locators.Place{}},
		{"https://evil.example/assets.s3.amazonaws.com", locators.Place{}},
		{"https://notamazonaws.com/assets", locators.Place{}},
		{"s3.amazonaws.com", locators.Place{}}, // a service's own name
		{"s3.amazonaws.com/assets", locators.Place{}},
		{"storage.googleapis.com/Bucket", locators.Place{}}, // a type of asset
		{"com.amazonaws.eu-west-1.s3", locators.Place{}},
		{"arn:aws:s3:::acme-*", locators.Place{}},
		{"https://storage.googleapis.com/$BUCKET/x", locators.Place{Provider: "gcp", Kind: "endpoint-only"}},
		{"http://localhost:3000/media", locators.Place{}},
		{"gs://", locators.Place{}},
		{"AccountName=", locators.Place{}},
	} {
		got, ok := Locate(tc.in)
		got = spoken(got)
		if got != tc.want || ok != (tc.want != locators.Place{}) {
			t.Errorf("%s:\n got %+v\nwant %+v", tc.in, got, tc.want)
		}
	}
}
