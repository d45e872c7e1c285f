# Further workloads of AWS: apps, environments, batch jobs, and what deploys them.

resource "aws_apprunner_service" {
  service {
    kind = "app"
    name = self.service_name
  }
  identity  = self.instance_configuration.instance_role_arn
  endpoints = ["service_url", "arn"]
  use {
    from = [
      self.source_configuration.image_repository.image_configuration.runtime_environment_variables,
      self.source_configuration.image_repository.image_configuration.start_command,
      self.source_configuration.code_repository.code_configuration.code_configuration_values.runtime_environment_variables,
    ]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "aws_elastic_beanstalk_environment" {
  service {
    kind = "app"
    name = self.name
  }
  identity  = self.setting.value
  endpoints = ["cname", "endpoint_url"]
  use {
    from   = self.setting
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "aws_elastic_beanstalk_application_version" {
  service {
    kind  = "release"
    name  = self.name
    front = true
  }
  use {
    from   = self.bucket
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

resource "aws_batch_job_definition" {
  service {
    kind = "job"
    name = self.name
  }
  endpoints = ["id", "arn", "arn_prefix", "name"]
  identity = [
    self.container_properties.jobRoleArn, self.node_properties.nodeRangeProperties.container.jobRoleArn, self.ecs_properties.taskProperties.taskRoleArn,
  ]
  use {
    from   = [self.container_properties, self.node_properties, self.ecs_properties, self.eks_properties, self.parameters]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "aws_lightsail_container_service_deployment_version" {
  service {
    kind = "app"
    name = self.service_name
  }
  use {
    from   = [self.container.environment, self.container.command]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "aws_amplify_app" {
  service {
    kind = "app"
    name = self.name
  }
  identity  = self.compute_role_arn
  endpoints = ["default_domain"]
  use {
    from   = [self.environment_variables, self.auto_branch_creation_config.environment_variables]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.custom_rule.target
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
}

resource "aws_amplify_branch" {
  service {
    kind  = "app"
    name  = self.branch_name
    front = true
  }
  part_of = self.app_id
  use {
    from   = self.environment_variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "aws_amplify_domain_association" {
  alias = self.app_id
}

# What only a release needs.
resource "aws_cloudformation_stack" {
  also = ["aws_cloudformation_stack_set", "aws_servicecatalog_product", "aws_gamelift_build", "aws_gamelift_script"]
  service {
    kind  = "release"
    name  = self.name
    front = true
  }
  use {
    from = [
      self.template_url, self.template_body, self.provisioning_artifact_parameters.template_url, self.storage_location.bucket,
    ]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
  }
}

resource "aws_signer_signing_job" {
  service {
    kind = "pipeline"
    name = self.profile_name
  }
  use {
    from   = [self.source.s3.bucket, self.destination.s3.bucket]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

# Files come in and go out through it, for people and programs outside.
resource "aws_transfer_server" {
  service {
    kind  = "transfer-server"
    name  = self.tags.Name
    front = true
  }
  relies {
    on = self.function
  }
  relies {
    on   = [self.workflow_details.on_upload.workflow_id, self.workflow_details.on_partial_upload.workflow_id]
    need = "soft"
  }
  endpoints = ["endpoint"]
}

resource "aws_transfer_user" {
  also = ["aws_transfer_access", "aws_transfer_agreement"]
  service {
    kind  = "transfer-server"
    name  = [self.user_name, self.external_id, self.description]
    front = true
  }
  part_of  = self.server_id
  identity = [self.role, self.access_role]
  use {
    from   = [self.home_directory, self.home_directory_mappings.target, self.base_directory]
    access = "readwrite"
    need   = "hard"
    via    = "mount"
  }
}

resource "aws_transfer_connector" {
  service {
    kind = "transfer-server"
    name = self.url
  }
  identity = [self.access_role, self.logging_role]
}

resource "aws_storagegateway_nfs_file_share" {
  also = ["aws_storagegateway_smb_file_share"]
  service {
    kind = "file-share"
    name = [self.file_share_name, self.tags.Name]
  }
  identity = self.role_arn
  use {
    from   = self.location_arn
    access = "readwrite"
    need   = "hard"
    via    = "mount"
    named  = true
  }
}

resource "aws_fsx_lustre_file_system" {
  also = ["aws_fsx_data_repository_association", "aws_fsx_file_cache"]
  service {
    kind  = "file-share"
    name  = self.tags.Name
    front = true
  }
  use {
    from   = [self.import_path, self.export_path, self.data_repository_path, self.data_repository_association.data_repository_path]
    access = "readwrite"
    need   = "hard"
    via    = "mount"
  }
}

# A bucket that is used as a file system.
resource "aws_s3files_file_system" {
  service {
    kind  = "file-share"
    name  = [self.tags.Name, self.name]
    front = true
  }
  endpoints = ["id", "arn"]
  use {
    from   = self.bucket
    access = "readwrite"
    need   = "hard"
    via    = "mount"
    named  = true
  }
}

resource "aws_s3files_access_point" {
  alias     = self.file_system_id
  endpoints = ["id", "arn"]
}
