package clouds

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyPolicies gives one role thousands of policies: each proves the same
// edge, and each proof is kept once.
func TestManyPolicies(t *testing.T) {
	const many = 3_000
	var tf strings.Builder
	tf.WriteString(`
resource "aws_s3_bucket" "a" { bucket = "acme-many-a" }
resource "aws_s3_bucket" "b" { bucket = "acme-many-b" }
resource "aws_iam_role" "r" { name = "many" }
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}
`)
	for i := range many {
		fmt.Fprintf(&tf, `
resource "aws_iam_role_policy" "p%d" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.a.arn}/%d/*" },
    { Effect = "Deny", Action = "s3:PutObject", Resource = "${aws_s3_bucket.b.arn}/%d/*" },
  ] })
}
`, i, i, i)
	}
	set := factsOf(t, map[string]string{"main.tf": tf.String()})
	if len(set.Dependencies) != 1 || set.Dependencies[0].Access != "read" {
		t.Fatalf("%d dependencies", len(set.Dependencies))
	}
	if got := len(set.Dependencies[0].Evidence); got != 2*many { // its own line, and its policy's
		t.Errorf("%d lines of evidence", got)
	}
}

// TestDoubledDocuments composes each document of the one before it, twice: as
// many statements as there are, not two to the power of them.
func TestDoubledDocuments(t *testing.T) {
	var tf strings.Builder
	tf.WriteString(`
variable "prefix" { type = string }
resource "aws_s3_bucket" "a" { bucket = "${var.prefix}-a" }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.d39.json
}
data "aws_iam_policy_document" "d0" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.a.arn}/*"]
  }
}
`)
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&tf, `
data "aws_iam_policy_document" "d%d" {
  source_policy_documents = [data.aws_iam_policy_document.d%d.json, data.aws_iam_policy_document.d%d.json]
}
`, i, i-1, i-1)
	}
	set := factsOf(t, map[string]string{"main.tf": tf.String()})
	if len(set.Dependencies) != 1 || set.Dependencies[0].Access != "write" {
		t.Errorf("dependencies: %+v", set.Dependencies)
	}
}
