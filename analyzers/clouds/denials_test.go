package clouds

import (
	"fmt"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
)

func TestCovers(t *testing.T) {
	known := func(text string) ref { return ref{text: text, known: true, exact: true} }
	for _, tc := range []struct {
		denied, allowed ref
		want            bool
	}{
		{known("*"), known("arn:aws:s3:::b/*"), true},
		{known("arn:aws:s3:::b/*"), known("arn:aws:s3:::b/*"), true},
		{known("arn:aws:s3:::b/*"), known("arn:aws:s3:::b/x/*"), true},
		{known("arn:aws:s3:::b/x/*"), known("arn:aws:s3:::b/*"), false},
		{known("arn:aws:s3:::b"), known("arn:aws:s3:::b/*"), false},
		{known("arn:aws:s3:::b/?"), known("arn:aws:s3:::b/*"), false},
		{known("*"), ref{}, true},
		{known("arn:aws:s3:::b/*"), ref{}, false},
		{ref{}, known("arn:aws:s3:::b/*"), false},
		{ref{}, ref{}, false}, // neither is known: they may be two
		{ref{text: "*", known: true, maybe: true}, known("arn:aws:s3:::b/*"), false},
	} {
		if got := tc.denied.covers(tc.allowed); got != tc.want {
			t.Errorf("%q covers %q: %t", tc.denied.text, tc.allowed.text, got)
		}
	}
}

// More denials than are compared are said to be so, and what is allowed stays.
func TestDenialsAreBounded(t *testing.T) {
	var src strings.Builder
	src.WriteString(`
resource "aws_s3_bucket" "b" { bucket = "acme-many-denials" }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}
resource "aws_iam_role_policy" "allow" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/*" }] })
}
`)
	for i := range maxDenials {
		fmt.Fprintf(&src, `
resource "aws_iam_role_policy" "deny%d" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Deny", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/%d/*" }] })
}
`, i, i)
	}
	set := factsOf(t, map[string]string{"main.tf": src.String()})
	if len(set.Dependencies) != 1 || set.Dependencies[0].Access != facts.Read {
		t.Errorf("dependencies: %+v", set.Dependencies)
	}
	said := 0
	for _, u := range set.Unresolved {
		if strings.Contains(u.Why, "denied more than is compared") {
			said++
		}
	}
	if said != 1 {
		t.Errorf("said %d times that not all is compared", said)
	}
}

// A service that is told of a bucket and denied its objects may not use it.
func TestDeniedIsNotPermitted(t *testing.T) {
	set := factsOf(t, map[string]string{"main.tf": `
resource "aws_s3_bucket" "copy" { bucket = "acme-denied-copy" }
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  environment {
    variables = { COPY = aws_s3_bucket.copy.id }
  }
}
resource "aws_iam_role" "r" { name = "r" }
resource "aws_iam_role_policy" "r" {
  role = aws_iam_role.r.id
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.copy.arn}/*" },
    { Effect = "Deny", Action = "s3:*", Resource = "${aws_s3_bucket.copy.arn}/*" },
  ] })
}
`})
	if len(set.Dependencies) != 1 || set.Dependencies[0].Permitted != facts.No {
		t.Errorf("dependencies: %+v", set.Dependencies)
	}
}
