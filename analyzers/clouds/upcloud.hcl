# What the types of the UpCloud provider mean.

cloud "upcloud" {
  provider = "upcloud"
  product  = "objectstorage"
  region   = [lower(self.region), lower(self.zone)]
  tags     = self.labels
  regional = true
}

# The service is hosted in a region, and its buckets with it.
resource "upcloud_managed_object_storage" {
  bucket {
    name  = self.name
    scope = "region"
  }
  names = ["id", "name", "endpoint"]
}

# Versioning is set through the S3 interface, where nothing here sees it.
resource "upcloud_managed_object_storage_bucket" {
  bucket {
    name   = self.name
    parent = self.service_uuid
    default {
      force_destroy = true # buckets are deleted even when they contain objects
    }
  }
  names = ["id", "name"]
}

resource "upcloud_server" {
  service {
    kind = "instance"
    name = self.hostname
  }
  use {
    from   = self.user_data
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

# No host tells a region; the service's own resource does.
locators "upcloud" {
  product = "objectstorage"

  locator "upcloud-path" {
    forms = ["{service}.upcloudobjects.com/{bucket}"]
  }
}
