package clouds

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEdges(t *testing.T) {
	for name, tc := range map[string]struct {
		tf   string
		want []string
	}{
		"environment by reference, name and locator": {
			tf: `
resource "aws_lambda_function" "g" {
  function_name = "g"
  environment {
    variables = { A = aws_s3_bucket.a.id, B = "s3://acme-${var.env}-data/x", LEVEL = "info" }
  }
}
resource "aws_lambda_function" "h" {
  function_name = "h"
  environment { variables = { A = "acme-assets" } }
}`,
			want: []string{
				"aws_lambda_function.g -> aws_s3_bucket.a read hard env certain",
				"aws_lambda_function.g -> aws_s3_bucket.e read hard env certain",
				"aws_lambda_function.h -> aws_s3_bucket.a read hard env certain",
			},
		},
		"role, inline JSON with an interpolated ARN": {
			tf: `
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = <<-EOT
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["${aws_s3_bucket.a.arn}/*"]},
      {"Effect": "Deny", "Action": "s3:*", "Resource": "${aws_s3_bucket.e.arn}/*"}
    ]}
  EOT
}`,
			want: []string{"aws_lambda_function.f -> aws_s3_bucket.a readwrite hard iam certain"},
		},
		"role, attached policy from a document that includes another": {
			tf: `
data "aws_iam_policy_document" "base" {
  statement {
    actions   = ["s3:DeleteObject"]
    resources = ["arn:aws:s3:::acme-${var.env}-data/*"]
  }
}
data "aws_iam_policy_document" "doc" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    actions   = ["s3:Get*"]
    resources = ["${aws_s3_bucket.a.arn}/*"]
  }
}
resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.doc.json }
resource "aws_iam_role_policy_attachment" "p" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.p.arn
}`,
			want: []string{
				"aws_lambda_function.f -> aws_s3_bucket.a read hard iam certain",
				"aws_lambda_function.f -> aws_s3_bucket.e write hard iam certain",
			},
		},
		"jsonencode, wildcard name is possible, list only is possible, star is none": {
			tf: `
resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.r.id
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-as*/*" },
    { Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.e.arn },
    { Effect = "Allow", Action = "s3:*", Resource = "*" },
    { Effect = "Allow", Action = "dynamodb:*", Resource = aws_s3_bucket.a.arn },
  ] })
}`,
			want: []string{
				"aws_lambda_function.f -> aws_s3_bucket.a read hard iam possible",
				"aws_lambda_function.f -> aws_s3_bucket.e read hard iam possible",
			},
		},
		"satellites, depends_on and other attributes make no edge": {
			tf: `
resource "aws_s3_bucket_versioning" "v" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_lambda_function" "g" {
  function_name = "g"
  depends_on    = [aws_s3_bucket.a]
  environment { variables = { F = aws_s3_bucket.a.force_destroy } }
}`,
			want: []string{},
		},
		"instance through a profile, and its user data": {
			tf: `
resource "aws_iam_instance_profile" "i" { role = aws_iam_role.r.name }
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "s3:PutObject", Resource = "${aws_s3_bucket.a.arn}/*" } })
}
resource "aws_instance" "i" {
  iam_instance_profile = aws_iam_instance_profile.i.name
  user_data            = <<-EOT
    #!/bin/sh
    aws s3 cp s3://${aws_s3_bucket.e.bucket}/boot.sh .
  EOT
}`,
			want: []string{
				"aws_instance.i -> aws_s3_bucket.a write hard iam certain",
				"aws_instance.i -> aws_s3_bucket.e read startup attribute certain",
				"aws_lambda_function.f -> aws_s3_bucket.a write hard iam certain",
			},
		},
		"task definition and the service that runs it are one": {
			tf: `
resource "aws_ecs_task_definition" "t" {
  family                = "web"
  container_definitions = jsonencode([{ name = "c", environment = [{ name = "BUCKET", value = aws_s3_bucket.e.id }] }])
}
resource "aws_ecs_service" "s" {
  name            = "web"
  task_definition = aws_ecs_task_definition.t.arn
}`,
			want: []string{"aws_ecs_task_definition.t -> aws_s3_bucket.e read hard env certain"},
		},
		"a log group or stream is no bucket, whatever its name": {
			tf: `
variable "image" {}
resource "aws_s3_bucket" "logs" { bucket = "acme-web" }
resource "aws_ecs_task_definition" "t" {
  family = "acme-web"
  container_definitions = jsonencode([
    { name = "c", image = var.image, logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = "/ecs/acme-web", "awslogs-stream-prefix" = "acme-web" } } },
    { name = "d", logConfiguration = { logDriver = "awsfirelens", options = { Name = "s3", bucket = aws_s3_bucket.e.id } } },
  ])
}
resource "aws_ecs_task_definition" "u" {
  family                = "u"
  container_definitions = <<EOF
[{ "name": "c", "image": "${var.image}", "logConfiguration": { "logDriver": "awslogs", "options": { "awslogs-stream-prefix": "acme-web" } } }]
EOF
}`,
			want: []string{"aws_ecs_task_definition.t -> aws_s3_bucket.e logs soft log certain"},
		},
		"distribution: only origins that a behaviour targets": {
			tf: `
resource "aws_cloudfront_distribution" "d" {
  origin {
    origin_id   = "used"
    domain_name = aws_s3_bucket.a.bucket_regional_domain_name
  }
  origin {
    origin_id   = "unused"
    domain_name = aws_s3_bucket.e.bucket_regional_domain_name
  }
  default_cache_behavior { target_origin_id = "used" }
  logging_config { bucket = aws_s3_bucket.e.bucket_domain_name }
}`,
			want: []string{
				"aws_cloudfront_distribution.d -> aws_s3_bucket.a serve hard origin certain",
				"aws_cloudfront_distribution.d -> aws_s3_bucket.e logs soft log certain",
			},
		},
		"undecided branches are possible, shared ones certain": {
			tf: `
variable "on" {}
resource "aws_lambda_function" "g" {
  environment { variables = { A = var.on ? aws_s3_bucket.a.id : "none", B = var.on ? aws_s3_bucket.e.id : aws_s3_bucket.e.id } }
}`,
			want: []string{
				"aws_lambda_function.g -> aws_s3_bucket.a read hard env possible",
				"aws_lambda_function.g -> aws_s3_bucket.e read hard env certain",
			},
		},
		"a bucket outside the estate, and one behind a module not on disk": {
			tf: `
module "media" { source = "org/media/aws" }
resource "aws_lambda_function" "g" {
  s3_bucket = "release-artifacts"
  environment { variables = { A = module.media.bucket_name, UPLOAD_BUCKET = "their-uploads", MODE = "their-uploads" } }
}`,
			want: []string{
				"aws_lambda_function.g -> module.media read hard env certain",
				"aws_lambda_function.g -> aws:release-artifacts artifact soft attribute certain",
				"aws_lambda_function.g -> aws:their-uploads read hard env possible",
			},
		},
		"a known name inside a partly unknown text": {
			tf: `
data "aws_caller_identity" "me" {}
data "aws_partition" "p" {}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:${data.aws_partition.p.partition}:s3:::acme-assets/${data.aws_caller_identity.me.account_id}/*" },
  ] })
}`,
			want: []string{"aws_lambda_function.f -> aws_s3_bucket.a read hard iam certain"},
		},
		"merge and concat with unknown arguments keep what is known": {
			tf: `
variable "on" {}
variable "more" {}
resource "aws_lambda_function" "g" {
  environment { variables = merge({ A = aws_s3_bucket.a.id }, var.more, var.on ? { B = aws_s3_bucket.e.id } : {}) }
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "s3:PutObject", Resource = concat(["${aws_s3_bucket.a.arn}/*"], var.more) } })
}`,
			want: []string{
				"aws_lambda_function.f -> aws_s3_bucket.a write hard iam certain",
				"aws_lambda_function.g -> aws_s3_bucket.a read hard env certain",
				"aws_lambda_function.g -> aws_s3_bucket.e read hard env possible",
			},
		},
		"permission on every bucket widens what a setting names": {
			tf: `
resource "aws_iam_role_policy_attachment" "p" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}
resource "aws_lambda_function" "g" {
  function_name = "g"
  role          = aws_iam_role.r.arn
  environment { variables = { A = aws_s3_bucket.a.id } }
}`,
			want: []string{"aws_lambda_function.g -> aws_s3_bucket.a readwrite hard env certain"},
		},
		"a bucket policy that names a role, and a role named by a literal": {
			tf: `
data "aws_iam_policy_document" "b" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.r.arn]
    }
  }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.a.id
  policy = data.aws_iam_policy_document.b.json
}
resource "aws_lambda_function" "g" {
  function_name = "g"
  role          = "arn:aws:iam::123456789012:role/r"
}`,
			want: []string{
				"aws_lambda_function.f -> aws_s3_bucket.a write hard iam certain",
				"aws_lambda_function.g -> aws_s3_bucket.a write hard iam certain",
			},
		},
		"a module not on disk hands on what goes in": {
			tf: `
module "policy" {
  source     = "cloudposse/iam-policy/aws"
  statements = [{ effect = "Allow", actions = ["s3:GetObject"], resources = ["${aws_s3_bucket.a.arn}/*"] }]
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = module.policy.json
}
module "container" {
  source      = "cloudposse/ecs-container-definition/aws"
  environment = [{ name = "BUCKET", value = aws_s3_bucket.e.id }]
}
resource "aws_ecs_task_definition" "t" { container_definitions = module.container.json }`,
			want: []string{
				"aws_ecs_task_definition.t -> aws_s3_bucket.e read hard env possible",
				"aws_lambda_function.f -> aws_s3_bucket.a read hard iam possible",
			},
		},
		"a module not on disk that is given an environment, and what runs it": {
			tf: `
module "task" {
  source      = "example.com/acme/task/aws"
  task_name   = "uploader"
  environment = { BUCKET = aws_s3_bucket.e.id, MODE = "fast" }
}
module "idle" {
  source      = "example.com/acme/task/aws"
  environment = { MODE = "slow" }
}
module "stage" {
  source      = "example.com/acme/label/aws"
  environment = aws_s3_bucket.e.id == "" ? "a" : "b"
}
resource "aws_ecs_service" "s" {
  name            = "uploader"
  task_definition = module.task.arn
  tags            = { team = "files" }
}`,
			want: []string{"module.task -> aws_s3_bucket.e read hard env possible"},
		},
		"rendered templates, layers and the provider's own buckets": {
			tf: `
data "template_file" "t" {
  template = "run $${bucket}"
  vars     = { bucket = aws_s3_bucket.e.id }
}
resource "aws_instance" "i" { user_data = data.template_file.t.rendered }
resource "aws_lambda_layer_version" "l" { s3_bucket = aws_s3_bucket.a.id }
resource "aws_lambda_function" "g" { layers = [aws_lambda_layer_version.l.arn] }
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::aws-ssm-us-east-1/*" } })
}`,
			want: []string{
				"aws_instance.i -> aws_s3_bucket.e read startup attribute certain",
				"aws_lambda_function.g -> aws_s3_bucket.a artifact soft attribute certain",
				"aws_lambda_function.f -> aws:aws-ssm-us-east-1 read soft iam certain",
			},
		},
		"what a machine runs first, in parts": {
			tf: `
data "cloudinit_config" "c" {
  gzip = true
  part { content = "fetch ${aws_s3_bucket.e.id} /srv" }
}
resource "aws_instance" "i" { user_data_base64 = data.cloudinit_config.c.rendered }`,
			want: []string{"aws_instance.i -> aws_s3_bucket.e read startup attribute certain"},
		},
		"a bucket that triggers a function": {
			tf: `
resource "aws_s3_bucket_notification" "n" {
  bucket = aws_s3_bucket.a.id
  lambda_function { lambda_function_arn = aws_lambda_function.f.arn }
}`,
			want: []string{"aws_lambda_function.f -> aws_s3_bucket.a trigger hard notification certain"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := edges(factsOf(t, map[string]string{"main.tf": awsBase + tc.tf}))
			slices.Sort(tc.want)
			slices.Sort(got)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("edges (-want +got):\n%s", diff)
			}
		})
	}
}
