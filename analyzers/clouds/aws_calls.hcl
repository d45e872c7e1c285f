# How services of AWS reach each other: APIs and names in front of functions and
# load balancers, and queues, topics and event rules between them.

resource "aws_lambda_alias" {
  also      = ["aws_lambda_function_url"]
  alias     = self.function_name
  endpoints = ["arn", "invoke_arn", "function_url"]
}

# One that is made elsewhere is the one of that name.
data "aws_lambda_function" {
  also      = ["aws_lambda_alias"]
  alias     = "function ${self.function_name}"
  endpoints = ["arn", "invoke_arn", "qualified_arn", "qualified_invoke_arn", "function_name"]
}

data "aws_sqs_queue" {
  alias     = "queue ${self.name}"
  endpoints = ["id", "url", "arn", "name"]
}

data "aws_sns_topic" {
  alias     = "topic ${self.name}"
  endpoints = ["id", "arn", "name"]
}

data "aws_sfn_state_machine" {
  alias     = "state-machine ${self.name}"
  endpoints = ["id", "arn"]
}

# What is taken from a queue, a stream or a table's changes.
resource "aws_lambda_event_source_mapping" {
  when = self.enabled == false
}

resource "aws_lambda_event_source_mapping" {
  service {
    kind  = "function"
    name  = self.function_name
    front = true
  }
  part_of = self.function_name
  use {
    from   = self.destination_config.on_failure.destination_arn
    access = "write"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
  passes {
    from  = self.event_source_arn
    to    = self.function_name
    later = true
  }
}

resource "aws_sqs_queue" {
  called_by = "queue ${self.name}"
  endpoints = ["id", "url", "arn", "name"]
  leftover  = self.redrive_policy
}

resource "aws_sqs_queue_redrive_policy" {
  leftover = self.redrive_policy
}

resource "aws_sns_topic" {
  called_by = "topic ${self.name}"
  endpoints = ["id", "arn", "name"]
}

resource "aws_kinesis_stream" {
  endpoints = ["id", "arn", "name"]
}

resource "aws_sns_topic_subscription" {
  passes {
    from  = self.topic_arn
    to    = self.endpoint
    later = true
  }
}

resource "aws_cloudwatch_event_bus" {
  endpoints = ["id", "arn", "name"]
}

# One that is turned off starts nothing.
resource "aws_cloudwatch_event_rule" {
  when = self.is_enabled == false || self.state == "DISABLED"
}

# A rule stands for the buckets that its pattern names, and starts its targets. Which
# of the events of a bus it takes is not read.
resource "aws_cloudwatch_event_rule" {
  service {
    kind   = "schedule"
    name   = [self.name, self.name_prefix]
    front  = true
    silent = true
    relays = true
  }
  called_by = "event-rule ${self.name}"
  passes {
    from  = self.event_bus_name
    later = true
    maybe = true
  }
  alias = [self.event_pattern.detail.bucket.name, self.event_pattern.detail.requestParameters.bucketName]
}

resource "aws_cloudwatch_event_target" {
  passes {
    from = [self.rule, "event-rule ${self.rule}"]
    to   = [self.arn, self.ecs_target.task_definition_arn, self.batch_target.job_definition]
  }
  grant {
    to       = [self.arn, self.ecs_target.task_definition_arn]
    bucket   = self.rule
    referred = true
    access   = "trigger"
    via      = "notification"
  }
}

resource "aws_cloudwatch_event_api_destination" {
  alias = self.invocation_endpoint
}

# What runs again and again, or when something has happened.
resource "aws_scheduler_schedule" {
  when = self.state == "DISABLED"
}

resource "aws_scheduler_schedule" {
  service {
    kind   = "schedule"
    name   = [self.name, self.name_prefix]
    front  = true
    silent = true
  }
  use {
    from   = self.target.input
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = [
      self.target.arn, self.target.ecs_parameters.task_definition_arn, self.target.input.StateMachineArn, self.target.input.FunctionName,
      self.target.input.TaskDefinition, self.target.input.JobDefinition, self.target.input.ProjectName, self.target.input.JobName, self.target.input.QueueUrl,
    ]
  }
}

resource "aws_glue_trigger" {
  service {
    kind   = "schedule"
    name   = self.name
    front  = true
    silent = true
  }
  relies {
    on = [self.actions.job_name, self.actions.crawler_name]
  }
}

# What is told when something is wrong, or has changed. Nobody waits for it.
resource "aws_cloudwatch_metric_alarm" {
  also = [
    "aws_cloudwatch_composite_alarm", "aws_db_event_subscription", "aws_autoscaling_notification", "aws_autoscaling_lifecycle_hook", "aws_codestarnotifications_notification_rule",
    "aws_codedeploy_deployment_group", "aws_backup_vault_notifications", "aws_ce_anomaly_subscription", "aws_budgets_budget", "aws_redshift_event_subscription",
    "aws_dms_event_subscription", "aws_neptune_event_subscription", "aws_docdb_event_subscription", "aws_ses_event_destination", "aws_ses_identity_notification_topic",
    "aws_sesv2_configuration_set_event_destination", "aws_cloudfront_realtime_log_config", "aws_cloudwatch_log_account_policy", "aws_kinesis_resource_policy",
    "aws_glacier_vault", "aws_sagemaker_endpoint_notification", "aws_rds_event_subscription",
  ]
  service {
    kind   = "alarm"
    name   = [self.alarm_name, self.name, self.deployment_group_name, self.policy_name]
    front  = true
    silent = true
  }
  relies {
    on = [
      self.alarm_actions, self.ok_actions, self.insufficient_data_actions, self.sns_topic, self.sns_topic_arn, self.topic_arn, self.notification_target_arn, self.target.address,
      self.trigger_configuration.trigger_target_arn, self.subscriber.address, self.notification.subscriber_sns_topic_arns, self.sns_destination.topic_arn,
      self.kinesis_destination.stream_arn, self.event_destination.sns_destination.topic_arn, self.event_destination.kinesis_firehose_destination.delivery_stream_arn,
      self.event_destination.event_bridge_destination.event_bus_arn, self.endpoint.kinesis_stream_config.stream_arn, self.policy_document.DestinationArn, self.notification.sns_topic,
    ]
    access = "write"
    need   = "soft"
  }
}

# What runs when a secret is renewed, a configuration is checked, or a caller is connected.
resource "aws_secretsmanager_secret_rotation" {
  also = ["aws_config_config_rule", "aws_config_organization_custom_rule", "aws_connect_lambda_function_association", "aws_connect_bot_association"]
  service {
    kind   = "schedule"
    name   = [self.name, self.secret_id]
    front  = true
    silent = true
  }
  relies {
    on   = [self.rotation_lambda_arn, self.source.source_identifier, self.lambda_function_arn]
    need = "soft"
  }
  relies {
    on = self.function_arn
  }
}

resource "aws_pipes_pipe" {
  relies {
    on = [self.enrichment, self.target, self.target_parameters.ecs_task_parameters.task_definition_arn]
  }
  passes {
    from  = self.source
    to    = self.target
    later = true
  }
  service {
    kind   = "log-delivery"
    name   = [self.name, self.name_prefix]
    front  = true
    silent = true
  }
  use {
    from   = self.log_configuration.s3_log_destination.bucket_name
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}

resource "aws_sfn_state_machine" {
  service {
    kind = "state-machine"
    name = self.name
  }
  identity  = self.role_arn
  called_by = "state-machine ${self.name}"
  endpoints = ["id", "arn", "name"]
  use {
    from   = self.definition
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = self.definition
  }
}

# An API is what its integrations lead to.
resource "aws_api_gateway_rest_api" {
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  endpoints = ["id", "execution_arn"]
  use {
    from   = self.body
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = self.body
    access = "serve"
  }
}

# Within a network of its own the host is no more than what it asks for there.
resource "aws_api_gateway_integration" {
  when = self.connection_type == "VPC_LINK"
  service {
    kind  = "api"
    name  = self.rest_api_id
    front = true
  }
  part_of = self.rest_api_id
  relies {
    on       = self.uri
    referred = true
    access   = "serve"
  }
  relies {
    on     = [self.connection_id, self.integration_target]
    access = "serve"
  }
}

resource "aws_api_gateway_integration" {
  service {
    kind  = "api"
    name  = self.rest_api_id
    front = true
  }
  part_of  = self.rest_api_id
  identity = self.credentials
  use {
    from   = self.uri
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = [self.uri, self.connection_id, self.integration_target]
    access = "serve"
  }
}

# Who calls is asked for first, and then let through.
resource "aws_api_gateway_authorizer" {
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  part_of = self.rest_api_id
  relies {
    on     = [self.authorizer_uri, self.provider_arns]
    access = "serve"
  }
}

resource "aws_apigatewayv2_authorizer" {
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  part_of = self.api_id
  relies {
    on     = self.authorizer_uri
    access = "serve"
  }
}

resource "aws_api_gateway_vpc_link" {
  alias = self.target_arns
}

resource "aws_api_gateway_stage" {
  also      = ["aws_api_gateway_deployment"]
  alias     = self.rest_api_id
  endpoints = ["invoke_url"]
}

# Its callers prove who they are by what a bundle of certificates says, which is read
# from the bucket when it changes.
resource "aws_api_gateway_domain_name" {
  also = ["aws_apigatewayv2_domain_name"]
  service {
    kind   = "dns-name"
    name   = self.domain_name
    front  = true
    relays = true
  }
  use {
    from   = self.mutual_tls_authentication.truststore_uri
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  called_by = "site ${self.domain_name}"
  endpoints = ["id", "arn", "domain_name", "regional_domain_name", "cloudfront_domain_name"]
}

resource "aws_api_gateway_base_path_mapping" {
  also = ["aws_apigatewayv2_api_mapping"]
  passes {
    from = [self.domain_name, "site ${self.domain_name}"]
    to   = self.api_id
  }
}

resource "aws_apigatewayv2_api" {
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  endpoints = ["api_endpoint", "id", "execution_arn"]
  relies {
    on     = [self.target, self.body]
    access = "serve"
  }
}

resource "aws_apigatewayv2_integration" {
  service {
    kind  = "api"
    name  = self.api_id
    front = true
  }
  part_of  = self.api_id
  identity = self.credentials_arn
  relies {
    on     = [self.integration_uri, self.request_parameters]
    access = "serve"
  }
}

resource "aws_apigatewayv2_stage" {
  alias     = self.api_id
  endpoints = ["invoke_url"]
}

resource "aws_appsync_graphql_api" {
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  endpoints = ["id", "arn", "uris"]
  relies {
    on     = [self.lambda_authorizer_config.authorizer_uri, self.additional_authentication_provider.lambda_authorizer_config.authorizer_uri]
    access = "serve"
  }
}

resource "aws_appsync_domain_name" {
  called_by = "site ${self.domain_name}"
  endpoints = ["id", "domain_name", "appsync_domain_name"]
}

resource "aws_appsync_domain_name_api_association" {
  passes {
    from = self.domain_name
    to   = self.api_id
  }
}

resource "aws_appsync_datasource" {
  service {
    kind  = "api"
    name  = self.api_id
    front = true
  }
  part_of  = self.api_id
  identity = self.service_role_arn
  relies {
    on     = [self.lambda_config.function_arn, self.http_config.endpoint, self.event_bridge_config.event_bus_arn]
    access = "serve"
  }
}

# Nobody signs in while what it asks does not answer.
resource "aws_cognito_user_pool" {
  service {
    kind  = "user-pool"
    name  = self.name
    front = true
  }
  relies {
    on = self.lambda_config
  }
}

# Where a service of a cluster is found by name.
resource "aws_service_discovery_service" {
  endpoints = ["name"]
}
