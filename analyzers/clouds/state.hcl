# Where Terraform keeps its state: buckets too, judged by that purpose.

backend "s3" {
  cloud = "aws"
  bucket {
    name    = self.bucket
    region  = self.region
    endpoint = [self.endpoints.s3, self.endpoint]
    scope   = "region"
    purpose = "state"
  }
}

backend "gcs" {
  cloud = "google"
  bucket {
    name    = self.bucket
    elsewhere = true
    purpose = "state"
  }
}

backend "azurerm" {
  cloud = "azurerm"
  bucket {
    name    = self.storage_account_name
    elsewhere = true
    purpose = "state"
  }
}

data "template_file" {
  cloud = "aws"
  alias = [self.vars, self.template]
  calls = {
    rendered = ["templatestring", "template", "vars"]
  }
}

# What a machine runs at its first start, put together of parts.
data "cloudinit_config" {
  also  = ["template_cloudinit_config"]
  cloud = "aws"
  alias = self.part.content
}

data "local_file" {
  cloud = "aws"
  calls = {
    content        = ["file", "filename"]
    content_base64 = ["filebase64", "filename"]
  }
}

data "terraform_remote_state" {
  cloud = "aws"
  when  = self.backend == "s3"
  bucket {
    name    = self.config.bucket
    region  = self.config.region
    endpoint = [self.config.endpoints.s3, self.config.endpoint]
    scope   = "region"
    purpose = "state"
    via     = "remote_state"
  }
}

data "terraform_remote_state" {
  cloud = "google"
  when  = self.backend == "gcs"
  bucket {
    name    = self.config.bucket
    elsewhere = true
    purpose = "state"
    via     = "remote_state"
  }
}

data "terraform_remote_state" {
  cloud = "azurerm"
  when  = self.backend == "azurerm"
  bucket {
    name    = self.config.storage_account_name
    elsewhere = true
    purpose = "state"
    via     = "remote_state"
  }
}
