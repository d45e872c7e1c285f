# How services of AWS reach each other: APIs and names in front of functions and
# load balancers, and queues, topics and event rules between them.

resource "aws_lambda_alias" {
  also      = ["aws_lambda_function_url"]
  alias     = self.function_name
  endpoints = ["arn", "invoke_arn", "function_url"]
}

# What is taken from a queue, a stream or a table's changes.
resource "aws_lambda_event_source_mapping" {
  passes {
    from  = self.event_source_arn
    to    = self.function_name
    later = true
  }
}

resource "aws_sqs_queue" {
  endpoints = ["id", "url", "arn", "name"]
}

resource "aws_sns_topic" {
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

# A rule stands for the buckets that its pattern names.
resource "aws_cloudwatch_event_rule" {
  alias = [self.event_pattern.detail.bucket.name, self.event_pattern.detail.requestParameters.bucketName]
}

resource "aws_cloudwatch_event_target" {
  grant {
    to       = [self.arn, self.ecs_target.task_definition_arn]
    bucket   = self.rule
    referred = true
    access   = "trigger"
    via      = "notification"
  }
}

resource "aws_pipes_pipe" {
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
  endpoints = ["id", "arn"]
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
    on     = self.uri
    access = "serve"
  }
}

resource "aws_api_gateway_stage" {
  also      = ["aws_api_gateway_deployment"]
  alias     = self.rest_api_id
  endpoints = ["invoke_url"]
}

resource "aws_api_gateway_domain_name" {
  also      = ["aws_apigatewayv2_domain_name"]
  endpoints = ["domain_name", "regional_domain_name", "cloudfront_domain_name"]
}

resource "aws_api_gateway_base_path_mapping" {
  also = ["aws_apigatewayv2_api_mapping"]
  passes {
    from = self.domain_name
    to   = self.api_id
  }
}

resource "aws_apigatewayv2_api" {
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  endpoints = ["api_endpoint"]
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
  endpoints = ["uris"]
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
    on     = [self.lambda_config.function_arn, self.http_config.endpoint]
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
