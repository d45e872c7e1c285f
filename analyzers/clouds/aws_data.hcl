# What works on data in buckets: warehouses, catalogs, clusters, models, streams.

resource "aws_glue_catalog_table" {
  also = ["aws_glue_catalog_database", "aws_glue_partition"]
  service {
    kind   = "table"
    name   = [self.name, self.table_name]
    front  = true
    silent = true
  }
  use {
    from   = [self.storage_descriptor.location, self.storage_descriptor.additional_locations, self.location_uri, self.parameters]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

resource "aws_athena_named_query" {
  also = ["aws_athena_prepared_statement"]
  service {
    kind   = "query"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from   = [self.query, self.query_statement]
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

resource "aws_athena_database" {
  service {
    kind   = "query"
    name   = self.name
    front  = true
    silent = true
  }
  use {
    from   = self.bucket
    access = "write"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

resource "aws_emr_cluster" {
  service {
    kind = "cluster"
    name = self.name
  }
  identity = self.ec2_attributes.instance_profile
  use {
    from   = self.bootstrap_action
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
  use {
    from   = [self.step.hadoop_jar_step, self.configurations_json, self.configurations]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = self.log_uri
    access = "logs"
    need   = "soft"
    via    = "log"
  }
}

# A model is fetched when an instance of it starts.
resource "aws_sagemaker_model" {
  service {
    kind = "model"
    name = self.name
  }
  identity = self.execution_role_arn
  use {
    from = [
      self.primary_container.model_data_url, self.container.model_data_url, self.primary_container.model_data_source.s3_data_source.s3_uri,
      self.container.model_data_source.s3_data_source.s3_uri,
      self.primary_container.additional_model_data_source.s3_data_source.s3_uri, self.container.additional_model_data_source.s3_data_source.s3_uri,
      self.primary_container.environment, self.container.environment,
    ]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}

resource "aws_sagemaker_endpoint_configuration" {
  service {
    kind  = "model"
    name  = self.name
    front = true
  }
  relies {
    on = self.production_variants.model_name
  }
  use {
    from   = self.async_inference_config.output_config.s3_output_path
    access = "write"
    need   = "hard"
    via    = "attribute"
  }
  use {
    from   = [self.data_capture_config.destination_s3_uri, self.async_inference_config.output_config.s3_failure_path]
    access = "write"
    need   = "soft"
    via    = "attribute"
  }
}

resource "aws_sagemaker_feature_group" {
  service {
    kind = "table"
    name = self.feature_group_name
  }
  identity = self.role_arn
  use {
    from   = self.offline_store_config.s3_storage_config.s3_uri
    access = "write"
    need   = "hard"
    via    = "attribute"
  }
}

resource "aws_redshift_cluster" {
  service {
    kind = "warehouse"
    name = self.cluster_identifier
  }
  identity  = self.iam_roles
  endpoints = ["endpoint", "dns_name"]
  use {
    from   = self.logging.bucket_name
    access = "logs"
    need   = "soft"
    via    = "log"
    named  = true
  }
}

# The one time that a database is filled.
resource "aws_rds_cluster" {
  also = ["aws_db_instance", "aws_dynamodb_table"]
  service {
    kind  = "database"
    name  = [self.cluster_identifier, self.identifier, self.name]
    front = true
  }
  identity = [self.iam_roles, self.option_group_name]
  use {
    from   = [self.s3_import.bucket_name, self.import_table.s3_bucket_source.bucket]
    access = "read"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

resource "aws_dms_s3_endpoint" {
  when = self.endpoint_type == "source"
  service {
    kind = "replication"
    name = self.endpoint_id
  }
  use {
    from   = self.bucket_name
    access = "read"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

resource "aws_dms_s3_endpoint" {
  service {
    kind = "replication"
    name = self.endpoint_id
  }
  use {
    from   = self.bucket_name
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

resource "aws_dms_endpoint" {
  when = self.endpoint_type == "source"
  service {
    kind  = "replication"
    name  = self.endpoint_id
    front = true
  }
  use {
    from   = self.s3_settings.bucket_name
    access = "read"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

resource "aws_dms_endpoint" {
  service {
    kind  = "replication"
    name  = self.endpoint_id
    front = true
  }
  use {
    from   = [self.s3_settings.bucket_name, self.redshift_settings.bucket_name]
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

resource "aws_mwaa_environment" {
  service {
    kind = "workflow"
    name = self.name
  }
  identity  = self.execution_role_arn
  endpoints = ["webserver_url"]
  use {
    from   = self.source_bucket_arn
    access = "read"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.airflow_configuration_options
    access = "readwrite"
    need   = "hard"
    via    = "env"
  }
}

# What a database may load from a bucket, or write to one, it may by such a role.
resource "aws_rds_cluster_role_association" {
  also = ["aws_db_instance_role_association"]
  service {
    kind  = "database"
    name  = [self.db_cluster_identifier, self.db_instance_identifier]
    front = true
  }
  part_of  = [self.db_cluster_identifier, self.db_instance_identifier]
  identity = self.role_arn
}

resource "aws_db_option_group" {
  alias = self.option.option_settings.value
}

resource "aws_redshift_cluster_iam_roles" {
  service {
    kind  = "warehouse"
    name  = self.cluster_identifier
    front = true
  }
  part_of  = self.cluster_identifier
  identity = [self.iam_role_arns, self.default_iam_role_arn]
}

resource "aws_dms_replication_task" {
  also = ["aws_dms_replication_config"]
  service {
    kind  = "replication"
    name  = [self.replication_task_id, self.replication_config_identifier]
    front = true
  }
  relies {
    on = [self.source_endpoint_arn, self.target_endpoint_arn]
  }
}

# Where the tables of a lake stand.
resource "aws_lakeformation_resource" {
  service {
    kind   = "table"
    name   = self.arn
    front  = true
    silent = true
  }
  use {
    from   = self.arn
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

# Figures that people look at, from what is asked there.
resource "aws_quicksight_data_set" {
  service {
    kind  = "data-source"
    name  = self.name
    front = true
  }
  relies {
    on = [
      self.physical_table_map.relational_table.data_source_arn, self.physical_table_map.custom_sql.data_source_arn, self.physical_table_map.s3_source.data_source_arn,
    ]
  }
}
