architecture "F01" {
  title      = "Cross-region replica behind a CDN origin group"
  when       = each.provider == "aws" && each.served && !each.used
  rung_after = 5
  protects   = "the loss of a region, for reads"
  rpo        = "15 min with a replication time promise"
  rto        = "seconds for each request"
  cost       = "about 2.1 times one copy"
  effort     = "M"
  steps      = [
    "create a bucket in {partner} and enable versioning on both buckets",
    "replicate the whole bucket to it: an empty filter, status Enabled, a replication time promise",
    "grant the origin access control on both buckets",
    "add both as origins of the distribution and join them in an origin group with 500, 502, 503 and 504",
    "point the behaviours at the group",
  ]
  caveats    = [
    "reads only: uploads wait for the region",
    "objects older than the rule are copied by a batch job, not by the rule",
    "encrypted objects need a key in {partner}",
  ]
  test       = "deny the origin access control on the primary bucket for ten minutes and watch the error rate"
}
