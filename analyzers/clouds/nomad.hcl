# What the types of the Nomad provider mean.

cloud "nomad" {
  provider = "nomad"
  product  = "" # it keeps no objects
}

# What is downloaded before a task starts, and its environment, stand in the same text.
resource "nomad_job" {
  service {
    kind = "job"
    name = self.jobspec.Job.Name
  }
  use {
    from   = [self.jobspec, self.hcl2.vars]
    access = "read"
    need   = "startup"
    via    = "attribute"
  }
}
