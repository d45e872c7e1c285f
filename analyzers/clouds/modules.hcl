# What well-known registry modules make, told from the arguments of the call:
# their code is seldom on disk. Names are the registry's NAMESPACE/NAME/PROVIDER,
# with //SUBMODULE behind it.

module "terraform-aws-modules/s3-bucket/aws" {
  cloud = "aws"
  bucket {
    name  = self.bucket
    scope = "region"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = [
    "s3_bucket_id", "s3_bucket_arn", "s3_bucket_bucket_domain_name", "s3_bucket_bucket_regional_domain_name",
    "s3_bucket_website_endpoint", "s3_bucket_website_domain", "this_s3_bucket_id", "this_s3_bucket_arn",
    "this_s3_bucket_bucket_domain_name", "this_s3_bucket_bucket_regional_domain_name",
  ]
  known = {
    s3_bucket_id                          = self.bucket
    s3_bucket_arn                         = "arn:aws:s3:::${self.bucket}"
    s3_bucket_bucket_domain_name          = "${self.bucket}.s3.amazonaws.com"
    s3_bucket_bucket_regional_domain_name = "${self.bucket}.s3.${region}.amazonaws.com"
    s3_bucket_region                      = region
  }
  guard {
    versioning    = [lookup({ Enabled = true, true = true }, self.versioning.status, false), self.versioning.enabled]
    lock          = self.object_lock_enabled
    force_destroy = self.force_destroy
  }
  copy {
    for_each         = "replication_configuration.rules"
    to               = each.destination.bucket
    mechanism        = "replication"
    enabled          = [lookup({ Enabled = true }, each.status, false), true]
    whole            = blank(each.prefix, each.filter.prefix, each.filter.tags)
    timed            = each.destination.replication_time.status == "Enabled"
    cold             = contains(["GLACIER", "DEEP_ARCHIVE"], each.destination.storage_class)
    needs_versioning = true
  }
  purpose {
    of = self.logging.target_bucket
    is = "logs"
  }
}

module "cloudposse/s3-bucket/aws" {
  cloud = "aws"
  bucket {
    name  = self.bucket_name
    scope = "region"
    default {
      versioning  = true # versioning_enabled is true unless it is set
      lock        = false
      soft_delete = false
    }
  }
  names = ["bucket_id", "bucket_arn", "bucket_domain_name", "bucket_regional_domain_name", "bucket_website_endpoint", "bucket_website_domain"]
  known = {
    bucket_id  = self.bucket_name
    bucket_arn = "arn:aws:s3:::${self.bucket_name}"
  }
  guard {
    versioning    = self.versioning_enabled
    lock          = !blank(self.object_lock_configuration.mode)
    force_destroy = self.force_destroy
  }
  copy {
    for_each         = "s3_replication_rules"
    to               = [each.destination.bucket, each.destination_bucket, self.s3_replica_bucket_arn]
    mechanism        = "replication"
    enabled          = each.status == "Enabled"
    whole            = blank(each.prefix, each.filter.prefix, each.filter.tags)
    needs_versioning = true
  }
}

module "cloudposse/tfstate-backend/aws" {
  cloud = "aws"
  bucket {
    name    = self.s3_bucket_name
    scope   = "region"
    purpose = "state"
    default {
      versioning = true
    }
  }
  names = ["s3_bucket_id", "s3_bucket_arn", "s3_bucket_domain_name"]
}

module "cloudposse/cloudfront-s3-cdn/aws" {
  cloud = "aws"
  bucket {
    name  = self.origin_bucket
    scope = "region"
    default {
      versioning  = true
      lock        = false
      soft_delete = false
    }
  }
  names = ["s3_bucket", "s3_bucket_arn", "s3_bucket_domain_name"]
  guard {
    versioning = self.versioning_enabled
  }
  service {
    kind   = "distribution"
    name   = [self.aliases, self.name]
    global = true
  }
  # It serves the bucket that it makes itself.
  serves_itself = true
}

module "terraform-aws-modules/cloudfront/aws" {
  cloud = "aws"
  service {
    kind   = "distribution"
    name   = [self.aliases, self.comment]
    global = true
  }
  use {
    from   = self.origin.any.domain_name
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  use {
    from   = self.logging_config.bucket
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  relies {
    on = [
      self.default_cache_behavior.lambda_function_association.any.lambda_arn, self.ordered_cache_behavior.any.lambda_function_association.any.lambda_arn,
    ]
    access = "serve"
  }
}

module "terraform-aws-modules/lambda/aws" {
  cloud = "aws"
  service {
    kind = "function"
    name = self.function_name
  }
  identity  = self.lambda_role
  called_by = "function ${self.function_name}"
  endpoints = [
    "lambda_function_arn", "lambda_function_invoke_arn", "lambda_function_name", "lambda_function_qualified_arn", "lambda_function_qualified_invoke_arn",
    "lambda_function_url",
  ]
  passes {
    from  = self.event_source_mapping.any.event_source_arn
    later = true
  }
  relies {
    on     = [self.dead_letter_target_arn, self.destination_on_failure, self.destination_on_success]
    access = "write"
    need   = "soft"
  }
  use {
    from   = self.environment_variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = [self.s3_bucket, self.s3_existing_package.bucket]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
  grant {
    policy     = [self.policy_json, self.policy_jsons, self.policy, self.policies]
    statements = "policy_statements"
  }
}

# These make no bucket, and run nothing that names one.

module "terraform-aws-modules/eks/aws" {
  cloud = "aws"
}

module "terraform-aws-modules/vpc/aws//modules/vpc-endpoints" {
  cloud = "aws"
}

module "terraform-aws-modules/ecs/aws//modules/service" {
  cloud = "aws"
  service {
    kind = "task"
    name = self.name
  }
  identity = self.tasks_iam_role_arn
  passes {
    from = [self.load_balancer.any.target_group_arn, self.service_registries.registry_arn]
  }
  use {
    from   = self.container_definitions
    access = "read"
    need   = "hard"
    via    = "env"
  }
  grant {
    statements = "tasks_iam_role_statements"
  }
}

module "terraform-google-modules/cloud-storage/google//modules/simple_bucket" {
  cloud = "google"
  bucket {
    name   = self.name
    region = lower(self.location)
    scope = lookup({
      us = "multi-region", eu = "multi-region", asia = "multi-region", nam4 = "dual-region", eur4 = "dual-region",
      eur5 = "dual-region", eur7 = "dual-region", eur8 = "dual-region", asia1 = "dual-region",
    }, lower(self.location), "region")
    default {
      versioning  = true # versioning is true unless it is set
      lock        = false
      soft_delete = true
    }
  }
  names = ["name", "bucket", "url"]
  known = {
    name = self.name
    url  = "gs://${self.name}"
  }
  guard {
    versioning    = self.versioning
    force_destroy = self.force_destroy
  }
}

module "Azure/avm-res-storage-storageaccount/azurerm" {
  cloud = "azurerm"
  bucket {
    name = self.name
    # ZRS is the module's default.
    scope = [
      lookup({ LRS = "zone", ZRS = "region", GRS = "geo", RAGRS = "geo", GZRS = "geo", RAGZRS = "geo" }, self.account_replication_type, "unknown"),
      "region",
    ]
    secondary = contains(["RAGRS", "RAGZRS"], self.account_replication_type)
  }
  names = ["name", "resource_id", "id", "resource", "fqdn"]
  known = {
    name = self.name
  }
  guard {
    versioning  = self.blob_properties.versioning_enabled
    soft_delete = !blank(self.blob_properties.delete_retention_policy)
  }
}
