architecture "F07" {
  title      = "RA-GZRS with reads from the secondary"
  when       = each.provider == "azure"
  rung_after = 4
  protects   = "the loss of a zone, and of a region"
  rpo        = "usually under 15 min, without a promise"
  rto        = "seconds for reads where the client uses the secondary; about 1 h for writes, by failing the account over"
  cost       = "about 2.2 times one copy"
  effort     = "M"
  steps      = [
    "set account_replication_type to RAGZRS, which may need a new account",
    "give readers the secondary endpoint, in the client or as an origin of lower priority",
  ]
  caveats    = [
    "automatic only for clients that use the secondary endpoint",
    "after a failover the account is locally redundant until it is set up again",
    "the paired region may be in another country",
  ]
  test       = "read from the secondary endpoint with production code once a month"
}
