architecture "F03" {
  title      = "Multi-region access point, one side passive"
  when       = each.provider == "aws" && each.used && !each.served
  rung_after = 4
  protects   = "the loss of a region, after a person switches"
  rpo        = "15 min with a replication time promise"
  rto        = "5 to 15 min"
  cost       = "about 2.2 times one copy, and routing"
  effort     = "M"
  steps      = [
    "create a bucket in {partner}, enable versioning on both, and replicate both ways with replica modifications",
    "join them in a multi-region access point and give the services its ARN",
    "allow the services both buckets, the access point, and a key in each region",
    "dial {partner} to 0 by a step that runs outside both regions, and write that step down",
  ]
  caveats    = [
    "routes are not in Terraform: the dial is a step outside it",
    "clients need SigV4A, and there is no anonymous access",
    "objects older than the rule are copied by a batch job, not by the rule",
  ]
  test       = "dial to the other side once a quarter, write and read there, and dial back"
}
