# What the types of the DigitalOcean provider mean.

cloud "digitalocean" {
  provider = "digitalocean"
  product  = "spaces"
  region   = lower(self.region)
  regional = true
}

resource "digitalocean_spaces_bucket" {
  bucket {
    name   = self.name
    region = [lower(self.region), "nyc3"] # the default of the provider's schema
    scope  = "region"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "name", "urn", "bucket_domain_name"]
  known = {
    id                 = self.name
    urn                = "do:space:${self.name}"
    bucket_domain_name = "${self.name}.${region}.digitaloceanspaces.com"
  }
  guard {
    versioning    = self.versioning.enabled
    force_destroy = self.force_destroy
  }
  lifecycle {
    for_each = "lifecycle_rule"
    enabled  = each.enabled
    whole    = blank(each.prefix)
    expire   = each.expiration.days
  }
}

data "digitalocean_spaces_bucket" {
  bucket {
    name   = self.name
    region = lower(self.region)
    scope  = "region"
  }
  names = ["id", "name", "urn", "bucket_domain_name"]
  known = {
    id                 = self.name
    bucket_domain_name = "${self.name}.${region}.digitaloceanspaces.com"
  }
}

resource "digitalocean_cdn" {
  service {
    kind   = "distribution"
    name   = self.custom_domain
    global = true
  }
  use {
    from   = self.origin
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
}

resource "digitalocean_app" {
  service {
    kind   = "app"
    name   = self.spec.name
    region = lower(self.spec.region)
  }
  use {
    from = [
      self.spec.env, self.spec.service.env, self.spec.worker.env, self.spec.job.env, self.spec.function.env, self.spec.static_site.env,
    ]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "digitalocean_droplet" {
  service {
    kind = "instance"
    name = self.name
  }
  use {
    from   = self.user_data
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

# DigitalOcean Spaces. A CDN host is pinned to the region of its bucket.
locators "digitalocean" {
  product = "spaces"
  fields  = { region = "[a-z]{3}[0-9]" }

  locator "do-vhost" {
    forms = ["{bucket}.{region}[.cdn].digitaloceanspaces.com"]
  }

  locator "do-path" {
    forms = ["{region}.digitaloceanspaces.com/{bucket}"]
  }

  locator "endpoint-only" {
    forms = ["{region}.digitaloceanspaces.com"]
  }
}
