package clouds

import "testing"

// An S3 bucket behind the endpoint of another vendor is that vendor's; a region
// of the provider configuration then means nothing.
func TestEndpoints(t *testing.T) {
	checkProviders(t, map[string]providerCase{
		"a known vendor": {
			tf: `
provider "aws" {
  region = "us-east-1"
  endpoints { s3 = "https://s3.eu-central-1.wasabisys.com" }
}
resource "aws_s3_bucket" "b" { bucket = "media" }`,
			want: []string{`aws_s3_bucket.b: wasabi s3 "eu-central-1" region`},
		},
		"a known vendor whose host tells no region": {
			tf: `
provider "aws" {
  region = "auto"
  endpoints { s3 = "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com" }
}
resource "aws_s3_bucket" "b" { bucket = "media" }`,
			want: []string{`aws_s3_bucket.b: cloudflare r2 "" unknown`},
		},
		"a host without a scheme": {
			tf: `
provider "aws" {
  region = "us-east-1"
  endpoints { s3 = "fra1.digitaloceanspaces.com/" }
}
resource "aws_s3_bucket" "b" { bucket = "media" }`,
			want: []string{`aws_s3_bucket.b: digitalocean spaces "fra1" region`},
		},
		"AWS itself": {
			tf: `
provider "aws" {
  region = "eu-west-1"
  endpoints { s3 = "https://s3.eu-west-1.amazonaws.com" }
}
resource "aws_s3_bucket" "b" { bucket = "media" }`,
			want: []string{`aws_s3_bucket.b: aws s3 "eu-west-1" region`},
		},
		"an endpoint that is not known": {
			tf: `
variable "endpoint" {}
provider "aws" {
  region = "eu-west-1"
  endpoints { s3 = var.endpoint }
}
resource "aws_s3_bucket" "b" { bucket = "media" }`,
			want: []string{`aws_s3_bucket.b: aws s3 "" region (unknown: var.endpoint has no value)`},
		},
		"a host that only looks like a vendor's": {
			tf: `
provider "aws" {
  region = "us-east-1"
  endpoints { s3 = "https://s3.eu-central-1.wasabisys.com.evil.example" }
}
resource "aws_s3_bucket" "b" { bucket = "media" }`,
			want: []string{`aws_s3_bucket.b: s3-compatible s3 "" region (unknown: it is no known vendor's host)`},
		},
		"a state": {
			tf: `
terraform {
  backend "s3" {
    bucket                      = "acme-state"
    key                         = "x"
    region                      = "us-east-1"
    skip_region_validation      = true
    skip_credentials_validation = true
    endpoints                   = { s3 = "https://s3.fr-par.scw.cloud" }
  }
}`,
			want: []string{`scaleway:acme-state: scaleway s3 "fr-par" region`, "terraform -> scaleway:acme-state state soft backend certain"},
		},
	})
}

// A region means nothing without its provider, and neither does a name.
func TestSameNameElsewhere(t *testing.T) {
	checkProviders(t, map[string]providerCase{
		"a host of one vendor names no bucket of another": {
			tf: `
provider "aws" { region = "us-east-1" }
resource "aws_s3_bucket" "b" { bucket = "acme-media" }
resource "aws_lambda_function" "f" {
  function_name = "f"
  environment { variables = { MEDIA = "https://acme-media.s3.us-east-1.wasabisys.com/x" } }
}`,
			want: []string{
				`aws_s3_bucket.b: aws s3 "us-east-1" region`, `wasabi:acme-media: wasabi s3 "us-east-1" region`,
				"aws_lambda_function.f -> wasabi:acme-media read hard env certain",
			},
		},
		"of two buckets of one name the vendor's own": {
			tf: `
provider "aws" { region = "us-east-1" }
resource "aws_s3_bucket" "b" { bucket = "acme-media" }
resource "google_storage_bucket" "b" {
  name     = "acme-media"
  location = "EU"
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  environment { variables = { MEDIA = "gs://acme-media/x" } }
}`,
			want: []string{
				`aws_s3_bucket.b: aws s3 "us-east-1" region`, `google_storage_bucket.b: gcp gcs "eu" multi-region +soft-delete`,
				"aws_lambda_function.f -> google_storage_bucket.b read hard env certain",
			},
		},
	})
}
