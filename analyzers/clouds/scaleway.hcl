# What the types of the Scaleway provider mean.

# Without a region the provider goes to fr-par, unless the environment or its
# configuration file names another one.
cloud "scaleway" {
  provider = "scaleway"
  product  = "s3"
  region   = [lower(self.region), lower(provider.region)]
  assumed  = "fr-par"
  tags     = self.tags
  regional = true
}

resource "scaleway_object_bucket" {
  bucket {
    name  = self.name
    scope = "region"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "name", "endpoint"]
  known = {
    id       = "${region}/${self.name}"
    endpoint = "https://${self.name}.s3.${region}.scw.cloud"
  }
  guard {
    versioning    = self.versioning.enabled
    force_destroy = self.force_destroy # locked objects included
  }
  lifecycle {
    for_each = "lifecycle_rule"
    enabled  = each.enabled
    whole    = blank(each.prefix, each.tags)
    expire   = each.expiration.days
  }
  lifecycle {
    for_each = "lifecycle_rule.transition"
    enabled  = outer.enabled && each.storage_class == "GLACIER"
    whole    = blank(outer.prefix, outer.tags)
    archive  = each.days
  }
  # Objects that move to one zone as soon as they are written.
  scope {
    for_each = "lifecycle_rule.transition"
    is       = "zone"
    when     = any(outer.enabled) && each.storage_class == "ONEZONE_IA" && each.days == 0 && blank(outer.prefix, outer.tags)
  }
}

data "scaleway_object_bucket" {
  bucket {
    name  = self.name
    scope = "region"
  }
  names = ["id", "name", "endpoint"]
}

resource "scaleway_object_bucket_lock_configuration" {
  guard {
    of   = self.bucket
    lock = !blank(self.rule.default_retention.mode)
  }
}

resource "scaleway_object_bucket_website_configuration" {
  alias = self.bucket
}

resource "scaleway_edge_services_backend_stage" {
  service {
    kind   = "distribution"
    name   = self.name
    global = true
  }
  use {
    from   = self.s3_backend_config.bucket_name
    access = "serve"
    need   = "hard"
    via    = "origin"
    named  = true
  }
}

resource "scaleway_container" {
  service {
    kind = "app"
    name = self.name
  }
  use {
    from   = [self.environment_variables, self.secret_environment_variables]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "scaleway_function" {
  service {
    kind = "function"
    name = self.name
  }
  use {
    from   = [self.environment_variables, self.secret_environment_variables]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "scaleway_instance_server" {
  service {
    kind   = "instance"
    name   = self.name
    region = regexall("^([a-z]+-[a-z]+)-[0-9]+$", self.zone)[0][0]
  }
  use {
    from   = self.user_data
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

# Scaleway Object Storage.
locators "scaleway" {
  product = "s3"
  fields  = { region = "[a-z]{2}-[a-z]{3}" }

  locator "scw-vhost" {
    forms = ["{bucket}.s3.{region}.scw.cloud"]
  }

  locator "scw-path" {
    forms = ["s3.{region}.scw.cloud/{bucket}"]
  }

  locator "scw-website" {
    forms = ["{bucket}.s3-website.{region}.scw.cloud"]
  }

  locator "endpoint-only" {
    forms = ["s3.{region}.scw.cloud"]
  }
}
