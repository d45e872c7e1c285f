# What the types of the MinIO provider mean.

# A server of one's own: what its configuration calls a region says nothing of
# where it stands, nor how many sites hold its data.
cloud "minio" {
  provider = "minio"
  product  = "s3"
}

resource "minio_s3_bucket" {
  bucket {
    name      = self.bucket
    elsewhere = true
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "bucket", "arn", "bucket_domain_name"]
  known = {
    id  = self.bucket
    arn = "arn:aws:s3:::${self.bucket}"
  }
  guard {
    force_destroy = self.force_destroy
  }
}

resource "minio_s3_bucket_versioning" {
  guard {
    of         = self.bucket
    versioning = self.versioning_configuration.status == "Enabled"
  }
}

resource "minio_s3_bucket_retention" {
  guard {
    of   = self.bucket
    lock = !blank(self.mode)
  }
}

# The destination is a bucket of another server, often of the same name.
resource "minio_s3_bucket_replication" {
  copy {
    for_each         = "rule"
    from             = self.bucket
    to               = each.target.bucket
    mechanism        = "replication"
    enabled          = [each.enabled, true]
    whole            = blank(each.prefix, each.tags)
    deletes          = any(each.delete_replication, each.delete_marker_replication)
    needs_versioning = true
  }
}
