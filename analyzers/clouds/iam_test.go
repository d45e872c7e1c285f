package clouds

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/resilint/resilint/analyzers/terraform"
)

func TestPolicyDocument(t *testing.T) {
	for name, tc := range map[string]struct{ expr, want string }{
		"one statement": {
			`policy_document(null, null, [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::b/&{aws:username}"] }], [], [])`,
			`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::b/${aws:username}"
    }
  ]
}`,
		},
		"principals and conditions": {
			`policy_document("2008-10-17", "id", [{ sid = "S", effect = "Deny", actions = ["a:1", "a:2"], principals = [{ type = "Service", identifiers = ["x", "y"] }],
			  condition = [{ test = "T", variable = "v", values = ["1"] }, { test = "T", variable = "v", values = ["2"] }] }], [], [])`,
			`{
  "Version": "2008-10-17",
  "Id": "id",
  "Statement": [
    {
      "Sid": "S",
      "Effect": "Deny",
      "Action": [
        "a:2",
        "a:1"
      ],
      "Principal": {
        "Service": [
          "y",
          "x"
        ]
      },
      "Condition": {
        "T": {
          "v": [
            "1",
            "2"
          ]
        }
      }
    }
  ]
}`,
		},
		"sources first, overrides last, by Sid": {
			`policy_document(null, null, [{ sid = "A", actions = ["a:own"] }],
			  ["", ["{\"Statement\":{\"Sid\":\"A\",\"Effect\":\"Deny\",\"Action\":\"a:source\"}}"]],
			  ["{\"Statement\":[{\"Sid\":\"B\",\"Effect\":\"Allow\",\"Action\":\"b:over\"}]}"])`,
			`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "A",
      "Effect": "Allow",
      "Action": "a:own"
    },
    {
      "Sid": "B",
      "Effect": "Allow",
      "Action": "b:over"
    }
  ]
}`,
		},
		"a part that is unknown": {`policy_document(null, null, [{ actions = [unknown] }], [], [])`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			expr, diags := hclsyntax.ParseExpression([]byte(tc.expr), "test", hcl.InitialPos)
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			v, diags := expr.Value(&hcl.EvalContext{
				Variables: map[string]cty.Value{"unknown": cty.UnknownVal(cty.String)},
				Functions: map[string]function.Function{"policy_document": iamFunc()},
			})
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			got, _ := terraform.StringOf(v)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
		})
	}
}
