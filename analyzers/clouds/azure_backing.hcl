# What services of Azure lose beside their storage when a region goes.

# Regions that an account is written in, or fails over to by itself, serve it too.
resource "azurerm_cosmosdb_account" {
  backing {
    kind    = "database"
    product = "cosmosdb"
    name    = self.name
    regions = any(self.automatic_failover_enabled, self.enable_automatic_failover, self.multiple_write_locations_enabled, self.enable_multiple_write_locations) ? self.geo_location.location : []
  }
  names = ["id", "name", "endpoint", "primary_key", "primary_sql_connection_string", "primary_mongodb_connection_string", "read_endpoints", "write_endpoints"]
}

resource "azurerm_cosmosdb_sql_database" {
  also = ["azurerm_cosmosdb_mongo_database", "azurerm_cosmosdb_table", "azurerm_cosmosdb_sql_container", "azurerm_cosmosdb_mongo_collection", "azurerm_cosmosdb_cassandra_keyspace", "azurerm_cosmosdb_gremlin_database"]
  backing {
    stands_for = self.account_name
  }
  names = ["id", "name"]
}

resource "azurerm_mssql_server" {
  also = ["azurerm_mssql_managed_instance"]
  backing {
    kind    = "database"
    product = "sql"
    name    = self.name
  }
  names = ["id", "name", "fqdn", "fully_qualified_domain_name"]
}

resource "azurerm_mssql_database" {
  backing {
    stands_for = self.server_id
  }
  names = ["id", "name"]
}

# The partner of a group takes over, and the name of the group leads to it.
resource "azurerm_mssql_failover_group" {
  backing {
    copy_of    = [self.server_id, self.partner_server.id]
    stands_for = self.server_id
  }
  names = ["id", "name"]
}

resource "azurerm_postgresql_flexible_server" {
  also = ["azurerm_mysql_flexible_server"]
  backing {
    kind    = "database"
    product = "sql"
    name    = self.name
    scope   = any(self.high_availability.mode == "ZoneRedundant") ? "region" : "zone"
    copy_of = self.source_server_id
  }
  names = ["id", "name", "fqdn"]
}

resource "azurerm_postgresql_flexible_server_database" {
  backing {
    stands_for = self.server_id
  }
  names = ["id", "name"]
}

resource "azurerm_mysql_flexible_database" {
  backing {
    stands_for = self.server_name
  }
  names = ["id", "name"]
}

resource "azurerm_redis_cache" {
  also = ["azurerm_managed_redis"]
  backing {
    kind    = "cache"
    product = "redis"
    name    = self.name
    scope   = blank(self.zones) ? "zone" : "region"
  }
  names = ["id", "name", "hostname", "primary_connection_string", "primary_access_key"]
}

resource "azurerm_servicebus_namespace" {
  backing {
    kind    = "queue"
    product = "servicebus"
    name    = self.name
  }
  names = ["id", "name", "endpoint", "default_primary_connection_string", "default_primary_key"]
}

resource "azurerm_servicebus_queue" {
  also = ["azurerm_servicebus_topic", "azurerm_servicebus_namespace_authorization_rule"]
  backing {
    stands_for = self.namespace_id
  }
  names = ["id", "name", "primary_connection_string"]
}

resource "azurerm_eventhub_namespace" {
  backing {
    kind    = "stream"
    product = "eventhubs"
    name    = self.name
  }
  names = ["id", "name", "default_primary_connection_string", "default_primary_key"]
}

resource "azurerm_eventhub" {
  backing {
    stands_for = [self.namespace_id, self.namespace_name]
  }
  names = ["id", "name"]
}

resource "azurerm_eventhub_authorization_rule" {
  backing {
    stands_for = self.namespace_name
  }
  names = ["id", "name", "primary_connection_string"]
}

resource "azurerm_key_vault" {
  backing {
    kind    = "vault"
    product = "keyvault"
    name    = self.name
  }
  names = ["id", "name", "vault_uri"]
}

resource "azurerm_key_vault_secret" {
  also = ["azurerm_key_vault_key", "azurerm_key_vault_certificate"]
  backing {
    stands_for = self.key_vault_id
  }
  names = ["id", "name", "versionless_id", "resource_id", "resource_versionless_id", "secret_id", "versionless_secret_id", "value"]
}

resource "azurerm_container_registry" {
  backing {
    kind    = "registry"
    product = "acr"
    name    = self.name
    regions = self.georeplications.location
  }
  names = ["id", "name", "login_server"]
}

resource "azurerm_app_configuration" {
  backing {
    kind    = "vault"
    product = "appconfiguration"
    name    = self.name
    regions = self.replica.location
  }
  names = ["id", "name", "endpoint"]
}
