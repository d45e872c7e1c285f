# What the types of the OVHcloud provider mean.

cloud "ovh" {
  provider = "ovh"
  product  = "s3"
  region   = lower(self.region_name)
  tags     = self.tags
  regional = true
}

resource "ovh_cloud_project_storage" {
  bucket {
    name = self.name
    # Most regions have one zone only; the number behind an older name is a cluster's.
    scope = lower(self.region_name) == "eu-west-par" ? "region" : (
      length(regexall("^(gra|rbx|sbg|de|waw|uk|bhs|sgp)[0-9]*$", lower(self.region_name))) > 0 ? "zone" : "region"
    )
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "name", "virtual_host"]
  guard {
    versioning = self.versioning.status == "enabled"
    lock       = self.object_lock.status == "enabled" && !blank(self.object_lock.rule)
  }
  copy {
    for_each  = "replication.rules"
    to        = each.destination.name
    region    = lower(each.destination.region)
    mechanism = "replication"
    enabled   = each.status == "enabled"
    whole     = blank(each.filter.prefix, each.filter.tags)
    # remove_on_main_bucket_deletion takes the replica away with its source.
    deletes          = any(each.delete_marker_replication == "enabled", each.destination.remove_on_main_bucket_deletion)
    needs_versioning = true
  }
}

data "ovh_cloud_project_storage" {
  bucket {
    name  = self.name
    scope = "region"
  }
  names = ["id", "name", "virtual_host"]
}

# OVHcloud Object Storage, by S3 and by Swift.
locators "ovh" {
  product = "s3"

  fields = {
    account = "AUTH_[A-Za-z0-9]+"
    region  = "[a-z0-9-]+"
  }

  locator "ovh-vhost" {
    forms = ["{bucket}.s3.{region}.(io|perf).cloud.ovh.(net|us)"]
  }

  locator "ovh-path" {
    forms = ["s3.{region}.(io|perf).cloud.ovh.(net|us)/{bucket}"]
  }

  locator "ovh-swift" {
    forms = ["storage.{region}.cloud.ovh.(net|us)/v1/{account}/{bucket}"]
  }

  locator "endpoint-only" {
    forms = ["s3.{region}.(io|perf).cloud.ovh.(net|us)"]
  }
}
