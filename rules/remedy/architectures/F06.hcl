architecture "F06" {
  title      = "Two buckets with Storage Transfer between them"
  when       = each.provider == "gcp"
  rung_after = 3
  protects   = "the loss of a region, for the data"
  rpo        = "minutes to hours"
  rto        = "15 to 60 min once a switch exists"
  cost       = "about 2 times one copy"
  effort     = "M"
  steps      = [
    "create a bucket in {partner}",
    "replicate to it with a transfer job's replication_spec",
    "give the services both names and a setting that chooses",
  ]
  caveats    = [
    "two names: without a client switch it is a copy, not a failover",
  ]
  test       = "read from the second bucket with production code in a test environment"
}
