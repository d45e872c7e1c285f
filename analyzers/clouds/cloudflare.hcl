# What the types of the Cloudflare provider mean.

# R2 has no region that a user sees: location is a hint, honoured only the first
# time a name is created. A jurisdiction is a promise, so it stands in its place.
cloud "cloudflare" {
  provider = "cloudflare"
  product  = "r2"
}

resource "cloudflare_r2_bucket" {
  bucket {
    name   = self.name
    region = contains(["eu", "us", "fedramp"], self.jurisdiction) ? self.jurisdiction : null
    default {
      versioning  = false # R2 has none
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "name"]
  known = {
    id = self.name
  }
}

resource "cloudflare_r2_bucket_lock" {
  guard {
    of   = self.bucket_name
    lock = any(self.rules.enabled)
  }
}

resource "cloudflare_r2_bucket_lifecycle" {
  lifecycle {
    for_each = "rules"
    of       = self.bucket_name
    enabled  = each.enabled && each.delete_objects_transition.condition.type == "Age"
    whole    = blank(each.conditions.prefix)
    expire   = each.delete_objects_transition.condition.max_age / 86400 # seconds
  }
}

resource "cloudflare_r2_custom_domain" {
  service {
    kind   = "domain"
    name   = self.domain
    global = true
  }
  use {
    from   = self.bucket_name
    access = "serve"
    need   = "hard"
    via    = "origin"
    named  = true
  }
}

resource "cloudflare_r2_managed_domain" {
  when = self.enabled
  service {
    kind   = "domain"
    name   = self.bucket_name
    global = true
  }
  use {
    from   = self.bucket_name
    access = "serve"
    need   = "hard"
    via    = "origin"
    named  = true
  }
}

resource "cloudflare_workers_script" {
  also = ["cloudflare_worker_script"] # its name before version 5
  service {
    kind   = "function"
    name   = [self.script_name, self.name]
    global = true
  }
  endpoints = ["id", "name", "script_name"]
  relies {
    on = [self.bindings.service, self.service_binding.service, self.bindings.queue_name, self.queue_binding.queue]
  }
  use {
    from   = [self.bindings.bucket_name, self.r2_bucket_binding.bucket_name]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from   = [self.bindings.text, self.plain_text_binding.text]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

# Cloudflare R2. What stands for the region is a jurisdiction.
locators "cloudflare" {
  product = "r2"

  fields = {
    account = "[0-9a-f]{32}"
    hash    = "[0-9a-f]{32}"
    region  = "eu|us|fedramp"
  }

  locator "r2-vhost" {
    forms = ["{bucket}.{account}[.{region}].r2.cloudflarestorage.com"]
  }

  locator "r2-path" {
    forms = ["{account}[.{region}].r2.cloudflarestorage.com/{bucket}"]
  }

  # The public host of a bucket that only its own resource names.
  locator "r2-public" {
    forms = ["pub-{hash}.r2.dev"]
  }

  locator "endpoint-only" {
    forms = ["{account}[.{region}].r2.cloudflarestorage.com"]
  }
}

# What serves from other vendors' stores names none by itself.
cloud "cloudflare_edge" {
  provider = "cloudflare"
  product  = ""
}

# Pools are used in their order, and the origins of a pool together. A pool without
# a monitor is well for ever. An origin without a Host header of its own gets the
# client's, and so does every origin where only the name is answered, not the request.
resource "cloudflare_load_balancer" {
  cloud = "cloudflare_edge"
  service {
    kind   = "dns-name"
    name   = self.name
    global = true
    front  = true
  }
  switch "origin-pools" {
    with      = [self.default_pools, self.default_pool_ids, self.fallback_pool, self.fallback_pool_id]
    for_each  = "with.origins"
    only      = [self.enabled, true]
    group     = self.name
    members   = each.address
    automatic = true
    enabled   = length([for is in [with.enabled, each.enabled] : is if is == false]) == 0
    probed    = [with.monitor, with.monitor_group]
    same_host = blank(each.header) || !any(self.proxied)
    reads     = true
  }
}
