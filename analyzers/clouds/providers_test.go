package clouds

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/facts"
)

// told writes what is known of a set, one fact a line: buckets with provider, product,
// region and scope, the guards that something decided, copies and edges.
func told(s *facts.Set) []string {
	var list []string
	for _, b := range s.Buckets {
		line := fmt.Sprintf("%s: %s %s %q %s", short(b.ID), b.Provider, b.Product, b.Region, b.Scope)
		if text := b.RegionEvidence.Text; text != "" {
			line += " (" + text + ")"
		}
		if text := b.ScopeEvidence.Text; text != "" {
			line += " [" + text + "]"
		}
		list = append(list, line+guarded(b.Guards)+aged(b.Lifecycle))
	}
	for _, c := range s.Copies {
		line := fmt.Sprintf("%s => %s: %s enabled=%s whole=%s deletes=%s", short(c.From), short(c.To), c.Mechanism, c.Enabled, c.Whole, c.Deletes)
		if c.Cold {
			line += " cold"
		}
		if c.Zonal {
			line += " zonal"
		}
		list = append(list, line)
	}
	for _, u := range s.Unresolved {
		list = append(list, "unresolved: "+u.What+": "+u.Why)
	}
	return append(list, edges(s)...)
}

func guarded(g facts.Guards) string {
	text := ""
	for _, one := range []struct {
		name string
		is   facts.Truth
	}{{"versioning", g.Versioning}, {"lock", g.Lock}, {"soft-delete", g.SoftDelete}, {"force-destroy", g.ForceDestroy}} {
		if one.is == facts.Yes {
			text += " +" + one.name
		}
	}
	return text
}

func aged(l facts.Lifecycle) string {
	text := ""
	if l.ExpireDays > 0 {
		text += fmt.Sprintf(" expire=%d", l.ExpireDays)
	}
	if l.ArchiveDays > 0 {
		text += fmt.Sprintf(" archive=%d", l.ArchiveDays)
	}
	return text
}

type providerCase struct {
	tf   string
	want []string
}

func checkProviders(t *testing.T, cases map[string]providerCase) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := told(factsOf(t, map[string]string{"main.tf": tc.tf}))
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s\nall:\n%s", diff, strings.Join(got, "\n"))
			}
		})
	}
}

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
		"ibm: three kinds of location": {
			tf: `
variable "loc" {}
resource "ibm_cos_bucket" "r" {
  bucket_name     = "r"
  region_location = "us-south"
  object_versioning { enable = true }
}
resource "ibm_cos_bucket" "c" {
  bucket_name           = "c"
  cross_region_location = "eu"
  force_delete          = false
}
resource "ibm_cos_bucket" "s" {
  bucket_name          = "s"
  single_site_location = "ams03"
  expire_rule {
    enable = true
    days   = 7
  }
}
resource "ibm_cos_bucket" "v" {
  bucket_name     = "v"
  region_location = var.loc
}
resource "ibm_cos_bucket" "both" {
  bucket_name           = "both"
  region_location       = "eu-de"
  cross_region_location = "eu"
}
resource "ibm_cos_backup_vault" "used" {
  backup_vault_name = "used"
  region            = "us"
}
resource "ibm_cos_backup_vault" "unused" {
  backup_vault_name = "unused"
  region            = "eu-de"
}
resource "ibm_cos_backup_policy" "p" {
  bucket_crn              = ibm_cos_bucket.r.crn
  target_backup_vault_crn = ibm_cos_backup_vault.used.backup_vault_crn
  policy_name             = "p"
  backup_type             = "continuous"
}
resource "ibm_cos_bucket_replication_rule" "rr" {
  bucket_crn      = ibm_cos_bucket.r.crn
  bucket_location = ibm_cos_bucket.r.region_location
  replication_rule {
    enable                          = true
    prefix                          = "a"
    deletemarker_replication_status = true
    destination_bucket_crn          = ibm_cos_bucket.s.crn
  }
}
resource "ibm_code_engine_app" "a" {
  name = "a"
  run_env_variables {
    type  = "literal"
    name  = "BUCKET"
    value = ibm_cos_bucket.r.bucket_name
  }
}`,
			want: []string{
				`ibm_cos_backup_vault.used: ibm cos "us" multi-region +versioning`,
				`ibm_cos_bucket.both: ibm cos "eu-de" unknown [unknown: it names more than one kind of location, and the provider takes exactly one] +force-destroy`,
				`ibm_cos_bucket.c: ibm cos "eu" multi-region`,
				`ibm_cos_bucket.r: ibm cos "us-south" region +versioning +force-destroy`,
				`ibm_cos_bucket.s: ibm cos "ams03" zone +force-destroy expire=7`,
				`ibm_cos_bucket.v: ibm cos "" unknown (unknown: var.loc has no value) +force-destroy`,
				"ibm_cos_bucket.r => ibm_cos_backup_vault.used: backup enabled=yes whole=yes deletes=no cold",
				"ibm_cos_bucket.r => ibm_cos_bucket.s: replication enabled=yes whole=no deletes=yes",
				"unresolved: scope of ibm_cos_bucket.both: it names more than one kind of location, and the provider takes exactly one",
				"ibm_code_engine_app.a -> ibm_cos_bucket.r read hard env certain",
			},
		},
		"scaleway: an assumed region is none": {
			tf: `
resource "scaleway_object_bucket" "n" { name = "nowhere" }
resource "scaleway_object_bucket" "w" {
  name                = "waw"
  region              = "pl-waw"
  object_lock_enabled = true
  versioning { enabled = true }
}
resource "scaleway_object_bucket" "z" {
  name   = "onezone"
  region = "fr-par"
  lifecycle_rule {
    enabled = true
    transition {
      days          = 0
      storage_class = "ONEZONE_IA"
    }
  }
}
resource "scaleway_object_bucket_lock_configuration" "w" {
  bucket = scaleway_object_bucket.w.name
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 3
    }
  }
}
resource "scaleway_edge_services_backend_stage" "e" {
  s3_backend_config {
    bucket_name   = scaleway_object_bucket.w.name
    bucket_region = "pl-waw"
  }
}
resource "scaleway_container" "c" {
  name                  = "c"
  region                = "pl-waw"
  environment_variables = { MEDIA = scaleway_object_bucket.w.endpoint }
}`,
			want: []string{
				`scaleway_object_bucket.n: scaleway s3 "" region (assumed fr-par, where it goes unless the environment names another region)`,
				`scaleway_object_bucket.w: scaleway s3 "pl-waw" region +versioning +lock`,
				`scaleway_object_bucket.z: scaleway s3 "fr-par" zone`,
				"scaleway_container.c -> scaleway_object_bucket.w read hard env certain",
				"scaleway_edge_services_backend_stage.e -> scaleway_object_bucket.w serve hard origin certain",
			},
		},
		"openstack: a container and its synchronisation": {
			tf: `
provider "openstack" { region = "RegionOne" }
resource "openstack_objectstorage_container_v1" "a" {
  name              = "media"
  versioning        = true
  container_sync_to = "//realm/clustertwo/AUTH_x/media"
}
resource "openstack_objectstorage_container_v1" "b" {
  name   = "other"
  region = "RegionTwo"
}
resource "openstack_compute_instance_v2" "i" {
  name      = "web"
  user_data = "CONTAINER=${openstack_objectstorage_container_v1.b.name}"
}`,
			want: []string{
				`openstack_objectstorage_container_v1.a: openstack swift "regionone" region +versioning`,
				`openstack_objectstorage_container_v1.a!destination: openstack swift "" unknown`,
				`openstack_objectstorage_container_v1.b: openstack swift "regiontwo" region`,
				"openstack_objectstorage_container_v1.a => openstack_objectstorage_container_v1.a!destination: container-sync enabled=yes whole=yes deletes=yes",
				"openstack_compute_instance_v2.i -> openstack_objectstorage_container_v1.b read startup attribute certain",
			},
		},
		"ovh: zones and replicas": {
			tf: `
resource "ovh_cloud_project_storage" "p" {
  region_name = "EU-WEST-PAR"
  name        = "media"
  versioning  = { status = "enabled" }
  replication = { rules = [
    { id = "a", status = "enabled", delete_marker_replication = "disabled", destination = { name = "media-copy", region = "GRA" } },
    { id = "b", status = "disabled", destination = { name = "far", region = "BHS", remove_on_main_bucket_deletion = true } },
  ] }
}
resource "ovh_cloud_project_storage" "g" {
  region_name = "GRA"
  name        = "media-copy"
  object_lock = { status = "enabled", rule = { mode = "compliance", period = "P30D" } }
}
resource "openstack_compute_instance_v2" "i" {
  name      = "web"
  region    = "GRA11"
  user_data = "MEDIA=https://media.s3.eu-west-par.io.cloud.ovh.net"
}`,
			want: []string{
				`ovh_cloud_project_storage.g: ovh s3 "gra" zone +lock`,
				`ovh_cloud_project_storage.p: ovh s3 "eu-west-par" region +versioning`,
				`ovh:far: ovh s3 "bhs" region`,
				"ovh_cloud_project_storage.p => ovh_cloud_project_storage.g: replication enabled=yes whole=yes deletes=no",
				"ovh_cloud_project_storage.p => ovh:far: replication enabled=no whole=yes deletes=yes",
				"openstack_compute_instance_v2.i -> ovh_cloud_project_storage.p read startup attribute certain",
			},
		},
		"minio: two servers, one name": {
			tf: `
provider "minio" { minio_server = "a.example.com:9000" }
provider "minio" {
  alias        = "b"
  minio_server = "b.example.com:9000"
}
resource "minio_s3_bucket" "a" { bucket = "my-bucket" }
resource "minio_s3_bucket" "b" {
  provider = minio.b
  bucket   = "my-bucket"
}
resource "minio_s3_bucket_versioning" "a" {
  bucket = minio_s3_bucket.a.bucket
  versioning_configuration { status = "Enabled" }
}
resource "minio_s3_bucket_replication" "r" {
  bucket = minio_s3_bucket.a.bucket
  rule {
    delete_replication = true
    target {
      bucket = minio_s3_bucket.b.bucket
      host   = "b.example.com"
    }
  }
}`,
			want: []string{
				`minio_s3_bucket.a: minio s3 "" unknown (unknown: nothing here says where it lives) +versioning`,
				`minio_s3_bucket.b: minio s3 "" unknown (unknown: nothing here says where it lives)`,
				"minio_s3_bucket.a => minio_s3_bucket.b: replication enabled=yes whole=yes deletes=yes",
			},
		},
	})
}
