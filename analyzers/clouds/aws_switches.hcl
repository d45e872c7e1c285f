# What stands in front of services and buckets of AWS, and sends requests to one
# of several. The switch of a distribution stands with it, in aws_services.hcl.

# One name for several buckets. A request goes to the nearest that is up, and
# nobody has to ask. Its failover is turned in any of five regions, which Terraform
# does not say, so it has no home.
resource "aws_s3control_multi_region_access_point" {
  alias = self.details.region.bucket
  switch "multi-region-access-point" {
    for_each  = "details"
    members   = each.region.bucket
    order     = 1
    automatic = true
    reads     = true
    writes    = true
    shared    = true
  }
}

# Records of one name that answer in turn, or each for a part of those who ask.
resource "aws_route53_record" {
  telling = ["set_identifier"]
  service {
    kind   = "dns-name"
    name   = self.name
    global = true
    front  = true
  }
  switch "dns" {
    with    = self.health_check_id
    group   = [self.zone_id, self.name]
    members = [self.alias.name, self.records]
    order   = lookup({ PRIMARY = 1, SECONDARY = 2 }, self.failover_routing_policy.type, 0)
    # A routing control is turned by a person; a record without weight waits for one.
    automatic = with.type != "RECOVERY_CONTROL"
    enabled   = self.weighted_routing_policy.weight != 0
    probed    = [self.health_check_id, self.alias.evaluate_target_health]
    asks      = with.fqdn
    same_host = true
    reads     = true
    writes    = true
    home      = with.type == "RECOVERY_CONTROL" ? null : "us-east-1"
  }
}

# These name no place that answers.
resource "aws_route53_record" {
  when = contains(["NS", "SOA", "TXT", "SPF", "MX", "CAA", "DS"], self.type)
}

# Any other record leads to one place, and its addresses of both kinds are one name.
resource "aws_route53_record" {
  telling = ["alias", "records"]
  service {
    kind   = "dns-name"
    name   = self.name
    group  = [self.zone_id, self.name]
    global = true
    front  = true
  }
  called_by = "host ${self.name}"
  endpoints = ["name", "fqdn"]
  use {
    from   = [self.alias.name, self.records]
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = [self.alias.name, self.records]
    access = "serve"
  }
}

# It asks all endpoints whether they are well, and S3 cannot be one.
resource "aws_globalaccelerator_endpoint_group" {
  switch "accelerator" {
    for_each  = "endpoint_configuration"
    group     = self.listener_arn
    members   = each.endpoint_id
    order     = 1
    automatic = true
    enabled   = each.weight != 0 && self.traffic_dial_percentage != 0
    reads     = true
    writes    = true
    home      = "us-west-2"
  }
}

# What is sent to a load balancer reaches the services behind its listeners.
resource "aws_lb_listener" {
  also = ["aws_alb_listener"]
  passes {
    from = self.load_balancer_arn
  }
  passes {
    from = self.load_balancer_arn
    to   = [self.default_action.target_group_arn, self.default_action.forward.target_group.arn]
  }
}

resource "aws_lb_listener_rule" {
  also = ["aws_alb_listener_rule"]
  passes {
    from = self.listener_arn
    to   = [self.action.target_group_arn, self.action.forward.target_group.arn]
  }
}

resource "aws_lb_target_group_attachment" {
  also = ["aws_alb_target_group_attachment"]
  passes {
    from = self.target_group_arn
    to   = self.target_id
  }
}

resource "aws_elb_attachment" {
  passes {
    from = self.elb
    to   = self.instance
  }
}

resource "aws_autoscaling_attachment" {
  also = ["aws_autoscaling_traffic_source_attachment"]
  passes {
    from = [self.lb_target_group_arn, self.alb_target_group_arn, self.elb, self.traffic_source.identifier]
    to   = self.autoscaling_group_name
  }
}

# An address that what has it keeps.
resource "aws_eip" {
  alias = self.instance
}

resource "aws_eip_association" {
  passes {
    from = [self.allocation_id, self.public_ip]
    to   = self.instance_id
  }
}

# The mesh of services: a name for each, and what answers behind it.
resource "aws_vpclattice_service" {
  service {
    kind   = "load-balancer"
    name   = self.name
    front  = true
    relays = true
  }
  endpoints = ["id", "arn", "dns_entry"]
}

resource "aws_vpclattice_listener" {
  passes {
    from = self.service_identifier
    to   = self.default_action.forward.target_groups.target_group_identifier
  }
}

resource "aws_vpclattice_listener_rule" {
  passes {
    from = self.service_identifier
    to   = self.action.forward.target_groups.target_group_identifier
  }
}

resource "aws_vpclattice_target_group_attachment" {
  passes {
    from = self.target_group_identifier
    to   = self.target.id
  }
}
