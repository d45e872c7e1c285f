# What works on data in accounts of Azure, or sends logs and captures there.

resource "azurerm_synapse_workspace" {
  also = [
    "azurerm_databricks_workspace", "azurerm_machine_learning_workspace", "azurerm_hdinsight_hadoop_cluster", "azurerm_hdinsight_spark_cluster",
    "azurerm_hdinsight_kafka_cluster", "azurerm_hdinsight_hbase_cluster", "azurerm_hdinsight_interactive_query_cluster",
  ]
  service {
    kind = "cluster"
    name = self.name
  }
  identity = self.identity.identity_ids
  use {
    from = [
      self.storage_data_lake_gen2_filesystem_id, self.custom_parameters.storage_account_name, self.storage_account_id,
      self.storage_account.storage_container_id, self.storage_account_gen2.filesystem_id,
      self.storage_account_gen2.storage_resource_id,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

resource "azurerm_stream_analytics_stream_input_blob" {
  also = ["azurerm_stream_analytics_reference_input_blob"]
  service {
    kind = "stream"
    name = self.name
  }
  part_of = self.stream_analytics_job_name
  use {
    from   = self.storage_account_name
    access = "read"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.storage_account_key
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

resource "azurerm_stream_analytics_output_blob" {
  also = ["azurerm_stream_analytics_output_table"]
  service {
    kind = "stream"
    name = self.name
  }
  part_of = self.stream_analytics_job_name
  use {
    from   = self.storage_account_name
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.storage_account_key
    access = "write"
    need   = "hard"
    via    = "attribute"
  }
}

resource "azurerm_iothub" {
  service {
    kind = "stream"
    name = self.name
  }
  use {
    from   = [self.endpoint.connection_string, self.file_upload.connection_string]
    access = "write"
    need   = "hard"
    via    = "attribute"
  }
}

resource "azurerm_kusto_eventgrid_data_connection" {
  also = ["azurerm_batch_account", "azurerm_batch_pool", "azurerm_media_services_account", "azurerm_search_shared_private_link_service"]
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  use {
    from = [
      self.storage_account_id, self.mount.azure_blob_file_system.account_name, self.start_task.resource_file.storage_container_url,
      self.storage_account.id, self.target_resource_id,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

resource "azurerm_monitor_diagnostic_setting" {
  also = [
    "azurerm_network_watcher_flow_log", "azurerm_mssql_server_extended_auditing_policy", "azurerm_mssql_database_extended_auditing_policy",
    "azurerm_mssql_server_security_alert_policy", "azurerm_mssql_server_vulnerability_assessment", "azurerm_log_analytics_data_export_rule",
    "azurerm_monitor_log_profile", "azurerm_cost_management_export",
    "azurerm_subscription_cost_management_export", "azurerm_log_analytics_storage_insights", "azurerm_resource_group_cost_management_export",
    "azurerm_monitor_aad_diagnostic_setting", "azurerm_mssql_server_microsoft_support_auditing_policy", "azurerm_mssql_managed_instance_security_alert_policy",
    "azurerm_mssql_managed_instance_vulnerability_assessment", "azurerm_synapse_workspace_extended_auditing_policy", "azurerm_synapse_sql_pool_extended_auditing_policy",
    "azurerm_synapse_workspace_security_alert_policy", "azurerm_synapse_workspace_vulnerability_assessment", "azurerm_synapse_sql_pool_security_alert_policy",
    "azurerm_synapse_sql_pool_vulnerability_assessment", "azurerm_network_packet_capture", "azurerm_virtual_machine_packet_capture",
    "azurerm_virtual_machine_scale_set_packet_capture", "azurerm_nginx_deployment", "azurerm_monitor_data_collection_rule", "azurerm_service_fabric_cluster",
    "azurerm_iothub_device_update_instance",
  ]
  service {
    kind   = "log-delivery"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from = [
      self.storage_account_id, self.storage_endpoint, self.destination_resource_id, self.storage_container_path,
      self.export_data_storage_location.container_id, self.blob_storage_endpoint, self.storage_location.storage_account_id, self.logging_storage_account.name,
      self.destinations.storage_blob.storage_account_id, self.destinations.storage_blob_direct.storage_account_id, self.diagnostics_config.storage_account_name,
      self.diagnostic_storage_account.id,
    ]
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}
