# Wasabi is reached through the AWS provider, by its endpoint; vendors.hcl has its hosts.

cloud "wasabi" {
  provider = "wasabi"
  product  = "s3"
  regional = true
}
