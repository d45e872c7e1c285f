architecture "F02" {
  title      = "Multi-region access point with replication both ways"
  when       = each.provider == "aws" && each.used && !each.served
  rung_after = 6
  protects   = "the loss of a region, for reads and writes"
  rpo        = "15 min with a replication time promise"
  rto        = "about 2 min after a switch"
  cost       = "about 2.2 times one copy, and a routing fee"
  effort     = "M"
  steps      = [
    "create a bucket in {partner} and enable versioning on both buckets",
    "replicate the whole bucket in both directions",
    "create a multi-region access point over both buckets",
    "give the services its alias instead of a bucket's name, and their roles both buckets and the access point",
  ]
  caveats    = [
    "clients need SigV4A and a regional STS endpoint",
    "the last writer wins where both sides write the same key",
    "routes are not visible in Terraform",
  ]
  test       = "dial the active region to 0 in a quiet hour, write, read back in the other, and dial back"
}
