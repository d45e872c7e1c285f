architecture "F10" {
  title      = "Mirror at a second provider"
  when       = each.served && !each.used
  rung_after = 5
  protects   = "the loss of a provider or an account, for reads"
  rpo        = "minutes to a day"
  rto        = "1 to 15 min"
  cost       = "1.8 to 2.5 times one copy"
  effort     = "L"
  steps      = [
    "mirror the bucket to another provider on a schedule",
    "put a load balancer with health checks in front of both",
  ]
  caveats    = [
    "headers, signing and access rules differ",
    "the balancer becomes the shared failure",
    "its credentials must live outside the primary cloud",
  ]
  test       = "force the first pool unhealthy for an hour each month"
}
