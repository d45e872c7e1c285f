# Workloads of Kubernetes as Terraform declares them. Where a cluster runs is not
# said here, so their region is not known.

cloud "kubernetes" {
  provider = "kubernetes"
  product  = "" # it keeps no objects of its own
  tags     = self.metadata.labels
}

resource "kubernetes_deployment" {
  also = [
    "kubernetes_deployment_v1", "kubernetes_stateful_set", "kubernetes_stateful_set_v1", "kubernetes_daemonset", "kubernetes_daemon_set_v1",
    "kubernetes_replication_controller", "kubernetes_replication_controller_v1",
  ]
  service {
    kind = "workload"
    name = self.metadata.name
  }
  identity = [self.spec.template.spec.service_account_name, self.spec.template.metadata.annotations]
  use {
    from = [
      self.spec.template.spec.container.env, self.spec.template.spec.container.args, self.spec.template.spec.container.command,
      self.spec.template.spec.container.env_from.config_map_ref.name, self.spec.template.spec.container.env_from.secret_ref.name,
      self.spec.template.spec.volume.config_map.name, self.spec.template.spec.volume.secret.secret_name,
    ]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = [self.spec.template.spec.init_container.env, self.spec.template.spec.init_container.args, self.spec.template.spec.init_container.command]
    access = "read"
    need   = "startup"
    via    = "env"
  }
  use {
    from = [
      self.spec.template.spec.volume.csi.volume_attributes, self.spec.template.spec.volume.persistent_volume_claim.claim_name,
    ]
    access = "readwrite"
    need   = "hard"
    via    = "mount"
  }
}

resource "kubernetes_pod" {
  also = ["kubernetes_pod_v1"]
  service {
    kind = "workload"
    name = self.metadata.name
  }
  identity = self.spec.service_account_name
  use {
    from = [
      self.spec.container.env, self.spec.container.args, self.spec.container.command, self.spec.container.env_from.config_map_ref.name,
      self.spec.container.env_from.secret_ref.name,
    ]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = [self.spec.volume.csi.volume_attributes, self.spec.volume.persistent_volume_claim.claim_name]
    access = "readwrite"
    need   = "hard"
    via    = "mount"
  }
}

resource "kubernetes_job" {
  also = ["kubernetes_job_v1"]
  service {
    kind = "job"
    name = self.metadata.name
  }
  identity = self.spec.template.spec.service_account_name
  use {
    from = [
      self.spec.template.spec.container.env, self.spec.template.spec.container.args, self.spec.template.spec.container.command,
      self.spec.template.spec.container.env_from.config_map_ref.name, self.spec.template.spec.container.env_from.secret_ref.name,
    ]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "kubernetes_cron_job" {
  also = ["kubernetes_cron_job_v1"]
  service {
    kind = "job"
    name = self.metadata.name
  }
  identity = self.spec.job_template.spec.template.spec.service_account_name
  use {
    from = [
      self.spec.job_template.spec.template.spec.container.env, self.spec.job_template.spec.template.spec.container.args,
      self.spec.job_template.spec.template.spec.container.command, self.spec.job_template.spec.template.spec.container.env_from.config_map_ref.name,
      self.spec.job_template.spec.template.spec.container.env_from.secret_ref.name,
    ]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

# Settings that workloads take as a whole.
resource "kubernetes_config_map" {
  also  = ["kubernetes_config_map_v1", "kubernetes_secret", "kubernetes_secret_v1"]
  alias = [self.data, self.binary_data]
}

resource "kubernetes_persistent_volume" {
  also  = ["kubernetes_persistent_volume_v1"]
  alias = [self.spec.persistent_volume_source.csi.volume_handle, self.spec.persistent_volume_source.csi.volume_attributes]
}

resource "kubernetes_persistent_volume_claim" {
  also  = ["kubernetes_persistent_volume_claim_v1"]
  alias = self.spec.volume_name
}

# The identity of a workload is a role of the cloud, by annotation.
resource "kubernetes_service_account" {
  also      = ["kubernetes_service_account_v1"]
  called_by = self.metadata.name
  alias     = self.metadata.annotations
}

resource "kubernetes_ingress" {
  also = ["kubernetes_ingress_v1", "kubernetes_service", "kubernetes_service_v1"]
  service {
    kind   = "load-balancer"
    name   = self.metadata.name
    front  = true
    silent = true
  }
  use {
    from   = self.metadata.annotations
    access = "logs"
    need   = "soft"
    via    = "log"
  }
}

resource "kubernetes_manifest" {
  service {
    kind   = "workload"
    name   = self.manifest.metadata.name
    front  = true
    silent = true
  }
  identity = self.manifest
  use {
    from   = self.manifest
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "kubectl_manifest" {
  cloud = "kubernetes"
  service {
    kind   = "workload"
    name   = self.name
    front  = true
    silent = true
  }
  identity = self.yaml_body
  use {
    from   = self.yaml_body
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "helm_release" {
  cloud = "kubernetes"
  service {
    kind = "workload"
    name = self.name
  }
  identity = [self.values, self.set.value]
  use {
    from   = [self.values, self.set, self.set_list.value]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "argocd_application" {
  cloud = "kubernetes"
  service {
    kind = "workload"
    name = self.metadata.name
  }
  identity = [self.spec.source.helm.values, self.spec.source.helm.parameter.value]
  use {
    from   = [self.spec.source.helm.values, self.spec.source.helm.parameter]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

resource "nomad_job" {
  cloud = "kubernetes"
  service {
    kind = "workload"
    name = self.name
  }
  use {
    from   = [self.jobspec, self.hcl2.vars]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

# Who a workload is in the cloud, where the workload itself may be deployed by other means.

resource "aws_eks_pod_identity_association" {
  service {
    kind   = "workload"
    name   = join("/", [self.namespace, self.service_account])
    front  = true
    silent = true
  }
  identity = self.role_arn
}

resource "google_service_account_iam_member" {
  when = length(regexall("svc\\.id\\.goog\\[", self.member)) > 0
  service {
    kind   = "workload"
    name   = element(element(regexall("\\[([^\\]]*)\\]", self.member), 0), 0)
    front  = true
    silent = true
  }
  identity = self.service_account_id
}

resource "azurerm_federated_identity_credential" {
  service {
    kind   = "workload"
    name   = replace(replace(self.subject, "system:serviceaccount:", ""), ":", "/")
    front  = true
    silent = true
  }
  identity = [self.parent_id, self.user_assigned_identity_id]
}
