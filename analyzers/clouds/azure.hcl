# What the types of the azurerm provider mean.

cloud "azurerm" {
  provider = "azure"
  product  = "blob"
  region   = location(self.location)
  tags     = self.tags

  # Modules whose code is not on disk, but whose name says that they make an account.
  modules = "(?i)(?:^|[-_/])storage[-_]?accounts?(?:/azurerm)?$"
  outputs = [
    "id", "name", "primary_access_key", "primary_connection_string", "primary_blob_connection_string", "primary_blob_endpoint",
    "primary_blob_host", "primary_web_endpoint", "primary_web_host", "resource_id",
  ]

  # By name, and by the ids that the same roles have everywhere: reader, contributor, owner.
  read = [
    "Storage Blob Data Reader", "Storage Blob Data Contributor", "Storage Blob Data Owner",
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
  ]
  write = [
    "Storage Blob Data Contributor", "Storage Blob Data Owner",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write", "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete",
  ]
  list  = ["Reader"]

  # Who may leave messages, and who may take them; owners may do both.
  send = [
    "EventGrid Data Sender", "Azure Service Bus Data Sender", "Azure Service Bus Data Owner", "Azure Event Hubs Data Sender", "Azure Event Hubs Data Owner",
    "Storage Queue Data Message Sender", "Storage Queue Data Contributor",
    "d5a91429-5739-47e2-a06b-3470a27159e7", "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", "090c5cfd-751d-490a-894a-3ce6f1109419",
    "2b629674-e913-4c01-ae53-ef4638d8f975", "f526a384-b230-433a-b45c-95f59c4a2dec",
    "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a", "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
  ]
  take = [
    "Azure Service Bus Data Receiver", "Azure Service Bus Data Owner", "Azure Event Hubs Data Receiver", "Azure Event Hubs Data Owner",
    "Storage Queue Data Message Processor", "Storage Queue Data Contributor",
    "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", "090c5cfd-751d-490a-894a-3ce6f1109419",
    "a638d3c7-ab3a-418d-83e6-5f17a39d4fde", "f526a384-b230-433a-b45c-95f59c4a2dec",
    "8a0f0c08-91a1-4084-bc3d-661d67233fed", "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
  ]
}

resource "azurerm_storage_account" {
  # Accounts for file shares alone hold no blobs.
  when = self.account_kind != "FileStorage"
  bucket {
    name   = self.name
    within = self.resource_group_name
    # An edge site is smaller than any zone, whatever the replication says.
    scope = blank(self.edge_zone) ? lookup({
      LRS = "zone", ZRS = "region", GRS = "geo", RAGRS = "geo", GZRS = "geo", RAGZRS = "geo",
    }, self.account_replication_type, "unknown") : "zone"
    doubt {
      when = self.account_tier == "Premium" && contains(["GRS", "RAGRS", "GZRS", "RAGZRS"], self.account_replication_type)
      why  = "a premium account keeps its data in one region: LRS or ZRS"
    }
    # Azure documentation, regions without a pair.
    doubt {
      when = contains([
        "austriaeast", "belgiumcentral", "chilecentral", "indonesiacentral", "israelcentral", "italynorth", "malaysiawest", "mexicocentral",
        "newzealandnorth", "polandcentral", "qatarcentral", "spaincentral",
      ], location(self.location)) && contains(["GRS", "RAGRS", "GZRS", "RAGZRS"], self.account_replication_type)
      why = "the region has no pair, so there is nowhere for a second copy to be"
    }
    secondary = contains(["RAGRS", "RAGZRS"], self.account_replication_type)
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = [
    "id", "name", "primary_access_key", "secondary_access_key", "primary_connection_string", "secondary_connection_string",
    "primary_blob_connection_string", "primary_blob_endpoint", "primary_blob_host", "primary_dfs_endpoint", "primary_dfs_host",
    "primary_web_endpoint", "primary_web_host", "primary_file_endpoint", "secondary_blob_endpoint", "secondary_blob_host",
    "secondary_dfs_endpoint", "secondary_web_endpoint", "secondary_web_host",
  ]
  standby = [
    "secondary_blob_endpoint", "secondary_blob_host", "secondary_dfs_endpoint", "secondary_web_endpoint", "secondary_web_host",
  ]
  known = {
    primary_blob_endpoint = "https://${self.name}.blob.core.windows.net/"
    primary_blob_host     = "${self.name}.blob.core.windows.net"
  }
  guard {
    versioning  = self.blob_properties.versioning_enabled
    soft_delete = !blank(self.blob_properties.delete_retention_policy)
    lock        = self.immutability_policy.state == "Locked"
  }
  encryption {
    managed = !blank(self.customer_managed_key)
    key     = self.customer_managed_key.key_vault_key_id
  }
}

resource "azurerm_storage_container" {
  bucket {
    name   = self.name
    parent = [self.storage_account_id, self.storage_account_name]
  }
  names = ["id", "name", "resource_manager_id"]
}

resource "azurerm_storage_data_lake_gen2_filesystem" {
  bucket {
    name   = self.name
    parent = self.storage_account_id
  }
  names = ["id", "name"]
}

resource "azurerm_storage_account_static_website" {
  alias = self.storage_account_id
}

resource "azurerm_storage_container_immutability_policy" {
  guard {
    of   = self.storage_container_resource_manager_id
    lock = self.locked
  }
}

resource "azurerm_storage_account_customer_managed_key" {
  encryption {
    of      = self.storage_account_id
    managed = !blank(self.key_vault_key_id, self.key_vault_id, self.key_vault_uri)
    key     = [self.key_vault_key_id, self.key_vault_id]
  }
}

resource "azurerm_key_vault" {
  key {}
}

resource "azurerm_key_vault_key" {
  alias = self.key_vault_id
}

resource "azurerm_storage_management_policy" {
  lifecycle {
    for_each = "rule"
    of       = self.storage_account_id
    enabled  = each.enabled
    whole    = blank(each.filters.prefix_match, each.filters.match_blob_index_tag)
    expire = [
      each.actions.base_blob.delete_after_days_since_modification_greater_than, each.actions.base_blob.delete_after_days_since_creation_greater_than,
    ]
    archive = [
      each.actions.base_blob.tier_to_archive_after_days_since_modification_greater_than,
      each.actions.base_blob.tier_to_archive_after_days_since_creation_greater_than,
    ]
  }
}

# Vaults of Azure Backup. Without a term for the vault a policy keeps its backups
# in the account itself: they guard against mistakes, not against an outage.

resource "azurerm_data_protection_backup_vault" {
  bucket {
    name  = self.name
    scope = lookup({ GeoRedundant = "geo", ZoneRedundant = "region", LocallyRedundant = "zone" }, self.redundancy, "unknown")
    vault = true
    default {
      versioning = true # each backup stands for itself
    }
  }
  names = ["id", "name"]
}

resource "azurerm_data_protection_backup_policy_blob_storage" {}

resource "azurerm_data_protection_backup_instance_blob_storage" {
  copy {
    with      = self.backup_policy_id
    only      = !blank(with.vault_default_retention_duration)
    from      = self.storage_account_id
    to        = self.vault_id
    mechanism = "backup"
    enabled   = [true]
    whole     = blank(self.storage_account_container_names)
    cold      = true
  }
}

resource "azurerm_storage_object_replication" {
  copy {
    from             = self.source_storage_account_id
    to               = self.destination_storage_account_id
    mechanism        = "object-replication"
    enabled          = [true]
    whole            = blank(self.rules.filter_out_blobs_with_prefix)
    deletes          = true
    needs_versioning = true
  }
}

data "azurerm_storage_account" {
  bucket {
    name   = self.name
    elsewhere = true
  }
  names = [
    "id", "name", "primary_access_key", "secondary_access_key", "primary_connection_string",
    "primary_blob_connection_string", "primary_blob_endpoint", "primary_blob_host", "primary_web_host",
  ]
}

resource "azurerm_linux_function_app" {
  also = ["azurerm_windows_function_app", "azurerm_function_app"]
  service {
    kind = "function"
    name = self.name
  }
  identity  = self.identity.identity_ids
  endpoints = ["default_hostname", "id", "name"]
  use {
    from   = self.storage_account_name
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    # A key is no name. The connection string is an argument of azurerm_function_app alone.
    from   = [self.storage_account_access_key, self.storage_connection_string]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  # The code itself, when it is run from where it was put.
  use {
    from   = self.app_settings.WEBSITE_RUN_FROM_PACKAGE
    access = "artifact"
    need   = "startup"
    via    = "env"
  }
  use {
    from   = [self.app_settings.AzureWebJobsStorage, self.app_settings.AzureWebJobsStorage__blobServiceUri]
    access = "readwrite"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.app_settings.AzureWebJobsStorage__accountName
    access = "readwrite"
    need   = "hard"
    via    = "env"
    named  = true
  }
  use {
    from = [self.app_settings, self.connection_string.value]
    but = [
      self.app_settings.WEBSITE_RUN_FROM_PACKAGE, self.app_settings.AzureWebJobsStorage, self.app_settings.AzureWebJobsStorage__blobServiceUri,
      self.app_settings.AzureWebJobsStorage__accountName,
    ]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "azurerm_linux_web_app" {
  also = [
    "azurerm_windows_web_app", "azurerm_app_service", "azurerm_linux_web_app_slot", "azurerm_windows_web_app_slot", "azurerm_app_service_slot",
    "azurerm_spring_cloud_app", "azurerm_static_web_app",
  ]
  service {
    kind = "app"
    name = self.name
  }
  identity  = self.identity.identity_ids
  endpoints = ["default_hostname", "default_site_hostname", "default_host_name", "id", "name"]
  # The code itself, when it is run from where it was put.
  use {
    from   = self.app_settings.WEBSITE_RUN_FROM_PACKAGE
    access = "artifact"
    need   = "startup"
    via    = "env"
  }
  use {
    from   = [self.app_settings, self.connection_string.value]
    but    = self.app_settings.WEBSITE_RUN_FROM_PACKAGE
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.storage_account.account_name
    access = "readwrite"
    need   = "hard"
    via    = "mount"
    named  = true
  }
  use {
    from   = self.storage_account.access_key
    access = "readwrite"
    need   = "hard"
    via    = "mount"
  }
  use {
    from   = [self.logs.application_logs.azure_blob_storage.sas_url, self.logs.http_logs.azure_blob_storage.sas_url]
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  use {
    from   = self.backup.storage_account_url
    access = "write"
    need   = "soft"
    via    = "attribute"
  }
}

resource "azurerm_role_assignment" {
  grant {
    custom  = self.role_definition_id
    to      = self.principal_id
    bucket  = self.scope
    actions = with.permissions.data_actions
    role   = [self.role_definition_name, element(split("/", self.role_definition_id), length(split("/", self.role_definition_id)) - 1)]
  }
}
