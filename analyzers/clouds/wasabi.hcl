# Wasabi is reached through the AWS provider, by its endpoint; vendors.hcl has its hosts.

cloud "wasabi" {
  provider = "wasabi"
  product  = "s3"
  regional = true
}

# Wasabi. Its region codes look like those of AWS and name other places.
locators "wasabi" {
  product = "s3"
  fields  = { region = "[a-z]{2}-[a-z]+-[0-9]" }

  locator "wasabi-vhost" {
    forms = ["{bucket}.s3.{region}.wasabisys.com"]
  }

  locator "wasabi-path" {
    forms = ["s3.{region}.wasabisys.com/{bucket}"]
  }

  # The host without a region is that of the first one.

  locator "wasabi-vhost" {
    forms = ["{bucket}.s3.wasabisys.com"]
    set   = { region = "us-east-1" }
  }

  locator "wasabi-path" {
    forms = ["s3.wasabisys.com/{bucket}"]
    set   = { region = "us-east-1" }
  }

  locator "endpoint-only" {
    forms = ["s3.{region}.wasabisys.com"]
  }
}
