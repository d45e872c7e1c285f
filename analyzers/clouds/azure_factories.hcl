# How pipelines of Azure Data Factory reach accounts: they name data sets and data
# flows, these name data sets too, and a data set names the linked service of an account.

resource "azurerm_data_factory" {
  service {
    kind  = "workflow"
    name  = self.name
    front = true
  }
  identity = self.identity.identity_ids
}

resource "azurerm_data_factory_linked_service_azure_blob_storage" {
  also = [
    "azurerm_data_factory_linked_service_data_lake_storage_gen2", "azurerm_data_factory_linked_service_azure_file_storage",
    "azurerm_data_factory_linked_service_azure_table_storage", "azurerm_data_factory_linked_custom_service",
  ]
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  part_of   = self.data_factory_id
  called_by = "factory-part ${self.name}"
  use {
    from = [
      self.connection_string, self.connection_string_insecure, self.sas_uri, self.service_endpoint, self.url, self.storage_account_key,
      self.storage_account_id, self.type_properties_json,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

# Where a factory reads or writes: the container stands in the data set.
resource "azurerm_data_factory_dataset_binary" {
  also = [
    "azurerm_data_factory_dataset_azure_blob", "azurerm_data_factory_dataset_delimited_text", "azurerm_data_factory_dataset_json", "azurerm_data_factory_dataset_parquet",
    "azurerm_data_factory_custom_dataset", "azurerm_data_factory_linked_service_azure_function", "azurerm_data_factory_linked_service_web",
    "azurerm_data_factory_integration_runtime_azure_ssis",
  ]
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  part_of   = self.data_factory_id
  called_by = "factory-part ${self.name}"
  use {
    from = [
      self.azure_blob_storage_location.container, self.azure_blob_fs_location.file_system, self.type_properties_json,
      self.custom_setup_script.blob_container_uri,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = self.url
  }
  relies {
    on     = [self.linked_service_name, self.linked_service.name]
    called = "factory-part"
  }
}

resource "azurerm_data_factory_data_flow" {
  also = ["azurerm_data_factory_flowlet_data_flow"]
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  part_of   = self.data_factory_id
  called_by = "factory-part ${self.name}"
  relies {
    on = [
      self.source.dataset.name, self.source.linked_service.name, self.source.flowlet.name, self.sink.dataset.name, self.sink.linked_service.name,
      self.sink.flowlet.name, self.transformation.dataset.name, self.transformation.linked_service.name, self.transformation.flowlet.name,
    ]
    called = "factory-part"
  }
}

# Activities may hold activities, at any depth.
resource "azurerm_data_factory_pipeline" {
  service {
    kind  = "workflow"
    name  = self.name
    front = true
  }
  part_of   = self.data_factory_id
  called_by = "factory-part ${self.name}"
  use {
    from   = self.activities_json
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = self.activities_json
  }
  relies {
    on     = self.activities_json
    like   = "\\Areferencename\\z"
    called = "factory-part"
  }
}

resource "azurerm_data_factory_trigger_schedule" {
  also = ["azurerm_data_factory_trigger_tumbling_window", "azurerm_data_factory_trigger_custom_event", "azurerm_data_factory_trigger_blob_event"]
  service {
    kind   = "schedule"
    name   = self.name
    front  = true
    silent = true
  }
  part_of = self.data_factory_id
  use {
    from   = self.storage_account_id
    access = "trigger"
    need   = "hard"
    via    = "notification"
  }
  relies {
    on     = [self.pipeline_name, self.pipeline.name]
    called = "factory-part"
  }
}
