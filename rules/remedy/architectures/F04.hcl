architecture "F04" {
  title      = "Dual-region bucket with turbo replication"
  when       = each.provider == "gcp"
  rung_after = 6
  protects   = "the loss of a zone or a region"
  rpo        = "15 min"
  rto        = "0, by design"
  cost       = "about 2 times one copy"
  effort     = "M"
  steps      = [
    "create a bucket with a dual-region location and rpo = \"ASYNC_TURBO\"",
    "copy the objects over and point the services at it",
  ]
  caveats    = [
    "a location cannot be changed in place: it is a new bucket",
    "the services must run in both regions too",
    "a fault of the whole product takes both regions",
  ]
  test       = "run the readers from the second region only"
}
