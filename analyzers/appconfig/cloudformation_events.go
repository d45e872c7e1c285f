package appconfig

import (
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// notices are the lists of what a bucket tells of its events, and what each names.
var notices = []struct{ list, target string }{
	{"LambdaConfigurations", "Function"}, {"QueueConfigurations", "Queue"}, {"TopicConfigurations", "Topic"},
}

// notified adds the functions that a bucket's events start, and the queues and topics
// that pass them on.
func (f *finder) notified(t *template, bucket *setting) {
	for _, n := range notices {
		for _, c := range bucket.at("Properties", "NotificationConfiguration", n.list).items() {
			if id := logical(c.child(n.target).text()); id != "" {
				sub := f.named(id)
				sub.reach(t, c.child(n.target), ownName(bucket.key), facts.Trigger)
				f.take(sub)
			}
		}
	}
}

// startedBy reads what starts a function or a state machine of SAM's.
func (f *finder) startedBy(t *template, properties *setting) {
	for _, event := range properties.child("Events").items() {
		switch event.child("Type").text() {
		case "S3":
			bucket := event.at("Properties", "Bucket")
			f.reach(t, bucket, bucket.text(), facts.Trigger)
		case "EventBridgeRule", "CloudWatchEvent":
			f.pattern(t, event.at("Properties", "Pattern"))
		}
	}
}

// pattern reads the buckets whose events a rule of EventBridge passes on.
func (f *finder) pattern(t *template, pattern *setting) {
	from := false
	pattern.child("source").each(func(s *setting) { from = from || s.text() == "aws.s3" })
	if !from {
		return
	}
	for _, names := range []*setting{pattern.at("detail", "bucket", "name"), pattern.at("detail", "requestParameters", "bucketName")} {
		names.each(func(s *setting) {
			if s.key != "prefix" && s.key != "suffix" && s.key != "wildcard" && s.key != "anything-but" {
				f.reach(t, s, s.text(), facts.Trigger)
			}
		})
	}
}

// starts reads the rules that pass on a bucket's events: to whom, where the template
// makes it, and else by themselves.
func (f *finder) starts(t *template, r *setting, kind string) {
	if kind != "AWS::Events::Rule" {
		return
	}
	to := f.named("")
	f.found = nil // what the pattern names is no more than this
	to.pattern(t, r.at("Properties", "EventPattern"))
	targets := 0
	for _, target := range r.at("Properties", "Targets").items() {
		id := logical(target.child("Arn").text())
		if id == "" || t.root.at("Resources", id) == nil {
			continue
		}
		targets++
		for _, m := range to.found {
			m.Service = id
			f.found = append(f.found, m)
		}
	}
	if targets == 0 {
		f.take(to)
	}
}

// point notes the buckets behind access points.
func (t *template) point() {
	for _, r := range t.root.child("Resources").items() {
		properties := r.child("Properties")
		if bucket := properties.child("Bucket").text(); r.child("Type").text() == "AWS::S3::AccessPoint" && bucket != "" {
			t.points[r.key] = bucket
			if name := properties.child("Name").text(); name != "" {
				t.points[":accesspoint/"+name] = bucket
			}
		}
	}
}

// behind is the text that names the bucket behind an access point; a text that names
// none is itself.
func (t *template) behind(text string) string {
	if bucket := t.points[logical(text)]; bucket != "" {
		return bucket
	}
	if _, rest, ok := strings.Cut(text, ":accesspoint/"); ok {
		name, _, _ := strings.Cut(rest, "/")
		return firstOf(t.points[":accesspoint/"+name], t.points[logical(name)], text)
	}
	return text
}
