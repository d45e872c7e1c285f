# Agents that answer with a model, and the steps that they take.

resource "aws_bedrockagentcore_agent_runtime" {
  service {
    kind = "agent"
    name = self.agent_runtime_name
  }
  identity  = self.role_arn
  endpoints = ["agent_runtime_arn", "agent_runtime_id"]
  use {
    from   = self.environment_variables
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = self.agent_runtime_artifact.code_configuration.code.s3.bucket
    access = "artifact"
    need   = "startup"
    via    = "attribute"
    named  = true
  }
}

resource "aws_bedrockagent_flow" {
  service {
    kind = "workflow"
    name = self.name
  }
  identity = self.execution_role_arn
  relies {
    on = self.definition.node.configuration.lambda_function.lambda_arn
  }
  use {
    from   = self.definition.node.configuration.retrieval.service_configuration.s3.bucket_name
    access = "read"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
  use {
    from   = self.definition.node.configuration.storage.service_configuration.s3.bucket_name
    access = "write"
    need   = "hard"
    via    = "attribute"
    named  = true
  }
}
