# What writes to buckets, or works on them, in the background. Most name their
# buckets themselves: what else their roles allow is no reliance. A job's script
# does not, so its role tells what it works on.

resource "aws_kinesis_firehose_delivery_stream" {
  service {
    kind  = "stream"
    name  = self.name
    later = true
  }
  called_by = "delivery-stream ${self.name}"
  endpoints = ["id", "arn", "name"]
  passes {
    from  = self.kinesis_source_configuration.kinesis_stream_arn
    later = true
  }
  # What changes the records on their way.
  relies {
    on = [
      self.extended_s3_configuration.processing_configuration.processors.parameters.parameter_value,
      self.http_endpoint_configuration.processing_configuration.processors.parameters.parameter_value,
      self.opensearch_configuration.processing_configuration.processors.parameters.parameter_value,
      self.elasticsearch_configuration.processing_configuration.processors.parameters.parameter_value,
      self.splunk_configuration.processing_configuration.processors.parameters.parameter_value,
      self.redshift_configuration.processing_configuration.processors.parameters.parameter_value,
      self.snowflake_configuration.processing_configuration.processors.parameters.parameter_value,
    ]
  }
  use {
    from = [
      self.extended_s3_configuration.bucket_arn, self.s3_configuration.bucket_arn, self.redshift_configuration.s3_configuration.bucket_arn,
    ]
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  # What could not be delivered, or a second copy of it.
  use {
    from = [
      self.extended_s3_configuration.s3_backup_configuration.bucket_arn, self.http_endpoint_configuration.s3_configuration.bucket_arn,
      self.opensearch_configuration.s3_configuration.bucket_arn, self.elasticsearch_configuration.s3_configuration.bucket_arn,
      self.splunk_configuration.s3_configuration.bucket_arn, self.redshift_configuration.s3_backup_configuration.bucket_arn,
      self.opensearchserverless_configuration.s3_configuration.bucket_arn, self.snowflake_configuration.s3_configuration.bucket_arn,
      self.iceberg_configuration.s3_configuration.bucket_arn,
    ]
    access = "write"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

# What is asked can be asked again: the results are no loss, and whoever waits for
# them is not seen here.
resource "aws_athena_workgroup" {
  service {
    kind = "query"
    name = self.name
  }
  use {
    from   = self.configuration.result_configuration.output_location
    access = "write"
    need   = "soft"
    via    = "attribute"
  }
}

resource "aws_glue_job" {
  service {
    kind = "job"
    name = self.name
  }
  identity  = self.role_arn
  called_by = "job ${self.name}"
  endpoints = ["id", "arn", "name"]
  use {
    from   = self.command.script_location
    access = "artifact"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = [self.default_arguments, self.non_overridable_arguments]
    access = "readwrite"
    need   = "hard"
    via    = "env"
  }
}

resource "aws_glue_crawler" {
  service {
    kind = "job"
    name = self.name
  }
  called_by = "crawler ${self.name}"
  endpoints = ["id", "arn", "name"]
  use {
    from   = [self.s3_target.path, self.delta_target.delta_tables, self.hudi_target.paths, self.iceberg_target.paths]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

resource "aws_codepipeline" {
  service {
    kind = "pipeline"
    name = self.name
    need = "soft"
  }
  relies {
    on = [
      self.stage.action.configuration.ProjectName, self.stage.action.configuration.FunctionName, self.stage.action.configuration.StateMachineArn,
    ]
  }
  use {
    from   = [self.artifact_store.location, self.stage.action.configuration.S3Bucket, self.stage.action.configuration.BucketName]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

# Nobody but those who release waits for a build.
resource "aws_codebuild_project" {
  service {
    kind = "pipeline"
    name = self.name
    need = "soft"
  }
  identity  = self.service_role
  endpoints = ["id", "arn", "name"]
  use {
    from   = [self.artifacts.location, self.secondary_artifacts.location, self.cache.location, self.source.location, self.secondary_sources.location]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
  }
  use {
    from   = self.environment.environment_variable
    access = "read"
    need   = "soft"
    via    = "env"
  }
  use {
    from   = self.logs_config.s3_logs.location
    access = "logs"
    need   = "soft"
    via    = "log"
  }
}
