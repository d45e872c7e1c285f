package outage

import (
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Selector{
		"aws:s3:us-east-1":           {Event: "aws:s3:us-east-1"},
		"aws:s3:us-east-1@read+221m": {Event: "aws:s3:us-east-1", Verb: resilience.VerbRead, Minutes: 221},
		"aws:*:us-east-1+4h17m":      {Event: "aws:*:us-east-1", Minutes: 257},
		"gcp:gcs:eu:zone!down+2d":    {Event: "gcp:gcs:eu:zone", Minutes: 2880},
		"bucket:media":               {Event: "bucket:media!deleted"},
		"bucket:a/b#c.d!deleted":     {Event: "bucket:a/b#c.d!deleted"},
		"key:alias/app":              {Event: "key:alias/app"},
		"key:alias/a+b":              {Event: "key:alias/a+b"},
	} {
		got, err := Parse(text)
		want.Text = text
		if err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %+v, %v, want %+v", text, got, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "is no event",
		"us-east-1":                "is no event",
		"aws:s3:us-east-1+0m":      "lasts longer",
		"aws:s3:us-east-1+-5m":     "lasts longer",
		"aws:s3:us-east-1+9999d":   "longer than a year",
		"aws:s3:us-east-1+inf":     "no duration",
		"aws:s3:us-east-1+nand":    "lasts longer",
		"aws:s3:us-east-1+":        "no duration",
		"aws:s3:us-east-1+soon":    "no duration",
		"aws:s3:us-east-1@list":    "no verb",
		"aws:s3:us-east-1@":        "verb is missing",
		"aws:s3:us-east-1!slow":    "no mode",
		"bucket:media!down":        "by being deleted",
		"aws:s3:us-east-1,":        "is no event",
		"aws:s3:eu-west-1+1h@read": "is no event",
	} {
		if got, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %+v, %v, want %q", text, got, err, want)
		}
	}
}

// TestTakes holds what patterns mean: a star is one part, and a place that is not
// known may be any.
func TestTakes(t *testing.T) {
	media := &facts.Bucket{ID: ".#aws_s3_bucket.media", Name: "herald-media", Address: "aws_s3_bucket.media"}
	for _, c := range []struct {
		selector, event string
		verb            resilience.Verb
		bucket          *facts.Bucket
		yes, certain    bool
	}{
		{"aws:s3:us-east-1", "aws:s3:us-east-1", "", nil, true, true},
		{"aws:s3:us-east-1", "aws:s3:us-east-2", "", nil, false, false},
		{"aws:*:us-east-1", "aws:*:us-east-1", "", nil, true, true},
		{"aws:*:us-east-1", "aws:s3:us-east-1", "", nil, true, true},
		{"aws:s3:*", "aws:*:us-east-1", "", nil, false, false},
		{"aws:s3:*", "aws:s3:eu-west-1:zone", "", nil, false, false},
		{"aws:s3:us-east-1", "aws:s3:?", "", nil, true, false},
		{"gcp:gcs:us-east1", "aws:s3:?", "", nil, false, false},
		{"aws:s3:us-east-1@read", "aws:s3:us-east-1", "read", nil, true, true},
		{"aws:s3:us-east-1@read", "aws:s3:us-east-1", "write", nil, false, false},
		{"aws:s3:us-east-1", "aws:s3:us-east-1", "write", nil, false, false},
		{"bucket:herald-media", "bucket:.#aws_s3_bucket.media!deleted", "", media, true, true},
		{"bucket:*", "bucket:.#aws_s3_bucket.media!deleted", "", media, true, true},
		{"bucket:other", "bucket:.#aws_s3_bucket.media!deleted", "", media, false, true},
		{"key:alias/*", "key:alias/app", "", nil, true, true},
	} {
		list, err := Parse(c.selector)
		if err != nil {
			t.Fatal(err)
		}
		d := &resilience.Domain{Event: c.event, Verb: c.verb, Class: resilience.ServiceLoss}
		if c.bucket != nil {
			d.Class = resilience.Deletion
		}
		if yes, certain := list[0].takes(d, c.bucket); yes != c.yes || yes && certain != c.certain {
			t.Errorf("%s on %s@%s: %v, %v", c.selector, c.event, c.verb, yes, certain)
		}
	}
}
