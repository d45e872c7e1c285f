# What the types of the Fastly provider mean.

cloud "fastly" {
  provider = "fastly"
  product  = "" # it keeps no objects of its own
}

resource "fastly_service_vcl" {
  service {
    kind   = "distribution"
    name   = self.name
    global = true
    front  = true
  }
  use {
    from   = self.backend.address
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  use {
    from   = [self.backend.override_host, self.backend.ssl_cert_hostname, self.snippet.content, self.vcl.content]
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  # The block says whose store it is. An S3 that is not at AWS has a domain, which may say whose.
  use {
    for_each = ["logging_s3"]
    only     = blank(each.domain)
    from     = each.bucket_name
    cloud    = "aws"
    access   = "logs"
    need     = "soft"
    via      = "log"
    named    = true
  }
  use {
    for_each = ["logging_s3"]
    from     = "https://${each.domain}/${each.bucket_name}"
    access   = "logs"
    need     = "soft"
    via      = "log"
  }
  use {
    from   = self.logging_gcs.bucket_name
    cloud  = "google"
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
  use {
    from   = self.logging_blobstorage.account_name
    cloud  = "azurerm"
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
  use {
    from   = [self.logging_s3.bucket_name, self.logging_digitalocean.bucket_name, self.logging_openstack.bucket_name]
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
  relies {
    on     = self.backend.address
    access = "serve"
  }
  # A backend without a health check is well at all times. Whether a director is
  # used is written in VCL, which is a program.
  switch "director" {
    for_each = "director"
    members  = each.backends
    origins {
      each      = "backend"
      id        = "name"
      locator   = "address"
      probed    = "healthcheck"
      same_host = "override_host"
    }
    order     = 1
    automatic = true
    reads     = true
  }
}
