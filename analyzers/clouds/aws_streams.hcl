# What carries data into buckets, or out of them, all the time.

resource "aws_mskconnect_connector" {
  service {
    kind = "connector"
    name = self.name
  }
  identity = self.service_execution_role_arn
  use {
    from   = self.connector_configuration
    access = "write"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.log_delivery.worker_log_delivery.s3.bucket
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
  relies {
    on   = self.plugin.custom_plugin.arn
    need = "startup"
  }
}

resource "aws_mskconnect_custom_plugin" {
  service {
    kind = "connector"
    name = self.name
  }
  use {
    from   = self.location.s3.bucket_arn
    access = "artifact"
    need   = "startup"
    via    = "attribute"
    named  = true
  }
}

resource "aws_kinesisanalyticsv2_application" {
  service {
    kind = "stream"
    name = self.name
  }
  identity = self.service_execution_role
  passes {
    from = [
      self.application_configuration.sql_application_configuration.input.kinesis_firehose_input.resource_arn,
      self.application_configuration.sql_application_configuration.input.kinesis_streams_input.resource_arn,
    ]
    later = true
  }
  relies {
    on = [
      self.application_configuration.sql_application_configuration.output.kinesis_firehose_output.resource_arn,
      self.application_configuration.sql_application_configuration.output.kinesis_streams_output.resource_arn,
    ]
  }
  use {
    from   = self.application_configuration.application_code_configuration.code_content.s3_content_location.bucket_arn
    access = "artifact"
    need   = "startup"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.application_configuration.sql_application_configuration.reference_data_source.s3_reference_data_source.bucket_arn
    access = "read"
    need   = "startup"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.application_configuration.environment_properties
    access = "readwrite"
    need   = "hard"
    via    = "env"
  }
}

resource "aws_appflow_flow" {
  service {
    kind = "flow"
    name = self.name
  }
  use {
    from   = self.source_flow_config.source_connector_properties.s3.bucket_name
    access = "read"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from = [
      self.destination_flow_config.destination_connector_properties.s3.bucket_name,
      self.destination_flow_config.destination_connector_properties.upsolver.bucket_name,
      self.destination_flow_config.destination_connector_properties.redshift.intermediate_bucket_name,
      self.destination_flow_config.destination_connector_properties.snowflake.intermediate_bucket_name,
    ]
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

# What writes as it goes, each in its own words.
resource "aws_iot_topic_rule" {
  also = [
    "aws_ses_receipt_rule", "aws_connect_instance_storage_config", "aws_ivs_recording_configuration", "aws_medialive_channel",
    "aws_chimesdkmediapipelines_media_insights_pipeline_configuration", "aws_timestreamwrite_table",
    "aws_dataexchange_event_action", "aws_sagemaker_flow_definition", "aws_sagemaker_device_fleet", "aws_bedrockagentcore_browser",
  ]
  service {
    kind  = "recorder"
    name  = [self.name, self.flow_definition_name, self.device_fleet_name]
    front = true
  }
  use {
    from = [
      self.s3.bucket_name, self.s3_action.bucket_name, self.storage_config.s3_config.bucket_name, self.destination_configuration.s3.bucket_name,
      self.destinations.settings.url, self.elements.s3_recording_sink_configuration.destination,
      self.magnetic_store_write_properties.magnetic_store_rejected_data_location.s3_configuration.bucket_name,
      self.action.export_revision_to_s3.revision_destination.bucket, self.output_config.s3_output_path, self.output_config.s3_output_location,
      self.recording.s3_location.bucket,
    ]
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  relies {
    on = [
      self.lambda.function_arn, self.step_functions.state_machine_name, self.sqs.queue_url, self.sns.target_arn, self.firehose.delivery_stream_name,
      self.kinesis.stream_name, self.lambda_action.function_arn, self.sns_action.topic_arn, self.s3_action.topic_arn, self.bounce_action.topic_arn,
    ]
  }
  # What could not go where it should.
  use {
    from   = self.error_action.s3.bucket_name
    access = "write"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

resource "aws_kendra_data_source" {
  also = ["aws_bedrockagent_data_source", "aws_quicksight_data_source", "aws_medialive_input"]
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  identity = self.role_arn
  use {
    from = [
      self.configuration.s3_configuration.bucket_name, self.data_source_configuration.s3_configuration.bucket_arn,
      self.parameters.s3.manifest_file_location.bucket, self.sources.url,
    ]
    access = "read"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  relies {
    on = self.parameters.athena.work_group
  }
}

resource "aws_elastictranscoder_pipeline" {
  service {
    kind = "pipeline"
    name = self.name
  }
  use {
    from   = self.input_bucket
    access = "read"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from   = [self.output_bucket, self.content_config.bucket, self.thumbnail_config.bucket]
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

# A pipeline's text names what it reads and where it writes.
resource "aws_osis_pipeline" {
  service {
    kind = "stream"
    name = self.pipeline_name
  }
  endpoints = ["ingest_endpoint_urls"]
  use {
    from   = self.pipeline_configuration_body
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

resource "aws_kinesis_analytics_application" {
  service {
    kind = "stream"
    name = self.name
  }
  passes {
    from  = [self.inputs.kinesis_firehose.resource_arn, self.inputs.kinesis_stream.resource_arn]
    later = true
  }
  relies {
    on = [self.outputs.kinesis_firehose.resource_arn, self.outputs.kinesis_stream.resource_arn]
  }
  use {
    from   = self.reference_data_sources.s3.bucket_arn
    access = "read"
    need   = "startup"
    via    = "attribute"
    named  = true
  }
}

resource "aws_cloudwatch_log_group" {
  called_by = "log-group ${self.name}"
  endpoints = ["id", "arn", "name"]
}

data "aws_cloudwatch_log_group" {
  alias     = "log-group ${self.name}"
  endpoints = ["id", "arn", "name"]
}

# Logs and figures that flow to where somebody takes them from. What is written into a
# group, which somebody else may make, goes there.
resource "aws_cloudwatch_log_subscription_filter" {
  also = ["aws_cloudwatch_metric_stream"]
  service {
    kind   = "log-delivery"
    name   = [self.name, self.name_prefix]
    front  = true
    silent = true
  }
  relies {
    on     = [self.destination_arn, self.firehose_arn]
    access = "write"
    need   = "soft"
  }
  called_by = "log-filter ${self.log_group_name}"
  passes {
    from  = self.log_group_name
    to    = self.destination_arn
    later = true
  }
  passes {
    to    = self.destination_arn
    later = true
  }
}

# Other accounts send their logs there.
resource "aws_cloudwatch_log_destination" {
  service {
    kind   = "log-delivery"
    name   = self.name
    front  = true
    silent = true
  }
  called_by = "log-destination ${self.name}"
  endpoints = ["arn"]
  relies {
    on     = self.target_arn
    access = "write"
    need   = "soft"
  }
  passes {
    to    = self.target_arn
    later = true
  }
}

# What a service of the provider's own tells, handed to where it is kept: the delivery
# is the source's.
resource "aws_cloudwatch_log_delivery" {
  service {
    kind   = "log-delivery"
    name   = self.delivery_source_name
    front  = true
    silent = true
  }
  part_of = self.delivery_source_name
  use {
    from   = self.delivery_destination_arn
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  relies {
    on     = self.delivery_destination_arn
    access = "write"
    need   = "soft"
  }
}

resource "aws_cloudwatch_log_delivery_source" {
  alias = self.resource_arn
}

resource "aws_cloudwatch_log_delivery_destination" {
  service {
    kind   = "log-delivery"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from   = self.delivery_destination_configuration.destination_resource_arn
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
  alias = self.delivery_destination_configuration.destination_resource_arn
}
