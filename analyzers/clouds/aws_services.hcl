# Workloads of the AWS provider, and what they rely on.

resource "aws_lambda_function" {
  service {
    kind = "function"
    name = self.function_name
  }
  identity  = self.role
  called_by = "function ${self.function_name}"
  endpoints = ["arn", "id", "function_name", "invoke_arn", "qualified_arn", "qualified_invoke_arn"]
  use {
    from   = self.environment.variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = [self.s3_bucket, self.layers]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
  # What it could not do, and what it says while it works.
  relies {
    on     = [self.dead_letter_config.target_arn, self.logging_config.log_group, "log-group /aws/lambda/${self.function_name}", "log-filter /aws/lambda/${self.function_name}"]
    access = "write"
    need   = "soft"
  }
  # A file system that is not there lets no function start.
  relies {
    on = self.file_system_config.arn
  }
}

# Where a function's result goes when nobody waits for it.
resource "aws_lambda_function_event_invoke_config" {
  service {
    kind  = "function"
    name  = self.function_name
    front = true
  }
  part_of = self.function_name
  use {
    from   = [self.destination_config.on_failure.destination, self.destination_config.on_success.destination]
    access = "write"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
  relies {
    on     = [self.destination_config.on_failure.destination, self.destination_config.on_success.destination]
    access = "write"
    need   = "soft"
  }
}

resource "aws_s3_bucket_notification" {
  grant {
    to     = [self.lambda_function.lambda_function_arn, self.queue.queue_arn, self.topic.topic_arn]
    bucket = self.bucket
    access = "trigger"
    via    = "notification"
  }
}

resource "aws_ecs_task_definition" {
  service {
    kind = "task"
    name = self.family
  }
  identity  = self.task_role_arn
  endpoints = ["arn", "arn_without_revision"]
  use {
    from   = self.container_definitions
    but    = [self.container_definitions.environmentFiles, self.container_definitions.logConfiguration, self.container_definitions.firelensConfiguration]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  # A task that starts without them does not start.
  use {
    from   = [self.container_definitions.environmentFiles, self.container_definitions.firelensConfiguration]
    inside = true
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  # The other options name log groups and streams, never a bucket.
  use {
    from   = self.container_definitions.logConfiguration.options.bucket
    inside = true
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  # Where its logs go: by a reference, in whatever text it stands, or by name.
  relies {
    on       = self.container_definitions
    like     = "logs?[-_]?group|delivery[-_]?stream"
    referred = true
    access   = "write"
    need     = "soft"
  }
  relies {
    on = [
      "log-group ${self.container_definitions.logConfiguration.options.awslogs-group}",
      "log-filter ${self.container_definitions.logConfiguration.options.awslogs-group}",
      "delivery-stream ${self.container_definitions.logConfiguration.options.delivery_stream}",
    ]
    access = "write"
    need   = "soft"
  }
  relies {
    on = self.volume.s3files_volume_configuration.file_system_arn
  }
}

data "aws_ecs_task_definition" {
  alias = self.task_definition
}

resource "aws_ecs_service" {
  also = ["aws_ecs_task_set"]
  service {
    kind = "task"
    name = self.name
  }
  part_of = self.task_definition
  passes {
    from = [self.load_balancer.target_group_arn, self.load_balancer.elb_name, self.service_registries.registry_arn]
  }
}

resource "aws_instance" {
  service {
    kind = "instance"
    name = [self.tags.Name, self.tags.name]
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

resource "aws_launch_template" {
  service {
    kind = "launch-template"
    name = [self.name, self.name_prefix]
  }
  identity = [self.iam_instance_profile.name, self.iam_instance_profile.arn]
  use {
    from   = self.user_data
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

resource "aws_launch_configuration" {
  service {
    kind = "launch-template"
    name = [self.name, self.name_prefix]
  }
  identity = self.iam_instance_profile
  use {
    from   = [self.user_data, self.user_data_base64]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

resource "aws_autoscaling_group" {
  service {
    kind = "launch-template"
    name = [self.name, self.name_prefix]
  }
  part_of = [
    self.launch_template.id, self.launch_template.name, self.launch_configuration,
    self.mixed_instances_policy.launch_template.launch_template_specification.launch_template_id,
    self.mixed_instances_policy.launch_template.launch_template_specification.launch_template_name,
  ]
  passes {
    from = [self.target_group_arns, self.load_balancers, self.traffic_source.identifier]
  }
}

resource "aws_cloudfront_distribution" {
  service {
    kind   = "distribution"
    name   = [self.aliases, self.comment]
    global = true
  }
  use {
    where {
      each = "origin"
      key  = "origin_id"
      in   = [self.default_cache_behavior.target_origin_id, self.ordered_cache_behavior.target_origin_id, self.origin_group.member.origin_id]
    }
    from   = each.domain_name
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  use {
    from   = self.logging_config.bucket
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  # A request that a function at the edge cannot answer is not passed on.
  relies {
    on = [
      self.default_cache_behavior.lambda_function_association.lambda_arn,
      self.ordered_cache_behavior.lambda_function_association.lambda_arn,
      self.default_cache_behavior.function_association.function_arn,
      self.ordered_cache_behavior.function_association.function_arn,
      self.origin.vpc_origin_config.vpc_origin_id,
    ]
    access = "serve"
  }
  # Each request tries the members in turn, so there is nobody to ask.
  switch "origin-group" {
    for_each = "origin_group"
    members  = each.member.origin_id
    origins {
      each    = "origin"
      id      = "origin_id"
      locator = "domain_name"
    }
    through {
      id      = each.origin_id
      each    = ["default_cache_behavior", "ordered_cache_behavior"]
      target  = "target_origin_id"
      methods = "allowed_methods"
      writes  = ["PUT", "POST", "PATCH", "DELETE"]
    }
    codes     = each.failover_criteria.status_codes
    automatic = true
    reads     = true
    home      = "us-east-1"
  }
}

resource "aws_cloudfront_vpc_origin" {
  alias = self.vpc_origin_endpoint_config.arn
}

# Permissions: role -> policy -> statement -> bucket.

resource "aws_iam_role" {
  called_by = self.name
  grant {
    policy = [self.inline_policy.policy, self.managed_policy_arns]
  }
  # A workload of a cluster, by its service account.
  trusts {
    with      = self.assume_role_policy
    subjects  = with.statement.condition.values
    pattern   = "^system:serviceaccount:([^:]+):([^:]+)$"
    called_by = "service-account $1 $2"
    name      = "$1/$2"
  }
  trusts {
    subjects  = self.assume_role_policy.Statement.Condition
    pattern   = "^system:serviceaccount:([^:]+):([^:]+)$"
    called_by = "service-account $1 $2"
    name      = "$1/$2"
  }
}

resource "aws_iam_role_policy" {
  grant {
    to     = self.role
    policy = self.policy
  }
}

resource "aws_iam_role_policy_attachment" {
  grant {
    to     = self.role
    policy = self.policy_arn
  }
}

resource "aws_iam_role_policy_attachments_exclusive" {
  grant {
    to     = self.role_name
    policy = self.policy_arns
  }
}

resource "aws_iam_policy_attachment" {
  grant {
    to     = self.roles
    policy = self.policy_arn
  }
}

resource "aws_iam_policy" {
  policy {
    document = self.policy
  }
}

data "aws_iam_policy_document" {
  known = {
    json = policy_document(self.version, self.policy_id, self.statement,
    [self.source_json, self.source_policy_documents], [self.override_json, self.override_policy_documents])
  }
  policy {
    statements  = "statement"
    id          = "sid"
    effect      = "effect"
    actions     = "actions"
    not_actions = "not_actions"
    resources   = "resources"
    principals  = "principals.identifiers"
    narrowing   = "condition"
    include     = [self.source_json, self.source_policy_documents]
    override    = [self.override_json, self.override_policy_documents]
  }
}

resource "aws_lambda_layer_version" {
  alias = self.s3_bucket
}

resource "aws_iam_instance_profile" {
  called_by = self.name
  alias     = [self.role, self.roles]
}

# What is looked up by its name may stand in the same root.
data "aws_iam_role" {
  alias = self.name
  known = {
    id = self.name
  }
}

data "aws_iam_instance_profile" {
  alias = self.name
}
