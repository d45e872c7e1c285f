# What brings requests, times and messages to scripts at Cloudflare.

resource "cloudflare_workers_route" {
  also  = ["cloudflare_worker_route", "cloudflare_workers_custom_domain", "cloudflare_workers_domain", "cloudflare_worker_domain"]
  cloud = "cloudflare_edge"
  service {
    kind   = "dns-name"
    name   = [self.hostname, self.pattern]
    global = true
    front  = true
  }
  relies {
    on     = [self.script, self.script_name, self.service]
    access = "serve"
  }
}

resource "cloudflare_pages_domain" {
  cloud = "cloudflare_edge"
  service {
    kind   = "dns-name"
    name   = [self.domain, self.name]
    global = true
    front  = true
  }
  relies {
    on     = self.project_name
    access = "serve"
  }
}

resource "cloudflare_workers_cron_trigger" {
  also  = ["cloudflare_worker_cron_trigger"]
  cloud = "cloudflare_edge"
  service {
    kind   = "schedule"
    name   = self.script_name
    global = true
    front  = true
    silent = true
  }
  relies {
    on = self.script_name
  }
}

resource "cloudflare_queue" {
  cloud     = "cloudflare_edge"
  endpoints = ["id", "name", "queue_name", "queue_id"]
}

resource "cloudflare_queue_consumer" {
  cloud = "cloudflare_edge"
  passes {
    from  = self.queue_id
    to    = self.script_name
    later = true
  }
}

# Requests that are sent to another origin than the name's own.
resource "cloudflare_page_rule" {
  also  = ["cloudflare_ruleset"]
  cloud = "cloudflare_edge"
  service {
    kind   = "distribution"
    name   = [self.name, self.target]
    global = true
    front  = true
  }
  use {
    from = [
      self.actions.host_header_override, self.actions.resolve_override, self.rules.action_parameters.host_header, self.rules.action_parameters.origin.host,
    ]
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = [self.actions.resolve_override, self.rules.action_parameters.origin.host]
    access = "serve"
  }
}

# What happens to a bucket is told to a queue.
resource "cloudflare_r2_bucket_event_notification" {
  cloud = "cloudflare"
  grant {
    to     = self.queue_id
    bucket = self.bucket_name
    access = "trigger"
    via    = "notification"
  }
}

# A tunnel leads to what stands behind it, by its name.
resource "cloudflare_zero_trust_tunnel_cloudflared_config" {
  also  = ["cloudflare_tunnel_config"]
  cloud = "cloudflare_edge"
  passes {
    from = self.tunnel_id
    to   = [self.config.ingress_rule.service, self.config.ingress.service]
  }
}
