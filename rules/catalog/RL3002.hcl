rule "RL3002" {
  name      = "single-origin-distribution"
  summary   = "A distribution serves a bucket from one origin, with nowhere to fail over to."
  level     = "warning"
  max_level = "warning"
  precision = "high"
  over      = "dependencies"
  when      = each.access == "serve" && !contains(["appconfig", "url"], each.via) && each.need != "soft" && each.rung <= 3 && !each.switched
  score     = each.copied ? each.score : min(each.score, 39)
  message   = each.copied ? "'${each.service.name}' serves '${each.bucket.label}' from one origin, although a copy of it exists elsewhere." : "'${each.service.name}' serves '${each.bucket.label}' from one origin and has nowhere to fail over to."
  suggest   = ["F01", "F15"]
  help      = <<-EOT
    **Why.** A CDN in front is no copy: objects expire, and what is not cached is gone. With one origin it has nothing to try next.

    **How to fix.** Add the replica as a second origin, put both into an origin group that reacts to 500, 502, 503 and 504, and point the behaviour at the group.

    **How to test.** Deny the origin access identity on the primary bucket for ten minutes, with 403 among the codes for the drill.
  EOT
}
