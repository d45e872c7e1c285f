# Hops between services of Azure and the accounts they use: connectors, settings that
# are kept elsewhere, names and add-ons.

# A function, and the blobs and queues that start it.
resource "azurerm_function_app_function" {
  service {
    kind  = "function"
    name  = self.name
    front = true
  }
  part_of = self.function_app_id
  use {
    from   = self.config_json
    access = "trigger"
    need   = "hard"
    via    = "notification"
  }
}

# A connector gives an app the address, and the key or the role, of what it is connected to.
resource "azurerm_app_service_connection" {
  also = ["azurerm_function_app_connection", "azurerm_spring_cloud_connection"]
  service {
    kind  = "app"
    name  = self.name
    front = true
  }
  part_of = [self.app_service_id, self.function_app_id, self.spring_cloud_id]
  use {
    from   = self.target_resource_id
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

# Flows reach an account through a connection that others share.
resource "azurerm_api_connection" {
  alias = self.parameter_values
}

# Whoever reads a setting is given what it holds.
resource "azurerm_app_configuration_key" {
  alias     = [self.value, self.vault_key_reference]
  endpoints = ["id", "value"]
}

resource "azurerm_container_app_environment_dapr_component" {
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  use {
    from   = [self.metadata, self.secret]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

# What is installed on a cluster, such as what backs it up.
resource "azurerm_kubernetes_cluster_extension" {
  also = ["azurerm_arc_kubernetes_cluster_extension"]
  service {
    kind  = "workload"
    name  = self.name
    front = true
  }
  use {
    from   = [self.configuration_settings, self.configuration_protected_settings]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" {
  service {
    kind   = "cluster"
    name   = self.name
    front  = true
    silent = true
  }
  part_of = self.kubernetes_cluster_id
}

resource "azurerm_hpc_cache_blob_target" {
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  use {
    from   = self.storage_container_id
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

# A cache that writes what it holds into an account: nobody waits for it.
resource "azurerm_redis_cache" {
  service {
    kind   = "cache"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from = [
      self.redis_configuration.rdb_storage_connection_string, self.redis_configuration.aof_storage_connection_string_0,
      self.redis_configuration.aof_storage_connection_string_1,
    ]
    access = "write"
    need   = "soft"
    via    = "attribute"
  }
}

# Names of one's own before apps and distributions.
resource "azurerm_app_service_custom_hostname_binding" {
  also = ["azurerm_static_web_app_custom_domain", "azurerm_cdn_endpoint_custom_domain"]
  service {
    kind   = "dns-name"
    name   = [self.hostname, self.domain_name, self.host_name]
    global = true
    front  = true
  }
  relies {
    on     = [self.app_service_name, self.static_web_app_id, self.cdn_endpoint_id]
    access = "serve"
  }
}

resource "azurerm_container_app_custom_domain" {
  service {
    kind   = "dns-name"
    name   = self.name
    global = true
    front  = true
  }
  relies {
    on     = self.container_app_id
    access = "serve"
  }
}
