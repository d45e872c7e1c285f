package clouds

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Who may look at what could not be delivered takes no part in the work; and a
// workspace that is called as a record is does not call it.
func TestLeftoversLeadNowhere(t *testing.T) {
	set := factsOf(t, map[string]string{"main.tf": worker + `
resource "aws_sqs_queue" "work" { name = "work" }
resource "aws_sqs_queue" "failed" { name = "failed" }
resource "aws_sqs_queue_redrive_policy" "work" {
  queue_url      = aws_sqs_queue.work.id
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.failed.arn, maxReceiveCount = 3 })
}
resource "aws_iam_role" "worker" { name = "worker" }
resource "aws_iam_role_policy" "worker" {
  role   = aws_iam_role.worker.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["sqs:ReceiveMessage"], Resource = [aws_sqs_queue.work.arn, aws_sqs_queue.failed.arn] }] })
}
resource "aws_lambda_function" "taker" {
  function_name = "taker"
  role          = aws_iam_role.worker.arn
  environment { variables = { BUCKET = aws_s3_bucket.uploads.id } }
}
resource "aws_lambda_function" "sender" {
  function_name = "sender"
  environment { variables = { QUEUE = aws_sqs_queue.work.url, WORKSPACE = terraform.workspace } }
}
resource "aws_lambda_function" "cleaner" {
  function_name = "cleaner"
  environment { variables = { QUEUE = aws_sqs_queue.failed.url } }
}
resource "aws_route53_record" "front" {
  zone_id = "Z1"
  name    = terraform.workspace
  type    = "CNAME"
  records = [aws_s3_bucket.uploads.bucket_regional_domain_name]
}
`})
	var got []string
	for i := range set.Dependencies {
		if e := &set.Dependencies[i]; e.OnService != "" {
			got = append(got, string(e.Service)+" -> "+string(e.OnService))
		}
	}
	want := []string{".#aws_lambda_function.sender -> .#aws_lambda_function.taker"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}
