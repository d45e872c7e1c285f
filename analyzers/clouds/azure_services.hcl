# Further workloads of Azure, and what reaches them.

# A function app keeps its own state in an account: without it nothing runs.
resource "azurerm_linux_function_app_slot" {
  also = ["azurerm_windows_function_app_slot", "azurerm_logic_app_standard", "azurerm_function_app_flex_consumption", "azurerm_function_app_slot"]
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
    from   = [self.storage_account_access_key, self.storage_container_endpoint, self.storage_access_key]
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

resource "azurerm_container_app" {
  also = ["azurerm_container_app_job"]
  service {
    kind = "app"
    name = self.name
  }
  identity  = self.identity.identity_ids
  endpoints = ["latest_revision_fqdn", "ingress", "name", "id"]
  use {
    from   = [self.template.container.env, self.secret.value]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.template.volume.storage_name
    access = "readwrite"
    need   = "hard"
    via    = "mount"
  }
  # What makes it grow is what it works on.
  use {
    from = [
      self.template.custom_scale_rule.metadata, self.template.azure_queue_scale_rule.queue_name, self.event_trigger_config.scale.rules.metadata,
    ]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

resource "azurerm_container_app_environment_storage" {
  alias = [self.account_name, self.access_key]
}

resource "azurerm_container_group" {
  service {
    kind = "app"
    name = self.name
  }
  identity  = self.identity.identity_ids
  endpoints = ["fqdn", "ip_address"]
  use {
    from   = [self.container.environment_variables, self.container.secure_environment_variables, self.container.commands]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.container.volume.storage_account_name
    access = "readwrite"
    need   = "hard"
    via    = "mount"
    named  = true
  }
  use {
    from   = self.container.volume.storage_account_key
    access = "readwrite"
    need   = "hard"
    via    = "mount"
  }
}

resource "azurerm_linux_virtual_machine" {
  also = [
    "azurerm_windows_virtual_machine", "azurerm_virtual_machine", "azurerm_linux_virtual_machine_scale_set",
    "azurerm_windows_virtual_machine_scale_set", "azurerm_orchestrated_virtual_machine_scale_set", "azurerm_virtual_machine_scale_set",
  ]
  service {
    kind = "instance"
    name = self.name
  }
  identity  = self.identity.identity_ids
  endpoints = ["private_ip_address", "public_ip_address"]
  use {
    from = [
      self.custom_data, self.user_data, self.user_data_base64, self.os_profile.custom_data, self.os_profile.linux_configuration.custom_data,
      self.extension.settings, self.extension.protected_settings,
    ]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  use {
    from   = [self.boot_diagnostics.storage_account_uri, self.boot_diagnostics.storage_uri]
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  passes {
    from = [
      self.network_interface_ids, self.network_interface.ip_configuration.load_balancer_backend_address_pool_ids,
      self.network_interface.ip_configuration.application_gateway_backend_address_pool_ids,
      self.network_interface.ip_configuration.public_ip_address.domain_name_label,
    ]
  }
}

resource "azurerm_virtual_machine_extension" {
  also = ["azurerm_virtual_machine_scale_set_extension"]
  service {
    kind  = "instance"
    name  = self.name
    front = true
  }
  part_of = [self.virtual_machine_id, self.virtual_machine_scale_set_id]
  use {
    from   = [self.settings, self.protected_settings]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

resource "azurerm_cdn_endpoint" {
  service {
    kind   = "distribution"
    name   = self.name
    global = true
  }
  endpoints = ["fqdn"]
  use {
    from   = [self.origin.host_name, self.origin_host_header]
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = self.origin.host_name
    access = "serve"
  }
}

resource "azurerm_dns_cname_record" {
  also = ["azurerm_dns_a_record", "azurerm_dns_aaaa_record", "azurerm_private_dns_cname_record", "azurerm_private_dns_a_record"]
  service {
    kind   = "dns-name"
    name   = self.name
    group  = [self.zone_name, self.name]
    global = true
    front  = true
  }
  endpoints = ["fqdn"]
  use {
    from   = [self.record, self.records, self.target_resource_id]
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = [self.record, self.records, self.target_resource_id]
    access = "serve"
  }
}

resource "azurerm_user_assigned_identity" {
  called_by = self.name
}
