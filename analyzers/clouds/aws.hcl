# What the types of the AWS provider mean. docs/vocabulary.md explains the language.

cloud "aws" {
  provider = "aws"
  product  = "s3"
  regional = true

  # Version 6 of the provider takes a region per resource; before, and without
  # it, the provider configuration decides. There is no default region.
  region      = [self.region, provider.region]
  environment = true

  tags   = [self.tags, provider.default_tags.tags]

  # Another vendor's endpoint behind this provider: MinIO, R2, LocalStack.
  endpoint = provider.endpoints.s3

  read  = ["s3:GetObject", "s3:GetObjectVersion", "s3:HeadObject"]
  write = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:RestoreObject", "s3:ReplicateObject"]
  list  = ["s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketLocation"]
  call  = ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl", "states:StartExecution", "states:StartSyncExecution", "execute-api:Invoke", "sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointAsync", "codebuild:StartBuild", "codebuild:StartBuildBatch", "ecs:RunTask", "ecs:StartTask", "batch:SubmitJob", "glue:StartJobRun", "glue:StartCrawler", "glue:StartWorkflowRun", "glue:StartTrigger", "athena:StartQueryExecution", "bedrock:InvokeAgent", "bedrock-agentcore:InvokeAgentRuntime", "appsync:GraphQL", "redshift-data:ExecuteStatement", "redshift-data:BatchExecuteStatement", "emr-containers:StartJobRun"]
  send  = ["lambda:InvokeAsync", "sqs:SendMessage", "sns:Publish", "kinesis:PutRecord", "kinesis:PutRecords", "firehose:PutRecord", "firehose:PutRecordBatch", "events:PutEvents", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"]

  take  = ["sqs:ReceiveMessage", "kinesis:GetRecords"]

  managed = {
    AmazonS3FullAccess     = "readwrite"
    AmazonS3ReadOnlyAccess = "read"
    AdministratorAccess    = "readwrite"
    PowerUserAccess        = "readwrite"
    ReadOnlyAccess         = "read"
  }

  # How a text leads to what it names. A host is that of a record, else that of an API.
  addresses = {
    crawler          = "arn:[^:]+:glue:[^:]*:[^:]*:crawler/(?P<name>[^:/\"'\\s,]+)"
    delivery-stream  = "arn:[^:]+:firehose:[^:]*:[^:]*:deliverystream/(?P<name>[^:/\"'\\s,]+)"
    function         = "arn:[^:]+:lambda:[^:]*:[^:]*:function:(?P<name>[^:/\"'\\s,]+)"
    "host"           = "\\A(?:(?:https?|wss?)://)?(?P<name>[^/:@\\s\"']+\\.[^/:@\\s\"']+?)\\.?(?:[:/?][^\\s]*)?\\z"
    job              = "arn:[^:]+:glue:[^:]*:[^:]*:job/(?P<name>[^:/\"'\\s,]+)"
    log-destination  = "arn:[^:]+:logs:[^:]*:[^:]*:destination:(?P<name>[^:/\"'\\s,]+)"
    log-filter       = "arn:[^:]+:logs:[^:]*:[^:]*:log-group:(?P<name>[^:*\"'\\s,]+)"
    log-group        = "arn:[^:]+:logs:[^:]*:[^:]*:log-group:(?P<name>[^:*\"'\\s,]+)"
    queue            = "(?:arn:[^:]+:sqs:[^:]*:[^:]*:|https://sqs\\.[^/]+/[^/]+/)(?P<name>[^:/\"'\\s,]+)"
    "site"           = "\\A(?:(?:https?|wss?)://)?(?P<name>[^/:@\\s\"']+\\.[^/:@\\s\"']+?)\\.?(?:[:/?][^\\s]*)?\\z"
    "state-machine"  = "arn:[^:]+:states:[^:]*:[^:]*:stateMachine:(?P<name>[^:/\"'\\s,]+)"
    topic            = "arn:[^:]+:sns:[^:]*:[^:]*:(?P<name>[^:/\"'\\s,]+)"
  }

  keys = "^arn:aws[a-z-]*:kms:(?P<region>[a-z0-9-]+):"

  # Modules whose code is not on disk, but whose name says that they make a bucket.
  modules = "(?i)(?:^|[-_/])s3(?:[-_]?bucket)?(?:[-_/]|$)|aws[-_].*bucket"

  # Buckets that the provider keeps for its own agents and images: a service
  # downloads from them, but they are not the estate's to copy.
  owned = [
    "aws-ssm-*", "amazon-ssm-*", "aws-windows-downloads-*", "*-birdwatcher-prod", "patch-baseline-snapshot-*", "aws-patch-manager-*",
    "aws-patchmanager-*", "aws-codedeploy-*", "amazoncloudwatch-agent*", "prod-*-starport-layer-bucket", "elasticbeanstalk-*", "amazonlinux*",
    "repo.*.amazonaws.com", "packages.*.amazonaws.com", "al2023-repos-*", "ec2imagebuilder-*", "aws-quicksetup-patchpolicy-*",
  ]
}

resource "aws_s3_bucket" {
  bucket {
    name   = self.bucket
    prefix = self.bucket_prefix
    scope  = "region"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = [
    "id", "bucket", "arn", "bucket_domain_name", "bucket_regional_domain_name",
    "website_endpoint", "website_domain",
  ]
  known = {
    id                          = self.bucket
    arn                         = "arn:aws:s3:::${self.bucket}"
    region                      = region
    bucket_domain_name          = "${self.bucket}.s3.amazonaws.com"
    bucket_regional_domain_name = "${self.bucket}.s3.${region}.amazonaws.com"
  }
  # The blocks of provider versions before 4.
  guard {
    versioning    = self.versioning.enabled
    lock          = !blank(self.object_lock_configuration.rule)
    force_destroy = self.force_destroy
  }
  copy {
    for_each         = "replication_configuration.rules"
    to               = each.destination.bucket
    mechanism        = "replication"
    enabled          = each.status == "Enabled"
    whole            = blank(each.prefix, each.filter.prefix, each.filter.tags)
    cold             = contains(["GLACIER", "DEEP_ARCHIVE"], each.destination.storage_class)
    zonal            = each.destination.storage_class == "ONEZONE_IA"
    timed            = each.destination.replication_time.status == "Enabled"
    deletes          = each.delete_marker_replication_status == "Enabled"
    needs_versioning = true
    selects          = each.source_selection_criteria.sse_kms_encrypted_objects.enabled
    key              = each.destination.replica_kms_key_id
    foreign          = !blank(each.destination.account_id)
    role             = self.replication_configuration.role
    allows           = ["s3:ReplicateObject"]
  }
  lifecycle {
    for_each = "lifecycle_rule"
    enabled  = each.enabled
    whole    = blank(each.prefix, each.tags)
    expire   = each.expiration.days
  }
  lifecycle {
    for_each = "lifecycle_rule.transition"
    enabled  = outer.enabled && contains(["GLACIER", "DEEP_ARCHIVE"], each.storage_class)
    whole    = blank(outer.prefix, outer.tags)
    archive  = each.days
  }
  scope {
    for_each = "lifecycle_rule.transition"
    is       = "zone"
    when     = any(outer.enabled) && each.storage_class == "ONEZONE_IA" && each.days == 0 && blank(outer.prefix, outer.tags)
  }
  encryption {
    managed = contains(["aws:kms", "aws:kms:dsse"], self.server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm)
    key     = self.server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id
  }
  purpose {
    of = self.logging.target_bucket
    is = "logs"
  }
}

resource "aws_s3_bucket_policy" {
  grant {
    bucket   = self.bucket
    policy   = self.policy
    resource = true
  }
}

resource "aws_s3_bucket_versioning" {
  guard {
    of         = self.bucket
    versioning = self.versioning_configuration.status == "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" {
  guard {
    of   = self.bucket
    lock = !blank(self.rule.default_retention.mode)
  }
}

resource "aws_s3_bucket_replication_configuration" {
  copy {
    for_each         = "rule"
    from             = self.bucket
    to               = each.destination.bucket
    mechanism        = "replication"
    enabled          = each.status == "Enabled"
    whole            = blank(each.prefix, each.filter.prefix, each.filter.tag.key, each.filter.and.prefix, each.filter.and.tags)
    cold             = contains(["GLACIER", "DEEP_ARCHIVE"], each.destination.storage_class)
    zonal            = each.destination.storage_class == "ONEZONE_IA"
    timed            = each.destination.replication_time.status == "Enabled"
    deletes          = each.delete_marker_replication.status == "Enabled"
    needs_versioning = true
    selects          = each.source_selection_criteria.sse_kms_encrypted_objects.status == "Enabled"
    key              = each.destination.encryption_configuration.replica_kms_key_id
    foreign          = !blank(each.destination.account)
    role             = self.role
    allows           = ["s3:ReplicateObject"]
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" {
  encryption {
    of      = self.bucket
    managed = contains(["aws:kms", "aws:kms:dsse"], self.rule.apply_server_side_encryption_by_default.sse_algorithm)
    key     = self.rule.apply_server_side_encryption_by_default.kms_master_key_id
  }
}

resource "aws_s3_bucket_lifecycle_configuration" {
  lifecycle {
    for_each = "rule"
    of       = self.bucket
    enabled  = each.status == "Enabled"
    whole    = blank(each.prefix, each.filter.prefix, each.filter.tag.key, each.filter.and.prefix, each.filter.and.tags, each.filter.object_size_greater_than, each.filter.object_size_less_than)
    expire   = each.expiration.days
  }
  lifecycle {
    for_each = "rule.transition"
    of       = self.bucket
    enabled  = outer.status == "Enabled" && contains(["GLACIER", "DEEP_ARCHIVE"], each.storage_class)
    whole    = blank(outer.prefix, outer.filter.prefix, outer.filter.tag.key, outer.filter.and.prefix, outer.filter.and.tags, outer.filter.object_size_greater_than, outer.filter.object_size_less_than)
    archive  = each.days
  }
  # Objects that move to one zone as soon as they are written.
  scope {
    for_each = "rule.transition"
    of       = self.bucket
    is       = "zone"
    when     = outer.status == "Enabled" && each.storage_class == "ONEZONE_IA" && each.days == 0 && blank(outer.prefix, outer.filter.prefix, outer.filter.tag.key, outer.filter.and.prefix, outer.filter.and.tags, outer.filter.object_size_greater_than, outer.filter.object_size_less_than)
  }
}

resource "aws_kms_key" {
  also = ["aws_kms_replica_key", "aws_kms_external_key", "aws_kms_replica_external_key"]
  key {}
}

data "aws_kms_key" {
  key {}
}

resource "aws_kms_alias" {
  alias = self.target_key_id
}

resource "aws_s3_bucket_website_configuration" {
  alias = self.bucket
}

resource "aws_s3_access_point" {
  alias = self.bucket
}

resource "aws_s3_directory_bucket" {
  bucket {
    name  = self.bucket
    scope = "zone"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "bucket", "arn"]
  known = {
    id = self.bucket
  }
  guard {
    force_destroy = self.force_destroy
  }
}

# A rack on one's own premises, which reports to a region.
resource "aws_s3control_bucket" {
  bucket {
    name  = self.bucket
    scope = "zone"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "bucket", "arn"]
}

resource "aws_s3control_object_lambda_access_point" {
  alias = self.configuration.supporting_access_point
}

resource "aws_s3tables_table_bucket" {
  bucket {
    name  = self.name
    scope = "region"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "name", "arn"]
  guard {
    force_destroy = self.force_destroy
  }
}

data "aws_s3_bucket" {
  # The bucket may live in another region than the one it is looked up from.
  bucket {
    name   = self.bucket
    region = [self.region]
    scope  = "region"
  }
  names = [
    "id", "bucket", "arn", "bucket_domain_name", "bucket_regional_domain_name",
    "website_endpoint", "website_domain",
  ]
  known = {
    id                 = self.bucket
    arn                = "arn:aws:s3:::${self.bucket}"
    bucket_domain_name = "${self.bucket}.s3.amazonaws.com"
  }
}

data "aws_region" {
  known = {
    name   = region
    region = region
    id     = region
  }
}

data "aws_partition" {
  known = {
    partition  = length(regexall("^cn-", region)) > 0 ? "aws-cn" : length(regexall("^us-gov-", region)) > 0 ? "aws-us-gov" : length(regexall("^(us-iso|eu-iso|eusc-)", region)) > 0 ? null : "aws"
    dns_suffix = length(regexall("^cn-", region)) > 0 ? "amazonaws.com.cn" : length(regexall("^(us-iso|eu-iso|eusc-)", region)) > 0 ? null : "amazonaws.com"
  }
}
