# Who services of Google run as, and roles that are given on more than one bucket.

# Others write it as a reference, as its address, or as a member or an id that ends in that.
resource "google_service_account" {
  called_by = [self.account_id, "${self.account_id}@${blank(self.project) ? provider.project : self.project}.iam.gserviceaccount.com"]
}

# A role on a project allows much and proves reliance on none of its buckets.
resource "google_project_iam_member" {
  also = ["google_folder_iam_member", "google_organization_iam_member"]
  grant {
    to     = self.member
    policy = self.role
  }
  # A condition may keep it to one bucket.
  grant {
    custom  = self.role
    to      = self.member
    bucket  = self.condition.expression
    role    = self.role
    actions = with.permissions
  }
}

resource "google_project_iam_binding" {
  also = ["google_folder_iam_binding", "google_organization_iam_binding"]
  grant {
    to     = self.members
    policy = self.role
  }
  # A condition may keep it to one bucket.
  grant {
    custom  = self.role
    to      = self.members
    bucket  = self.condition.expression
    role    = self.role
    actions = with.permissions
  }
}

# What runs on the nodes of a cluster may do what they may.
resource "google_container_cluster" {
  service {
    kind   = "cluster"
    name   = self.name
    region = element(regexall("^[a-z]+-[a-z]+[0-9]+", lower(self.location)), 0) # a zone is in a region
    front  = true
    silent = true
  }
  identity = [self.node_config.service_account, self.cluster_autoscaling.auto_provisioning_defaults.service_account]
}

resource "google_container_node_pool" {
  service {
    kind   = "cluster"
    name   = self.name
    front  = true
    silent = true
  }
  part_of  = self.cluster
  identity = self.node_config.service_account
}
