# Queues, topics, streams, keys, secrets and images of AWS. Each lives in one
# region; keys and secrets can have replicas elsewhere.

resource "aws_sqs_queue" {
  backing {
    kind    = "queue"
    product = "sqs"
    name    = self.name
    read    = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
    write   = ["sqs:SendMessage"]
  }
  names = ["id", "url", "arn", "name"]
}

resource "aws_sns_topic" {
  backing {
    kind    = "topic"
    product = "sns"
    name    = self.name
    write   = ["sns:Publish"]
  }
  names = ["id", "arn", "name"]
}

resource "aws_kinesis_stream" {
  backing {
    kind    = "stream"
    product = "kinesis"
    name    = self.name
    read    = ["kinesis:GetRecords"]
    write   = ["kinesis:PutRecord", "kinesis:PutRecords"]
  }
  names = ["id", "arn", "name"]
}

resource "aws_kms_key" {
  also = ["aws_kms_external_key"]
  backing {
    kind    = "key"
    product = "kms"
    read    = ["kms:Decrypt", "kms:Verify"]
    write   = ["kms:Encrypt", "kms:GenerateDataKey", "kms:Sign"]
  }
  names = ["id", "arn", "key_id"]
}

# A replica has the material of a multi-region key, and an ARN of its own.
resource "aws_kms_replica_key" {
  also = ["aws_kms_replica_external_key"]
  backing {
    kind    = "key"
    product = "kms"
    copy_of = self.primary_key_arn
    read    = ["kms:Decrypt", "kms:Verify"]
    write   = ["kms:Encrypt", "kms:GenerateDataKey", "kms:Sign"]
  }
  names = ["id", "arn", "key_id"]
}

resource "aws_kms_alias" {
  backing {
    stands_for = self.target_key_id
  }
  names = ["id", "arn", "name", "target_key_arn"]
}

resource "aws_secretsmanager_secret" {
  backing {
    kind    = "secret"
    product = "secretsmanager"
    name    = self.name
    regions = self.replica.region
    read    = ["secretsmanager:GetSecretValue"]
    write   = ["secretsmanager:PutSecretValue"]
  }
  names = ["id", "arn", "name"]
}

resource "aws_secretsmanager_secret_version" {
  backing {
    stands_for = self.secret_id
  }
  names = ["id", "arn", "secret_id"]
}

resource "aws_ecr_repository" {
  backing {
    kind    = "registry"
    product = "ecr"
    name    = self.name
    scope   = "unknown"
    read    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    write   = ["ecr:PutImage"]
  }
  names = ["id", "arn", "name", "repository_url"]
}
