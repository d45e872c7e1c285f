# How services of Azure leave messages for each other: topics of Event Grid, queues
# and topics of Service Bus, hubs of Event Hubs, queues of an account.

# Who knows where a topic of Event Grid is sends there: nobody reads from it.
resource "azurerm_eventgrid_topic" {
  also      = ["azurerm_eventgrid_domain", "azurerm_eventgrid_namespace"]
  endpoints = ["id", "name", "endpoint", "primary_access_key", "secondary_access_key"]
  called_by = self.name
}

resource "azurerm_eventgrid_domain_topic" {
  endpoints = ["id", "name"]
  passes {
    from  = self.domain_name
    later = true
  }
}

# What happens in an account reaches those who asked to be told.
resource "azurerm_eventgrid_system_topic" {
  alias = [self.source_arm_resource_id, self.source_resource_id]
}

resource "azurerm_eventgrid_event_subscription" {
  also = ["azurerm_eventgrid_system_topic_event_subscription"]
  grant {
    to = [
      self.azure_function_endpoint.function_id, self.webhook_endpoint.url, self.storage_queue_endpoint.queue_name,
      self.service_bus_queue_endpoint_id, self.service_bus_topic_endpoint_id, self.eventhub_endpoint_id,
    ]
    bucket   = [self.scope, self.system_topic]
    access   = "trigger"
    via      = "notification"
    referred = true
  }
  service {
    kind   = "subscription"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from   = self.storage_blob_dead_letter_destination.storage_account_id
    access = "write"
    need   = "soft"
    via    = "attribute"
  }
  relies {
    on = [
      self.azure_function_endpoint.function_id, self.webhook_endpoint.url, self.storage_queue_endpoint.queue_name,
      self.service_bus_queue_endpoint_id, self.service_bus_topic_endpoint_id, self.eventhub_endpoint_id,
    ]
    access = "write"
    need   = "soft"
  }
  passes {
    from = self.scope
    to = [
      self.azure_function_endpoint.function_id, self.webhook_endpoint.url, self.storage_queue_endpoint.queue_name,
      self.service_bus_queue_endpoint_id, self.service_bus_topic_endpoint_id, self.eventhub_endpoint_id,
    ]
    later = true
  }
}

resource "azurerm_servicebus_queue" {
  endpoints = ["id", "name"]
  called_by = self.name
  channel {
    under = [self.namespace_id, self.namespace_name]
  }
  passes {
    to    = self.forward_to
    later = true
  }
}

resource "azurerm_servicebus_topic" {
  endpoints = ["id", "name"]
  called_by = self.name
}

# Those who send know the topic; those who know one of its subscriptions take.
resource "azurerm_servicebus_subscription" {
  endpoints = ["id", "name"]
  called_by = self.name
  channel {
    of    = [self.topic_id, self.topic_name]
    taken = true
  }
  passes {
    from  = [self.topic_id, self.topic_name]
    later = true
  }
  passes {
    to    = self.forward_to
    later = true
  }
}

# A rule that lets whoever holds it listen, or send, and no more.
resource "azurerm_servicebus_queue_authorization_rule" {
  also      = ["azurerm_servicebus_topic_authorization_rule"]
  when      = any(self.listen) && !any(self.send, self.manage)
  endpoints = ["primary_connection_string", "secondary_connection_string", "primary_key", "secondary_key", "name"]
  channel {
    of    = [self.queue_id, self.topic_id]
    taken = true
  }
  passes {
    from  = [self.queue_id, self.topic_id]
    later = true
  }
}

resource "azurerm_servicebus_queue_authorization_rule" {
  also      = ["azurerm_servicebus_topic_authorization_rule"]
  when      = any(self.send) && !any(self.listen, self.manage)
  endpoints = ["primary_connection_string", "secondary_connection_string", "primary_key", "secondary_key", "name"]
  passes {
    to    = [self.queue_id, self.topic_id]
    later = true
  }
}

# One that lets do more than one of both tells nothing of what is done.
resource "azurerm_servicebus_queue_authorization_rule" {
  also      = ["azurerm_servicebus_topic_authorization_rule"]
  endpoints = ["primary_connection_string", "secondary_connection_string", "primary_key", "secondary_key", "name"]
}

resource "azurerm_eventhub_authorization_rule" {
  when      = any(self.listen) && !any(self.send, self.manage)
  endpoints = ["primary_connection_string", "secondary_connection_string", "primary_key", "secondary_key", "name"]
  channel {
    of    = self.eventhub_name
    taken = true
  }
  passes {
    from  = self.eventhub_name
    later = true
  }
}

resource "azurerm_eventhub_authorization_rule" {
  when      = any(self.send) && !any(self.listen, self.manage)
  endpoints = ["primary_connection_string", "secondary_connection_string", "primary_key", "secondary_key", "name"]
  passes {
    to    = self.eventhub_name
    later = true
  }
}

resource "azurerm_eventhub_authorization_rule" {
  endpoints = ["primary_connection_string", "secondary_connection_string", "primary_key", "secondary_key", "name"]
}

# What comes in is captured in an account too; it is kept for those who read it later.
resource "azurerm_eventhub" {
  endpoints = ["id", "name"]
  called_by = self.name
  service {
    kind  = "stream"
    name  = self.name
    front = true
    later = true
  }
  use {
    from   = self.capture_description.destination.storage_account_id
    access = "write"
    need   = "hard"
    via    = "attribute"
  }
  channel {
    under = [self.namespace_id, self.namespace_name]
  }
}

resource "azurerm_eventhub_consumer_group" {
  endpoints = ["id", "name"]
  channel {
    of    = self.eventhub_name
    taken = true
  }
  passes {
    from  = self.eventhub_name
    later = true
  }
}

resource "azurerm_storage_queue" {
  endpoints = ["id", "name", "resource_manager_id", "url"]
  called_by = self.name
  channel {
    under = [self.storage_account_id, self.storage_account_name]
  }
}
