# What stands in front of services and accounts of Azure, and sends requests to
# one of several.

# Origins of one group. The lowest priority is used first; those that have the
# same share the traffic. One without a host header of its own passes the client's on.
resource "azurerm_cdn_frontdoor_origin_group" {
  service {
    kind   = "distribution"
    name   = self.name
    global = true
    front  = true
  }
}

resource "azurerm_cdn_frontdoor_origin" {
  service {
    kind   = "distribution"
    name   = self.name
    global = true
    front  = true
  }
  part_of = self.cdn_frontdoor_origin_group_id
  switch "origin-priority" {
    with      = self.cdn_frontdoor_origin_group_id
    group     = self.cdn_frontdoor_origin_group_id
    members   = self.host_name
    order     = [self.priority, 1]
    led       = true
    automatic = true
    enabled   = self.enabled
    probed    = with.health_probe
    same_host = blank(self.origin_host_header)
    reads     = true
  }
}

resource "azurerm_cdn_frontdoor_route" {
  leads_to = self.cdn_frontdoor_origin_group_id
  passes {
    from = self.cdn_frontdoor_endpoint_id
    to   = self.cdn_frontdoor_origin_group_id
  }
}

resource "azurerm_cdn_frontdoor_rule" {
  leads_to = self.actions.route_configuration_override_action.cdn_frontdoor_origin_group_id
}

# The classic one holds its pools itself.
resource "azurerm_frontdoor" {
  service {
    kind   = "distribution"
    name   = self.name
    global = true
    front  = true
  }
  switch "origin-priority" {
    for_each = "backend_pool.backend"
    group    = [outer.name]
    members  = each.address
    order    = [each.priority, 1]
    through {
      id     = outer.name
      each   = ["routing_rule"]
      target = "forwarding_configuration.backend_pool_name"
    }
    automatic = true
    enabled   = each.enabled
    probed    = outer.health_probe_name
    same_host = blank(each.host_header)
    reads     = true
  }
}

# A name that answers with one of several endpoints.
resource "azurerm_traffic_manager_profile" {
  service {
    kind   = "dns-name"
    name   = self.name
    global = true
    front  = true
  }
}

resource "azurerm_traffic_manager_external_endpoint" {
  service {
    kind   = "dns-name"
    name   = self.name
    global = true
    front  = true
  }
  part_of = self.profile_id
  switch "dns" {
    with    = self.profile_id
    group   = self.profile_id
    members = self.target
    # Priorities mean something to one method alone.
    order     = with.traffic_routing_method == "Priority" ? self.priority : 0
    automatic = true
    enabled   = self.enabled
    # An endpoint that is always served is never asked.
    probed    = !any(self.always_serve_enabled)
    same_host = true
    reads     = true
    writes    = true
  }
}

resource "azurerm_traffic_manager_azure_endpoint" {
  service {
    kind   = "dns-name"
    name   = self.name
    global = true
    front  = true
  }
  part_of = self.profile_id
  switch "dns" {
    with      = self.profile_id
    group     = self.profile_id
    members   = self.target_resource_id
    order     = with.traffic_routing_method == "Priority" ? self.priority : 0
    automatic = true
    enabled   = self.enabled
    probed    = !any(self.always_serve_enabled)
    same_host = true
    reads     = true
    writes    = true
  }
}
