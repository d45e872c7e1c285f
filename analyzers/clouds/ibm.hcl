# What the types of the IBM Cloud provider mean.

cloud "ibm" {
  provider = "ibm"
  product  = "cos"
  region   = [lower(self.region), lower(provider.region)]
  tags     = self.tags
}

# One of three arguments says where a bucket lives, and by that how much it survives.
resource "ibm_cos_bucket" {
  bucket {
    name   = self.bucket_name
    region = [lower(self.region_location), lower(self.cross_region_location), lower(self.single_site_location)]
    scope = !blank(self.region_location) ? "region" : (
      !blank(self.cross_region_location) ? "multi-region" : (!blank(self.single_site_location) ? "zone" : "unknown")
    )
    doubt {
      when = length([for l in [blank(self.region_location), blank(self.cross_region_location), blank(self.single_site_location)] : l if !l]) > 1
      why  = "it names more than one kind of location, and the provider takes exactly one"
    }
    default {
      versioning    = false
      lock          = false
      soft_delete   = false
      force_destroy = true # force_delete is true unless it is set
    }
  }
  names = ["id", "crn", "bucket_name"]
  guard {
    versioning    = self.object_versioning.enable
    lock          = !blank(self.retention_rule.default)
    force_destroy = self.force_delete
  }
  encryption {
    managed = !blank(self.key_protect, self.kms_key_crn)
    key     = [self.kms_key_crn, self.key_protect]
  }
  lifecycle {
    for_each = "expire_rule"
    enabled  = each.enable
    whole    = blank(each.prefix)
    expire   = each.days
  }
  lifecycle {
    for_each = "archive_rule"
    enabled  = each.enable
    archive  = each.days
  }
}

data "ibm_cos_bucket" {
  bucket {
    name      = self.bucket_name
    elsewhere = true
  }
  names = ["id", "crn", "bucket_name"]
}

resource "ibm_cos_bucket_replication_rule" {
  copy {
    for_each         = "replication_rule"
    from             = self.bucket_crn
    to               = each.destination_bucket_crn
    mechanism        = "replication"
    enabled          = each.enable
    whole            = blank(each.prefix)
    deletes          = each.deletemarker_replication_status
    needs_versioning = true
  }
}

resource "ibm_cos_bucket_object_lock_configuration" {
  guard {
    of   = self.bucket_crn
    lock = !blank(self.object_lock_configuration.object_lock_rule.default_retention.mode)
  }
}

# us, eu and ap are vaults across regions, as with buckets.
resource "ibm_cos_backup_vault" {
  bucket {
    name  = self.backup_vault_name
    scope = contains(["us", "eu", "ap"], self.region) ? "multi-region" : "region"
    vault = true
    default {
      versioning = true # each backup stands for itself
    }
  }
  names = ["id", "backup_vault_crn"]
}

resource "ibm_cos_backup_policy" {
  copy {
    from             = self.bucket_crn
    to               = self.target_backup_vault_crn
    mechanism        = "backup"
    enabled          = [true]
    cold             = true
    needs_versioning = true
  }
}

resource "ibm_code_engine_app" {
  service {
    kind = "app"
    name = self.name
  }
  use {
    from   = self.run_env_variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "ibm_code_engine_job" {
  service {
    kind = "job"
    name = self.name
  }
  use {
    from   = self.run_env_variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

# IBM Cloud Object Storage. us, eu and ap are buckets across regions.
locators "ibm" {
  product = "cos"

  fields = {
    account = "[a-z0-9]+"
    region  = "[a-z0-9-]+"
  }

  locator "ibm-vhost" {
    forms = ["{bucket}.s3.[(private|direct).]{region}.cloud-object-storage.appdomain.cloud"]
  }

  locator "ibm-path" {
    forms = ["s3.[(private|direct).]{region}.cloud-object-storage.appdomain.cloud/{bucket}"]
  }

  locator "ibm-crn" {
    forms = ["crn:v1:bluemix:public:cloud-object-storage:global:a/{account}:{instance}:bucket:{bucket}"]
  }

  locator "endpoint-only" {
    forms = ["s3.[(private|direct).]{region}.cloud-object-storage.appdomain.cloud"]
  }
}
