# What the types of the Kubernetes and Helm providers mean. A workload has no region
# of its own: it runs where its cluster does, and which one that is the provider's
# configuration seldom tells.

cloud "kubernetes" {
  provider = "kubernetes"
  product  = "" # it keeps no objects of its own
  tags     = self.metadata.labels
}

# A workload is called by its own name, and by the labels of its pods that services
# most often select by.
resource "kubernetes_deployment" {
  also = [
    "kubernetes_deployment_v1", "kubernetes_stateful_set", "kubernetes_stateful_set_v1", "kubernetes_daemonset", "kubernetes_daemon_set_v1",
    "kubernetes_job", "kubernetes_job_v1", "kubernetes_cron_job", "kubernetes_cron_job_v1", "kubernetes_pod", "kubernetes_pod_v1",
    "kubernetes_replication_controller", "kubernetes_replication_controller_v1",
  ]
  service {
    kind = "workload"
    name = ["${coalesce(self.metadata.namespace, "default")}/${self.metadata.name}", self.metadata.name, self.metadata.generate_name]
  }
  called_by = [
    "workload ${coalesce(self.metadata.namespace, "default")} ${self.metadata.name}",
    "pods ${coalesce(self.metadata.namespace, "default")} app=${self.spec.template.metadata.labels.app}",
    "pods ${coalesce(self.metadata.namespace, "default")} name=${self.spec.template.metadata.labels["app.kubernetes.io/name"]}",
  ]
  roles_in = [
    self.spec.template.spec.service_account_name, self.spec.service_account_name, self.spec.job_template.spec.template.spec.service_account_name,
  ]
  identity = [
    "service-account ${coalesce(self.metadata.namespace, "default")} ${self.spec.template.spec.service_account_name}",
    "service-account ${coalesce(self.metadata.namespace, "default")} ${self.spec.service_account_name}",
    "service-account ${coalesce(self.metadata.namespace, "default")} ${self.spec.job_template.spec.template.spec.service_account_name}",
  ]
  use {
    for_each = [
      "spec.template.spec.container",
      "spec.container",
      "spec.job_template.spec.template.spec.container",
    ]
    from   = [each.env, each.command, each.args]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  # A pod whose init containers fail does not start.
  use {
    for_each = [
      "spec.template.spec.init_container",
      "spec.init_container",
      "spec.job_template.spec.template.spec.init_container",
    ]
    from   = [each.env, each.command, each.args]
    access = "read"
    need   = "startup"
    via    = "env"
  }

  # Settings that stand in a ConfigMap or a Secret: all of them, or the one of a key.
  use {
    for_each = [
      "spec.template.spec.container.env_from.config_map_ref",
      "spec.container.env_from.config_map_ref",
      "spec.job_template.spec.template.spec.container.env_from.config_map_ref",
    ]
    with   = [each.name, "config-map ${coalesce(self.metadata.namespace, "default")} ${each.name}"]
    from   = [with.data, with.manifest.data]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    for_each = [
      "spec.template.spec.container.env_from.secret_ref",
      "spec.container.env_from.secret_ref",
      "spec.job_template.spec.template.spec.container.env_from.secret_ref",
    ]
    with   = [each.name, "secret ${coalesce(self.metadata.namespace, "default")} ${each.name}"]
    from   = [with.data, with.manifest.data, with.manifest.stringData]
    secret = true
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    for_each = [
      "spec.template.spec.container.env.value_from.config_map_key_ref",
      "spec.container.env.value_from.config_map_key_ref",
      "spec.job_template.spec.template.spec.container.env.value_from.config_map_key_ref",
    ]
    with   = [each.name, "config-map ${coalesce(self.metadata.namespace, "default")} ${each.name}"]
    from   = [with.data, with.manifest.data]
    key    = each.key
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    for_each = [
      "spec.template.spec.container.env.value_from.secret_key_ref",
      "spec.container.env.value_from.secret_key_ref",
      "spec.job_template.spec.template.spec.container.env.value_from.secret_key_ref",
    ]
    with   = [each.name, "secret ${coalesce(self.metadata.namespace, "default")} ${each.name}"]
    from   = [with.data, with.manifest.data, with.manifest.stringData]
    key    = each.key
    secret = true
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    for_each = [
      "spec.template.spec.volume.config_map",
      "spec.volume.config_map",
      "spec.job_template.spec.template.spec.volume.config_map",
      "spec.template.spec.volume.projected.sources.config_map",
      "spec.volume.projected.sources.config_map",
      "spec.job_template.spec.template.spec.volume.projected.sources.config_map",
    ]
    with   = [each.name, "config-map ${coalesce(self.metadata.namespace, "default")} ${each.name}"]
    from   = [with.data, with.manifest.data]
    access = "read"
    need   = "hard"
    via    = "mount"
  }
  use {
    for_each = [
      "spec.template.spec.volume.secret",
      "spec.volume.secret",
      "spec.job_template.spec.template.spec.volume.secret",
    ]
    with   = [each.secret_name, "secret ${coalesce(self.metadata.namespace, "default")} ${each.secret_name}"]
    from   = [with.data, with.manifest.data, with.manifest.stringData]
    secret = true
    access = "read"
    need   = "hard"
    via    = "mount"
  }

  # A bucket mounted as a file system, by itself or through a claim.
  use {
    for_each = [
      "spec.template.spec.volume.csi",
      "spec.volume.csi",
      "spec.job_template.spec.template.spec.volume.csi",
    ]
    from   = each.volume_attributes
    access = "readwrite"
    need   = "hard"
    via    = "mount"
  }
  use {
    for_each = [
      "spec.template.spec.volume.persistent_volume_claim",
      "spec.volume.persistent_volume_claim",
      "spec.job_template.spec.template.spec.volume.persistent_volume_claim",
    ]
    with   = [each.claim_name, "claim ${coalesce(self.metadata.namespace, "default")} ${each.claim_name}"]
    from   = [with.spec.volume_name, "volume ${with.spec.volume_name}"]
    access = "readwrite"
    need   = "hard"
    via    = "mount"
  }
}

# A service, and what scales a workload, are parts of it.
resource "kubernetes_service" {
  also = ["kubernetes_service_v1"]
  service {
    kind  = "workload"
    name  = ["${coalesce(self.metadata.namespace, "default")}/${self.metadata.name}", self.metadata.name]
    front = true
  }
  called_by = "service ${coalesce(self.metadata.namespace, "default")} ${self.metadata.name}"
  use {
    from   = self.metadata.annotations
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  # A name within the cluster for something outside of it.
  use {
    from   = self.spec.external_name
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
  part_of = [
    self.spec.selector,
    "pods ${coalesce(self.metadata.namespace, "default")} app=${self.spec.selector.app}",
    "pods ${coalesce(self.metadata.namespace, "default")} name=${self.spec.selector["app.kubernetes.io/name"]}",
  ]
}

resource "kubernetes_horizontal_pod_autoscaler" {
  also = ["kubernetes_horizontal_pod_autoscaler_v1", "kubernetes_horizontal_pod_autoscaler_v2"]
  service {
    kind  = "workload"
    name  = self.metadata.name
    front = true
  }
  part_of = [
    self.spec.scale_target_ref.name, "workload ${coalesce(self.metadata.namespace, "default")} ${self.spec.scale_target_ref.name}",
  ]
}

# The way in: it serves what the services behind its paths serve.
resource "kubernetes_ingress_v1" {
  also = ["kubernetes_ingress"]
  service {
    kind  = "load-balancer"
    name  = ["${coalesce(self.metadata.namespace, "default")}/${self.metadata.name}", self.metadata.name]
    front = true
  }
  # Annotations set up the load balancer behind it, its log too.
  use {
    from   = self.metadata.annotations
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  relies {
    for_each = ["spec.rule.http.path.backend.service", "spec.default_backend.service"]
    on       = [each.name, "service ${coalesce(self.metadata.namespace, "default")} ${each.name}"]
    access   = "serve"
  }
  relies {
    for_each = ["spec.rule.http.path.backend", "spec.backend"] # before version 1 of the API
    on       = [each.service_name, "service ${coalesce(self.metadata.namespace, "default")} ${each.service_name}"]
    access   = "serve"
  }
}

# Settings by name. Whoever reads them relies on what they hold.
resource "kubernetes_config_map" {
  also      = ["kubernetes_config_map_v1", "kubernetes_config_map_v1_data"]
  called_by = "config-map ${coalesce(self.metadata.namespace, "default")} ${self.metadata.name}"
}

resource "kubernetes_secret" {
  also      = ["kubernetes_secret_v1", "kubernetes_secret_v1_data"]
  called_by = "secret ${coalesce(self.metadata.namespace, "default")} ${self.metadata.name}"
}

resource "kubernetes_persistent_volume" {
  also      = ["kubernetes_persistent_volume_v1"]
  called_by = "volume ${self.metadata.name}"
  alias = [
    self.spec.persistent_volume_source.csi.volume_handle, self.spec.persistent_volume_source.csi.volume_attributes.bucketName,
    self.spec.persistent_volume_source.csi.volume_attributes.containerName, self.spec.persistent_volume_source.csi.volume_attributes.storageAccount,
  ]
}

resource "kubernetes_persistent_volume_claim" {
  also      = ["kubernetes_persistent_volume_claim_v1"]
  called_by = "claim ${coalesce(self.metadata.namespace, "default")} ${self.metadata.name}"
}

# Manifests. What kind of thing one is stands in it.
resource "kubernetes_manifest" {
  when      = contains(["ConfigMap"], self.manifest.kind)
  called_by = "config-map ${coalesce(self.manifest.metadata.namespace, "default")} ${self.manifest.metadata.name}"
}

resource "kubernetes_manifest" {
  when      = contains(["Secret"], self.manifest.kind)
  called_by = "secret ${coalesce(self.manifest.metadata.namespace, "default")} ${self.manifest.metadata.name}"
}

resource "kubernetes_manifest" {
  when      = contains(["ServiceAccount"], self.manifest.kind)
  called_by = "service-account ${coalesce(self.manifest.metadata.namespace, "default")} ${self.manifest.metadata.name}"
  alias = [
    self.manifest.metadata.annotations["eks.amazonaws.com/role-arn"], self.manifest.metadata.annotations["iam.gke.io/gcp-service-account"],
    self.manifest.metadata.annotations["azure.workload.identity/client-id"],
  ]
}

resource "kubernetes_manifest" {
  service {
    kind  = "workload"
    name  = ["${coalesce(self.manifest.metadata.namespace, "default")}/${self.manifest.metadata.name}", self.manifest.metadata.name]
    front = true
  }
  identity = [
    "service-account ${coalesce(self.manifest.metadata.namespace, "default")} ${self.manifest.spec.template.spec.serviceAccountName}",
    "service-account ${coalesce(self.manifest.metadata.namespace, "default")} ${self.manifest.spec.jobTemplate.spec.template.spec.serviceAccountName}",
  ]
  roles_in = self.manifest
  use {
    from   = self.manifest
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

cloud "kubectl" {
  provider = "kubernetes"
  product  = ""
}

resource "kubectl_manifest" {
  when      = contains(["ServiceAccount"], self.yaml_body.kind)
  called_by = "service-account ${coalesce(self.yaml_body.metadata.namespace, "default")} ${self.yaml_body.metadata.name}"
  alias = [
    self.yaml_body.metadata.annotations["eks.amazonaws.com/role-arn"], self.yaml_body.metadata.annotations["iam.gke.io/gcp-service-account"],
    self.yaml_body.metadata.annotations["azure.workload.identity/client-id"],
  ]
}

resource "kubectl_manifest" {
  service {
    kind  = "workload"
    name  = ["${coalesce(self.override_namespace, self.yaml_body.metadata.namespace, "default")}/${self.yaml_body.metadata.name}", self.yaml_body.metadata.name]
    front = true
  }
  identity = [
    "service-account ${coalesce(self.yaml_body.metadata.namespace, "default")} ${self.yaml_body.spec.template.spec.serviceAccountName}",
  ]
  roles_in = self.yaml_body
  use {
    from   = [self.yaml_body, self.sensitive_fields]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

# A release of a chart is what its values tell it to be; the chart is not read.
cloud "helm" {
  provider = "kubernetes"
  product  = ""
}

resource "helm_release" {
  service {
    kind = "release"
    name = ["${coalesce(self.namespace, "default")}/${self.name}", self.name]
  }
  identity = "service-account ${coalesce(self.namespace, "default")} ${self.name}"
  roles_in = [self.values, self.set, self.set_list, self.set_sensitive]
  use {
    from   = [self.values, self.set, self.set_list]
    access = "read"
    need   = "hard"
    via    = "env"
  }
  use {
    from   = [self.set_sensitive, self.set_wo]
    secret = true
    access = "read"
    need   = "hard"
    via    = "env"
  }
}

cloud "argocd" {
  provider = "kubernetes"
  product  = ""
}

resource "argocd_application" {
  service {
    kind = "release"
    name = ["${self.spec.destination.namespace}/${self.metadata.name}", self.metadata.name]
  }
  roles_in = [self.spec.source.helm, self.spec.source.kustomize]
  use {
    from   = [self.spec.source.helm.values, self.spec.source.helm.parameter, self.spec.source.helm.value_files, self.spec.source.plugin.env]
    access = "read"
    need   = "hard"
    via    = "env"
  }
}
