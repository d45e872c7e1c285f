# What learns from data in buckets, or answers from it: models, languages, agents.

resource "aws_bedrock_custom_model" {
  service {
    kind = "model"
    name = self.custom_model_name
  }
  use {
    from   = [self.training_data_config.s3_uri, self.validation_data_config.validator.s3_uri]
    access = "read"
    need   = "soft"
    via    = "attribute"
  }
  use {
    from   = self.output_data_config.s3_uri
    access = "write"
    need   = "soft"
    via    = "attribute"
  }
}

# What an agent may call is described there; it is read when the agent is prepared.
resource "aws_bedrockagent_agent_action_group" {
  service {
    kind  = "agent"
    name  = self.action_group_name
    front = true
  }
  relies {
    on = self.action_group_executor.lambda
  }
  use {
    from   = self.api_schema.s3.s3_bucket_name
    access = "artifact"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

resource "aws_comprehend_document_classifier" {
  also = ["aws_comprehend_entity_recognizer", "aws_transcribe_language_model"]
  service {
    kind = "model"
    name = [self.name, self.model_name]
  }
  # Once, when it learns.
  use {
    from = [
      self.input_data_config.s3_uri, self.input_data_config.test_s3_uri, self.input_data_config.augmented_manifests.s3_uri,
      self.input_data_config.documents.s3_uri, self.input_data_config.annotations.s3_uri, self.input_data_config.entity_list.s3_uri,
      self.input_data_config.tuning_data_s3_uri,
    ]
    access = "read"
    need   = "soft"
    via    = "attribute"
  }
  use {
    from   = self.output_data_config.s3_uri
    access = "write"
    need   = "soft"
    via    = "attribute"
  }
}

# It answers from an index of its own, which is filled from there.
resource "aws_kendra_faq" {
  also = ["aws_kendra_thesaurus", "aws_kendra_query_suggestions_block_list", "aws_opensearch_package"]
  service {
    kind  = "data-source"
    name  = [self.name, self.package_name]
    front = true
  }
  use {
    from   = [self.s3_path.bucket, self.source_s3_path.bucket, self.package_source.s3_bucket_name]
    access = "read"
    need   = "soft"
    via    = "attribute"
    named  = true
  }
}

resource "aws_rekognition_stream_processor" {
  service {
    kind = "recorder"
    name = self.name
  }
  use {
    from   = self.output.s3_destination.bucket
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}

# Notebooks and what people share from them.
resource "aws_sagemaker_domain" {
  also = ["aws_sagemaker_user_profile", "aws_sagemaker_mlflow_tracking_server"]
  service {
    kind  = "notebook"
    name  = [self.domain_name, self.user_profile_name, self.tracking_server_name]
    front = true
  }
  use {
    from = [
      self.default_user_settings.sharing_settings.s3_output_path, self.user_settings.sharing_settings.s3_output_path,
      self.default_user_settings.canvas_app_settings.workspace_settings.s3_artifact_path,
      self.user_settings.canvas_app_settings.workspace_settings.s3_artifact_path, self.artifact_store_uri,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "attribute"
  }
}

resource "aws_sagemaker_notebook_instance" {
  service {
    kind  = "notebook"
    name  = self.name
    front = true
  }
  identity  = self.role_arn
  endpoints = ["url"]
  use {
    from   = self.lifecycle_config_name
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}
