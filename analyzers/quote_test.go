package analyzers

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

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
