# What services of AWS lose beside their buckets when a region goes: databases,
# caches and file systems. A read replica in another region is a copy of the data
# and serves no writes; a member of a global table serves all.

resource "aws_dynamodb_table" {
  backing {
    kind    = "table"
    product = "dynamodb"
    name    = self.name
    regions = self.replica.region_name
    read    = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PartiQLSelect", "dynamodb:GetRecords"]
    write   = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate"]
  }
  names = ["id", "arn", "name", "stream_arn"]
}

resource "aws_dynamodb_table_replica" {
  backing {
    serves_for = self.global_table_arn
    stands_for = self.global_table_arn
  }
  names = ["id", "arn"]
}

# The standby of a database in several zones is in the same region.
resource "aws_db_instance" {
  backing {
    kind    = "database"
    product = "rds"
    name    = self.identifier
    scope   = any(self.multi_az) ? "region" : "zone"
    copy_of = self.replicate_source_db
    read    = ["rds-db:connect"]
    write   = ["rds-db:connect"]
  }
  names = ["id", "arn", "address", "endpoint", "identifier", "resource_id"]
}

# The storage of an Aurora cluster spans the zones of its region.
resource "aws_rds_cluster" {
  backing {
    kind    = "database"
    product = "rds"
    name    = self.cluster_identifier
    copy_of = [self.global_cluster_identifier, self.replication_source_identifier]
    read    = ["rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement", "rds-db:connect"]
    write   = ["rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement", "rds-db:connect"]
  }
  names = ["id", "arn", "endpoint", "reader_endpoint", "cluster_identifier", "cluster_resource_id"]
}

resource "aws_rds_cluster_instance" {
  also = ["aws_rds_cluster_endpoint"]
  backing {
    stands_for = self.cluster_identifier
  }
  names = ["id", "arn", "endpoint", "identifier"]
}

resource "aws_rds_global_cluster" {
  backing {
    copy_of = self.source_db_cluster_identifier
  }
}

resource "aws_elasticache_replication_group" {
  backing {
    kind    = "cache"
    product = "elasticache"
    name    = self.replication_group_id
    scope   = any(self.multi_az_enabled) ? "region" : "zone"
    copy_of = self.global_replication_group_id
  }
  names = ["id", "arn", "primary_endpoint_address", "reader_endpoint_address", "configuration_endpoint_address", "replication_group_id"]
}

resource "aws_elasticache_global_replication_group" {
  backing {
    copy_of = self.primary_replication_group_id
  }
}

resource "aws_elasticache_cluster" {
  when = blank(self.replication_group_id)
  backing {
    kind    = "cache"
    product = "elasticache"
    name    = self.cluster_id
    scope   = any(self.az_mode == "cross-az") ? "region" : "zone"
  }
  names = ["id", "arn", "cluster_address", "configuration_endpoint", "cache_nodes"]
}

# A One Zone file system names its zone.
resource "aws_efs_file_system" {
  backing {
    kind    = "filesystem"
    product = "efs"
    name    = self.creation_token
    scope   = blank(self.availability_zone_name) ? "region" : "zone"
    read    = ["elasticfilesystem:ClientMount"]
    write   = ["elasticfilesystem:ClientWrite"]
  }
  names = ["id", "arn", "dns_name"]
}

resource "aws_efs_access_point" {
  also = ["aws_efs_mount_target"]
  backing {
    stands_for = self.file_system_id
  }
  names = ["id", "arn", "file_system_arn", "dns_name"]
}
