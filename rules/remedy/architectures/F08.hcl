architecture "F08" {
  title      = "Two accounts with object replication behind Front Door"
  when       = each.provider == "azure"
  rung_after = 5
  protects   = "the loss of a region, for reads"
  rpo        = "minutes, without a promise"
  rto        = "under 2 min"
  cost       = "about 2.2 times one copy"
  effort     = "L"
  steps      = [
    "create an account in {partner}, with versioning and change feed on both",
    "replicate all containers with copy_blobs_created_after = \"Everything\"",
    "put both into an origin group with a probe on a real object",
  ]
  caveats    = [
    "block blobs only",
    "the destination refuses writes while the rule lives",
    "shared access signatures are one account's",
  ]
  test       = "disable the first origin in a test profile"
}
