# What builds and watches: checks that run all the time, recipes, and what they leave.

resource "aws_synthetics_canary" {
  service {
    kind = "check"
    name = self.name
  }
  identity = self.execution_role_arn
  use {
    from   = self.s3_bucket
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.run_config.environment_variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
  # A run whose screenshots cannot be kept has failed.
  use {
    from   = self.artifact_s3_location
    access = "write"
    need   = "hard"
    via    = "attribute"
  }
}

resource "aws_imagebuilder_component" {
  also = [
    "aws_imagebuilder_workflow", "aws_imagebuilder_container_recipe", "aws_ssm_document", "aws_servicecatalog_provisioning_artifact",
    "aws_config_conformance_pack", "aws_config_organization_conformance_pack",
  ]
  service {
    kind  = "release"
    name  = self.name
    front = true
  }
  use {
    from = [
      self.uri, self.data, self.dockerfile_template_uri, self.content, self.attachments_source.values,
      self.template_url, self.template_s3_uri, self.template_body,
    ]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
  }
  use {
    from   = self.delivery_s3_bucket
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}

resource "aws_rds_export_task" {
  also = ["aws_dynamodb_table_export", "aws_imagebuilder_distribution_configuration"]
  service {
    kind  = "database"
    name  = [self.export_task_identifier, self.table_arn, self.name]
    front = true
  }
  use {
    from   = [self.s3_bucket_name, self.s3_bucket, self.distribution.s3_export_configuration.s3_bucket]
    access = "write"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

# Statements such as COPY and UNLOAD name what they read or write in their text.
resource "aws_redshiftdata_statement" {
  service {
    kind  = "query"
    name  = self.statement_name
    front = true
  }
  use {
    from   = self.sql
    access = "readwrite"
    need   = "soft"
    via    = "attribute"
  }
}

resource "aws_emr_studio" {
  service {
    kind = "notebook"
    name = self.name
  }
  use {
    from   = self.default_s3_location
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

# Files that came in are copied on by it.
resource "aws_transfer_workflow" {
  service {
    kind  = "transfer-server"
    name  = self.description
    front = true
  }
  use {
    from = [
      self.steps.copy_step_details.destination_file_location.s3_file_location.bucket,
      self.steps.decrypt_step_details.destination_file_location.s3_file_location.bucket,
    ]
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  # What a step could not do.
  use {
    from = [
      self.on_exception_steps.copy_step_details.destination_file_location.s3_file_location.bucket,
      self.on_exception_steps.decrypt_step_details.destination_file_location.s3_file_location.bucket,
    ]
    access = "write"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
  relies {
    on = self.steps.custom_step_details.target
  }
}

resource "aws_spot_instance_request" {
  service {
    kind = "instance"
    name = self.tags.Name
  }
  identity  = self.iam_instance_profile
  endpoints = ["private_ip", "public_ip", "private_dns", "public_dns", "ipv6_addresses"]
  part_of   = [self.launch_template.id, self.launch_template.name]
  use {
    from   = [self.user_data, self.user_data_base64]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

resource "aws_spot_fleet_request" {
  also = ["aws_ec2_fleet"]
  service {
    kind = "instance"
    name = self.tags.Name
  }
  identity = [self.launch_specification.iam_instance_profile, self.launch_specification.iam_instance_profile_arn]
  part_of = [
    self.launch_template_config.launch_template_specification.id, self.launch_template_config.launch_template_specification.name,
    self.launch_template_config.launch_template_specification.launch_template_id,
    self.launch_template_config.launch_template_specification.launch_template_name,
  ]
  passes {
    from = [self.target_group_arns, self.load_balancers]
  }
  use {
    from   = self.launch_specification.user_data
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

# How a distribution signs its requests. That it does is never null, so what hangs on
# whether one is given is settled.
resource "aws_cloudfront_origin_access_identity" {
  optional = ["comment"]
  computed = {
    id                              = ""
    arn                             = ""
    caller_reference                = ""
    cloudfront_access_identity_path = ""
    etag                            = ""
    iam_arn                         = ""
    s3_canonical_user_id            = ""
  }
}

resource "aws_cloudfront_origin_access_control" {
  optional = ["name", "description", "origin_access_control_origin_type", "signing_behavior", "signing_protocol"]
  computed = {
    id   = ""
    arn  = ""
    etag = ""
  }
}
