package clouds

import "testing"

func TestGoogleDetails(t *testing.T) {
	checkProviders(t, map[string]providerCase{
		"places": {
			tf: `
variable "zone" {}
resource "google_storage_bucket" "rapid" {
  name          = "rapid"
  location      = "US-CENTRAL1"
  storage_class = "RAPID"
  custom_placement_config { data_locations = ["US-CENTRAL1-B"] }
}
resource "google_storage_bucket" "rapid_nowhere" {
  name          = "rapid-nowhere"
  location      = "US-CENTRAL1"
  storage_class = "RAPID"
}
resource "google_storage_bucket" "one" {
  name     = "one"
  location = "EU"
  custom_placement_config { data_locations = ["EUROPE-WEST1"] }
}
resource "google_storage_bucket" "turbo" {
  name     = "turbo"
  location = "EUROPE-WEST1"
  rpo      = "ASYNC_TURBO"
}
resource "google_storage_bucket" "maybe" {
  name     = "maybe"
  location = "US"
  custom_placement_config { data_locations = [var.zone] }
}
resource "google_firebase_storage_default_bucket" "f" {
  project  = "acme"
  location = "us-east1"
}`,
			want: []string{
				`google_firebase_storage_default_bucket.f: gcp gcs "us-east1" region +soft-delete`,
				`google_storage_bucket.maybe: gcp gcs "us" unknown +soft-delete`,
				`google_storage_bucket.one: gcp gcs "eu" unknown [unknown: data_locations takes two regions or one zone, and names a single region] +soft-delete`,
				`google_storage_bucket.rapid: gcp gcs "us-central1" zone +soft-delete`,
				`google_storage_bucket.rapid_nowhere: gcp gcs "us-central1" unknown [unknown: the class RAPID needs a zone in data_locations] +soft-delete`,
				`google_storage_bucket.turbo: gcp gcs "europe-west1" unknown [unknown: turbo replication works between the regions of a pair, and the location is one region] +soft-delete`,
				"unresolved: scope of google_storage_bucket.rapid_nowhere: the class RAPID needs a zone in data_locations",
				"unresolved: scope of google_storage_bucket.one: data_locations takes two regions or one zone, and names a single region",
				"unresolved: scope of google_storage_bucket.turbo: turbo replication works between the regions of a pair, and the location is one region",
			},
		},
		"transfers": {
			tf: `
provider "aws" { region = "eu-west-1" }
resource "aws_s3_bucket" "s3" { bucket = "acme-s3" }
resource "google_storage_bucket" "a" {
  name     = "acme-a"
  location = "europe-west1"
  lifecycle_rule {
    action { type = "Delete" }
    condition { age = 30 }
  }
  lifecycle_rule {
    action { type = "Delete" }
    condition {
      age        = 3
      with_state = "ARCHIVED"
    }
  }
}
resource "google_storage_bucket" "b" {
  name     = "acme-b"
  location = "us-east1"
}
resource "google_storage_transfer_job" "rule" {
  replication_spec {
    gcs_data_source { bucket_name = google_storage_bucket.a.name }
    gcs_data_sink { bucket_name = google_storage_bucket.b.name }
    object_conditions { include_prefixes = ["a/"] }
  }
}
resource "google_storage_transfer_job" "nightly" {
  status = "DISABLED"
  transfer_spec {
    gcs_data_source { bucket_name = google_storage_bucket.b.name }
    gcs_data_sink { bucket_name = google_storage_bucket.a.name }
    transfer_options { delete_objects_unique_in_sink = true }
  }
}
resource "google_storage_transfer_job" "from_s3" {
  transfer_spec {
    aws_s3_data_source { bucket_name = aws_s3_bucket.s3.bucket }
    gcs_data_sink { bucket_name = google_storage_bucket.b.name }
  }
}
resource "google_storage_transfer_job" "move" {
  transfer_spec {
    gcs_data_source { bucket_name = google_storage_bucket.a.name }
    gcs_data_sink { bucket_name = google_storage_bucket.b.name }
    transfer_options { delete_objects_from_source_after_transfer = true }
  }
}`,
			want: []string{
				`aws_s3_bucket.s3: aws s3 "eu-west-1" region`,
				`google_storage_bucket.a: gcp gcs "europe-west1" region +soft-delete expire=30`,
				`google_storage_bucket.b: gcp gcs "us-east1" region +soft-delete`,
				"aws_s3_bucket.s3 => google_storage_bucket.b: transfer enabled=yes whole=yes deletes=no",
				"google_storage_bucket.a => google_storage_bucket.b: transfer enabled=yes whole=no deletes=no",
				"google_storage_bucket.b => google_storage_bucket.a: transfer enabled=no whole=yes deletes=yes",
			},
		},
	})
}

func TestAzureDetails(t *testing.T) {
	checkProviders(t, map[string]providerCase{
		"redundancy that cannot be": {
			tf: `
resource "azurerm_storage_account" "premium" {
  name                     = "premium"
  location                 = "westeurope"
  account_tier             = "Premium"
  account_replication_type = "GRS"
}
resource "azurerm_storage_account" "premium_zrs" {
  name                     = "premiumzrs"
  location                 = "westeurope"
  account_tier             = "Premium"
  account_replication_type = "ZRS"
}
resource "azurerm_storage_account" "unpaired" {
  name                     = "unpaired"
  location                 = "Italy North"
  account_replication_type = "RAGRS"
}
resource "azurerm_storage_account" "unpaired_zrs" {
  name                     = "unpairedzrs"
  location                 = "Italy North"
  account_replication_type = "ZRS"
}
resource "azurerm_storage_account" "edge" {
  name                     = "edge"
  location                 = "westus"
  edge_zone                = "losangeles"
  account_replication_type = "ZRS"
}
variable "kind" {}
resource "azurerm_storage_account" "maybe" {
  name                     = "maybe"
  location                 = "westus"
  account_replication_type = var.kind
}`,
			want: []string{
				`azurerm_storage_account.edge: azure blob "westus" zone`,
				`azurerm_storage_account.maybe: azure blob "westus" unknown`,
				`azurerm_storage_account.premium: azure blob "westeurope" unknown [unknown: a premium account keeps its data in one region: LRS or ZRS]`,
				`azurerm_storage_account.premium_zrs: azure blob "westeurope" region`,
				`azurerm_storage_account.unpaired: azure blob "italynorth" unknown [unknown: the region has no pair, so there is nowhere for a second copy to be]`,
				`azurerm_storage_account.unpaired_zrs: azure blob "italynorth" region`,
				"unresolved: scope of azurerm_storage_account.premium: a premium account keeps its data in one region: LRS or ZRS",
				"unresolved: scope of azurerm_storage_account.unpaired: the region has no pair, so there is nowhere for a second copy to be",
			},
		},
		"guards and lifecycle of containers": {
			tf: `
resource "azurerm_storage_account" "a" {
  name                     = "acmea"
  location                 = "westeurope"
  account_replication_type = "ZRS"
}
resource "azurerm_storage_container" "c" {
  name               = "media"
  storage_account_id = azurerm_storage_account.a.id
}
resource "azurerm_storage_data_lake_gen2_filesystem" "f" {
  name               = "lake"
  storage_account_id = azurerm_storage_account.a.id
}
resource "azurerm_storage_container_immutability_policy" "c" {
  storage_container_resource_manager_id = azurerm_storage_container.c.resource_manager_id
  immutability_period_in_days           = 7
  locked                                = true
}
resource "azurerm_storage_management_policy" "a" {
  storage_account_id = azurerm_storage_account.a.id
  rule {
    name    = "old"
    enabled = true
    filters { blob_types = ["blockBlob"] }
    actions {
      base_blob { delete_after_days_since_modification_greater_than = 90 }
    }
  }
}`,
			want: []string{
				`azurerm_storage_account.a: azure blob "westeurope" region expire=90`,
				`azurerm_storage_container.c: azure blob "westeurope" region +lock expire=90`,
				`azurerm_storage_data_lake_gen2_filesystem.f: azure blob "westeurope" region expire=90`,
			},
		},
		"vaults": {
			tf: `
resource "azurerm_storage_account" "a" {
  name                     = "acmea"
  location                 = "westeurope"
  account_replication_type = "LRS"
}
resource "azurerm_storage_account" "b" {
  name                     = "acmeb"
  location                 = "westeurope"
  account_replication_type = "LRS"
}
resource "azurerm_data_protection_backup_vault" "v" {
  name       = "v"
  location   = "westeurope"
  redundancy = "GeoRedundant"
}
resource "azurerm_data_protection_backup_policy_blob_storage" "vaulted" {
  name                             = "vaulted"
  vault_id                         = azurerm_data_protection_backup_vault.v.id
  vault_default_retention_duration = "P30D"
}
resource "azurerm_data_protection_backup_policy_blob_storage" "operational" {
  name                                   = "operational"
  vault_id                               = azurerm_data_protection_backup_vault.v.id
  operational_default_retention_duration = "P30D"
}
resource "azurerm_data_protection_backup_instance_blob_storage" "a" {
  name               = "a"
  vault_id           = azurerm_data_protection_backup_vault.v.id
  storage_account_id = azurerm_storage_account.a.id
  backup_policy_id   = azurerm_data_protection_backup_policy_blob_storage.vaulted.id
}
resource "azurerm_data_protection_backup_instance_blob_storage" "b" {
  name               = "b"
  vault_id           = azurerm_data_protection_backup_vault.v.id
  storage_account_id = azurerm_storage_account.b.id
  backup_policy_id   = azurerm_data_protection_backup_policy_blob_storage.operational.id
}`,
			want: []string{
				`azurerm_data_protection_backup_vault.v: azure blob "westeurope" geo +versioning`,
				`azurerm_storage_account.a: azure blob "westeurope" zone`,
				`azurerm_storage_account.b: azure blob "westeurope" zone`,
				"azurerm_storage_account.a => azurerm_data_protection_backup_vault.v: backup enabled=yes whole=yes deletes=no cold",
			},
		},
	})
}
