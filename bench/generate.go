//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// estate writes Terraform that looks like what a company has: roots of 25 files
// each that call shared modules of 5, four fifths of it things that no rule
// asks about. One root in three and one module in four have buckets, which
// makes one for about 20 files: more than twice as dense as in the public
// repositories of the README. The same seed gives the same bytes.
type estate struct {
	dir     string
	rnd     *rand.Rand
	files   int
	bytes   int
	modules int
	err     error
}

const (
	filesPerRoot   = 25
	filesPerModule = 5
)

// generate writes about n files below dir.
func generate(dir string, n int, seed uint64) (*estate, error) {
	e := &estate{dir: dir, rnd: rand.New(rand.NewPCG(seed, 1))} //nolint:gosec // the same bytes each time is the point
	e.modules = max(1, n/5/filesPerModule)
	for i := range e.modules {
		e.module(i)
	}
	for i := 0; e.files < n; i++ {
		e.root(i)
	}
	return e, e.err
}

func (e *estate) write(name, text string) {
	if e.err != nil {
		return
	}
	name = filepath.Join(e.dir, name)
	if e.err = os.MkdirAll(filepath.Dir(name), 0o750); e.err == nil {
		e.err = os.WriteFile(name, []byte(text), 0o600)
	}
	e.files++
	e.bytes += len(text)
}

func (e *estate) pick(list ...string) string { return list[e.rnd.IntN(len(list))] }

// repeat puts together n texts.
func (e *estate) repeat(n int, text func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(text(i))
	}
	return b.String()
}

func (e *estate) module(i int) {
	dir := fmt.Sprintf("modules/m%03d", i)
	e.write(dir+"/variables.tf", e.repeat(6, func(k int) string { return e.variable(k) }))
	if i%4 > 0 {
		e.queueModule(dir)
		return
	}
	e.write(dir+"/main.tf", e.comment()+fmt.Sprintf(`resource "aws_s3_bucket" "this" {
  bucket = "${var.name_0}-m%[1]d"
  tags   = merge(var.tags, local.tags)
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = var.name_1 == "production" ? "Enabled" : "Suspended"
  }
}

`, i)+e.alarm(0)+e.alarm(1))
	e.write(dir+"/iam.tf", e.role(0)+e.policy("aws_s3_bucket.this.arn")+e.role(1))
	e.write(dir+"/locals.tf", "locals {\n  tags = {\n    Module = \"m"+fmt.Sprint(i)+"\"\n    Team   = var.name_2\n  }\n}\n\n"+e.securityGroup(0)+e.securityGroup(1))
	e.write(dir+"/outputs.tf", `output "bucket" {
  value       = aws_s3_bucket.this.id
  description = "The bucket's name"
}

output "arn" {
  value = aws_s3_bucket.this.arn
}
`+e.alarm(2))
}

// queueModule is a module without a bucket, its outputs named as a bucket's are.
func (e *estate) queueModule(dir string) {
	e.write(dir+"/main.tf", e.comment()+e.queue(0)+e.alarm(0)+e.alarm(1))
	e.write(dir+"/iam.tf", e.role(0)+e.policy("aws_sqs_queue.q0.arn")+e.role(1))
	e.write(dir+"/locals.tf", "locals {\n  name = var.name_0\n  tags = var.tags\n}\n\n"+e.securityGroup(0)+e.securityGroup(1))
	e.write(dir+"/outputs.tf", "output \"bucket\" {\n  value = aws_sqs_queue.q0.id\n}\n\noutput \"arn\" {\n  value = aws_sqs_queue.q0.arn\n}\n"+e.alarm(2))
}

func (e *estate) root(i int) {
	dir := fmt.Sprintf("live/%s/r%04d", e.pick("payments", "search", "media", "data", "identity"), i)
	before := e.files
	e.write(dir+"/backend.tf", fmt.Sprintf("terraform {\n  required_version = \">= 1.5\"\n  backend \"s3\" {\n    bucket = \"acme-state\"\n    key    = \"r%d.tfstate\"\n    region = \"eu-west-1\"\n  }\n}\n", i))
	e.write(dir+"/providers.tf", "provider \"aws\" {\n  region = var.region\n}\n\nprovider \"aws\" {\n  alias  = \"dr\"\n  region = \"eu-central-1\"\n}\n")
	e.write(dir+"/variables.tf", "variable \"region\" {\n  type    = string\n  default = \"eu-west-1\"\n}\n\n"+e.repeat(7, func(k int) string { return e.variable(k) }))
	e.write(dir+"/outputs.tf", e.repeat(8, func(k int) string {
		return fmt.Sprintf("output \"o%d\" {\n  description = %q\n  value       = aws_sqs_queue.q%d.arn\n}\n\n", k, "What others need, "+e.pick("naïve", "plain", "déjà vu", "数据"), k%4)
	}))
	e.write(dir+"/locals.tf", e.comment()+`locals {
  name = "acme-${var.name_0}"
  tags = merge(var.tags, {
    Owner = "team-${var.name_1}"
    Tier  = "1"
  })
  subnets = [for k, v in var.tags : "${k}-${v}" if v != ""]
}

`+e.securityGroup(9))
	if i%3 == 0 {
		e.write(dir+"/buckets.tf", e.buckets(i))
		e.write(dir+"/service.tf", e.services("aws_s3_bucket.media.arn", "aws_s3_bucket.media.id"))
	} else {
		e.write(dir+"/service.tf", e.services("aws_sqs_queue.q2.arn", "aws_sqs_queue.q2.url"))
	}
	e.write(dir+"/modules.tf", e.calls())
	for k := 0; e.files-before < filesPerRoot; k++ {
		e.write(fmt.Sprintf("%s/%s_%d.tf", dir, e.pick("network", "alarms", "security", "dns", "data", "queues"), k), e.other(k))
	}
}

func (e *estate) buckets(i int) string {
	return fmt.Sprintf(`resource "aws_s3_bucket" "media" {
  bucket = "${local.name}-media-%[1]d"
  tags   = local.tags
}

resource "aws_s3_bucket" "logs" {
  bucket = "${local.name}-logs-%[1]d"
}

resource "aws_s3_bucket" "dr" {
  provider = aws.dr
  bucket   = "${local.name}-dr-%[1]d"
}

resource "aws_s3_bucket_versioning" "media" {
  bucket = aws_s3_bucket.media.id
  versioning_configuration {
    status = "Enabled"
  }
}

`, i) + e.securityGroup(8)
}

func (e *estate) services(arn, name string) string {
	return e.role(0) + e.policy(arn) + `resource "aws_lambda_function" "resize" {
  function_name = "${local.name}-resize"
  role          = aws_iam_role.r0.arn
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  environment {
    variables = {
      STORE  = ` + name + `
      QUEUE  = aws_sqs_queue.q1.url
    }
  }
}

resource "aws_ecs_task_definition" "web" {
  family = "${local.name}-web"
  container_definitions = jsonencode([{
    name        = "web"
    image       = "acme/web:1"
    environment = [{ name = "STORE", value = ` + name + ` }]
  }])
}

`
}

func (e *estate) calls() string {
	calls := e.repeat(2, func(k int) string {
		return fmt.Sprintf("module \"m%d\" {\n  source = \"../../../modules/m%03d\"\n  name_0 = local.name\n  name_1 = var.name_1\n  name_2 = \"x\"\n  tags   = local.tags\n}\n\n", k, e.rnd.IntN(e.modules))
	})
	return calls + fmt.Sprintf("module \"vpc\" {\n  source  = \"terraform-aws-modules/vpc/aws\"\n  version = \"5.%d.0\"\n  name    = local.name\n  cidr    = \"10.0.0.0/16\"\n}\n", e.rnd.IntN(20))
}

// other is a file about things that no rule asks about. The first three files
// of a root are certain to declare the queues that others refer to.
func (e *estate) other(k int) string {
	if k == 0 {
		return e.repeat(4, e.queue)
	}
	switch e.rnd.IntN(6) {
	case 0:
		return e.comment() + e.repeat(4, func(i int) string { return e.alarm(10*k + i) })
	case 1:
		return e.repeat(4, func(i int) string { return e.securityGroup(10*k + i) })
	case 2:
		return e.comment() + e.repeat(8, func(i int) string {
			return fmt.Sprintf("resource \"aws_route53_record\" \"d%d\" {\n  zone_id = data.aws_route53_zone.z%d.zone_id\n  name    = \"%s.${var.name_0}.example.org\"\n  type    = \"CNAME\"\n  ttl     = 300\n  records = [\"${local.name}.example.net\"]\n}\n\n", 10*k+i, k, e.pick("www", "api", "cdn"))
		}) + fmt.Sprintf("data \"aws_route53_zone\" \"z%d\" {\n  name = \"example.org\"\n}\n", k)
	case 3:
		return e.userData(k)
	case 4:
		return e.dashboard(k)
	}
	return e.repeat(7, func(i int) string {
		return fmt.Sprintf("resource \"aws_ssm_parameter\" \"p%d\" {\n  name  = \"/${local.name}/%d\"\n  type  = \"SecureString\"\n  value = \"{\\\"a\\\": \\\"${var.name_%d}\\\"}\"\n  tags  = local.tags\n\n  lifecycle {\n    ignore_changes = [value]\n  }\n}\n\n", 10*k+i, i, i%7)
	})
}

func (e *estate) comment() string {
	return e.pick("# Managed by the platform team.\n\n", "// Größe und Zahl stehen in der Tabelle.\n// See the wiki.\n\n",
		"/*\n * Do not edit by hand: ask in #infra first.\n * \"quoted\" ${not.a.reference} { [ (\n */\n\n", "")
}

func (e *estate) variable(k int) string {
	if k == 0 {
		return "variable \"tags\" {\n  description = \"Tags for all things\"\n  type        = map(string)\n  default     = {}\n}\n\n" + e.name(0)
	}
	return e.name(k)
}

func (e *estate) name(k int) string {
	return fmt.Sprintf("variable \"name_%d\" {\n  description = \"The %s of the thing\"\n  type        = string\n  default     = %q\n  validation {\n    condition     = length(var.name_%d) < 64\n    error_message = \"Too long.\"\n  }\n}\n\n",
		k, e.pick("name", "size", "region", "größe"), e.pick("shop", "production", "staging"), k)
}

func (*estate) queue(i int) string {
	return fmt.Sprintf("resource \"aws_sqs_queue\" \"q%d\" {\n  name                       = \"${local.name}-q%d\"\n  visibility_timeout_seconds = 30 * %d\n  tags                       = local.tags\n}\n\n", i, i, i+1)
}

func (e *estate) alarm(i int) string {
	return fmt.Sprintf(`resource "aws_cloudwatch_metric_alarm" "a%d" {
  alarm_name          = "${var.name_0}-%s-%d"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = %d
  metric_name         = "%s"
  namespace           = "AWS/SQS"
  period              = 60
  statistic           = "Average"
  threshold           = var.name_1 == "production" ? 80 : 95
  alarm_description   = "Page someone." # not too often
  dimensions = {
    QueueName = "x"
  }
}

`, i, e.pick("cpu", "age", "errors"), i, 1+e.rnd.IntN(9), e.pick("CPUUtilization", "Errors", "Latency"))
}

func (e *estate) securityGroup(i int) string {
	return fmt.Sprintf("resource \"aws_security_group\" \"s%d\" {\n  name_prefix = \"${var.name_0}-\"\n  vpc_id      = \"vpc-%x\"\n\n", i, e.rnd.Uint32()) + e.repeat(3, func(k int) string {
		return fmt.Sprintf("  ingress {\n    from_port   = %d\n    to_port     = %d\n    protocol    = \"tcp\"\n    cidr_blocks = [\"10.%d.0.0/16\", \"192.168.0.0/24\"]\n  }\n\n", 8000+k, 8000+k, k)
	}) + "  tags = merge(var.tags, { Name = \"${var.name_0}-sg\" })\n}\n\n"
}

func (*estate) role(i int) string {
	return fmt.Sprintf(`resource "aws_iam_role" "r%[1]d" {
  name               = "${var.name_0}-r%[1]d"
  assume_role_policy = data.aws_iam_policy_document.assume%[1]d.json
}

data "aws_iam_policy_document" "assume%[1]d" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

`, i)
}

func (*estate) policy(bucket string) string {
	return `resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.r0.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "${` + bucket + `}/*"
    }]
  })
}

`
}

func (*estate) userData(k int) string {
	return fmt.Sprintf(`resource "aws_launch_configuration" "l%[1]d" {
  image_id      = "ami-0abc"
  instance_type = "t3.micro"
  user_data     = <<-EOF
    #!/bin/bash
    set -euo pipefail
    # naïve, but it works: { [ (
    export NAME="${local.name}" HOME=$HOME PART=$${HOME}/x
    if [ "$(date +%%H)" -gt 12 ]; then
      echo "afternoon in ${var.region}" | tee /var/log/x
    fi
    for i in 1 2 3; do curl -sf "http://localhost:8080/health" && break; sleep $i; done
    EOF
}

`, k)
}

func (e *estate) dashboard(k int) string {
	return fmt.Sprintf("resource \"aws_cloudwatch_dashboard\" \"d%d\" {\n  dashboard_name = \"${local.name}-%d\"\n  dashboard_body = jsonencode({\n    widgets = [\n", k, k) + e.repeat(3, func(i int) string {
		return fmt.Sprintf("      {\n        type   = \"metric\"\n        x      = %d\n        y      = 0\n        width  = 8\n        height = 6\n        properties = {\n          metrics = [[\"AWS/Lambda\", \"Errors\", \"FunctionName\", \"${local.name}-resize\"]]\n          region  = var.region\n          title   = \"%s\"\n        }\n      },\n", 8*i, e.pick("Fehler", "Errors", "Größe"))
	}) + "    ]\n  })\n}\n"
}
