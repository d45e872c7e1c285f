# Names, origins and secrets of Google that lead to services and buckets.

resource "google_cloud_run_domain_mapping" {
  service {
    kind   = "dns-name"
    name   = self.name
    global = true
    front  = true
  }
  endpoints = ["name", "id"]
  relies {
    on     = self.spec.route_name
    access = "serve"
  }
}

# What is outside of a balancer's own machines is one address of a group.
resource "google_compute_global_network_endpoint" {
  also = ["google_compute_region_network_endpoint", "google_compute_network_endpoint"]
  passes {
    from = [self.global_network_endpoint_group, self.region_network_endpoint_group, self.network_endpoint_group]
    to   = [self.fqdn, self.instance]
  }
}

resource "google_network_services_edge_cache_service" {
  service {
    kind   = "distribution"
    name   = self.name
    global = true
    front  = true
  }
  relies {
    on     = self.routing.path_matcher.route_rule.origin
    access = "serve"
  }
}

resource "google_firebase_hosting_version" {
  service {
    kind   = "app"
    name   = self.site_id
    global = true
    front  = true
  }
  relies {
    on     = [self.config.rewrites.run.service_id, self.config.rewrites.function]
    access = "serve"
  }
}

# Whoever is given a secret is given what it holds.
resource "google_secret_manager_secret_version" {
  also  = ["google_secret_manager_regional_secret_version"]
  alias = self.secret_data
  passes {
    from = self.secret
    to   = self.secret_data
  }
}

# Permissions as they were given before there were roles.
resource "google_storage_bucket_access_control" {
  also = ["google_storage_default_object_access_control"]
  grant {
    to     = self.entity
    bucket = self.bucket
    role   = lookup({ READER = "roles/storage.objectViewer", WRITER = "roles/storage.objectCreator", OWNER = "roles/storage.objectAdmin" }, self.role, "")
  }
}

# What is written to a store of health records is told to those who listen.
resource "google_healthcare_fhir_store" {
  also = ["google_healthcare_hl7_v2_store", "google_healthcare_dicom_store"]
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  relies {
    on     = [self.notification_config.pubsub_topic, self.notification_configs.pubsub_topic]
    access = "write"
    need   = "soft"
  }
}

# What runs as an account of the estate's own, and says nothing of buckets itself.
resource "google_dataform_repository" {
  also = ["google_notebooks_runtime", "google_vertex_ai_reasoning_engine", "google_firebase_app_hosting_backend", "google_clouddeploy_automation"]
  service {
    kind  = "job"
    name  = [self.name, self.display_name, self.backend_id]
    front = true
  }
  identity = [self.service_account, self.access_config.runtime_owner, self.spec.service_account]
  use {
    from = [
      self.spec.package_spec.pickle_object_gcs_uri, self.spec.package_spec.dependency_files_gcs_uri, self.spec.package_spec.requirements_gcs_uri,
      self.software_config.post_startup_script,
    ]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}
