# What the types of the Alibaba Cloud provider mean.

cloud "alicloud" {
  provider = "alibaba"
  product  = "oss"
  region   = lower(provider.region)
  tags     = self.tags
  regional = true
}

resource "alicloud_oss_bucket" {
  bucket {
    name = self.bucket
    # Locally redundant storage, the default, keeps all copies in one zone.
    scope = [lookup({ LRS = "zone", ZRS = "region" }, self.redundancy_type, "unknown"), "zone"]
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "bucket"]
  known = {
    id = self.bucket
  }
  guard {
    versioning    = self.versioning.status == "Enabled"
    force_destroy = self.force_destroy
  }
  encryption {
    managed = self.server_side_encryption_rule.sse_algorithm == "KMS"
    key     = self.server_side_encryption_rule.kms_master_key_id
  }
  lifecycle {
    for_each = "lifecycle_rule"
    enabled  = each.enabled
    whole    = blank(each.prefix, each.tags, each.filter)
    expire   = each.expiration.days
  }
  lifecycle {
    for_each = "lifecycle_rule.transitions"
    enabled  = outer.enabled && contains(["Archive", "ColdArchive", "DeepColdArchive"], each.storage_class)
    whole    = blank(outer.prefix, outer.tags, outer.filter)
    archive  = each.days
  }
  purpose {
    of = self.logging.target_bucket
    is = "logs"
  }
}

resource "alicloud_oss_bucket_data_redundancy_transition" {
  scope {
    of = self.bucket
    is = "region"
  }
}

resource "alicloud_oss_bucket_versioning" {
  guard {
    of         = self.bucket
    versioning = self.status == "Enabled"
  }
}

resource "alicloud_oss_bucket_worm" {
  guard {
    of   = self.bucket
    lock = !blank(self.retention_period_in_days)
  }
}

resource "alicloud_oss_bucket_logging" {
  purpose {
    of = self.target_bucket
    is = "logs"
  }
}

# Unlike S3, what is older than the rule is copied too.
resource "alicloud_oss_bucket_replication" {
  copy {
    from      = self.bucket
    to        = self.destination.bucket
    region    = replace(self.destination.location, "oss-", "")
    mechanism = "replication"
    enabled   = [true]
    whole     = blank(self.prefix_set.prefixes)
    timed     = self.rtc.enabled
    deletes   = [length(regexall("ALL|DELETE", self.action)) > 0, true]
    selects   = self.source_selection_criteria.sse_kms_encrypted_objects.status == "Enabled"
    key       = self.encryption_configuration.replica_kms_key_id
    role      = self.sync_role
  }
}

resource "alicloud_oss_bucket_cname" {
  service {
    kind   = "domain"
    name   = self.domain
    global = true
  }
  use {
    from   = self.bucket
    access = "serve"
    need   = "hard"
    via    = "origin"
    named  = true
  }
}

resource "alicloud_kms_key" {
  key {}
}

resource "alicloud_fcv3_function" {
  also = ["alicloud_fc_function", "alicloud_fcv2_function"]
  service {
    kind = "function"
    name = [self.function_name, self.name]
  }
  use {
    from   = self.environment_variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = [self.code.oss_bucket_name, self.oss_bucket]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

# Terraform's state, in a bucket of its own kind.

backend "oss" {
  cloud = "alicloud"
  bucket {
    name    = self.bucket
    region  = self.region
    scope   = "region"
    purpose = "state"
  }
}

data "terraform_remote_state" {
  cloud = "alicloud"
  when  = self.backend == "oss"
  bucket {
    name    = self.config.bucket
    region  = self.config.region
    scope   = "region"
    purpose = "state"
    via     = "remote_state"
  }
}

# Alibaba Cloud OSS.
locators "alibaba" {
  product = "oss"
  fields  = { region = "[a-z]{2}-[a-z]+(-[0-9])?" }

  locator "uri" {
    forms = ["oss://{bucket}"]
  }

  locator "oss-vhost" {
    forms = ["{bucket}.oss-{region}[-internal].aliyuncs.com"]
  }

  locator "oss-accelerate" {
    forms = ["{bucket}.oss-accelerate[-overseas].aliyuncs.com"]
  }
}
