# What the types of the Linode provider mean.

cloud "linode" {
  provider = "linode"
  product  = "objects"
  region   = lower(self.region)
  regional = true
}

resource "linode_object_storage_bucket" {
  bucket {
    name = self.label
    # A cluster is called by its region and a number; the argument is deprecated.
    region = [lower(self.region), regexall("^([a-z]+-[a-z]+)-[0-9]+$", self.cluster)[0][0]]
    scope  = "region"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "label", "hostname"]
  guard {
    versioning = self.versioning
  }
  lifecycle {
    for_each = "lifecycle_rule"
    enabled  = each.enabled
    whole    = blank(each.prefix)
    expire   = each.expiration.days
  }
}

resource "linode_instance" {
  service {
    kind = "instance"
    name = self.label
  }
  use {
    from   = [self.metadata.user_data, self.stackscript_data]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

# Linode Object Storage.
locators "linode" {
  product = "objects"
  fields  = { region = "[a-z]{2}-[a-z]+-[0-9]{1,2}" }
  home    = "(.*)-[0-9]{1,2}" # hosts name a cluster of the region

  locator "linode-vhost" {
    forms = ["{bucket}.{region}.linodeobjects.com"]
  }

  locator "linode-path" {
    forms = ["{region}.linodeobjects.com/{bucket}"]
  }

  locator "linode-website" {
    forms = ["{bucket}.website-{region}.linodeobjects.com"]
  }

  locator "endpoint-only" {
    forms = ["{region}.linodeobjects.com"]
  }
}
