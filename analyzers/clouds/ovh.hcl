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
