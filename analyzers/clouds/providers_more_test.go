package clouds

import "testing"

// What TestOtherProviders asks, of the vendors that are left.
func TestMoreProviders(t *testing.T) {
	checkProviders(t, map[string]providerCase{
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
