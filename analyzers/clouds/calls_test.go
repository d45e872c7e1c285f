package clouds

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// worker is a function that reads a bucket.
const worker = `
resource "aws_s3_bucket" "uploads" { bucket = "acme-uploads" }
resource "aws_lambda_function" "worker" {
  function_name = "worker"
  environment { variables = { BUCKET = aws_s3_bucket.uploads.id } }
}
`

const workerReads = "aws_lambda_function.worker -> aws_s3_bucket.uploads read hard env certain"

func TestCalls(t *testing.T) {
	for name, c := range map[string]struct {
		tf   string
		want []string
	}{
		"a function whose name stands in the environment": {
			tf: `
resource "aws_lambda_function" "front" {
  function_name = "front"
  environment { variables = { WORKER = aws_lambda_function.worker.function_name, LAYOUT = aws_lambda_function.worker.memory_size } }
}`,
			want: []string{"aws_lambda_function.front -> aws_lambda_function.worker readwrite hard call certain", workerReads},
		},
		"a function that a role may invoke": {
			tf: `
resource "aws_iam_role" "front" { name = "front" }
resource "aws_iam_role_policy" "front" {
  role   = aws_iam_role.front.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = aws_lambda_function.worker.arn },
    { Effect = "Allow", Action = ["lambda:GetFunction"], Resource = aws_lambda_function.worker.arn }] })
}
resource "aws_lambda_function" "front" {
  function_name = "front"
  role          = aws_iam_role.front.arn
}`,
			want: []string{"aws_lambda_function.front -> aws_lambda_function.worker readwrite hard iam certain", workerReads},
		},
		"a distribution with a function at the edge": {
			tf: `
resource "aws_cloudfront_distribution" "web" {
  comment = "web"
  origin {
    origin_id   = "app"
    domain_name = "app.example.com"
  }
  default_cache_behavior { target_origin_id = "app" }
  ordered_cache_behavior {
    target_origin_id = "app"
    lambda_function_association {
      event_type = "origin-request"
      lambda_arn = aws_lambda_function.worker.qualified_arn
    }
  }
}`,
			want: []string{"aws_cloudfront_distribution.web -> aws_lambda_function.worker serve hard call certain", workerReads},
		},
		"one that may only look at it": {
			tf: `
resource "aws_iam_role" "front" { name = "front" }
resource "aws_iam_role_policy" "front" {
  role   = aws_iam_role.front.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "lambda:GetFunction", Resource = aws_lambda_function.worker.arn }] })
}
resource "aws_lambda_function" "front" {
  function_name = "front"
  role          = aws_iam_role.front.arn
}`,
			want: []string{workerReads},
		},
		"a queue between them": {
			tf: `
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker.arn
}
resource "aws_lambda_function" "front" {
  function_name = "front"
  environment { variables = { QUEUE = aws_sqs_queue.jobs.url } }
}`,
			want: []string{
				"aws_lambda_function.front -> backing:.#aws_sqs_queue.jobs readwrite hard env certain",
				"aws_lambda_function.front -> aws_lambda_function.worker write soft call certain", workerReads,
			},
		},
		"a bucket that tells a queue": {
			tf: `
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker.arn
}
resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  queue {
    queue_arn = aws_sqs_queue.jobs.arn
    events    = ["s3:ObjectCreated:*"]
  }
}`,
			want: []string{workerReads, "aws_lambda_function.worker -> aws_s3_bucket.uploads trigger hard notification certain"},
		},
		"a bucket that tells a topic, and that a queue": {
			tf: `
resource "aws_sns_topic" "news" { name = "news" }
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_sns_topic_subscription" "jobs" {
  topic_arn = aws_sns_topic.news.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.jobs.arn
}
resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker.arn
}
resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  topic {
    topic_arn = aws_sns_topic.news.arn
    events    = ["s3:ObjectCreated:*"]
  }
}`,
			want: []string{workerReads, "aws_lambda_function.worker -> aws_s3_bucket.uploads trigger hard notification certain"},
		},
		"an event rule that names a bucket": {
			tf: `
resource "aws_cloudwatch_event_rule" "uploads" {
  event_pattern = jsonencode({ source = ["aws.s3"], "detail-type" = ["Object Created"], detail = { bucket = { name = ["acme-uploads"] } } })
}
resource "aws_cloudwatch_event_target" "uploads" {
  rule = aws_cloudwatch_event_rule.uploads.name
  arn  = aws_lambda_function.worker.arn
}`,
			want: []string{
				"aws_cloudwatch_event_rule.uploads -> aws_lambda_function.worker readwrite hard call certain", workerReads,
				"aws_lambda_function.worker -> aws_s3_bucket.uploads trigger hard notification certain",
			},
		},
		"an event rule over something else": {
			tf: `
resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly-uploads"
  schedule_expression = "rate(1 day)"
}
resource "aws_cloudwatch_event_target" "nightly" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.worker.arn
}`,
			want: []string{"aws_cloudwatch_event_rule.nightly -> aws_lambda_function.worker readwrite hard call certain", workerReads},
		},
		"an API, with a name in front of it": {
			tf: `
resource "aws_apigatewayv2_api" "shop" { name = "shop" }
resource "aws_apigatewayv2_integration" "shop" {
  api_id          = aws_apigatewayv2_api.shop.id
  integration_uri = aws_lambda_function.worker.invoke_arn
}
resource "aws_apigatewayv2_domain_name" "shop" { domain_name = "shop.example.org" }
resource "aws_apigatewayv2_api_mapping" "shop" {
  api_id      = aws_apigatewayv2_api.shop.id
  domain_name = aws_apigatewayv2_domain_name.shop.domain_name
  stage       = "live"
}
resource "aws_route53_record" "shop" {
  zone_id = "Z1"
  name    = "shop.example.org"
  type    = "A"
  alias {
    name    = aws_apigatewayv2_domain_name.shop.domain_name_configuration[0].target_domain_name
    zone_id = "Z2"
  }
}`,
			want: []string{
				"aws_apigatewayv2_api.shop -> aws_lambda_function.worker serve hard call certain",
				"aws_apigatewayv2_domain_name.shop -> aws_apigatewayv2_api.shop serve hard call certain", workerReads,
				"aws_route53_record.shop -> aws_apigatewayv2_domain_name.shop serve hard call certain",
			},
		},
		"an API in front of nothing that relies on a bucket": {
			tf: `
resource "aws_lambda_function" "idle" { function_name = "idle" }
resource "aws_api_gateway_rest_api" "idle" { name = "idle" }
resource "aws_api_gateway_integration" "idle" {
  rest_api_id = aws_api_gateway_rest_api.idle.id
  uri         = aws_lambda_function.idle.invoke_arn
}`,
			want: []string{workerReads},
		},
		"a distribution in front of a load balancer in front of a task": {
			tf: `
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", environment = [{ name = "BUCKET", value = aws_s3_bucket.uploads.id }] }])
}
resource "aws_lb" "web" { name = "web" }
resource "aws_lb_target_group" "web" { name = "web" }
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_ecs_service" "web" {
  name            = "web"
  task_definition = aws_ecs_task_definition.web.arn
  load_balancer { target_group_arn = aws_lb_target_group.web.arn }
}
resource "aws_cloudfront_distribution" "web" {
  comment = "web"
  origin {
    origin_id   = "web"
    domain_name = aws_lb.web.dns_name
  }
  default_cache_behavior { target_origin_id = "web" }
}`,
			want: []string{
				"aws_cloudfront_distribution.web -> aws_lb.web serve hard call certain",
				"aws_ecs_task_definition.web -> aws_s3_bucket.uploads read hard env certain", workerReads,
				"aws_lb.web -> aws_ecs_task_definition.web serve hard call certain",
			},
		},
		"a text with the name of a function, in an account that is not known": {
			tf: `
data "aws_caller_identity" "me" {}
resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
  body = templatefile("api.json", {
    worker = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:${data.aws_caller_identity.me.account_id}:function:worker/invocations"
    other  = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:${data.aws_caller_identity.me.account_id}:function:worker-2/invocations"
  })
}`,
			want: []string{"aws_api_gateway_rest_api.shop -> aws_lambda_function.worker serve hard call certain", workerReads},
		},
		"a queue that a role may take from": {
			tf: `
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_iam_role" "taker" { name = "taker" }
resource "aws_iam_role_policy" "taker" {
  role   = aws_iam_role.taker.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:ReceiveMessage", Resource = aws_sqs_queue.jobs.arn }] })
}
resource "aws_ecs_task_definition" "taker" {
  family                = "taker"
  task_role_arn         = aws_iam_role.taker.arn
  container_definitions = jsonencode([{ name = "taker", environment = [{ name = "BUCKET", value = aws_s3_bucket.uploads.id }] }])
}
resource "aws_lambda_function" "sender" {
  function_name = "sender"
  environment { variables = { JOBS = aws_sqs_queue.jobs.url } }
}`,
			want: []string{
				"aws_ecs_task_definition.taker -> backing:.#aws_sqs_queue.jobs read hard iam certain",
				"aws_ecs_task_definition.taker -> aws_s3_bucket.uploads read hard env certain",
				"aws_lambda_function.sender -> backing:.#aws_sqs_queue.jobs readwrite hard env certain",
				"aws_lambda_function.sender -> aws_ecs_task_definition.taker write soft call certain", workerReads,
			},
		},
		"a state machine": {
			tf: `
resource "aws_sfn_state_machine" "flow" {
  name       = "flow"
  definition = jsonencode({ StartAt = "A", States = { A = { Type = "Task", Resource = aws_lambda_function.worker.arn, End = true } } })
}`,
			want: []string{workerReads, "aws_sfn_state_machine.flow -> aws_lambda_function.worker readwrite hard call certain"},
		},
		"functions that call each other": {
			tf: `
resource "aws_lambda_function" "a" {
  function_name = "a"
  environment { variables = { B = "arn:aws:lambda:eu-west-1:1:function:b", W = aws_lambda_function.worker.arn } }
}
resource "aws_lambda_function" "b" {
  function_name = "b"
  environment { variables = { A = aws_lambda_function.a.arn } }
}`,
			want: []string{
				"aws_lambda_function.a -> aws_lambda_function.b readwrite hard call certain",
				"aws_lambda_function.a -> aws_lambda_function.worker readwrite hard call certain",
				"aws_lambda_function.b -> aws_lambda_function.a readwrite hard call certain", workerReads,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, edges(factsOf(t, map[string]string{"main.tf": worker + c.tf}))); diff != "" {
				t.Errorf("edges (-want +got):\n%s", diff)
			}
		})
	}
}
