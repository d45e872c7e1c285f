package facts

import "testing"

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"api", "api", true},
		{"api", "api2", false},
		{"api*", "api/blue", true},
		{"*", "", true},
		{"a*b*c", "a-b-b-c", true},
		{"a*a", "a", false},
		{"*-worker", "media-worker", true},
		{"*-worker", "media-worker-2", false},
		{`module.a["k"].*`, `module.a["k"].aws_s3_bucket.b[0]`, true},
		{"[ab]", "a", false},
		{"a?", "ab", false},
	} {
		if got := Matches(c.pattern, c.name); got != c.want {
			t.Errorf("Matches(%q, %q) = %t, want %t", c.pattern, c.name, got, c.want)
		}
	}
}

func TestServiceCalled(t *testing.T) {
	s := Service{ID: ".#aws_ecs_service.api", Address: "aws_ecs_service.api", Name: "prod/media:api"}
	for pattern, want := range map[string]bool{"api": true, "prod/media:api": true, "media:api": false, "prod/*": true, "aws_ecs_*": true, ".#aws_ecs_service.api": true} {
		if got := s.Called(pattern); got != want {
			t.Errorf("Called(%q) = %t, want %t", pattern, got, want)
		}
	}
}

func TestFamily(t *testing.T) {
	for name, want := range map[string][2]string{
		"acme-staging-media": {"acme-media", "staging"},
		"acme-media-prod":    {"acme-media", "prod"},
		"prod.acme.media":    {"acme.media", "prod"},
		"acme-media":         {"acme-media", ""},
		"production":         {"production", ""},
		"devices-live":       {"devices", "live"},
		"a--dev":             {"a-", "dev"},
		"":                   {"", ""},
	} {
		if family, env := Family(name); family != want[0] || env != want[1] {
			t.Errorf("Family(%q) = %q, %q", name, family, env)
		}
	}
}
