package clouds

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/facts"
)

// turned writes the switches of a set, one a line.
func turned(s *facts.Set) []string {
	var list []string
	for _, sw := range s.Switches {
		members := make([]string, len(sw.Members))
		for i, m := range sw.Members {
			members[i] = short(m)
		}
		line := fmt.Sprintf("%s of %s: %s automatic=%s probed=%s used=%s", sw.Kind, short(sw.Service), strings.Join(members, " then "), sw.Automatic, sw.Probed, sw.Used)
		for _, is := range []struct {
			name string
			set  bool
		}{
			{"reads", sw.Reads},
			{"writes", sw.Writes},
			{"written", sw.Written == facts.Yes},
			{"spreads", sw.Spreads},
			{"blind", sw.Blind},
			{"same-host", sw.SameHost},
			{"misled", sw.Misled},
		} {
			if is.set {
				line += " " + is.name
			}
		}
		if sw.Home != "" {
			line += " home=" + sw.Home
		}
		list = append(list, line)
	}
	return list
}

// twoSides is a bucket and a service that reads it in each of two regions.
const twoSides = `
provider "aws" { region = "eu-west-1" }
variable "dr" { type = bool }
resource "aws_s3_bucket" "a" { bucket = "acme-a" }
resource "aws_s3_bucket" "b" { bucket = "acme-b" }
resource "aws_instance" "a" { user_data = "s3://${aws_s3_bucket.a.id}" }
resource "aws_instance" "b" { user_data = "s3://${aws_s3_bucket.b.id}" }
resource "aws_route53_zone" "z" { name = "acme.example" }
`

func checkSwitches(t *testing.T, before string, cases map[string]providerCase) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := turned(factsOf(t, map[string]string{"main.tf": before + tc.tf}))
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("switches (-want +got):\n%s", diff)
			}
		})
	}
}

// record writes one of the records of www.
func record(name, routing, more string) string {
	return fmt.Sprintf(`
resource "aws_route53_record" %q {
  zone_id        = aws_route53_zone.z.zone_id
  name           = "www"
  type           = "A"
  set_identifier = %q
  %s
  %s
}`, name, name, routing, more)
}

func TestDNSSwitches(t *testing.T) {
	const primary, secondary = `failover_routing_policy { type = "PRIMARY" }`, `failover_routing_policy { type = "SECONDARY" }`
	const asked = `health_check_id = "0123abcd"`
	const check = `health_check_id = aws_route53_health_check.c.id`
	const toA, toB = "records = [aws_instance.a.public_ip]\n", "records = [aws_instance.b.public_ip]\n"
	side := func(name, more string) string {
		return fmt.Sprintf("dns of aws_instance.%s: aws_s3_bucket.a then aws_s3_bucket.b %s", name, more)
	}
	both := func(more string) []string { return []string{side("a", more), side("b", more)} }
	checkSwitches(t, twoSides, map[string]providerCase{
		"the secondary may be declared first, and is never asked": {
			tf:   record("first", secondary, toB) + record("second", primary, toA+check) + "\n" + `resource "aws_route53_health_check" "c" { type = "TCP" }`,
			want: both("automatic=yes probed=yes used=yes reads writes home=us-east-1"),
		},
		"nothing asks the primary": {
			tf:   record("p", primary, toA) + record("s", secondary, toB+check) + "\n" + `resource "aws_route53_health_check" "c" { type = "TCP" }`,
			want: both("automatic=yes probed=no used=yes reads writes home=us-east-1"),
		},
		"whether the primary is asked is not known": {
			tf:   "variable \"check\" {}\n" + record("p", primary, toA+"health_check_id = var.check") + record("s", secondary, toB),
			want: both("automatic=yes probed=unknown used=yes reads writes home=us-east-1"),
		},
		"a person turns a routing control, in no single region": {
			tf:   record("p", primary, toA+check) + record("s", secondary, toB) + "\n" + `resource "aws_route53_health_check" "c" { type = "RECOVERY_CONTROL" }`,
			want: both("automatic=no probed=yes used=yes reads writes"),
		},
		"records that share the traffic are all asked": {
			tf:   record("p", `latency_routing_policy { region = "eu-west-1" }`, toA+check) + record("s", `latency_routing_policy { region = "eu-west-2" }`, toB),
			want: both("automatic=yes probed=no used=yes reads writes spreads home=us-east-1"),
		},
		"a record without weight waits for a person": {
			tf:   record("p", `weighted_routing_policy { weight = 1 }`, toA+asked) + record("s", `weighted_routing_policy { weight = 0 }`, toB+asked),
			want: both("automatic=no probed=yes used=yes reads writes spreads home=us-east-1"),
		},
		"a record that may not be there": {
			tf:   record("p", primary, toA+asked) + record("s", secondary, toB+"count = var.dr ? 1 : 0"),
			want: both("automatic=yes probed=yes used=unknown reads writes home=us-east-1"),
		},
		"records of other names are no members": {
			tf:   record("p", primary, toA+check) + strings.ReplaceAll(record("s", secondary, toB), `"www"`, `"api"`),
			want: nil,
		},
		"a record for all is no switch": {
			tf: strings.ReplaceAll(record("p", "", toA)+record("s", "", toB), "set_identifier", "# set_identifier"), want: nil,
		},
		"a lone record is no switch":           {tf: record("p", "", toA), want: nil},
		"what is not in the estate is no side": {tf: record("p", primary, `records = ["192.0.2.1"]`) + record("s", secondary, toB), want: nil},
		"both sides read one bucket": {
			tf: record("p", primary, toA) + record("s", secondary, "records = [aws_instance.c.public_ip]") +
				"\n" + `resource "aws_instance" "c" { user_data = "s3://${aws_s3_bucket.a.id} s3://${aws_s3_bucket.b.id}" }`,
			want: []string{
				"dns of aws_instance.a: aws_s3_bucket.a then aws_s3_bucket.a automatic=yes probed=no used=yes reads writes home=us-east-1",
				"dns of aws_instance.a: aws_s3_bucket.b automatic=yes probed=no used=yes reads writes home=us-east-1",
				"dns of aws_instance.c: aws_s3_bucket.a then aws_s3_bucket.a automatic=yes probed=no used=yes reads writes home=us-east-1",
				"dns of aws_instance.c: aws_s3_bucket.b automatic=yes probed=no used=yes reads writes home=us-east-1",
			},
		},
		"straight to the stores, for two families of addresses": {
			tf: record("p", primary, "records = [aws_s3_bucket.a.website_endpoint]") + record("s", secondary, "records = [aws_s3_bucket.b.website_endpoint]") +
				strings.Replace(record("p6", primary, "records = [aws_s3_bucket.a.website_endpoint]"), `"A"`, `"AAAA"`, 1),
			want: []string{"dns of aws_route53_record.p: aws_s3_bucket.a then aws_s3_bucket.a then aws_s3_bucket.b automatic=yes probed=no used=yes reads writes same-host home=us-east-1"},
		},
		"the check asks the other side": {
			tf: record("p", primary, toA+check) + record("s", secondary, toB) +
				"\n" + `resource "aws_route53_health_check" "c" { fqdn = aws_instance.b.public_dns }`,
			want: both("automatic=yes probed=yes used=yes reads writes misled home=us-east-1"),
		},
	})
}

func TestSharedSwitches(t *testing.T) {
	checkSwitches(t, twoSides, map[string]providerCase{
		"an access point over buckets is each user's own": {
			tf: `
resource "aws_s3control_multi_region_access_point" "m" {
  details {
    name = "m"
    region { bucket = aws_s3_bucket.a.id }
    region { bucket = aws_s3_bucket.b.id }
  }
}
resource "aws_lambda_function" "by_name" {
  function_name = "f"
  environment { variables = { MEDIA = aws_s3control_multi_region_access_point.m.alias } }
}
resource "aws_iam_role" "r" { name = "r" }
resource "aws_lambda_function" "by_role" {
  function_name = "g"
  role          = aws_iam_role.r.arn
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3control_multi_region_access_point.m.arn}/object/*" }] })
}
resource "aws_lambda_function" "apart" {
  function_name = "h"
  environment { variables = { MEDIA = aws_s3_bucket.a.id } }
}`,
			want: []string{
				"multi-region-access-point of aws_lambda_function.by_name: aws_s3_bucket.a then aws_s3_bucket.b automatic=yes probed=yes used=yes reads writes spreads",
				"multi-region-access-point of aws_lambda_function.by_role: aws_s3_bucket.a then aws_s3_bucket.b automatic=yes probed=yes used=yes reads writes spreads",
			},
		},
		"a name before load balancers, and services behind them": {
			tf: `
resource "aws_ecs_task_definition" "a" {
  family                = "a"
  container_definitions = jsonencode([{ environment = [{ name = "MEDIA", value = aws_s3_bucket.a.id }] }])
}
resource "aws_ecs_service" "a" {
  name            = "a"
  task_definition = aws_ecs_task_definition.a.arn
  load_balancer { target_group_arn = aws_lb_target_group.a.arn }
}
resource "aws_lb" "a" { name = "a" }
resource "aws_lb_target_group" "a" { name = "a" }
resource "aws_lb_target_group" "none" { name = "none" }
resource "aws_lb_listener" "a" {
  load_balancer_arn = aws_lb.a.arn
  default_action { target_group_arn = aws_lb_target_group.none.arn }
}
resource "aws_lb_listener_rule" "a" {
  listener_arn = aws_lb_listener.a.arn
  action { target_group_arn = aws_lb_target_group.a.arn }
}
resource "aws_alb" "b" { name = "b" }
resource "aws_alb_target_group" "b" { name = "b" }
resource "aws_alb_listener" "b" {
  load_balancer_arn = aws_alb.b.arn
  default_action {
    forward {
      target_group { arn = aws_alb_target_group.b.arn }
    }
  }
}
resource "aws_alb_target_group_attachment" "b" {
  target_group_arn = aws_alb_target_group.b.arn
  target_id        = aws_instance.b.id
}` + record("p", `failover_routing_policy { type = "PRIMARY" }`, `
  alias {
    name                   = aws_lb.a.dns_name
    evaluate_target_health = true
  }`) + record("s", `failover_routing_policy { type = "SECONDARY" }`, `
  alias {
    name                   = aws_alb.b.dns_name
    evaluate_target_health = false
  }`),
			want: []string{
				"dns of aws_alb.b: aws_s3_bucket.a then aws_s3_bucket.b automatic=yes probed=yes used=yes reads writes home=us-east-1",
				"dns of aws_ecs_task_definition.a: aws_s3_bucket.a then aws_s3_bucket.b automatic=yes probed=yes used=yes reads writes home=us-east-1",
				"dns of aws_instance.b: aws_s3_bucket.a then aws_s3_bucket.b automatic=yes probed=yes used=yes reads writes home=us-east-1",
				"dns of aws_lb.a: aws_s3_bucket.a then aws_s3_bucket.b automatic=yes probed=yes used=yes reads writes home=us-east-1",
			},
		},
		"an endpoint that is dialled down waits for a person": {
			tf: `
resource "aws_globalaccelerator_endpoint_group" "a" {
  listener_arn = "arn:aws:globalaccelerator::111122223333:accelerator/x/listener/y"
  endpoint_configuration { endpoint_id = aws_instance.a.id }
}
resource "aws_globalaccelerator_endpoint_group" "b" {
  listener_arn            = "arn:aws:globalaccelerator::111122223333:accelerator/x/listener/y"
  traffic_dial_percentage = 0
  endpoint_configuration { endpoint_id = aws_instance.b.id }
}`,
			want: []string{
				"accelerator of aws_instance.a: aws_s3_bucket.a then aws_s3_bucket.b automatic=no probed=yes used=yes reads writes spreads home=us-west-2",
				"accelerator of aws_instance.b: aws_s3_bucket.a then aws_s3_bucket.b automatic=no probed=yes used=yes reads writes spreads home=us-west-2",
			},
		},
	})
}

func TestEdgeSwitches(t *testing.T) {
	const fastly = `
resource "fastly_service_vcl" "w" {
  name = "w"
  backend {
    name          = "a"
    address       = aws_s3_bucket.a.bucket_domain_name
    override_host = aws_s3_bucket.a.bucket_domain_name
    healthcheck   = "h"
  }
  backend {
    name        = "b"
    address     = aws_s3_bucket.b.bucket_domain_name
    healthcheck = "h"
  }
  director {
    name     = "d"
    backends = ["a", "b"]
  }
}`
	const azure = `
resource "azurerm_storage_account" "a" {
  name                     = "acmea"
  account_replication_type = "RAGRS"
}
resource "azurerm_storage_account" "b" { name = "acmeb" }
`
	checkSwitches(t, twoSides+azure, map[string]providerCase{
		"a director, one backend without its own host": {
			tf:   fastly,
			want: []string{"director of fastly_service_vcl.w: aws_s3_bucket.a then aws_s3_bucket.b automatic=yes probed=yes used=yes reads spreads same-host"},
		},
		"pools of version 4, one of them off": {
			tf: `
resource "cloudflare_load_balancer_pool" "a" {
  name    = "a"
  monitor = "m"
  origins {
    name    = "a"
    address = aws_s3_bucket.a.bucket_domain_name
    header {
      header = "Host"
      values = [aws_s3_bucket.a.bucket_domain_name]
    }
  }
}
resource "cloudflare_load_balancer_pool" "b" {
  name = "b"
  origins {
    name    = "b"
    enabled = false
    address = aws_s3_bucket.b.bucket_domain_name
    header {
      header = "Host"
      values = [aws_s3_bucket.b.bucket_domain_name]
    }
  }
}
resource "cloudflare_load_balancer" "w" {
  name             = "w.acme.example"
  proxied          = true
  default_pool_ids = [cloudflare_load_balancer_pool.a.id]
  fallback_pool_id = cloudflare_load_balancer_pool.b.id
}`,
			want: []string{"origin-pools of cloudflare_load_balancer.w: aws_s3_bucket.a then aws_s3_bucket.b automatic=no probed=yes used=yes reads"},
		},
		"the classic Front Door, one pool without a rule": {
			tf: `
resource "azurerm_frontdoor" "f" {
  name = "f"
  backend_pool {
    name              = "media"
    health_probe_name = "p"
    backend {
      address     = azurerm_storage_account.b.primary_blob_host
      host_header = azurerm_storage_account.b.primary_blob_host
      priority    = 2
    }
    backend {
      address     = azurerm_storage_account.a.primary_blob_host
      host_header = azurerm_storage_account.a.primary_blob_host
      priority    = 1
    }
  }
  backend_pool {
    name              = "spare"
    health_probe_name = "p"
    backend {
      address     = azurerm_storage_account.a.primary_web_host
      host_header = azurerm_storage_account.a.primary_web_host
    }
  }
  routing_rule {
    name = "all"
    forwarding_configuration { backend_pool_name = "media" }
  }
}`,
			want: []string{
				"origin-priority of azurerm_frontdoor.f: azurerm_storage_account.a then azurerm_storage_account.b automatic=yes probed=yes used=yes reads",
				"origin-priority of azurerm_frontdoor.f: azurerm_storage_account.a automatic=yes probed=yes used=no reads",
			},
		},
		"both hosts of one account are two places, one host twice is one": {
			tf: `
resource "azurerm_cdn_frontdoor_origin_group" "g" {
  for_each = { two = 1, one = 2 }
  name     = each.key
  health_probe { protocol = "Https" }
}
resource "azurerm_cdn_frontdoor_origin" "first" {
  for_each                      = { two = 1, one = 2 }
  name                          = "first"
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.g[each.key].id
  host_name                     = azurerm_storage_account.a.primary_blob_host
  origin_host_header            = azurerm_storage_account.a.primary_blob_host
}
resource "azurerm_cdn_frontdoor_origin" "second" {
  for_each                      = { two = azurerm_storage_account.a.secondary_blob_host, one = azurerm_storage_account.a.primary_blob_host }
  name                          = "second"
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.g[each.key].id
  host_name                     = each.value
  origin_host_header            = each.value
  priority                      = 2
}
resource "azurerm_cdn_frontdoor_route" "r" {
  for_each                      = { two = 1, one = 2 }
  name                          = each.key
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.g[each.key].id
}`,
			want: []string{
				`origin-priority of azurerm_cdn_frontdoor_origin_group.g["one"]: azurerm_storage_account.a automatic=yes probed=yes used=yes reads`,
				`origin-priority of azurerm_cdn_frontdoor_origin_group.g["two"]: azurerm_storage_account.a then azurerm_storage_account.a automatic=yes probed=yes used=yes reads`,
			},
		},
		"a distribution whose group is used for uploads": {
			tf: `
resource "aws_cloudfront_distribution" "w" {
  origin {
    origin_id   = "a"
    domain_name = aws_s3_bucket.a.bucket_regional_domain_name
  }
  origin {
    origin_id   = "b"
    domain_name = aws_s3_bucket.b.bucket_regional_domain_name
  }
  origin_group {
    origin_id = "g"
    member { origin_id = "a" }
    member { origin_id = "b" }
  }
  default_cache_behavior {
    target_origin_id = "a"
    allowed_methods  = ["GET", "HEAD"]
  }
  ordered_cache_behavior {
    target_origin_id = "g"
    allowed_methods  = ["GET", "HEAD", "PUT"]
  }
}`,
			want: []string{"origin-group of aws_cloudfront_distribution.w: aws_s3_bucket.a then aws_s3_bucket.b automatic=yes probed=yes used=yes reads written home=us-east-1"},
		},
	})
}

// What is nothing but a way to others is a service only when it leads to a
// bucket, by itself or through a service; then it relies on what it leads to.
func TestFronts(t *testing.T) {
	set := factsOf(t, map[string]string{"main.tf": twoSides + record("p", `failover_routing_policy { type = "PRIMARY" }`, "records = [aws_instance.a.public_ip]") +
		strings.ReplaceAll(record("s", `failover_routing_policy { type = "PRIMARY" }`, "records = [aws_s3_bucket.b.website_endpoint]"), `"www"`, `"files"`)})
	var services []string
	for _, s := range set.Services {
		services = append(services, s.Name)
	}
	if diff := cmp.Diff([]string{"a", "b", "www", "files"}, services); diff != "" {
		t.Errorf("services (-want +got):\n%s", diff)
	}
	want := []string{
		"aws_instance.a -> aws_s3_bucket.a read startup attribute certain", "aws_instance.b -> aws_s3_bucket.b read startup attribute certain",
		"aws_route53_record.p -> aws_instance.a serve hard call certain", "aws_route53_record.s -> aws_s3_bucket.b serve hard origin certain",
	}
	if diff := cmp.Diff(want, edges(set)); diff != "" {
		t.Errorf("edges (-want +got):\n%s", diff)
	}
}
