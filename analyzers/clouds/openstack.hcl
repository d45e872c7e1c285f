# What the types of the OpenStack provider mean.

cloud "openstack" {
  provider = "openstack"
  product  = "swift"
  region   = [lower(self.region), lower(provider.region)]
  tags     = self.metadata
  regional = true
}

resource "openstack_objectstorage_container_v1" {
  bucket {
    name  = self.name
    scope = "region"
    default {
      versioning  = false
      lock        = false
      soft_delete = false
    }
  }
  names = ["id", "name"]
  known = {
    id = self.name
  }
  guard {
    versioning    = [self.versioning, !blank(self.versioning_legacy.location)]
    force_destroy = self.force_destroy
  }
  # Containers are synchronised by an address, which names a cluster and no region.
  copy {
    to        = self.container_sync_to
    mechanism = "container-sync"
    enabled   = [true]
    deletes   = true
  }
}

resource "openstack_compute_instance_v2" {
  service {
    kind = "instance"
    name = self.name
  }
  use {
    from   = self.user_data
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}
