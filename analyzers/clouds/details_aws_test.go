package clouds

import "testing"

func TestAWSDetails(t *testing.T) {
	checkProviders(t, map[string]providerCase{
		"zones, racks and access points": {
			tf: `
provider "aws" { region = "us-west-2" }
resource "aws_s3_directory_bucket" "d" {
  bucket = "fast--usw2-az1--x-s3"
  location { name = "usw2-az1" }
}
resource "aws_s3control_bucket" "o" {
  bucket     = "rack"
  outpost_id = "op-1"
}
resource "aws_s3tables_table_bucket" "t" { name = "tables" }
resource "aws_s3_bucket" "b" { bucket = "media" }
resource "aws_s3_access_point" "p" {
  bucket = aws_s3_bucket.b.id
  name   = "p"
}
resource "aws_s3control_object_lambda_access_point" "l" {
  name = "l"
  configuration { supporting_access_point = aws_s3_access_point.p.arn }
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  environment { variables = { AP = aws_s3control_object_lambda_access_point.l.arn, FAST = aws_s3_directory_bucket.d.bucket } }
}`,
			want: []string{
				`aws_s3_bucket.b: aws s3 "us-west-2" region`,
				`aws_s3_directory_bucket.d: aws s3 "us-west-2" zone`,
				`aws_s3control_bucket.o: aws s3 "us-west-2" zone`,
				`aws_s3tables_table_bucket.t: aws s3 "us-west-2" region`,
				"aws_lambda_function.f -> aws_s3_bucket.b read hard env certain",
				"aws_lambda_function.f -> aws_s3_directory_bucket.d read hard env certain",
			},
		},
		"a bucket as a file system": {
			tf: `
provider "aws" { region = "us-west-2" }
resource "aws_s3_bucket" "b" { bucket = "media" }
resource "aws_s3files_file_system" "s" { bucket = aws_s3_bucket.b.arn }
resource "aws_s3files_access_point" "p" { file_system_id = aws_s3files_file_system.s.id }
resource "aws_lambda_function" "f" {
  function_name = "f"
  file_system_config { arn = aws_s3files_access_point.p.arn }
}`,
			want: []string{
				`aws_s3_bucket.b: aws s3 "us-west-2" region`,
				"aws_lambda_function.f -> aws_s3files_file_system.s readwrite hard call certain",
				"aws_s3files_file_system.s -> aws_s3_bucket.b readwrite hard mount certain",
			},
		},
		"objects that move to one zone at once": {
			tf: `
provider "aws" { region = "us-west-2" }
variable "class" {}
resource "aws_s3_bucket" "now" { bucket = "now" }
resource "aws_s3_bucket" "later" { bucket = "later" }
resource "aws_s3_bucket" "some" { bucket = "some" }
resource "aws_s3_bucket" "maybe" { bucket = "maybe" }
resource "aws_s3_bucket_lifecycle_configuration" "now" {
  bucket = aws_s3_bucket.now.id
  rule {
    id     = "a"
    status = "Enabled"
    filter {}
    transition {
      days          = 0
      storage_class = "ONEZONE_IA"
    }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "later" {
  bucket = aws_s3_bucket.later.id
  rule {
    id     = "a"
    status = "Enabled"
    filter {}
    transition {
      days          = 30
      storage_class = "ONEZONE_IA"
    }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "some" {
  bucket = aws_s3_bucket.some.id
  rule {
    id     = "a"
    status = "Enabled"
    filter { prefix = "tmp/" }
    transition {
      days          = 0
      storage_class = "ONEZONE_IA"
    }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "maybe" {
  bucket = aws_s3_bucket.maybe.id
  rule {
    id     = "a"
    status = "Enabled"
    filter {}
    transition {
      days          = 0
      storage_class = var.class
    }
  }
}
resource "aws_s3_bucket_replication_configuration" "r" {
  bucket = aws_s3_bucket.later.id
  role   = "arn:aws:iam::123456789012:role/r"
  rule {
    status = "Enabled"
    destination {
      bucket        = aws_s3_bucket.some.arn
      storage_class = "ONEZONE_IA"
    }
  }
}`,
			want: []string{
				`aws_s3_bucket.later: aws s3 "us-west-2" region`,
				`aws_s3_bucket.maybe: aws s3 "us-west-2" unknown [unknown: hangs on var.class]`,
				`aws_s3_bucket.now: aws s3 "us-west-2" zone`,
				`aws_s3_bucket.some: aws s3 "us-west-2" region`,
				"aws_s3_bucket.later => aws_s3_bucket.some: replication enabled=yes whole=yes deletes=no zonal",
			},
		},
		"backups, here and elsewhere": {
			tf: `
provider "aws" { region = "us-east-1" }
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
resource "aws_s3_bucket" "b" { bucket = "media" }
resource "aws_s3_bucket" "w" {
  provider = aws.west
  bucket   = "media-west"
}
resource "aws_backup_vault" "here" { name = "here" }
resource "aws_backup_vault" "there" {
  provider = aws.west
  name     = "there"
}
resource "aws_backup_vault" "unused" { name = "unused" }
resource "aws_backup_vault_lock_configuration" "there" {
  backup_vault_name  = aws_backup_vault.there.name
  min_retention_days = 7
}
resource "aws_backup_plan" "p" {
  name = "p"
  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.here.name
    copy_action { destination_vault_arn = aws_backup_vault.there.arn }
  }
}
resource "aws_backup_plan" "local" {
  name = "local"
  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.here.name
  }
}
resource "aws_backup_plan" "literal" {
  name = "literal"
  rule {
    rule_name         = "daily"
    target_vault_name = "Default"
    copy_action { destination_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:far" }
  }
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = aws_backup_plan.p.id
  iam_role_arn = "arn:aws:iam::123456789012:role/b"
  resources    = [aws_s3_bucket.b.arn, "arn:aws:dynamodb:us-east-1:123456789012:table/t"]
}
resource "aws_backup_selection" "all" {
  name      = "all"
  plan_id   = aws_backup_plan.literal.id
  resources = ["arn:aws:s3:::*"]
}
resource "aws_backup_selection" "local" {
  name      = "local"
  plan_id   = aws_backup_plan.local.id
  resources = [aws_s3_bucket.b.arn]
}
resource "aws_backup_selection" "tagged" {
  name      = "tagged"
  plan_id   = aws_backup_plan.p.id
  resources = ["*"]
  condition {
    string_equals {
      key   = "aws:ResourceTag/backup"
      value = "yes"
    }
  }
}
resource "aws_backup_selection" "database" {
  name      = "database"
  plan_id   = aws_backup_plan.p.id
  resources = ["arn:aws:rds:us-east-1:123456789012:db:d", "arn:aws:rds:*:*:db:*"]
}`,
			want: []string{
				`aws_backup_vault.here: aws s3 "us-east-1" region +versioning`,
				`aws_backup_vault.there: aws s3 "us-west-2" region +versioning +lock`,
				`aws_s3_bucket.b: aws s3 "us-east-1" region`,
				`aws_s3_bucket.w: aws s3 "us-west-2" region`,
				`aws:far: aws s3 "eu-west-1" region`,
				"aws_s3_bucket.b => aws_backup_vault.here: backup enabled=yes whole=yes deletes=no cold",
				"aws_s3_bucket.b => aws_backup_vault.there: backup enabled=yes whole=yes deletes=no cold",
				"aws_s3_bucket.b => aws:far: backup enabled=yes whole=yes deletes=no cold",
				"unresolved: source of aws_backup_selection.tagged: it selects by tags or by exceptions, which are not followed",
			},
		},
		"datasync": {
			tf: `
provider "aws" { region = "us-east-1" }
resource "aws_s3_bucket" "a" { bucket = "from" }
resource "aws_s3_bucket" "b" {
  bucket = "to"
  region = "us-west-2"
}
resource "aws_datasync_location_s3" "a" {
  s3_bucket_arn = aws_s3_bucket.a.arn
  subdirectory  = "/"
}
resource "aws_datasync_location_s3" "b" {
  s3_bucket_arn = aws_s3_bucket.b.arn
  subdirectory  = "/"
}
resource "aws_datasync_location_efs" "e" { efs_file_system_arn = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1" }
resource "aws_datasync_task" "scheduled" {
  source_location_arn      = aws_datasync_location_s3.a.arn
  destination_location_arn = aws_datasync_location_s3.b.arn
  options { preserve_deleted_files = "REMOVE" }
  schedule { schedule_expression = "rate(1 hour)" }
}
resource "aws_datasync_task" "by_hand" {
  source_location_arn      = aws_datasync_location_s3.b.arn
  destination_location_arn = aws_datasync_location_s3.a.arn
}
resource "aws_datasync_task" "to_files" {
  source_location_arn      = aws_datasync_location_s3.a.arn
  destination_location_arn = aws_datasync_location_efs.e.arn
  schedule { schedule_expression = "rate(1 hour)" }
}`,
			want: []string{
				`aws_s3_bucket.a: aws s3 "us-east-1" region`,
				`aws_s3_bucket.b: aws s3 "us-west-2" region`,
				"aws_s3_bucket.a => aws_s3_bucket.b: transfer enabled=yes whole=yes deletes=yes",
				"aws_s3_bucket.b => aws_s3_bucket.a: transfer enabled=no whole=yes deletes=no",
			},
		},
		"writers": {
			tf: `
provider "aws" { region = "us-east-1" }
resource "aws_s3_bucket" "lake" { bucket = "acme-lake" }
resource "aws_s3_bucket" "code" { bucket = "acme-code" }
resource "aws_kinesis_firehose_delivery_stream" "s" {
  name        = "s"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn   = "arn:aws:iam::123456789012:role/f"
    bucket_arn = aws_s3_bucket.lake.arn
  }
}
resource "aws_athena_workgroup" "w" {
  name = "w"
  configuration {
    result_configuration { output_location = "s3://acme-lake/results/" }
  }
}
resource "aws_glue_job" "j" {
  name     = "j"
  role_arn = "arn:aws:iam::123456789012:role/g"
  command { script_location = "s3://acme-code/job.py" }
  default_arguments = { "--TempDir" = "s3://${aws_s3_bucket.lake.id}/tmp" }
}
resource "aws_glue_crawler" "c" {
  name = "c"
  role = "g"
  s3_target { path = "s3://${aws_s3_bucket.lake.bucket}" }
}
resource "aws_codepipeline" "p" {
  name     = "p"
  role_arn = "arn:aws:iam::123456789012:role/p"
  artifact_store {
    location = aws_s3_bucket.code.bucket
    type     = "S3"
  }
}
resource "aws_codebuild_project" "b" {
  name = "b"
  artifacts {
    type     = "S3"
    location = aws_s3_bucket.code.id
  }
}`,
			want: []string{
				`aws_s3_bucket.code: aws s3 "us-east-1" region`,
				`aws_s3_bucket.lake: aws s3 "us-east-1" region`,
				"aws_athena_workgroup.w -> aws_s3_bucket.lake write soft attribute certain",
				"aws_codebuild_project.b -> aws_s3_bucket.code artifact soft attribute certain",
				"aws_codepipeline.p -> aws_s3_bucket.code artifact soft attribute certain",
				"aws_glue_crawler.c -> aws_s3_bucket.lake read hard attribute certain",
				"aws_glue_job.j -> aws_s3_bucket.code artifact hard attribute certain",
				"aws_glue_job.j -> aws_s3_bucket.lake readwrite hard env certain",
				"aws_kinesis_firehose_delivery_stream.s -> aws_s3_bucket.lake write hard attribute certain",
			},
		},
	})
}
