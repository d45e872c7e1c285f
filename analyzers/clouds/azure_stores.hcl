# Further services of Azure that keep something in an account, or take it from there.

resource "azurerm_iothub_endpoint_storage_container" {
  also = ["azurerm_iothub_file_upload"]
  service {
    kind  = "stream"
    name  = self.name
    front = true
  }
  part_of = self.iothub_id
  use {
    from   = [self.connection_string, self.container_name, self.endpoint_uri]
    access = "write"
    need   = "hard"
    via    = "attribute"
  }
}

resource "azurerm_iothub_endpoint_servicebus_queue" {
  also = ["azurerm_iothub_endpoint_servicebus_topic", "azurerm_iothub_endpoint_eventhub"]
  service {
    kind  = "stream"
    name  = self.name
    front = true
  }
  part_of = self.iothub_id
  relies {
    on     = [self.entity_path, self.connection_string]
    access = "write"
  }
}

resource "azurerm_machine_learning_datastore_blobstorage" {
  also = ["azurerm_machine_learning_datastore_datalake_gen2", "azurerm_machine_learning_datastore_fileshare", "azurerm_synapse_linked_service"]
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  part_of = [self.workspace_id, self.synapse_workspace_id]
  use {
    from   = [self.storage_container_id, self.storage_fileshare_id, self.type_properties_json]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

resource "azurerm_stream_analytics_job_storage_account" {
  service {
    kind  = "stream"
    name  = self.storage_account_name
    front = true
  }
  part_of = self.stream_analytics_job_id
  use {
    from   = self.storage_account_name
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

# What is learned from, looked at or shared lies in an account.
resource "azurerm_cognitive_account" {
  also = [
    "azurerm_ai_services", "azurerm_ai_foundry", "azurerm_video_indexer_account", "azurerm_maps_account", "azurerm_healthcare_dicom_service", "azurerm_healthcare_fhir_service",
    "azurerm_healthcare_service", "azurerm_search_service", "azurerm_storage_sync_cloud_endpoint", "azurerm_storage_mover_target_endpoint",
    "azurerm_data_share_dataset_blob_storage", "azurerm_data_share_dataset_data_lake_gen2", "azurerm_kubernetes_flux_configuration",
    "azurerm_arc_kubernetes_flux_configuration", "azurerm_spring_cloud_storage", "azurerm_kusto_cluster", "azurerm_purview_account",
  ]
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  identity = self.identity.identity_ids
  use {
    from = [
      self.storage.storage_account_id, self.storage_account_id, self.data_store.storage_account_id, self.configuration_export_storage_account_name,
      self.storage_account.name, self.blob_storage.container_id, self.storage_account_name,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

# Runbooks do what is written in them, by the identity of their account.
resource "azurerm_automation_account" {
  service {
    kind  = "job"
    name  = self.name
    front = true
  }
  identity = self.identity.identity_ids
}

resource "azurerm_automation_runbook" {
  service {
    kind  = "job"
    name  = self.name
    front = true
  }
  part_of = self.automation_account_name
  use {
    from   = self.content
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = self.publish_content_link.uri
    access = "artifact"
    need   = "soft"
    via    = "attribute"
  }
}

resource "azurerm_virtual_machine_run_command" {
  service {
    kind  = "instance"
    name  = self.name
    front = true
  }
  part_of = self.virtual_machine_id
  use {
    from   = [self.source.script, self.source.script_uri, self.protected_parameter.value, self.parameter.value]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  use {
    from   = [self.output_blob_uri, self.error_blob_uri]
    access = "logs"
    need   = "soft"
    via    = "log"
  }
}

# Copies that a database or an analysis server makes of itself.
resource "azurerm_mssql_virtual_machine" {
  also = ["azurerm_analysis_services_server"]
  service {
    kind   = "database"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from   = [self.auto_backup.storage_blob_endpoint, self.backup_blob_container_uri]
    access = "write"
    need   = "soft"
    via    = "attribute"
  }
}
