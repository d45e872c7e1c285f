rule "RL3014" {
  name      = "routing-taken-for-a-switch"
  summary   = "Two buckets stand behind one URL map, which chooses by path whatever has failed."
  level     = "note"
  max_level = "note"
  precision = "high"
  over      = "switches"
  when      = contains(each.codes, "X31")
  score     = 30
  message   = "The ${each.kind} over '${each.bucket.label}' and its copy chooses by path: when the bucket is down, '${each.service.name}' is down."
  suggest   = ["F04", "F05"]
  help      = <<-EOT
    **Why.** A backend bucket is one bucket, without a health check. A URL map sends each path to the backend that is written for it, and never to another.

    **How to fix.** Keep the objects in a dual-region or multi-region bucket, which answers under one name from several regions, or put a CDN with a failover
    origin in front.

    **How to test.** See single-origin-distribution (RL3002).
  EOT
}
