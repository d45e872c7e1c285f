# What delivers logs, reports and findings to buckets. None of it stops a service
# when the bucket is gone, so it counts only as far as it leads to one.

resource "aws_cloudtrail" {
  also = [
    "aws_config_delivery_channel", "aws_flow_log", "aws_route53_resolver_query_log_config", "aws_wafv2_web_acl_logging_configuration",
    "aws_vpclattice_access_log_subscription", "aws_globalaccelerator_accelerator", "aws_guardduty_publishing_destination",
    "aws_macie2_classification_export_configuration", "aws_networkfirewall_logging_configuration", "aws_verifiedaccess_instance_logging_configuration",
    "aws_cur_report_definition", "aws_bcmdataexports_export", "aws_spot_datafeed_subscription", "aws_backup_report_plan", "aws_sns_sms_preferences",
    "aws_redshift_logging", "aws_ssm_association", "aws_ssm_maintenance_window_task", "aws_ssm_resource_data_sync",
    "aws_imagebuilder_infrastructure_configuration", "aws_fis_experiment_template", "aws_msk_cluster", "aws_ecs_cluster", "aws_emrserverless_application",
    "aws_s3control_storage_lens_configuration", "aws_globalaccelerator_custom_routing_accelerator", "aws_bedrock_model_invocation_logging_configuration",
    "aws_ivschat_logging_configuration", "aws_internetmonitor_monitor", "aws_codebuild_report_group",
    "aws_cognito_log_delivery_configuration", "aws_timestreamquery_scheduled_query",
    "aws_workspacesweb_session_logger", "aws_appfabric_ingestion_destination", "aws_auditmanager_assessment", "aws_chimesdkvoice_global_settings",
    "aws_cleanrooms_membership", "aws_evidently_project",
  ]
  service {
    kind   = "log-delivery"
    name   = [self.name, self.report_name, self.cluster_name]
    front  = true
    silent = true
  }
  use {
    from = [
      self.s3_bucket_name, self.bucket_name, self.bucket, self.s3_bucket, self.usage_report_s3_bucket, self.log_destination, self.log_destination_configs,
      self.destination_arn, self.attributes.flow_logs_s3_bucket, self.s3_destination.bucket_name, self.report_delivery_channel.s3_bucket_name,
      self.access_logs.s3.bucket_name, self.logging_configuration.log_destination_config.log_destination.bucketName,
      self.export.destination_configurations.s3_destination.s3_bucket, self.output_location.s3_bucket_name,
      self.task_invocation_parameters.run_command_parameters.output_s3_bucket, self.logging.s3_logs.s3_bucket_name,
      self.log_configuration.s3_configuration.bucket_name, self.logging_info.broker_logs.s3.bucket,
      self.configuration.execute_command_configuration.log_configuration.s3_bucket_name,
      self.monitoring_configuration.s3_monitoring_configuration.log_uri, self.storage_lens_configuration.data_export.s3_bucket_destination.arn,
      self.logging_config.s3_config.bucket_name, self.logging_config.cloudwatch_config.large_data_delivery_s3_config.bucket_name,
      self.destination_configuration.s3.bucket_name, self.internet_measurements_log_delivery.s3_config.bucket_name,
      self.export_config.s3_destination.bucket, self.log_configurations.s3_configuration.bucket_arn,
      self.error_report_configuration.s3_configuration.bucket_name,
      self.log_configuration.s3.bucket, self.destination_configuration.audit_log.destination.s3_bucket.bucket_name,
      self.assessment_reports_destination.destination, self.voice_connector.cdr_bucket,
      self.default_result_configuration.output_configuration.s3.bucket, self.data_delivery.s3_destination.bucket,
      self.experiment_report_configuration.outputs.s3_configuration.bucket_name,
    ]
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
  # Where they go through a stream.
  relies {
    on     = [self.log_destination, self.log_destination_configs, self.destination_arn, self.logging_config.kinesis_data_firehose_config.delivery_stream]
    access = "write"
    need   = "soft"
  }
}

# What it calls a bucket is a database of its own.
resource "aws_timestreaminfluxdb_db_instance" {
  also = ["aws_timestreaminfluxdb_db_cluster"]
  service {
    kind   = "log-delivery"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from   = self.log_delivery_configuration.s3_configuration.bucket_name
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}

resource "aws_lb" {
  also = ["aws_alb", "aws_elb"]
  service {
    kind   = "load-balancer"
    name   = [self.name, self.name_prefix]
    front  = true
    relays = true
  }
  endpoints = ["dns_name", "arn", "id"]
  passes {
    to = self.instances
  }
  use {
    from   = [self.access_logs.bucket, self.connection_logs.bucket, self.health_check_logs.bucket]
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}

# Who presents a certificate is checked against this bundle.
resource "aws_lb_trust_store" {
  also = ["aws_lb_trust_store_revocation"]
  service {
    kind  = "load-balancer"
    name  = [self.name, self.name_prefix]
    front = true
  }
  use {
    from   = [self.ca_certificates_bundle_s3_bucket, self.revocations_s3_bucket]
    access = "read"
    need   = "startup"
    via    = "attribute"
    named  = true
  }
}

# What a bucket's own requests are logged to is a purpose: no service writes it.
resource "aws_s3_bucket_logging" {
  purpose {
    of = self.target_bucket
    is = "logs"
  }
}

# Certificates that are no longer valid are listed there for all who check.
resource "aws_acmpca_certificate_authority" {
  service {
    kind  = "certificate-authority"
    name  = self.certificate_authority_configuration.subject.common_name
    front = true
  }
  use {
    from   = self.revocation_configuration.crl_configuration.s3_bucket_name
    access = "serve"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}
