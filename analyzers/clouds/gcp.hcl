# What the types of the Google provider mean.

cloud "google" {
  provider = "gcp"
  keys     = "/locations/(?P<region>[a-z0-9-]+)/keyRings/"
  product  = "gcs"
  region   = [lower(self.region), lower(self.location), lower(provider.region)]
  tags     = [self.labels, self.user_labels, provider.default_labels]

  # Modules whose code is not on disk, but whose name says that they make a bucket.
  modules = "(?i)(?:^|[-_/])(?:gcs(?:[-_]buckets?)?|cloud[-_]storage(?:[-_]buckets?)?|(?:google|storage)[-_]buckets?)(?:/google)?$"
  outputs = ["id", "name", "names", "url", "urls"]

  read = [
    "roles/storage.objectViewer", "roles/storage.objectUser", "roles/storage.objectAdmin", "roles/storage.admin",
    "roles/storage.legacyObjectReader", "roles/storage.legacyObjectOwner", "roles/storage.legacyBucketOwner", "storage.objects.get",
  ]
  write = [
    "roles/storage.objectCreator", "roles/storage.objectUser", "roles/storage.objectAdmin", "roles/storage.admin",
    "roles/storage.legacyBucketWriter", "roles/storage.legacyBucketOwner", "storage.objects.create", "storage.objects.update", "storage.objects.delete",
  ]
  list = ["roles/storage.legacyBucketReader", "storage.objects.list", "storage.buckets.get"]

  # Who may call a service, and who may leave or take messages.
  call = ["roles/run.invoker", "roles/run.jobsExecutor", "roles/run.jobsExecutorWithOverrides", "roles/run.developer", "roles/cloudfunctions.invoker", "roles/workflows.invoker", "run.routes.invoke", "run.jobs.run", "cloudfunctions.functions.invoke", "workflows.executions.create"]
  send = ["roles/pubsub.publisher", "roles/pubsub.editor", "roles/cloudtasks.enqueuer", "pubsub.topics.publish"]
  take = ["roles/pubsub.subscriber", "roles/pubsub.editor", "pubsub.subscriptions.consume"]

  # How texts call what they do not refer to: the steps of a workflow, a schedule, a query.
  addresses = {
    instance-template = "/instanceTemplates/(?P<name>[a-z0-9-]+)"
    run-job           = "/(?:namespaces|locations)/[^/\\s]+/jobs/(?P<name>[a-z0-9-]+)"
    workflow          = "/workflows/(?P<name>[A-Za-z0-9_-]+)"
    cloud-function    = "cloudfunctions\\.net/(?P<name>[A-Za-z0-9_-]+)"
    routine           = "(?P<name>[A-Za-z_][A-Za-z0-9_]*`?\\.`?[A-Za-z_][A-Za-z0-9_]*)`?\\s*\\("
  }

  # Roles that are given on a project, a folder or an organization.
  managed = {
    "storage.objectViewer"  = "read"
    "storage.objectCreator" = "write"
    "storage.objectUser"    = "readwrite"
    "storage.objectAdmin"   = "readwrite"
    "storage.admin"         = "readwrite"
  }
}

resource "google_storage_bucket" {
  bucket {
    name = self.name
    # The location alone decides; the provider's region has no say.
    region = lower(self.location)
    scope = [
      blank(self.custom_placement_config.data_locations) ? null : (
        length(regexall("-[a-z](,|$)", lower(join(",", self.custom_placement_config.data_locations)))) > 0 ? "zone" : "dual-region"
      ),
      lookup({
        us = "multi-region", eu = "multi-region", asia = "multi-region",
        nam4 = "dual-region", eur4 = "dual-region", eur5 = "dual-region", eur7 = "dual-region", eur8 = "dual-region",
        asia1 = "dual-region",
      }, lower(self.location), "region"),
    ]
    regions = [
      split(",", lower(join(",", self.custom_placement_config.data_locations))),
      # Google Cloud Storage documentation, bucket locations, predefined dual-regions.
      lookup({
        nam4 = ["us-central1", "us-east1"], eur4 = ["europe-north1", "europe-west4"],
        eur5 = ["europe-west1", "europe-west2"], eur7 = ["europe-west2", "europe-west3"],
        eur8 = ["europe-west3", "europe-west6"], asia1 = ["asia-northeast1", "asia-northeast2"],
      }, lower(self.location), []),
    ]
    doubt {
      when = length(self.custom_placement_config.data_locations) == 1 && length(regexall("-[a-z]$", lower(join(",", self.custom_placement_config.data_locations)))) == 0
      why  = "data_locations takes two regions or one zone, and names a single region"
    }
    doubt {
      when = self.storage_class == "RAPID" && blank(self.custom_placement_config.data_locations)
      why  = "the class RAPID needs a zone in data_locations"
    }
    doubt {
      when = self.rpo == "ASYNC_TURBO" && blank(self.custom_placement_config.data_locations) && length(regexall("^[a-z]+-[a-z]+[0-9]+$", lower(self.location))) > 0
      why  = "turbo replication works between the regions of a pair, and the location is one region"
    }
    default {
      versioning  = false
      lock        = false
      soft_delete = true # 7 days, unless the policy says otherwise
    }
  }
  names = ["id", "name", "url", "self_link"]
  known = {
    id        = self.name
    url       = "gs://${self.name}"
    self_link = "https://www.googleapis.com/storage/v1/b/${self.name}"
  }
  encryption {
    managed = !blank(self.encryption.default_kms_key_name)
    key     = self.encryption.default_kms_key_name
  }
  guard {
    versioning    = self.versioning.enabled
    lock          = !blank(self.retention_policy.retention_period)
    soft_delete   = self.soft_delete_policy.retention_duration_seconds != 0
    force_destroy = self.force_destroy
  }
  # A rule for old versions alone leaves the objects that are read.
  lifecycle {
    for_each = "lifecycle_rule"
    enabled  = each.action.type == "Delete"
    whole = blank(
      each.condition.matches_prefix, each.condition.matches_suffix, each.condition.matches_storage_class, each.condition.num_newer_versions,
      each.condition.created_before, each.condition.custom_time_before, each.condition.days_since_custom_time,
      each.condition.days_since_noncurrent_time, each.condition.noncurrent_time_before,
    ) && each.condition.with_state != "ARCHIVED"
    expire = each.condition.age
  }
  purpose {
    of = self.logging.log_bucket
    is = "logs"
  }
}

# Firebase reaches a bucket that Cloud Storage has, or makes one of its own.

resource "google_firebase_storage_bucket" {
  alias = self.bucket_id
}

resource "google_firebase_storage_default_bucket" {
  bucket {
    name   = "${self.project}.firebasestorage.app"
    region = lower(self.location)
    scope = lookup({
      us = "multi-region", eu = "multi-region", asia = "multi-region", nam4 = "dual-region", eur4 = "dual-region", asia1 = "dual-region",
    }, lower(self.location), "region")
    default {
      versioning  = false
      lock        = false
      soft_delete = true
    }
  }
  names = ["id", "name", "bucket"]
}

data "google_storage_bucket" {
  bucket {
    name   = self.name
    elsewhere = true
  }
  names = ["id", "name", "url", "self_link"]
  known = {
    id  = self.name
    url = "gs://${self.name}"
  }
}

resource "google_kms_key_ring" {
  key {
    region = lower(self.location)
  }
}

data "google_kms_key_ring" {
  key {
    region = lower(self.location)
  }
}

resource "google_kms_crypto_key" {
  alias = self.key_ring
}

data "google_kms_crypto_key" {
  alias = self.key_ring
}

data "google_client_config" {
  known = {
    region = lower(provider.region)
  }
}

# Between buckets of Cloud Storage by a rule, or from anywhere by a schedule.
resource "google_storage_transfer_job" {
  copy {
    # What is deleted at its source was moved.
    only = !any(
      self.transfer_spec.transfer_options.delete_objects_from_source_after_transfer,
      self.replication_spec.transfer_options.delete_objects_from_source_after_transfer,
    )
    from = [
      self.transfer_spec.gcs_data_source.bucket_name, self.replication_spec.gcs_data_source.bucket_name,
      self.transfer_spec.aws_s3_compatible_data_source.bucket_name,
    ]
    abroad = {
      aws     = self.transfer_spec.aws_s3_data_source.bucket_name
      azurerm = self.transfer_spec.azure_blob_storage_data_source.storage_account
    }
    to        = [self.transfer_spec.gcs_data_sink.bucket_name, self.replication_spec.gcs_data_sink.bucket_name]
    mechanism = "transfer"
    enabled   = [lookup({ ENABLED = true }, self.status, false), true] # enabled unless it says otherwise
    whole = blank(
      self.transfer_spec.object_conditions.include_prefixes, self.transfer_spec.object_conditions.exclude_prefixes,
      self.replication_spec.object_conditions.include_prefixes, self.replication_spec.object_conditions.exclude_prefixes,
    )
    deletes = any(
      self.transfer_spec.transfer_options.delete_objects_unique_in_sink, self.replication_spec.transfer_options.delete_objects_unique_in_sink,
    )
  }
}

resource "google_cloud_run_v2_service" {
  also = ["google_cloud_run_v2_worker_pool"]
  service {
    kind = "app"
    name = self.name
  }
  identity  = self.template.service_account
  endpoints = ["uri", "urls", "name", "id"]
  use {
    from   = [self.template.containers.env, self.template.containers.args, self.template.containers.command]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.template.volumes.gcs.bucket
    access = "readwrite"
    need   = "hard"
    via    = "mount"
    named  = true
  }
}

resource "google_cloud_run_v2_job" {
  service {
    kind = "job"
    name = self.name
  }
  identity  = self.template.template.service_account
  endpoints = ["id", "name"]
  called_by = "run-job ${self.name}"
  use {
    from   = self.template.template.volumes.gcs.bucket
    access = "readwrite"
    need   = "hard"
    via    = "mount"
    named  = true
  }
  use {
    from   = [self.template.template.containers.env, self.template.template.containers.args, self.template.template.containers.command]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "google_cloud_run_service" {
  service {
    kind = "app"
    name = self.name
  }
  identity  = self.template.spec.service_account_name
  endpoints = ["status", "name", "id"]
  use {
    from   = [self.template.spec.containers.env, self.template.spec.containers.args, self.template.spec.containers.command]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "google_cloudfunctions_function" {
  service {
    kind = "function"
    name = self.name
  }
  identity  = self.service_account_email
  endpoints = ["https_trigger_url", "name", "id"]
  called_by = "cloud-function ${self.name}"
  # A topic, or a bucket.
  passes {
    from  = self.event_trigger.resource
    later = true
  }
  use {
    from   = [self.environment_variables, self.secret_environment_variables.secret]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.source_archive_bucket
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.event_trigger.resource
    access = "trigger"
    need   = "hard"
    via    = "notification"
    named  = true
  }
}

resource "google_cloudfunctions2_function" {
  service {
    kind = "function"
    name = self.name
  }
  identity  = self.service_config.service_account_email
  endpoints = ["url", "service_config", "name", "id"]
  called_by = "cloud-function ${self.name}"
  passes {
    from  = self.event_trigger.pubsub_topic
    later = true
  }
  use {
    from   = [self.service_config.environment_variables, self.service_config.secret_environment_variables.secret]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.build_config.source.storage_source.bucket
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.event_trigger.event_filters.value
    access = "trigger"
    need   = "hard"
    via    = "notification"
  }
}

resource "google_compute_backend_bucket" {
  service {
    kind   = "backend-bucket"
    name   = self.name
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

resource "google_compute_region_backend_bucket" {
  service {
    kind   = "backend-bucket"
    name   = self.name
    region = lower(self.region)
  }
  use {
    from   = self.bucket_name
    access = "serve"
    need   = "hard"
    via    = "origin"
    named  = true
  }
}

# Media CDN goes on to the next origin when one does not answer. The next one is
# an origin like any other, which stands behind this one.
resource "google_network_services_edge_cache_origin" {
  service {
    kind   = "distribution"
    name   = self.name
    global = true
    front  = true
  }
  switch "failover-origin" {
    members   = [self.origin_address, self.failover_origin]
    automatic = true
    # Without conditions it goes on when no connection can be made, which is not
    # how a store that is down answers.
    codes = [
      for c in(blank(self.retry_conditions) ? ["CONNECT_FAILURE"] : self.retry_conditions) : lookup({ HTTP_5XX = "500", GATEWAY_ERROR = "502" }, c, c)
    ]
    reads = true
  }
}

# Permissions are given on the bucket, to a member.

resource "google_storage_bucket_iam_member" {
  grant {
    custom  = self.role
    to      = self.member
    bucket  = self.bucket
    role    = self.role
    actions = with.permissions
  }
}

resource "google_storage_bucket_iam_binding" {
  grant {
    custom  = self.role
    to      = self.members
    bucket  = self.bucket
    role    = self.role
    actions = with.permissions
  }
}
