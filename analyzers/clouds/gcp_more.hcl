# Further services of Google that keep something in a bucket, or pass requests on.

# An API is what its definition leads to; what calls the gateway calls the API.
resource "google_api_gateway_api_config" {
  also = ["google_endpoints_service"]
  service {
    kind  = "api"
    name  = [self.api_config_id, self.service_name, self.api]
    front = true
  }
  identity = self.gateway_config.backend_config.google_service_account
  use {
    from   = [self.openapi_documents.document.contents, self.openapi_config]
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = [self.openapi_documents.document.contents, self.openapi_config, self.grpc_config]
    access = "serve"
  }
}

resource "google_api_gateway_gateway" {
  endpoints = ["default_hostname", "id"]
  passes {
    to = self.api_config
  }
}

# Addresses, proxies and groups before machines.
resource "google_compute_target_tcp_proxy" {
  also = ["google_compute_target_ssl_proxy", "google_compute_region_target_tcp_proxy"]
  passes {
    to = self.backend_service
  }
}

resource "google_compute_target_pool" {
  also = ["google_compute_instance_group"]
  passes {
    to = self.instances
  }
}

resource "google_compute_instance_from_template" {
  service {
    kind = "instance"
    name = self.name
  }
  identity  = self.service_account.email
  part_of   = self.source_instance_template
  endpoints = ["network_interface", "instance_id"]
  use {
    from   = [self.metadata_startup_script, self.metadata]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

# Work that is described once and run many times.
resource "google_dataproc_workflow_template" {
  also = ["google_dataproc_session_template", "google_data_pipeline_pipeline", "google_colab_schedule", "google_colab_notebook_execution"]
  service {
    kind  = "job"
    name  = [self.name, self.display_name]
    front = true
  }
  identity = [
    self.placement.managed_cluster.config.gce_cluster_config.service_account, self.environment_config.execution_config.service_account,
    self.workload.dataflow_flex_template_request.launch_parameter.environment.service_account_email, self.service_account,
    self.create_notebook_execution_job_request.notebook_execution_job.service_account,
  ]
  use {
    from = [
      self.jobs.pyspark_job.main_python_file_uri, self.jobs.spark_job.jar_file_uris, self.jobs.spark_job.main_jar_file_uri, self.gcs_notebook_source.uri,
      self.create_notebook_execution_job_request.notebook_execution_job.gcs_notebook_source.uri, self.placement.managed_cluster.config.initialization_actions.executable_file,
      self.workload.dataflow_flex_template_request.launch_parameter.container_spec_gcs_path, self.workload.dataflow_launch_template_request.gcs_path,
    ]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  use {
    from = [
      self.jobs.pyspark_job.args, self.jobs.spark_job.args, self.gcs_output_uri, self.create_notebook_execution_job_request.notebook_execution_job.gcs_output_uri,
      self.workload.dataflow_flex_template_request.launch_parameter.parameters, self.workload.dataflow_launch_template_request.launch_parameters.parameters,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from = [
      self.placement.managed_cluster.config.staging_bucket, self.placement.managed_cluster.config.temp_bucket, self.environment_config.execution_config.staging_bucket,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

# What converts, exports and publishes.
resource "google_transcoder_job" {
  also = [
    "google_transcoder_job_template", "google_healthcare_pipeline_job", "google_dialogflow_cx_agent", "google_dialogflow_cx_flow", "google_biglake_table",
    "google_data_catalog_entry", "google_memorystore_instance", "google_data_loss_prevention_job_trigger", "google_data_loss_prevention_stored_info_type",
  ]
  service {
    kind   = "data-source"
    name   = [self.name, self.display_name, self.job_template_id, self.entry_id, self.instance_id]
    front  = true
    silent = true
  }
  use {
    from = [
      self.input_uri, self.output_uri, self.config.inputs.uri, self.config.output.uri, self.mapping_pipeline_job.mapping_config.whistle_config_source.uri,
      self.advanced_settings.audio_export_gcs_destination.uri, self.hive_options.storage_descriptor.location_uri, self.gcs_fileset_spec.file_patterns, self.gcs_source.uris,
      self.inspect_job.storage_config.cloud_storage_options.file_set.url, self.inspect_job.actions.deidentify.cloud_storage_output,
      self.dictionary.cloud_storage_path.path, self.large_custom_dictionary.output_path.path,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

# Whoever checks a certificate asks for the list that the authority keeps in its bucket.
resource "google_privateca_certificate_authority" {
  service {
    kind  = "certificate-authority"
    name  = self.certificate_authority_id
    front = true
  }
  use {
    from   = self.gcs_bucket
    access = "serve"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

resource "google_storage_insights_report_config" {
  service {
    kind   = "log-delivery"
    name   = [self.display_name, self.location]
    front  = true
    silent = true
  }
  use {
    from   = self.object_metadata_report_options.storage_destination_options.bucket
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}

# Each acts with an account that Google makes for it, or that is given to it.
resource "google_bigquery_connection" {
  also = ["google_data_fusion_instance", "google_dataplex_lake", "google_dataproc_metastore_service"]
  service {
    kind   = "data-source"
    name   = [self.connection_id, self.name, self.service_id]
    front  = true
    silent = true
  }
  identity = [self.dataproc_service_account, self.service_account_name]
}

resource "google_dataplex_task" {
  service {
    kind  = "job"
    name  = self.task_id
    front = true
  }
  identity = self.execution_spec.service_account
  use {
    from   = [self.spark.file_uris, self.spark.archive_uris, self.spark.python_script_file, self.spark.main_jar_file_uri, self.notebook.notebook]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  use {
    from   = self.execution_spec.args
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

