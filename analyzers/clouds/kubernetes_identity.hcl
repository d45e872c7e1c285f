# Who a workload of Kubernetes is to a cloud: the account that its pods run as, and
# the role that the account may take. The role says so itself, too, so that a
# workload whose manifest is somewhere else is known by its account.

resource "kubernetes_service_account" {
  also      = ["kubernetes_service_account_v1"]
  called_by = "service-account ${coalesce(self.metadata.namespace, "default")} ${self.metadata.name}"
  alias = [
    self.metadata.annotations["eks.amazonaws.com/role-arn"], self.metadata.annotations["iam.gke.io/gcp-service-account"],
    self.metadata.annotations["azure.workload.identity/client-id"],
  ]
}

# Pods of a cluster get the role of their account.
resource "aws_eks_pod_identity_association" {
  trusts {
    of        = self.role_arn
    subjects  = "${self.namespace}:${self.service_account}"
    pattern   = "^([^:]+):([^:]+)$"
    sure      = true
    called_by = "service-account $1 $2"
    name      = "$1/$2"
    region    = [self.region, provider.region]
  }
}

# Whatever runs on a node may use the node's role.
resource "aws_eks_node_group" {
  service {
    kind  = "cluster"
    name  = [self.node_group_name, self.node_group_name_prefix]
    host  = true
    front = true
  }
  identity = self.node_role_arn
}

resource "aws_eks_fargate_profile" {
  service {
    kind  = "cluster"
    name  = self.fargate_profile_name
    host  = true
    front = true
  }
  identity = self.pod_execution_role_arn
}

resource "google_service_account_iam_member" {
  also = ["google_service_account_iam_binding"]
  when = self.role == "roles/iam.workloadIdentityUser"
  trusts {
    of        = self.service_account_id
    subjects  = [self.member, self.members]
    pattern   = "^serviceAccount:[^\\[]+\\[([^/\\]]+)/([^\\]]+)\\]$"
    called_by = "service-account $1 $2"
    name      = "$1/$2"
  }
}

resource "azurerm_federated_identity_credential" {
  trusts {
    of        = [self.parent_id, self.user_assigned_identity_id]
    subjects  = self.subject
    pattern   = "^system:serviceaccount:([^:]+):([^:]+)$"
    called_by = "service-account $1 $2"
    name      = "$1/$2"
  }
}

# Registry modules that make such a role.

module "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks" {
  also  = ["terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"] # its name since version 6
  cloud = "aws"
  trusts {
    subjects  = self.oidc_providers
    pattern   = "^([^:]+):([^:]+)$"
    sure      = true
    called_by = "service-account $1 $2"
    name      = "$1/$2"
  }
  grant {
    policy     = [self.role_policy_arns, self.policies, self.source_inline_policy_documents]
    statements = "inline_policy_permissions"
  }
}

module "terraform-aws-modules/eks-pod-identity/aws" {
  cloud = "aws"
  trusts {
    for_each  = "associations"
    subjects  = "${each.namespace}:${each.service_account}"
    pattern   = "^([^:]+):([^:]+)$"
    sure      = true
    called_by = "service-account $1 $2"
    name      = "$1/$2"
  }
  grant {
    policy     = [self.additional_policy_arns, self.source_policy_documents, self.override_policy_documents]
    statements = "policy_statements"
  }
}

module "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc" {
  also  = ["terraform-aws-modules/iam/aws//modules/iam-role"] # its name since version 6
  cloud = "aws"
  trusts {
    subjects  = [self.oidc_fully_qualified_subjects, self.oidc_subjects, self.oidc_subjects_with_wildcards, self.oidc_wildcard_subjects]
    pattern   = "^system:serviceaccount:([^:]+):([^:]+)$"
    called_by = "service-account $1 $2"
    name      = "$1/$2"
  }
  grant {
    policy     = [self.role_policy_arns, self.policies]
    statements = "inline_policy_statements"
  }
}
