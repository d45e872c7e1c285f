# Azure storage accounts and the containers in them. The account's resource
# tells where it lives; no string does.
locators "azure" {
  product  = "blob"
  identity = ["account", "container"]
  named    = "account"

  fields = {
    account   = "[a-z0-9]{3,24}"
    container = "[a-z0-9][a-z0-9-]{2,62}|[$](root|web|logs)"
  }

  locator "azure-blob" {
    forms = ["{account}.(blob|dfs).core.(windows.net|usgovcloudapi.net|chinacloudapi.cn)[/{container}]"]
  }

  locator "azure-privatelink" {
    forms = ["{account}.privatelink.(blob|dfs).core.(windows.net|usgovcloudapi.net|chinacloudapi.cn)[/{container}]"]
  }

  # The copy that the provider keeps in the paired region.
  locator "azure-secondary" {
    forms = ["{account}-secondary.(blob|dfs).core.(windows.net|usgovcloudapi.net|chinacloudapi.cn)[/{container}]"]
  }

  # The zone of a host names no region.

  locator "azure-web" {
    forms  = ["{account}[-secondary].z{zone}.web.core.(windows.net|usgovcloudapi.net|chinacloudapi.cn)"]
    fields = { zone = "[0-9]{1,2}" }
    set    = { container = "$web" }
  }

  locator "azure-dnszone" {
    forms  = ["{account}.z{zone}.(blob|dfs).storage.azure.net[/{container}]"]
    fields = { zone = "[0-9]{1,2}" }
  }

  locator "uri" {
    forms = ["(wasb|wasbs|abfs|abfss)://{container}@{account}.(blob|dfs).core.(windows.net|usgovcloudapi.net|chinacloudapi.cn)"]
  }

  locator "azure-resource-id" {
    forms  = ["/subscriptions/{id}/(resourceGroups|resourcegroups)/{group}/providers/Microsoft.Storage/storageAccounts/{account}[/blobServices/default/containers/{container}]"]
    fields = { group = ".+" }
  }

  locator "azure-connection-string" {
    forms = ["AccountName={account}"]
  }
}
