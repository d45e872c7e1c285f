# What the types of the azurerm provider mean.

cloud "azurerm" {
  provider = "azure"
  product  = "blob"
  region   = location(self.location)
  tags     = self.tags

  read  = ["Storage Blob Data Reader", "Storage Blob Data Contributor", "Storage Blob Data Owner"]
  write = ["Storage Blob Data Contributor", "Storage Blob Data Owner"]
  list  = ["Reader"]
}

resource "azurerm_storage_account" {
  # Accounts for file shares alone hold no blobs.
  when = self.account_kind != "FileStorage"
  bucket {
    name = self.name
    scope = lookup({
      LRS = "zone", ZRS = "region", GRS = "geo", RAGRS = "geo", GZRS = "geo", RAGZRS = "geo",
    }, self.account_replication_type, "unknown")
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
}

resource "azurerm_storage_container" {
  bucket {
    name   = self.name
    parent = [self.storage_account_id, self.storage_account_name]
  }
  names = ["id", "name", "resource_manager_id"]
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
  use {
    # The connection string is an argument of azurerm_function_app alone.
    from   = [self.storage_account_name, self.storage_account_access_key, self.storage_connection_string]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from   = [self.app_settings, self.connection_string.value]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "azurerm_linux_web_app" {
  service {
    kind = "app"
    name = self.name
  }
  use {
    from   = [self.app_settings, self.connection_string.value]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = [self.storage_account.account_name, self.storage_account.access_key]
    access = "readwrite"
    need   = "hard"
    via    = "mount"
    named  = true
  }
  use {
    from   = [self.logs.application_logs.azure_blob_storage.sas_url, self.logs.http_logs.azure_blob_storage.sas_url]
    access = "logs"
    need   = "soft"
    via    = "log"
  }
}

resource "azurerm_windows_web_app" {
  service {
    kind = "app"
    name = self.name
  }
  use {
    from   = [self.app_settings, self.connection_string.value]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = [self.storage_account.account_name, self.storage_account.access_key]
    access = "readwrite"
    need   = "hard"
    via    = "mount"
    named  = true
  }
}

resource "azurerm_app_service" {
  service {
    kind = "app"
    name = self.name
  }
  use {
    from   = [self.app_settings, self.connection_string.value]
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
}

resource "azurerm_role_assignment" {
  grant {
    to     = self.principal_id
    bucket = self.scope
    role   = self.role_definition_name
  }
}
