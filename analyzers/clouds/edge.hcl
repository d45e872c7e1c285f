# Names and scripts at the edge, of vendors that keep no objects of their own.

# Who else answers for a zone, or takes its mail, is nothing that stands behind a name.
resource "cloudflare_record" {
  also  = ["cloudflare_dns_record"]
  cloud = "cloudflare_edge"
  when  = contains(["NS", "SOA", "TXT", "MX", "CAA", "DS"], self.type)
}

resource "cloudflare_record" {
  also  = ["cloudflare_dns_record"]
  cloud = "cloudflare_edge"
  service {
    kind   = "dns-name"
    name   = self.name
    group  = [self.zone_id, self.name]
    global = true
    front  = true
  }
  use {
    from   = [self.content, self.value]
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  endpoints = ["hostname", "name"]
  relies {
    on     = [self.content, self.value]
    access = "serve"
  }
}

resource "cloudflare_pages_project" {
  cloud = "cloudflare"
  service {
    kind   = "app"
    name   = self.name
    global = true
    front  = true
  }
  endpoints = ["subdomain", "domains"]
  use {
    from   = self.deployment_configs.production.r2_buckets
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  relies {
    on = [self.deployment_configs.production.service_binding.service, self.deployment_configs.production.services.any.service]
  }
  use {
    from   = [self.deployment_configs.production.environment_variables, self.deployment_configs.production.env_vars]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "cloudflare_logpush_job" {
  cloud = "cloudflare_edge"
  service {
    kind   = "log-delivery"
    name   = [self.name, self.dataset]
    global = true
    front  = true
    silent = true
  }
  use {
    from   = self.destination_conf
    access = "logs"
    need   = "soft"
    via    = "log"
  }
}

resource "fastly_service_compute" {
  cloud = "fastly"
  service {
    kind   = "function"
    name   = self.name
    global = true
    front  = true
  }
  use {
    from   = [self.backend.address, self.backend.override_host]
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = self.backend.address
    access = "serve"
  }
  # The block says whose store it is. An S3 that is not at AWS has a domain, which may say whose.
  use {
    for_each = ["logging_s3"]
    only     = blank(each.domain)
    from     = each.bucket_name
    cloud    = "aws"
    access   = "logs"
    need     = "soft"
    via      = "log"
    named    = true
  }
  use {
    for_each = ["logging_s3"]
    from     = "https://${each.domain}/${each.bucket_name}"
    access   = "logs"
    need     = "soft"
    via      = "log"
  }
  use {
    from   = self.logging_s3.bucket_name
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
  use {
    from   = self.logging_gcs.bucket_name
    cloud  = "google"
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
  use {
    from   = self.logging_blobstorage.account_name
    cloud  = "azurerm"
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}

resource "fastly_service_dictionary_items" {
  cloud = "fastly"
  service {
    kind   = "distribution"
    name   = self.service_id
    global = true
    front  = true
  }
  part_of = self.service_id
  use {
    from   = self.items
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
}
