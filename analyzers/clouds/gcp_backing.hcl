# What services of Google Cloud lose beside their buckets when a region goes. An
# instance configuration or location such as nam3, eur3 or US spans regions.

# The standby of a regional instance is in another zone of the same region.
resource "google_sql_database_instance" {
  backing {
    kind    = "database"
    product = "cloudsql"
    name    = self.name
    scope   = any(self.settings.availability_type == "REGIONAL") ? "region" : "zone"
    copy_of = self.master_instance_name
  }
  names = ["id", "name", "connection_name", "private_ip_address", "public_ip_address", "first_ip_address", "ip_address", "dns_name", "self_link"]
}

# An account of its own exports to buckets and imports from them: nobody waits for it.
resource "google_sql_database_instance" {
  service {
    kind   = "database"
    name   = self.name
    front  = true
    silent = true
    need   = "soft"
  }
}

resource "google_sql_database" {
  also = ["google_sql_user"]
  backing {
    stands_for = self.instance
  }
  names = ["id", "name", "self_link"]
}

resource "google_spanner_instance" {
  backing {
    kind    = "database"
    product = "spanner"
    name    = self.name
    region  = length(regexall("regional-", self.config)) > 0 ? element(split("regional-", self.config), 1) : null
    scope   = length(regexall("regional-", self.config)) > 0 ? "region" : "multi-region"
  }
  names = ["id", "name"]
}

resource "google_spanner_database" {
  backing {
    stands_for = self.instance
  }
  names = ["id", "name"]
}

resource "google_firestore_database" {
  backing {
    kind    = "database"
    product = "firestore"
    name    = self.name
    region  = contains(["nam5", "nam7", "eur3"], lower(self.location_id)) ? null : lower(self.location_id)
    scope   = contains(["nam5", "nam7", "eur3"], lower(self.location_id)) ? "multi-region" : "region"
  }
  names = ["id", "name", "uid"]
}

resource "google_alloydb_cluster" {
  backing {
    kind    = "database"
    product = "alloydb"
    name    = self.cluster_id
    copy_of = self.secondary_config.primary_cluster_name
  }
  names = ["id", "name", "cluster_id"]
}

resource "google_alloydb_instance" {
  backing {
    stands_for = self.cluster
  }
  names = ["id", "name", "ip_address", "public_ip_address"]
}

resource "google_bigquery_dataset" {
  backing {
    kind    = "database"
    product = "bigquery"
    name    = self.dataset_id
    region  = contains(["us", "eu"], lower(coalesce(self.location, "us"))) ? null : lower(self.location)
    scope   = contains(["us", "eu"], lower(coalesce(self.location, "us"))) ? "multi-region" : "region"
  }
  names = ["id", "dataset_id", "self_link"]
}

resource "google_bigquery_table" {
  backing {
    stands_for = self.dataset_id
  }
  names = ["id", "table_id", "self_link"]
}

resource "google_redis_instance" {
  backing {
    kind    = "cache"
    product = "memorystore"
    name    = self.name
    scope   = any(self.tier == "STANDARD_HA") ? "region" : "zone"
  }
  names = ["id", "host", "read_endpoint", "name"]
}

resource "google_memcache_instance" {
  also = ["google_redis_cluster"]
  backing {
    kind    = "cache"
    product = "memorystore"
    name    = self.name
  }
  names = ["id", "name", "discovery_endpoint", "memcache_full_version", "discovery_endpoints"]
}

resource "google_filestore_instance" {
  backing {
    kind    = "filesystem"
    product = "filestore"
    name    = self.name
    region  = element(regexall("[a-z]+-[a-z]+[0-9]+", coalesce(self.location, self.zone, "")), 0)
    scope   = contains(["ENTERPRISE", "REGIONAL"], self.tier) ? "region" : "zone"
  }
  names = ["id", "name", "networks"]
}

# A topic is in no region: its messages stay where they are sent from, unless a
# policy says where they may.
resource "google_pubsub_topic" {
  backing {
    kind    = "topic"
    product = "pubsub"
    name    = self.name
    global  = true
    regions = self.message_storage_policy.allowed_persistence_regions
  }
  names = ["id", "name"]
}

resource "google_pubsub_subscription" {
  backing {
    stands_for = self.topic
  }
  names = ["id", "name"]
}

resource "google_cloud_tasks_queue" {
  backing {
    kind    = "queue"
    product = "cloudtasks"
    name    = self.name
  }
  names = ["id", "name"]
}

resource "google_secret_manager_secret" {
  backing {
    kind    = "secret"
    product = "secretmanager"
    name    = self.secret_id
    global  = true
    regions = self.replication.user_managed.replicas.location
  }
  names = ["id", "name", "secret_id"]
}

resource "google_secret_manager_secret_version" {
  backing {
    stands_for = self.secret
  }
  names = ["id", "name", "secret_data"]
}

# The keys of a ring are where the ring is.
resource "google_kms_key_ring" {
  backing {
    kind    = "key"
    product = "cloudkms"
    name    = self.name
    region  = contains(["global", "us", "europe", "asia"], lower(self.location)) ? null : lower(self.location)
    scope   = contains(["global", "us", "europe", "asia"], lower(self.location)) ? "multi-region" : "region"
  }
  names = ["id"]
}

resource "google_kms_crypto_key" {
  backing {
    stands_for = self.key_ring
  }
  names = ["id", "name"]
}

resource "google_artifact_registry_repository" {
  backing {
    kind    = "registry"
    product = "artifactregistry"
    name    = self.repository_id
    region  = contains(["us", "europe", "asia"], lower(self.location)) ? null : lower(self.location)
    scope   = contains(["us", "europe", "asia"], lower(self.location)) ? "multi-region" : "region"
  }
  names = ["id", "name", "repository_id", "registry_uri"]
}
