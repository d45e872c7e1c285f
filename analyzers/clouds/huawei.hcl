# Huawei Cloud OBS.
locators "huawei" {
  product = "obs"
  fields  = { region = "[a-z]{2}-[a-z]+-[0-9]" }

  locator "uri" {
    forms = ["obs://{bucket}"]
  }

  locator "obs-vhost" {
    forms = ["{bucket}.obs.{region}.myhuaweicloud.com"]
  }
}
