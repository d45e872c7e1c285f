# What the types of the Oracle Cloud Infrastructure provider mean.

cloud "oci" {
  provider = "oci"
  product  = "objectstorage"
  region   = lower(provider.region)
  tags     = self.freeform_tags
  regional = true
}

resource "oci_objectstorage_bucket" {
  bucket {
    name  = self.name
    scope = "region"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "bucket_id", "name"]
  guard {
    versioning = self.versioning == "Enabled"
    lock       = !blank(self.retention_rules)
  }
  encryption {
    managed = !blank(self.kms_key_id)
    key     = self.kms_key_id
  }
}

data "oci_objectstorage_bucket" {
  bucket {
    name  = self.name
    scope = "region"
  }
  names = ["id", "bucket_id", "name"]
}

# The destination is named, not referred to: a name is unique within a region only.
resource "oci_objectstorage_replication_policy" {
  copy {
    from      = self.bucket
    to        = self.destination_bucket_name
    region    = self.destination_region_name
    mechanism = "replication"
    enabled   = [true]
    deletes   = true
  }
}

resource "oci_objectstorage_object_lifecycle_policy" {
  lifecycle {
    for_each = "rules"
    of       = self.bucket
    enabled  = each.is_enabled && each.action == "DELETE" && each.time_unit == "DAYS"
    whole    = blank(each.object_name_filter)
    expire   = each.time_amount
  }
  lifecycle {
    for_each = "rules"
    of       = self.bucket
    enabled  = each.is_enabled && each.action == "ARCHIVE" && each.time_unit == "DAYS"
    whole    = blank(each.object_name_filter)
    archive  = each.time_amount
  }
}

resource "oci_functions_function" {
  service {
    kind = "function"
    name = self.display_name
  }
  use {
    from   = self.config
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "oci_container_instances_container_instance" {
  service {
    kind = "app"
    name = self.display_name
  }
  use {
    from   = self.containers.environment_variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

# Oracle Cloud Infrastructure. A bucket's name is unique within its namespace.
locators "oci" {
  product  = "objectstorage"
  identity = ["namespace", "bucket"]

  fields = {
    namespace = "[A-Za-z0-9]+"
    token     = ".+" # of a pre-authenticated request: a secret
    region    = "[a-z]{2}-[a-z]+(-[a-z]+)?-[0-9]"
  }

  locator "oci-native" {
    forms = ["objectstorage.{region}.(oraclecloud.com|oci.customer-oci.com)[/p/{token}]/n/{namespace}/b/{bucket}"]
  }

  locator "oci-dedicated" {
    forms = ["{namespace}.objectstorage.{region}.oci.customer-oci.com[/p/{token}]/n/{namespace}/b/{bucket}"]
  }

  locator "oci-s3compat" {
    forms = ["{namespace}.compat.objectstorage.{region}.(oraclecloud.com|oci.customer-oci.com)/{bucket}"]
  }

  locator "uri" {
    forms = ["oci://{bucket}@{namespace}"]
  }
}
