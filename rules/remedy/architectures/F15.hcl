architecture "F15" {
  title      = "Read cache with a long stale window"
  when       = each.served
  rung_after = 1
  protects   = "a short outage, for what is cached"
  rpo        = "none: it is no copy"
  rto        = "0 for what is cached"
  cost       = "about one copy"
  effort     = "S"
  steps      = [
    "serve stale objects when the origin fails, and cache errors briefly",
  ]
  caveats    = [
    "not a backup: the rung stays, only fewer users notice",
  ]
  test       = "block the origin and request the thousand most wanted keys and a sample of the rest"
}
