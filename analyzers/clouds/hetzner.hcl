# Hetzner Object Storage.
locators "hetzner" {
  product = "s3"
  fields  = { region = "fsn1|nbg1|hel1" }

  locator "hetzner-vhost" {
    forms = ["{bucket}.{region}.your-objectstorage.com"]
  }

  locator "hetzner-path" {
    forms = ["{region}.your-objectstorage.com/{bucket}"]
  }

  locator "endpoint-only" {
    forms = ["{region}.your-objectstorage.com"]
  }
}
