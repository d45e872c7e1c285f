# What stands in front of services of Azure, clusters, and strings made for an account.

resource "azurerm_application_gateway" {
  service {
    kind  = "load-balancer"
    name  = self.name
    front = true
  }
  identity = self.identity.identity_ids
  use {
    from   = self.backend_address_pool.fqdns
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = [self.backend_address_pool.fqdns, self.backend_address_pool.ip_addresses]
    access = "serve"
  }
  passes {
    from = self.frontend_ip_configuration.public_ip_address_id
  }
}

resource "azurerm_api_management_backend" {
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  use {
    from   = self.url
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = self.url
    access = "serve"
  }
}

# What runs on a cluster may do what its nodes may.
resource "azurerm_kubernetes_cluster" {
  service {
    kind   = "cluster"
    name   = self.name
    front  = true
    silent = true
  }
  identity = [self.identity.identity_ids, self.kubelet_identity.user_assigned_identity_id]
}

# A job keeps its own files in an account; its inputs and outputs name others.
resource "azurerm_stream_analytics_job" {
  service {
    kind  = "stream"
    name  = self.name
    front = true
  }
  identity = self.identity.identity_ids
  use {
    from   = self.job_storage_account.account_name
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.job_storage_account.account_key
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

resource "azurerm_log_analytics_linked_storage_account" {
  service {
    kind   = "log-delivery"
    name   = self.data_source_type
    front  = true
    silent = true
  }
  use {
    from   = self.storage_account_ids
    access = "logs"
    need   = "soft"
    via    = "log"
  }
}

# A signature lets whoever holds it into the account it was made for.
data "azurerm_storage_account_sas" {
  alias = self.connection_string
}

data "azurerm_storage_account_blob_container_sas" {
  alias = self.connection_string
}

# Whoever is given a secret is given what it holds, such as the key of an account.
resource "azurerm_key_vault_secret" {
  alias = self.value
}
