# More of what well-known modules of AWS make: what is in front of services, and
# between them.

module "terraform-aws-modules/alb/aws" {
  cloud = "aws"
  service {
    kind   = "load-balancer"
    name   = [self.name, self.name_prefix]
    front  = true
    relays = true
  }
  endpoints = ["id", "arn", "dns_name", "lb_id", "lb_arn", "lb_dns_name", "this_lb_dns_name"]
  passes {
    to = [self.target_groups.any.target_id, self.target_groups.any.targets.any.target_id, self.additional_target_group_attachments.any.target_id]
  }
  use {
    from   = [self.access_logs.bucket, self.connection_logs.bucket]
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}

module "terraform-aws-modules/route53/aws//modules/records" {
  also  = ["terraform-aws-modules/route53/aws"]
  cloud = "aws"
  service {
    kind   = "dns-name"
    name   = self.records.any.full_name
    global = true
    front  = true
  }
  use {
    from   = [self.records.any.alias.name, self.records.any.records]
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = [self.records.any.alias.name, self.records.any.records]
    access = "serve"
  }
}

module "terraform-aws-modules/s3-bucket/aws//modules/notification" {
  cloud = "aws"
  grant {
    to     = [self.lambda_notifications.any.function_arn, self.sqs_notifications.any.queue_arn, self.sns_notifications.any.topic_arn]
    bucket = [self.bucket, self.bucket_arn]
    access = "trigger"
    via    = "notification"
  }
}

module "terraform-aws-modules/sqs/aws" {
  cloud     = "aws"
  called_by = "queue ${self.name}"
  endpoints = ["queue_id", "queue_arn", "queue_url", "queue_name", "this_sqs_queue_id", "this_sqs_queue_arn", "sqs_queue_id", "sqs_queue_arn"]
}

module "terraform-aws-modules/sns/aws" {
  cloud     = "aws"
  called_by = "topic ${self.name}"
  endpoints = ["topic_id", "topic_arn", "topic_name", "sns_topic_id", "sns_topic_arn", "sns_topic_name"]
  passes {
    to    = self.subscriptions.any.endpoint
    later = true
  }
}

module "terraform-aws-modules/eventbridge/aws" {
  cloud = "aws"
  service {
    kind   = "schedule"
    name   = self.bus_name
    front  = true
    silent = true
  }
  relies {
    on = [self.targets.any.arn, self.targets.any.ecs_target.task_definition_arn, self.schedules.any.arn, self.pipes.any.target]
  }
}

module "terraform-aws-modules/apigateway-v2/aws" {
  cloud = "aws"
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  called_by = "site ${self.domain_name}"
  endpoints = [
    "api_id", "api_endpoint", "stage_invoke_url", "stage_domain_name", "domain_name_target_domain_name", "apigatewayv2_api_id", "apigatewayv2_api_api_endpoint",
    "default_apigatewayv2_stage_invoke_url", "apigatewayv2_domain_name_target_domain_name",
  ]
  relies {
    on = [
      self.routes.any.integration.uri, self.integrations.any.lambda_arn, self.integrations.any.integration_uri, self.authorizers.any.authorizer_uri, self.body,
    ]
    access = "serve"
  }
}

module "terraform-aws-modules/step-functions/aws" {
  cloud = "aws"
  service {
    kind = "state-machine"
    name = self.name
  }
  identity  = self.role_arn
  called_by = "state-machine ${self.name}"
  endpoints = ["state_machine_arn", "state_machine_id", "state_machine_name"]
  use {
    from   = self.definition
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = self.definition
  }
  grant {
    policy     = [self.policy_json, self.policy_jsons, self.policy, self.policies]
    statements = "policy_statements"
  }
}

module "terraform-aws-modules/autoscaling/aws" {
  cloud = "aws"
  service {
    kind = "launch-template"
    name = self.name
  }
  identity = [self.iam_instance_profile_arn, self.iam_instance_profile_name]
  passes {
    from = [self.target_group_arns, self.load_balancers, self.traffic_source_attachments.any.traffic_source_identifier]
  }
  use {
    from   = self.user_data
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  grant {
    policy = self.iam_role_policies
  }
}

module "terraform-aws-modules/ec2-instance/aws" {
  cloud = "aws"
  service {
    kind = "instance"
    name = self.name
  }
  identity  = self.iam_instance_profile
  endpoints = ["private_ip", "public_ip", "private_dns", "public_dns"]
  use {
    from   = [self.user_data, self.user_data_base64]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  grant {
    policy = self.iam_role_policies
  }
}

module "cloudposse/ecs-alb-service-task/aws" {
  cloud = "aws"
  service {
    kind = "task"
    name = self.name
  }
  identity = self.task_role_arn
  passes {
    from = [self.alb_target_group_arn, self.ecs_load_balancers.any.target_group_arn]
  }
  use {
    from   = self.container_definition_json
    access = "read"
    need   = "hard"
    via    = "env"
  }
  grant {
    policy = self.task_policy_arns
  }
}

module "cloudposse/lambda-function/aws" {
  cloud = "aws"
  service {
    kind = "function"
    name = self.function_name
  }
  called_by = "function ${self.function_name}"
  endpoints = ["arn", "invoke_arn", "qualified_arn", "function_name"]
  use {
    from   = self.lambda_environment
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.s3_bucket
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
  grant {
    policy = [self.custom_iam_policy_arns, self.inline_iam_policy]
  }
}

module "cloudposse/alb/aws" {
  cloud = "aws"
  service {
    kind   = "load-balancer"
    name   = self.name
    front  = true
    relays = true
  }
  endpoints = ["alb_arn", "alb_dns_name", "alb_name"]
}

module "cloudposse/cloudfront-cdn/aws" {
  cloud = "aws"
  service {
    kind   = "distribution"
    name   = [self.aliases, self.name]
    global = true
  }
  use {
    from   = self.origin_domain_name
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
}
