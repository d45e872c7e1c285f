# What Terraform brings itself.

cloud "terraform" {
  provider = "terraform"
  product  = "terraform"
}

resource "terraform_data" {
  optional = ["input", "triggers_replace"]
  computed = {
    id     = ""
    output = self.input
  }
}
