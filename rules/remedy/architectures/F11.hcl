architecture "F11" {
  title      = "Writes to two regions, with an outbox"
  when       = each.used && each.purpose == "data"
  rung_after = 6
  protects   = "the loss of a region, for reads and writes"
  rpo        = "none where the answer waits for both, seconds otherwise"
  rto        = "none with a hedged read"
  cost       = "about 2.1 times one copy"
  effort     = "L"
  steps      = [
    "create a second bucket in {partner}",
    "write to both: the second through a durable queue in {partner}, or an outbox in the database",
    "read from the second when the first fails or is slow",
    "run a job that compares both and repairs",
  ]
  caveats    = [
    "the application must cope with partial failures, order and deletions",
    "needs keys that make a repeated write harmless",
  ]
  test       = "answer 503 for one bucket in a test environment and count lost writes: there must be none"
}
