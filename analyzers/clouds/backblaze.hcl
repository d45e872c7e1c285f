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

# Backblaze B2. The number of a friendly host leads to a region through the
# account alone.
locators "backblaze" {
  product = "b2"

  fields = {
    cluster = "[0-9]{3}"
    region  = "[a-z]{2}-[a-z]+-[0-9]{3}"
  }

  locator "b2-s3-vhost" {
    forms = ["{bucket}.s3.{region}.backblazeb2.com"]
  }

  locator "b2-s3-path" {
    forms = ["s3.{region}.backblazeb2.com/{bucket}"]
  }

  locator "b2-friendly" {
    forms = ["f{cluster}.backblazeb2.com/file/{bucket}"]
  }

  locator "endpoint-only" {
    forms = ["s3.{region}.backblazeb2.com", "f{cluster}.backblazeb2.com"]
  }
}
