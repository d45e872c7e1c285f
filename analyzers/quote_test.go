package analyzers

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestHide(t *testing.T) {
	for line, want := range map[string]string{
		`db_password = "hunter2"`:                            `db_password = "(hidden)"`,
		`{ DB_PASSWORD = "a b", BUCKET = "x" }`:              `{ DB_PASSWORD = "(hidden)", BUCKET = "x" }`,
		`token: password="x"`:                                `token: password="(hidden)"`,
		`"api_token": "abc"`:                                 `"api_token": "(hidden)"`,
		`password = var.password`:                            `password = var.password`,
		`secret = aws_secretsmanager_secret.s.arn`:           `secret = aws_secretsmanager_secret.s.arn`,
		`key = "AKIAIOSFODNN7EXAMPLE"`:                       `key = "(hidden)"`,
		`"AccountName=x;AccountKey=abc123==;EndpointSuffix"`: `"AccountName=x;AccountKey=(hidden);EndpointSuffix"`,
		`url = "https://a.blob.core.windows.net/c?sig=abc"`:  `url = "https://a.blob.core.windows.net/c?sig=(hidden)"`,
		`bucket = "acme-assets"`:                             `bucket = "acme-assets"`,
	} {
		if got := hide(line); got != want {
			t.Errorf("hide(%s) = %s, want %s", line, got, want)
		}
	}
}

// When time is up, what is known is reported and the rest is named.
func TestTimeLimit(t *testing.T) {
	fsys := fstest.MapFS{"a/main.tf": {Data: []byte(`resource "aws_s3_bucket" "b" {}`)}}
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	res, err := Analyze(ctx, fsys, Options{Jobs: 1})
	cancel()
	if err != nil || res.Incomplete || len(res.Facts.Buckets) != 1 {
		t.Fatalf("in time: %v, %+v", err, res)
	}
	a := &analysis{res: &Result{}}
	a.cut("a")
	if !a.res.Incomplete || !strings.Contains(a.res.Diagnostics[0].Detail, "--timeout") {
		t.Errorf("out of time: %+v", a.res)
	}
}
