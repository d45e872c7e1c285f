# Models at work: what callers know them by, and what keeps them in order.

# The name that callers know; what answers is the configuration behind it.
resource "aws_sagemaker_endpoint" {
  service {
    kind  = "model"
    name  = self.name
    front = true
  }
  part_of   = self.endpoint_config_name
  endpoints = ["id", "name", "arn"]
}

resource "aws_sagemaker_pipeline" {
  service {
    kind = "pipeline"
    name = self.pipeline_name
  }
  identity = self.role_arn
  use {
    from   = self.pipeline_definition
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = self.pipeline_definition_s3_location.bucket
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

# It compares what a model answers with what it should.
resource "aws_sagemaker_data_quality_job_definition" {
  service {
    kind = "job"
    name = self.name
  }
  identity = self.role_arn
  use {
    from = [
      self.data_quality_baseline_config.constraints_resource.s3_uri, self.data_quality_baseline_config.statistics_resource.s3_uri,
      self.data_quality_job_input.batch_transform_input.data_captured_destination_s3_uri,
    ]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = self.data_quality_job_output_config.monitoring_outputs.s3_output.s3_uri
    access = "write"
    need   = "hard"
    via    = "attribute"
  }
}

# The scripts that a notebook starts with.
resource "aws_sagemaker_notebook_instance_lifecycle_configuration" {
  alias = [self.on_start, self.on_create]
}
