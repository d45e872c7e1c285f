architecture "F16" {
  title      = "List of endpoints in the client"
  when       = each.used
  rung_after = 4
  protects   = "the loss of a region"
  rpo        = "that of the replica"
  rto        = "seconds to an hour"
  cost       = "about 2 times one copy"
  effort     = "M"
  steps      = [
    "keep a replica in {partner}",
    "give the service both names in order, and its role both buckets",
    "choose by a setting, or in code with a circuit breaker",
    "for distributions: both buckets as origins, joined in an origin group with 500, 502, 503 and 504",
  ]
  caveats    = [
    "resilint counts it as a manual switch: it cannot see whether the code falls back by itself",
  ]
  test       = "block the first endpoint in a test fleet"
}
