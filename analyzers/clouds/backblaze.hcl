# What the types of the Backblaze B2 provider mean.

# The account decides the region, and no argument tells it.
cloud "b2" {
  provider = "backblaze"
  product  = "b2"
  regional = true
}

resource "b2_bucket" {
  bucket {
    name      = self.bucket_name
    elsewhere = true
    scope     = "region"
    default {
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "bucket_id", "bucket_name"]
  guard {
    lock = !blank(self.file_lock_configuration.default_retention.mode)
  }
  # Hidden files are gone for every reader who does not ask for old versions.
  lifecycle {
    for_each = "lifecycle_rules"
    enabled  = each.days_from_uploading_to_hiding > 0
    whole    = blank(each.file_name_prefix)
    expire   = each.days_from_uploading_to_hiding
  }
}

data "b2_bucket" {
  bucket {
    name      = self.bucket_name
    elsewhere = true
    scope     = "region"
  }
  names = ["id", "bucket_id", "bucket_name"]
}
