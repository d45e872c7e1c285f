architecture "F14" {
  title      = "A second sink for logs"
  when       = each.purpose == "logs"
  rung_after = 1
  protects   = "gaps in the logs, and a request path that waits for them"
  rpo        = "the size of the buffer"
  rto        = "none for the services, whose writes never wait"
  cost       = "1.1 to 1.5 times one copy"
  effort     = "M"
  steps      = [
    "give the log writers a second sink in {partner}, or a buffer on disk with bounded retries",
  ]
  caveats    = [
    "what is already in the bucket still lives in one region",
    "the request path must never wait for the bucket",
  ]
  test       = "deny writes to the bucket for 30 minutes and look for the gap"
}
