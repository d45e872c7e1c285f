# What is read from a bucket when something is made, or started.

resource "aws_rds_custom_db_engine_version" {
  also = ["aws_ebs_snapshot_import", "aws_lexv2models_slot_type"]
  service {
    kind  = "release"
    name  = [self.engine_version, self.name]
    front = true
  }
  use {
    from = [
      self.database_installation_files_s3_bucket_name, self.disk_container.user_bucket.s3_bucket,
      self.external_source_setting.grammar_slot_type_setting.source.s3_bucket_name,
    ]
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

# Code that is fetched whenever it starts.
resource "aws_finspace_kx_cluster" {
  also = ["aws_m2_application"]
  service {
    kind = "cluster"
    name = self.name
  }
  use {
    from   = [self.code.s3_bucket, self.definition.s3_location]
    access = "artifact"
    need   = "startup"
    via    = "attribute"
  }
}
