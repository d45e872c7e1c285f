# What works on data in buckets of Google, builds from them, or logs to them.

resource "google_dataflow_job" {
  also = ["google_dataflow_flex_template_job"]
  service {
    kind = "job"
    name = self.name
  }
  identity = self.service_account_email
  use {
    from   = [self.template_gcs_path, self.container_spec_gcs_path]
    access = "artifact"
    need   = "startup"
    via    = "attribute"
  }
  use {
    from   = [self.temp_gcs_location, self.staging_location, self.temp_location]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = self.parameters
    access = "readwrite"
    need   = "hard"
    via    = "env"
  }
}

resource "google_dataproc_cluster" {
  service {
    kind = "cluster"
    name = self.name
  }
  identity = self.cluster_config.gce_cluster_config.service_account
  use {
    from   = [self.cluster_config.staging_bucket, self.cluster_config.temp_bucket]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.cluster_config.initialization_action.script
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

resource "google_composer_environment" {
  service {
    kind = "workflow"
    name = self.name
  }
  identity = self.config.node_config.service_account
  use {
    from   = [self.storage_config.bucket, self.config.software_config.env_variables]
    access = "readwrite"
    need   = "hard"
    via    = "env"
  }
}

resource "google_bigquery_table" {
  service {
    kind   = "table"
    name   = self.table_id
    front  = true
    silent = true
  }
  use {
    from = [
      self.external_data_configuration.source_uris, self.external_data_configuration.hive_partitioning_options.source_uri_prefix,
      self.biglake_configuration.storage_uri,
    ]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

# Queries call routines by their name in a dataset, and these each other.
resource "google_bigquery_routine" {
  service {
    kind  = "query"
    name  = self.routine_id
    front = true
  }
  endpoints = ["id", "routine_id"]
  called_by = "routine ${self.dataset_id}.${self.routine_id}"
  use {
    from = [
      self.imported_libraries, self.definition_body, self.remote_function_options.endpoint, self.spark_options.main_file_uri,
      self.spark_options.jar_uris, self.spark_options.py_file_uris, self.spark_options.file_uris, self.spark_options.archive_uris,
    ]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
  # What is told to Spark may be where a table is kept.
  use {
    from   = self.spark_options.properties
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = [self.definition_body, self.remote_function_options.endpoint]
  }
}

resource "google_bigquery_data_transfer_config" {
  also = ["google_bigquery_job"]
  service {
    kind   = "query"
    name   = [self.display_name, self.job_id]
    front  = true
    silent = true
  }
  identity = self.service_account_name
  use {
    from   = [self.params, self.load.source_uris, self.query.query]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = self.extract.destination_uris
    access = "write"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = [self.params, self.query.query]
  }
}

resource "google_cloudbuild_trigger" {
  service {
    kind   = "pipeline"
    name   = self.name
    front  = true
    silent = true
  }
  identity = self.service_account
  use {
    from = [
      self.build.artifacts.objects.location, self.build.source.storage_source.bucket, self.build.step, self.substitutions,
    ]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
  }
  use {
    from   = self.build.logs_bucket
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  passes {
    from  = self.pubsub_config.topic
    later = true
  }
}

resource "google_logging_project_sink" {
  also = ["google_logging_folder_sink", "google_logging_organization_sink", "google_logging_billing_account_sink"]
  service {
    kind   = "log-delivery"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from   = self.destination
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  relies {
    on     = self.destination
    access = "logs"
    need   = "soft"
  }
}

resource "google_vertex_ai_endpoint" {
  also = ["google_vertex_ai_index", "google_ml_engine_model", "google_notebooks_instance", "google_workbench_instance"]
  service {
    kind  = "model"
    name  = [self.display_name, self.name]
    front = true
  }
  identity = [self.service_account, self.gce_setup.service_accounts.email]
  use {
    from   = [self.metadata.contents_delta_uri, self.post_startup_script, self.gce_setup.metadata]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}
