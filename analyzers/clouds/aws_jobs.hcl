# Jobs of AWS that run by themselves, again and again, and what they work on.

resource "aws_emrcontainers_job_template" {
  service {
    kind = "job"
    name = self.name
  }
  identity = self.job_template_data.execution_role_arn
  use {
    from   = [self.job_template_data.job_driver, self.job_template_data.configuration_overrides.application_configuration]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = self.job_template_data.configuration_overrides.monitoring_configuration.s3_monitoring_configuration.log_uri
    access = "logs"
    need   = "soft"
    via    = "log"
  }
}

resource "aws_glue_dev_endpoint" {
  service {
    kind = "job"
    name = self.name
  }
  identity = self.role_arn
  use {
    from   = [self.extra_jars_s3_path, self.extra_python_libs_s3_path]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  use {
    from   = self.arguments
    access = "readwrite"
    need   = "hard"
    via    = "env"
  }
}

resource "aws_datapipeline_pipeline_definition" {
  service {
    kind  = "pipeline"
    name  = self.pipeline_id
    front = true
  }
  use {
    from   = [self.pipeline_object.field.string_value, self.parameter_value.string_value]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

resource "aws_redshiftserverless_namespace" {
  service {
    kind = "warehouse"
    name = self.namespace_name
  }
  identity = [self.iam_roles, self.default_iam_role_arn]
}

resource "aws_redshiftserverless_workgroup" {
  service {
    kind  = "warehouse"
    name  = self.workgroup_name
    front = true
  }
  part_of   = self.namespace_name
  endpoints = ["endpoint"]
}
