package clouds

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/analyzers/terraform/configs"
	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// factsOf runs the stages up to facts on a tree of files.
func factsOf(t *testing.T, files map[string]string) *facts.Set {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.Discover(t.Context(), fsys, source.Options{Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	cfg := configs.Load(tree.Files, tree.Links, 1)
	if cfg.Diagnostics.HasErrors() {
		t.Fatal(cfg.Diagnostics)
	}
	v, diags := Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var drafts []*Draft
	for _, dir := range cfg.Roots() {
		r := eval.Evaluate(cfg, dir, eval.Options{FS: fsys, Vocabulary: v.Terraform()})
		drafts = append(drafts, v.Collect(dir, "", r.Instances, r.Backends))
	}
	return v.Link(drafts, nil)
}

// edges writes dependencies one a line: "service -> bucket access need via confidence".
func edges(s *facts.Set) []string {
	list := make([]string, 0, len(s.Dependencies))
	for _, d := range s.Dependencies {
		list = append(list, fmt.Sprintf("%s -> %s %s %s %s %s", short(d.Service), short(d.Bucket+d.OnService+d.Backing), d.Access, d.Need, d.Via, d.Confidence))
	}
	return list
}

func short(id facts.ID) string { return strings.TrimPrefix(string(id), ".#") }

const awsBase = `
provider "aws" { region = "us-east-1" }
variable "env" {}
resource "aws_s3_bucket" "a" { bucket = "acme-assets" }
resource "aws_s3_bucket" "e" { bucket = "acme-${var.env}-data" }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}
`

func TestBuckets(t *testing.T) {
	for name, tc := range map[string]struct {
		tf   string
		want []string // "id region scope evidence-line"
	}{
		"regions: provider, per resource, variable, none": {
			tf: `
provider "aws" { region = "us-east-1" }
provider "aws" {
  alias  = "var"
  region = var.region
}
provider "aws" {
  alias = "none"
}
variable "region" {}
resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket" "b" { region = "eu-west-1" }
resource "aws_s3_bucket" "c" { provider = aws.var }
resource "aws_s3_bucket" "d" { provider = aws.none }`,
			want: []string{
				"aws_s3_bucket.a us-east-1 region :2", "aws_s3_bucket.b eu-west-1 region :12",
				"aws_s3_bucket.c  region :10 unknown: var.region has no value",
				"aws_s3_bucket.d  region :7 unknown: this provider configuration names no region",
			},
		},
		"another vendor behind the provider has no region": {
			tf: `
provider "aws" {
  region = "us-east-1"
  endpoints { s3 = "http://minio:9000" }
}
resource "aws_s3_bucket" "a" {}`,
			want: []string{"aws_s3_bucket.a  region :4 unknown: it is no known vendor's host"},
		},
		"a bucket that is only looked up lives somewhere": {
			tf: `
provider "google" { region = "europe-west1" }
data "google_storage_bucket" "d" { name = "theirs" }`,
			want: []string{"gcp:theirs  unknown :3 unknown: nothing here says where it lives"},
		},
		"google locations": {
			tf: `
resource "google_storage_bucket" "r" { location = "EUROPE-WEST3" }
resource "google_storage_bucket" "m" { location = "EU" }
resource "google_storage_bucket" "d" { location = "NAM4" }
resource "google_storage_bucket" "c" {
  location = "EU"
  custom_placement_config { data_locations = ["EUROPE-WEST1", "EUROPE-WEST4"] }
}
resource "google_storage_bucket" "z" {
  location = "US-CENTRAL1"
  custom_placement_config { data_locations = ["US-CENTRAL1-B"] }
}`,
			want: []string{
				"google_storage_bucket.c eu dual-region :6 [europe-west1 europe-west4]",
				"google_storage_bucket.d nam4 dual-region :4 [us-central1 us-east1]",
				"google_storage_bucket.m eu multi-region :3", "google_storage_bucket.r europe-west3 region :2",
				"google_storage_bucket.z us-central1 zone :10 [us-central1-b]",
			},
		},
		"azure redundancy, and a container that inherits it": {
			tf: `
resource "azurerm_resource_group" "g" { location = "West Europe" }
resource "azurerm_storage_account" "l" {
  name                     = "lrs"
  location                 = azurerm_resource_group.g.location
  account_replication_type = "LRS"
}
resource "azurerm_storage_account" "g" {
  location                 = "northeurope"
  account_replication_type = "GZRS"
}
resource "azurerm_storage_container" "c" {
  name                 = "media"
  storage_account_name = azurerm_storage_account.g.name
}`,
			want: []string{
				"azurerm_storage_account.g northeurope geo :9", "azurerm_storage_account.l westeurope zone :5",
				"azurerm_storage_container.c northeurope geo :9",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, b := range factsOf(t, map[string]string{"main.tf": tc.tf}).Buckets {
				line := fmt.Sprintf("%s %s %s :%d %s", short(b.ID), b.Region, b.Scope, b.RegionEvidence.Range.Start.Line, b.RegionEvidence.Text)
				if len(b.Regions) > 0 {
					line += fmt.Sprint(b.Regions)
				}
				got = append(got, strings.TrimSpace(line))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("buckets (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCopies(t *testing.T) {
	set := factsOf(t, map[string]string{"main.tf": `
provider "aws" { region = "us-east-1" }
variable "env" {}
resource "aws_s3_bucket" "a" { bucket = "aaaa-aaaa" }
resource "aws_s3_bucket" "b" { bucket = "bbbb-bbbb" }
resource "aws_s3_bucket_replication_configuration" "r" {
  bucket = aws_s3_bucket.a.id
  rule {
    status = "Enabled"
    filter {}
    destination { bucket = "arn:aws:s3:::bbbb-bbbb" }
  }
  rule {
    status = var.env == "production" ? "Enabled" : "Disabled"
    filter { prefix = "images/" }
    destination { bucket = "arn:aws:s3:::elsewhere-bucket" }
  }
}
resource "aws_s3_bucket_replication_configuration" "counted" {
  count  = var.env == "dev" ? 0 : 1
  bucket = aws_s3_bucket.b.id
  rule {
    status = var.env == "staging" ? "Disabled" : "Enabled"
    destination { bucket = aws_s3_bucket.a.arn }
  }
}
resource "aws_s3_bucket_replication_configuration" "several" {
  count  = length(var.env)
  bucket = aws_s3_bucket.b.id
  rule {
    status = "Enabled"
    destination { bucket = "arn:aws:s3:::third-bucket" }
  }
}`})
	var got []string
	for _, c := range set.Copies {
		got = append(got, fmt.Sprintf("%s -> %s enabled=%s (%s) whole=%s", short(c.From), short(c.To), c.Enabled, c.Condition, c.Whole))
	}
	want := []string{
		"aws_s3_bucket.a -> aws_s3_bucket.b enabled=yes () whole=yes",
		"aws_s3_bucket.a -> aws:elsewhere-bucket enabled=unknown (var.env == \"production\") whole=no",
		"aws_s3_bucket.b -> aws_s3_bucket.a enabled=unknown (var.env != \"dev\" && var.env != \"staging\") whole=yes",
		"aws_s3_bucket.b -> aws:third-bucket enabled=unknown (how many instances of aws_s3_bucket_replication_configuration.several there are) whole=yes",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("copies (-want +got):\n%s", diff)
	}
}

// The outputs of another root of the estate lead to its buckets.
func TestRemoteState(t *testing.T) {
	set := factsOf(t, map[string]string{
		"data/main.tf": `
terraform {
  backend "s3" {
    bucket = "acme-state"
    key    = "data"
    region = "eu-west-1"
  }
}
variable "env" {}
resource "aws_s3_bucket" "b" { bucket = "acme-${var.env}-data" }
output "bucket" { value = aws_s3_bucket.b.id }`,
		"app/main.tf": `
data "terraform_remote_state" "data" {
  backend = "s3"
  config  = { bucket = "acme-state", key = "data", region = "eu-west-1" }
}
resource "aws_lambda_function" "f" {
  environment { variables = { B = data.terraform_remote_state.data.outputs.bucket } }
}`,
	})
	want := []string{
		"app#aws_lambda_function.f -> data#aws_s3_bucket.b read hard env certain",
		"app#terraform -> aws:acme-state state soft remote_state certain",
		"data#terraform -> aws:acme-state state soft backend certain",
	}
	if diff := cmp.Diff(want, edges(set)); diff != "" {
		t.Errorf("edges (-want +got):\n%s", diff)
	}
}

// Modules that are not on disk mean what the vocabulary says of their arguments.
func TestModules(t *testing.T) {
	set := factsOf(t, map[string]string{"main.tf": `
provider "aws" { region = "us-east-1" }
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
module "media" {
  source     = "terraform-aws-modules/s3-bucket/aws"
  bucket     = "acme-media"
  versioning = { enabled = true }
  replication_configuration = {
    rules = [{ id = "a", status = "Enabled", destination = { bucket = module.replica.s3_bucket_arn } }]
  }
}
module "replica" {
  source     = "git::https://github.com/terraform-aws-modules/terraform-aws-s3-bucket.git?ref=v4"
  bucket     = "acme-media-replica"
  versioning = { status = "Enabled" }
  providers  = { aws = aws.west }
}
module "fn" {
  source            = "terraform-aws-modules/lambda/aws"
  function_name     = "resize"
  policy_statements = { s3 = { effect = "Allow", actions = ["s3:PutObject"], resources = ["${module.media.s3_bucket_arn}/*"] } }
}
module "cdn" {
  source = "terraform-aws-modules/cloudfront/aws"
  origin = { s3 = { domain_name = module.media.s3_bucket_bucket_regional_domain_name } }
}
module "own" {
  source = "org/team-s3-bucket/aws"
  name   = "acme-own-bucket"
}
module "each" {
  for_each    = toset(["a", "b"])
  source      = "cloudposse/s3-bucket/aws"
  bucket_name = "acme-${each.key}-thing"
}
resource "aws_lambda_function" "f" {
  environment { variables = { A = module.each["a"].bucket_id, B = module.own.bucket_arn } }
}`})
	var got []string
	for _, b := range set.Buckets {
		got = append(got, fmt.Sprintf("%s %s %s versioned=%s opaque=%v", short(b.ID), b.Name, b.Region, b.Guards.Versioning, b.Opaque))
	}
	want := []string{
		`module.each["a"] acme-a-thing us-east-1 versioned=yes opaque=false`,
		`module.each["b"] acme-b-thing us-east-1 versioned=yes opaque=false`,
		`module.media acme-media us-east-1 versioned=yes opaque=false`,
		`module.own acme-own-bucket  versioned=unknown opaque=true`,
		`module.replica acme-media-replica us-west-2 versioned=yes opaque=false`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("buckets (-want +got):\n%s", diff)
	}
	wantEdges := []string{
		`aws_lambda_function.f -> module.each["a"] read hard env certain`,
		`aws_lambda_function.f -> module.own read hard env certain`,
		`module.cdn -> module.media serve hard origin certain`,
		`module.fn -> module.media write hard iam certain`,
	}
	if diff := cmp.Diff(wantEdges, edges(set)); diff != "" {
		t.Errorf("edges (-want +got):\n%s", diff)
	}
	if len(set.Copies) != 1 || set.Copies[0].To != ".#module.replica" || set.Copies[0].Enabled != facts.Yes {
		t.Errorf("copies %+v", set.Copies)
	}
}

func TestModuleName(t *testing.T) {
	for source, want := range map[string]string{
		"terraform-aws-modules/s3-bucket/aws":                                                       "terraform-aws-modules/s3-bucket/aws",
		"registry.terraform.io/terraform-aws-modules/s3-bucket/aws":                                 "terraform-aws-modules/s3-bucket/aws",
		"git::https://github.com/terraform-aws-modules/terraform-aws-s3-bucket.git?ref=v4":          "terraform-aws-modules/s3-bucket/aws",
		"git@github.com:terraform-aws-modules/terraform-aws-s3-bucket.git":                          "terraform-aws-modules/s3-bucket/aws",
		"github.com/terraform-google-modules/terraform-google-cloud-storage//modules/simple_bucket": "terraform-google-modules/cloud-storage/google//modules/simple_bucket",
		"git::https://github.com/org/terraform-aws-thing.git//modules/x?ref=1":                      "org/thing/aws//modules/x",
		"git::ssh://git@example.com/org/other.git":                                                  "org/other",
	} {
		if got := moduleName(source); got != want {
			t.Errorf("moduleName(%q) = %q, want %q", source, got, want)
		}
	}
}

func TestGlobMatch(t *testing.T) {
	for _, tc := range []struct {
		pattern, s string
		want       bool
	}{
		{"*", "", true},
		{"a*c", "abbbc", true},
		{"a?c", "abc", true},
		{"a?c", "ac", false},
		{"s3:Get*", "s3:GetObject", true},
		{"*Object", "s3:GetObjectAcl", false},
		{"a*b*c", "a1b2b3c", true},
		{strings.Repeat("a*", 200) + "b", strings.Repeat("a", 200), false},
	} {
		if got := globMatch(tc.pattern, tc.s); got != tc.want {
			t.Errorf("globMatch(%q, %q) = %v, want %v", tc.pattern, tc.s, got, tc.want)
		}
	}
}

// A guard that hangs on an input says on which, and how.
func TestConditionalGuards(t *testing.T) {
	set := factsOf(t, map[string]string{"main.tf": `
variable "env" {}
locals { live = var.env == "live" }
resource "aws_s3_bucket" "a" {
  bucket        = "aaaa-aaaa"
  force_destroy = (var.env != "live")
}
resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration { status = local.live ? "Enabled" : "Suspended" }
}`})
	want := map[string]string{
		"force_destroy": `unknown: hangs on var.env != "live"`,
		"versioning":    `unknown: hangs on var.env == "live"`,
	}
	got := map[string]string{}
	for name, ev := range set.Buckets[0].Guards.Evidence {
		got[name] = ev.Text
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("guards (-want +got):\n%s", diff)
	}
}

// Data sources that only put together what is in the tree are computed.
func TestComputedData(t *testing.T) {
	set := factsOf(t, map[string]string{
		"main.tf": `
provider "aws" { region = "cn-north-1" }
data "aws_partition" "here" {}
data "local_file" "name" { filename = "name.txt" }
data "local_file" "none" { filename = "../name.txt" }
data "template_file" "name" {
  template = "$${env}-assets-$${n}"
  vars     = { env = "live", n = 3 }
}
resource "aws_s3_bucket" "partition" { bucket = "x-${data.aws_partition.here.partition}" }
resource "aws_s3_bucket" "file" { bucket = trimspace(data.local_file.name.content) }
resource "aws_s3_bucket" "none" { bucket = data.local_file.none.content }
resource "aws_s3_bucket" "template" { bucket = data.template_file.name.rendered }`,
		"name.txt": "from-the-file\n",
	})
	got := map[string]string{}
	for _, b := range set.Buckets {
		got[short(b.ID)] = b.Name
	}
	want := map[string]string{
		"aws_s3_bucket.partition": "x-aws-cn", "aws_s3_bucket.file": "from-the-file", "aws_s3_bucket.none": "", "aws_s3_bucket.template": "live-assets-3",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}
