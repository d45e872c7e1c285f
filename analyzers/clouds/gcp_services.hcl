# Further workloads of Google, and what brings requests to them.

resource "google_app_engine_standard_app_version" {
  also = ["google_app_engine_flexible_app_version"]
  service {
    kind = "app"
    name = self.service
  }
  identity = self.service_account
  use {
    from   = self.env_variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = [self.deployment.zip.source_url, self.deployment.files.source_url]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
  }
}

resource "google_compute_instance" {
  also = ["google_compute_instance_template", "google_compute_region_instance_template"]
  service {
    kind = "instance"
    name = [self.name, self.name_prefix]
  }
  identity  = self.service_account.email
  endpoints = ["network_interface", "instance_id", "id", "self_link", "self_link_unique"]
  called_by = "instance-template ${self.name}"
  use {
    from   = [self.metadata_startup_script, self.metadata]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

resource "google_compute_instance_group_manager" {
  also = ["google_compute_region_instance_group_manager"]
  service {
    kind = "instance"
    name = self.name
  }
  part_of = [self.version.instance_template, self.instance_template]
}

resource "google_storage_managed_folder_iam_member" {
  grant {
    to     = self.member
    bucket = self.bucket
    role   = self.role
  }
}

resource "google_storage_managed_folder_iam_binding" {
  grant {
    to     = self.members
    bucket = self.bucket
    role   = self.role
  }
}

resource "google_workflows_workflow" {
  service {
    kind = "state-machine"
    name = self.name
  }
  identity  = self.service_account
  endpoints = ["id", "name"]
  called_by = "workflow ${self.name}"
  use {
    from   = [self.source_contents, self.user_env_vars]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = [self.source_contents, self.user_env_vars]
  }
}

# A schedule starts something; what is in its text is named to what it starts.
resource "google_cloud_scheduler_job" {
  service {
    kind   = "schedule"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from   = [self.http_target.body, self.pubsub_target.data, self.http_target.uri, self.app_engine_http_target.body]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = [self.http_target.uri, self.http_target.body, self.pubsub_target.topic_name]
  }
}

# One way in for several services, by host and path: each is needed by some request.
resource "google_compute_url_map" {
  also = ["google_compute_region_url_map"]
  service {
    kind   = "load-balancer"
    name   = self.name
    region = lower(self.region) # the global one has none
    front  = true
  }
  switch "url-map" {
    members = [
      self.default_service, self.default_route_action.weighted_backend_services.backend_service,
      self.path_matcher.default_service, self.path_matcher.default_route_action.weighted_backend_services.backend_service,
      self.path_matcher.path_rule.service, self.path_matcher.path_rule.route_action.weighted_backend_services.backend_service,
      self.path_matcher.route_rules.service, self.path_matcher.route_rules.route_action.weighted_backend_services.backend_service,
    ]
    automatic = false
    blind     = true
  }
}

resource "google_compute_backend_service" {
  also = ["google_compute_region_backend_service"]
  passes {
    to = self.backend.group
  }
}

resource "google_compute_region_network_endpoint_group" {
  passes {
    to = [self.cloud_run.service, self.cloud_function.function, self.app_engine.service]
  }
}

resource "google_compute_target_https_proxy" {
  also = ["google_compute_target_http_proxy", "google_compute_region_target_https_proxy", "google_compute_region_target_http_proxy"]
  passes {
    to = self.url_map
  }
}

resource "google_compute_global_forwarding_rule" {
  also = ["google_compute_forwarding_rule"]
  passes {
    from = self.ip_address
    to   = [self.target, self.backend_service]
  }
  passes {
    to = [self.target, self.backend_service]
  }
}

# Who else answers for a zone, or takes its mail, is nothing that stands behind a name.
resource "google_dns_record_set" {
  when = contains(["NS", "SOA", "TXT", "MX", "CAA", "DS"], self.type)
}

resource "google_dns_record_set" {
  endpoints = ["name"]
  service {
    kind   = "dns-name"
    name   = self.name
    group  = [self.managed_zone, self.name]
    global = true
    front  = true
  }
  use {
    from   = self.rrdatas
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = self.rrdatas
    access = "serve"
  }
}

# What happens to a bucket reaches services through topics and triggers.
resource "google_storage_notification" {
  grant {
    to     = self.topic
    bucket = self.bucket
    access = "trigger"
    via    = "notification"
  }
}

# Permissions on all buckets of a project prove reliance on none of them; those on
# one bucket may be written as a whole policy.
resource "google_storage_bucket_iam_policy" {
  grant {
    with     = self.policy_data
    for_each = "with.binding"
    to       = each.members
    bucket   = self.bucket
    role     = each.role
  }
}

data "google_iam_policy" {}
