package clouds

import "testing"

func TestOtherProviders(t *testing.T) {
	checkProviders(t, map[string]providerCase{
		"cloudflare: no region but a jurisdiction": {
			tf: `
resource "cloudflare_r2_bucket" "a" {
  name     = "assets"
  location = "weur"
}
resource "cloudflare_r2_bucket" "e" {
  name         = "private"
  jurisdiction = "eu"
}
resource "cloudflare_r2_bucket_lock" "e" {
  bucket_name = cloudflare_r2_bucket.e.name
  rules       = [{ id = "off", enabled = false }, { id = "all", enabled = true, condition = { type = "Age", max_age_seconds = 86400 } }]
}
resource "cloudflare_r2_bucket_lifecycle" "a" {
  bucket_name = cloudflare_r2_bucket.a.name
  rules       = [{ id = "x", enabled = true, conditions = { prefix = "" }, delete_objects_transition = { condition = { type = "Age", max_age = 604800 } } }]
}
resource "cloudflare_r2_custom_domain" "d" {
  bucket_name = cloudflare_r2_bucket.a.name
  domain      = "assets.example.com"
  enabled     = true
}
resource "cloudflare_workers_script" "w" {
  script_name = "api"
  bindings = [
    { type = "r2_bucket", name = "B", bucket_name = cloudflare_r2_bucket.e.name },
    { type = "plain_text", name = "ASSETS", text = "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/assets" },
  ]
}`,
			want: []string{
				`cloudflare_r2_bucket.a: cloudflare r2 "" unknown (unknown: nothing here says where it lives) expire=7`,
				`cloudflare_r2_bucket.e: cloudflare r2 "eu" unknown +lock`,
				"cloudflare_r2_custom_domain.d -> cloudflare_r2_bucket.a serve hard origin certain",
				"cloudflare_workers_script.w -> cloudflare_r2_bucket.a read hard env certain",
				"cloudflare_workers_script.w -> cloudflare_r2_bucket.e readwrite hard attribute certain",
			},
		},
		"digitalocean: the schema's default region": {
			tf: `
resource "digitalocean_spaces_bucket" "d" { name = "acme-default" }
resource "digitalocean_spaces_bucket" "f" {
  name   = "acme-files"
  region = "FRA1"
  versioning { enabled = true }
  lifecycle_rule {
    enabled = true
    expiration { days = 30 }
  }
}
resource "digitalocean_cdn" "c" { origin = digitalocean_spaces_bucket.f.bucket_domain_name }
resource "digitalocean_app" "a" {
  spec {
    name   = "shop"
    region = "fra"
    service {
      name = "web"
      env {
        key   = "FILES"
        value = "https://acme-default.nyc3.digitaloceanspaces.com"
      }
    }
  }
}`,
			want: []string{
				`digitalocean_spaces_bucket.d: digitalocean spaces "nyc3" region (nyc3 is the default of digitalocean_spaces_bucket)`,
				`digitalocean_spaces_bucket.f: digitalocean spaces "fra1" region +versioning expire=30`,
				"digitalocean_app.a -> digitalocean_spaces_bucket.d read hard env certain",
				"digitalocean_cdn.c -> digitalocean_spaces_bucket.f serve hard origin certain",
			},
		},
		"backblaze: the account decides": {
			tf: `
resource "b2_bucket" "b" {
  bucket_name = "acme-backups"
  bucket_type = "allPrivate"
  file_lock_configuration {
    is_file_lock_enabled = true
    default_retention {
      mode = "compliance"
      period {
        duration = 7
        unit     = "days"
      }
    }
  }
  lifecycle_rules {
    file_name_prefix              = ""
    days_from_uploading_to_hiding = 0
  }
}
resource "b2_bucket" "c" {
  bucket_name = "acme-cache"
  bucket_type = "allPrivate"
  lifecycle_rules {
    file_name_prefix              = ""
    days_from_uploading_to_hiding = 14
  }
}`,
			want: []string{
				`b2_bucket.b: backblaze b2 "" region (unknown: nothing here says where it lives) +lock`,
				`b2_bucket.c: backblaze b2 "" region (unknown: nothing here says where it lives) expire=14`,
			},
		},
		"linode: a region, or a cluster of it": {
			tf: `
variable "cluster" {}
resource "linode_object_storage_bucket" "r" {
  label      = "one"
  region     = "nl-ams"
  versioning = true
}
resource "linode_object_storage_bucket" "c" {
  label   = "two"
  cluster = "us-east-1"
}
resource "linode_object_storage_bucket" "u" {
  label   = "three"
  cluster = var.cluster
}
resource "linode_instance" "i" {
  label = "web"
  metadata { user_data = base64encode("curl https://two.us-east-1.linodeobjects.com/app.tgz") }
}`,
			want: []string{
				`linode_object_storage_bucket.c: linode objects "us-east" region`,
				`linode_object_storage_bucket.r: linode objects "nl-ams" region +versioning`,
				`linode_object_storage_bucket.u: linode objects "" region (unknown: var.cluster has no value)`,
				"linode_instance.i -> linode_object_storage_bucket.c read startup attribute certain",
			},
		},
		"oci: two buckets of one name, and a copy that says where it goes": {
			tf: `
provider "oci" { region = "eu-frankfurt-1" }
provider "oci" {
  alias  = "ams"
  region = "eu-amsterdam-1"
}
resource "oci_objectstorage_bucket" "a" {
  name       = "media"
  namespace  = "ns"
  versioning = "Enabled"
}
resource "oci_objectstorage_bucket" "b" {
  provider  = oci.ams
  name      = "media"
  namespace = "ns"
  retention_rules {
    display_name = "month"
    duration {
      time_amount = 30
      time_unit   = "DAYS"
    }
  }
}
resource "oci_objectstorage_replication_policy" "p" {
  bucket                  = oci_objectstorage_bucket.a.name
  destination_bucket_name = "media"
  destination_region_name = "eu-amsterdam-1"
  namespace               = "ns"
  name                    = "p"
}
resource "oci_objectstorage_replication_policy" "q" {
  bucket                  = oci_objectstorage_bucket.b.name
  destination_bucket_name = "media"
  destination_region_name = "uk-london-1"
  namespace               = "ns"
  name                    = "q"
}
resource "oci_objectstorage_replication_policy" "same" {
  bucket                  = oci_objectstorage_bucket.a.name
  destination_bucket_name = "other"
  destination_region_name = "eu-frankfurt-1"
  namespace               = "ns"
  name                    = "same"
}
resource "oci_objectstorage_object_lifecycle_policy" "l" {
  bucket    = oci_objectstorage_bucket.a.name
  namespace = "ns"
  rules {
    action      = "ARCHIVE"
    is_enabled  = true
    name        = "cool"
    time_amount = 90
    time_unit   = "DAYS"
  }
}
resource "oci_functions_function" "f" {
  display_name = "thumbs"
  config       = { BUCKET = oci_objectstorage_bucket.a.name }
}`,
			want: []string{
				`oci_objectstorage_bucket.a: oci objectstorage "eu-frankfurt-1" region +versioning archive=90`,
				`oci_objectstorage_bucket.b: oci objectstorage "eu-amsterdam-1" region +lock`,
				`oci:media@uk-london-1: oci objectstorage "uk-london-1" region`,
				`oci:other: oci objectstorage "eu-frankfurt-1" region`,
				"oci_objectstorage_bucket.a => oci_objectstorage_bucket.b: replication enabled=yes whole=yes deletes=yes",
				"oci_objectstorage_bucket.a => oci:other: replication enabled=yes whole=yes deletes=yes",
				"oci_objectstorage_bucket.b => oci:media@uk-london-1: replication enabled=yes whole=yes deletes=yes",
				"oci_functions_function.f -> oci_objectstorage_bucket.a read hard env certain",
			},
		},
		"alibaba: redundancy in one zone unless it says more": {
			tf: `
provider "alicloud" { region = "cn-hangzhou" }
provider "alicloud" {
  alias  = "b"
  region = "cn-beijing"
}
resource "alicloud_oss_bucket" "l" {
  bucket = "acme-l"
  logging { target_bucket = "acme-logs" }
}
resource "alicloud_oss_bucket" "z" {
  bucket          = "acme-z"
  redundancy_type = "ZRS"
  versioning { status = "Enabled" }
}
resource "alicloud_oss_bucket" "t" {
  provider = alicloud.b
  bucket   = "acme-t"
}
resource "alicloud_oss_bucket_data_redundancy_transition" "t" { bucket = alicloud_oss_bucket.t.bucket }
resource "alicloud_oss_bucket_worm" "t" {
  bucket                   = alicloud_oss_bucket.t.bucket
  retention_period_in_days = 30
}
resource "alicloud_oss_bucket_replication" "r" {
  bucket = alicloud_oss_bucket.z.id
  action = "PUT"
  prefix_set { prefixes = ["a/"] }
  destination {
    bucket   = alicloud_oss_bucket.t.id
    location = alicloud_oss_bucket.t.location
  }
}
resource "alicloud_oss_bucket_replication" "out" {
  bucket = alicloud_oss_bucket.l.id
  destination {
    bucket   = "elsewhere"
    location = "oss-cn-shenzhen"
  }
}
resource "alicloud_fcv3_function" "f" {
  function_name         = "f"
  environment_variables = { U = "https://acme-z.oss-cn-hangzhou.aliyuncs.com/x" }
}`,
			want: []string{
				`alicloud_oss_bucket.l: alibaba oss "cn-hangzhou" zone`,
				`alicloud_oss_bucket.t: alibaba oss "cn-beijing" region +lock`,
				`alicloud_oss_bucket.z: alibaba oss "cn-hangzhou" region +versioning`,
				`alibaba:elsewhere: alibaba oss "cn-shenzhen" region`,
				"alicloud_oss_bucket.l => alibaba:elsewhere: replication enabled=yes whole=yes deletes=yes",
				"alicloud_oss_bucket.z => alicloud_oss_bucket.t: replication enabled=yes whole=no deletes=no",
				"alicloud_fcv3_function.f -> alicloud_oss_bucket.z read hard env certain",
			},
		},
	})
}
