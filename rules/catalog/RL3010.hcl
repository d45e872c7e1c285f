rule "RL3010" {
  name      = "requests-spread-over-unlike-buckets"
  summary   = "Requests go to any of several buckets, and nothing copies between them."
  level     = "error"
  precision = "high"
  over      = "switches"
  when      = contains(each.codes, "X16")
  message   = "The ${each.kind} switch of '${each.service.name}' sends requests to any member, and no other member is a copy of '${each.bucket.label}': what one holds the others do not find."
  suggest   = ["F02"]
  help      = <<-EOT
    **Why.** A multi-region access point, or a name that answers by latency, chooses the member by who asks and what is up. It knows nothing of what the
    members hold, so an object that is in one of them alone is not found on some days, and not found at all in an outage.

    **How to fix.** Replicate every object between the members, both ways where services write.

    **How to test.** Write through the common name, and read through each member by its own name.
  EOT
}
