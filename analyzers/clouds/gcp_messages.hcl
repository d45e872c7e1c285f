# Who may call a service of Google or leave it messages, and what takes messages from where.

# A permission on one service, topic or subscription is as good as its address.
resource "google_cloud_run_service_iam_member" {
  also = [
    "google_cloud_run_v2_service_iam_member", "google_cloud_run_v2_job_iam_member", "google_cloudfunctions_function_iam_member",
    "google_cloudfunctions2_function_iam_member", "google_pubsub_topic_iam_member", "google_pubsub_subscription_iam_member",
  ]
  grant {
    to     = self.member
    bucket = [self.service, self.cloud_function, self.topic, self.subscription, self.name]
    role   = self.role
  }
}

resource "google_cloud_run_service_iam_binding" {
  also = [
    "google_cloud_run_v2_service_iam_binding", "google_cloud_run_v2_job_iam_binding", "google_cloudfunctions_function_iam_binding",
    "google_cloudfunctions2_function_iam_binding", "google_pubsub_topic_iam_binding", "google_pubsub_subscription_iam_binding",
  ]
  grant {
    to     = self.members
    bucket = [self.service, self.cloud_function, self.topic, self.subscription, self.name]
    role   = self.role
  }
}

resource "google_pubsub_topic" {
  called_by = [self.name, "projects/${blank(self.project) ? provider.project : self.project}/topics/${self.name}"]
  endpoints = ["id", "name"]
}

# Those who send know the topic; those who know one of its subscriptions take.
resource "google_pubsub_subscription" {
  called_by = [self.name, "projects/${blank(self.project) ? provider.project : self.project}/subscriptions/${self.name}"]
  endpoints = ["id", "name"]
  service {
    kind  = "subscription"
    name  = self.name
    front = true
  }
  channel {
    of    = self.topic
    taken = true
  }
  use {
    from   = self.cloud_storage_config.bucket
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  relies {
    on     = self.push_config.push_endpoint
    access = "write"
    need   = "soft"
  }
  passes {
    from  = self.topic
    later = true
  }
  passes {
    to    = self.push_config.push_endpoint
    later = true
  }
}

resource "google_eventarc_trigger" {
  grant {
    to       = [self.destination.cloud_run_service.service, self.destination.workflow, self.destination.cloud_function, self.destination.gke.service]
    bucket   = self.matching_criteria.value
    referred = true
    access   = "trigger"
    via      = "notification"
  }
  service {
    kind   = "subscription"
    name   = self.name
    front  = true
    silent = true
  }
  relies {
    on     = [self.destination.cloud_run_service.service, self.destination.workflow, self.destination.cloud_function, self.destination.http_endpoint.uri]
    access = "write"
    need   = "soft"
  }
  passes {
    from  = self.transport.pubsub.topic
    to    = [self.destination.cloud_run_service.service, self.destination.workflow, self.destination.http_endpoint.uri]
    later = true
  }
}

# What is told when something is wrong, or has changed. Nobody waits for it.
resource "google_monitoring_alert_policy" {
  also = [
    "google_billing_budget", "google_cloud_asset_project_feed", "google_cloud_asset_folder_feed", "google_cloud_asset_organization_feed",
    "google_scc_notification_config", "google_scc_project_notification_config", "google_scc_v2_project_notification_config",
    "google_scc_v2_organization_notification_config",
  ]
  service {
    kind   = "alarm"
    name   = [self.display_name, self.feed_id, self.config_id]
    front  = true
    silent = true
  }
  relies {
    on     = [self.notification_channels, self.all_updates_rule.pubsub_topic, self.feed_output_config.pubsub_destination.topic, self.pubsub_topic]
    access = "write"
    need   = "soft"
  }
}

resource "google_monitoring_notification_channel" {
  alias = [self.labels.topic, self.labels.url]
}
