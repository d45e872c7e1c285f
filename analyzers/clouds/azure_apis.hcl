# APIs, flows, balancers and alarms of Azure, and what stands behind them.

# What is sent to the gateway reaches its APIs, and they their backends.
resource "azurerm_api_management" {
  endpoints = ["gateway_url", "gateway_regional_url", "id"]
}

resource "azurerm_api_management_api" {
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  use {
    from   = self.service_url
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = self.service_url
    access = "serve"
  }
  passes {
    from = self.api_management_name
  }
}

# A policy may send requests elsewhere than the API says.
resource "azurerm_api_management_api_policy" {
  also = ["azurerm_api_management_api_operation_policy"]
  service {
    kind  = "api"
    name  = self.api_name
    front = true
  }
  part_of = self.api_name
  use {
    from   = self.xml_content
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  relies {
    on     = self.xml_content
    access = "serve"
  }
}

resource "azurerm_logic_app_workflow" {
  service {
    kind  = "workflow"
    name  = self.name
    front = true
  }
  identity  = self.identity.identity_ids
  endpoints = ["access_endpoint", "id", "name"]
  use {
    from   = [self.parameters, self.workflow_parameters]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

resource "azurerm_logic_app_action_http" {
  also = ["azurerm_logic_app_action_custom", "azurerm_logic_app_trigger_custom"]
  service {
    kind  = "workflow"
    name  = self.name
    front = true
  }
  part_of = self.logic_app_id
  use {
    from   = [self.uri, self.body, self.headers, self.queries]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  relies {
    on = [self.uri, self.body]
  }
}

resource "azurerm_logic_app_trigger_http_request" {
  alias     = self.logic_app_id
  endpoints = ["callback_url", "id"]
}

# Who is connected is told of by an address that is called for each event.
resource "azurerm_web_pubsub_hub" {
  also = ["azurerm_signalr_service"]
  service {
    kind  = "api"
    name  = self.name
    front = true
  }
  relies {
    on = [self.event_handler.url_template, self.upstream_endpoint.url_template]
  }
}

resource "azurerm_static_web_app_function_app_registration" {
  service {
    kind  = "app"
    name  = self.static_web_app_id
    front = true
  }
  part_of = self.static_web_app_id
  relies {
    on     = self.function_app_id
    access = "serve"
  }
}

# What is told when something is wrong. Nobody waits for it.
resource "azurerm_monitor_metric_alert" {
  also = [
    "azurerm_monitor_activity_log_alert", "azurerm_monitor_scheduled_query_rules_alert", "azurerm_monitor_scheduled_query_rules_alert_v2",
    "azurerm_monitor_smart_detector_alert_rule", "azurerm_consumption_budget_resource_group", "azurerm_consumption_budget_subscription",
  ]
  service {
    kind   = "alarm"
    name   = self.name
    front  = true
    silent = true
  }
  relies {
    on     = [self.action.action_group_id, self.action.action_group, self.action.action_groups, self.action_group.ids, self.notification.contact_groups]
    access = "write"
    need   = "soft"
  }
}

resource "azurerm_monitor_action_group" {
  passes {
    to = [
      self.azure_function_receiver.function_app_resource_id, self.azure_function_receiver.http_trigger_url, self.webhook_receiver.service_uri,
      self.logic_app_receiver.resource_id, self.logic_app_receiver.callback_url, self.event_hub_receiver.event_hub_name,
    ]
    later = true
  }
}

# Addresses, balancers and pools before machines.
resource "azurerm_lb" {
  passes {
    from = self.frontend_ip_configuration.public_ip_address_id
  }
}

resource "azurerm_lb_backend_address_pool" {
  passes {
    from = self.loadbalancer_id
  }
}

resource "azurerm_network_interface_backend_address_pool_association" {
  also = ["azurerm_network_interface_application_gateway_backend_address_pool_association"]
  passes {
    from = self.backend_address_pool_id
    to   = self.network_interface_id
  }
}

resource "azurerm_stream_analytics_stream_input_eventhub" {
  also = ["azurerm_stream_analytics_stream_input_eventhub_v2"]
  passes {
    from  = self.eventhub_name
    to    = [self.stream_analytics_job_name, self.stream_analytics_job_id]
    later = true
  }
}

resource "azurerm_stream_analytics_output_eventhub" {
  also = ["azurerm_stream_analytics_output_servicebus_queue", "azurerm_stream_analytics_output_servicebus_topic", "azurerm_stream_analytics_output_function"]
  service {
    kind  = "stream"
    name  = self.name
    front = true
  }
  part_of = self.stream_analytics_job_name
  relies {
    on     = [self.eventhub_name, self.queue_name, self.topic_name, self.function_app]
    access = "write"
  }
}
