# Jobs and streams of Google that work on data, and what else keeps its files in a bucket.

resource "google_dataproc_batch" {
  service {
    kind = "job"
    name = self.batch_id
  }
  identity = self.environment_config.execution_config.service_account
  use {
    from = [
      self.pyspark_batch.main_python_file_uri, self.pyspark_batch.python_file_uris, self.pyspark_batch.jar_file_uris, self.pyspark_batch.file_uris,
      self.pyspark_batch.archive_uris, self.spark_batch.main_jar_file_uri, self.spark_batch.jar_file_uris, self.spark_batch.file_uris,
      self.spark_batch.archive_uris, self.spark_r_batch.main_r_file_uri, self.spark_r_batch.file_uris, self.spark_r_batch.archive_uris,
      self.spark_sql_batch.query_file_uri, self.spark_sql_batch.jar_file_uris,
    ]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  use {
    from = [
      self.pyspark_batch.args, self.spark_batch.args, self.spark_r_batch.args, self.spark_sql_batch.query_variables, self.runtime_config.properties,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = self.environment_config.execution_config.staging_bucket
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

resource "google_dataproc_job" {
  service {
    kind  = "job"
    name  = self.reference.job_id
    front = true
  }
  use {
    from = [
      self.pyspark_config.main_python_file_uri, self.pyspark_config.python_file_uris, self.pyspark_config.jar_file_uris, self.pyspark_config.file_uris,
      self.spark_config.main_jar_file_uri, self.spark_config.jar_file_uris, self.spark_config.file_uris, self.hadoop_config.main_jar_file_uri,
      self.hadoop_config.jar_file_uris, self.hive_config.query_file_uri, self.pig_config.query_file_uri, self.sparksql_config.query_file_uri,
      self.presto_config.query_file_uri,
    ]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  use {
    from   = [self.pyspark_config.args, self.spark_config.args, self.hadoop_config.args]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

# A profile is what a stream delivers to.
resource "google_datastream_connection_profile" {
  service {
    kind  = "stream"
    name  = self.connection_profile_id
    front = true
  }
  use {
    from   = self.gcs_profile.bucket
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

resource "google_dataplex_asset" {
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  use {
    from   = self.resource_spec.name
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

resource "google_project_usage_export_bucket" {
  service {
    kind   = "log-delivery"
    name   = "usage-export"
    front  = true
    silent = true
  }
  use {
    from   = self.bucket_name
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}

resource "google_clouddeploy_target" {
  service {
    kind   = "pipeline"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from   = self.execution_configs.artifact_storage
    access = "artifact"
    need   = "soft"
    via    = "attribute"
  }
}
