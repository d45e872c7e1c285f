rule "RL5001" {
  name      = "state-shares-region-with-what-it-recovers"
  summary   = "Terraform's state is in the region whose loss it would have to repair."
  level     = "warning"
  max_level = "warning"
  precision = "high"
  over      = "buckets"
  when      = each.recovers > 0
  score     = each.score
  message   = "The state in '${each.bucket.label}' is in ${each.bucket.region}, like ${each.recovers == 1 ? "a service" : "${each.recovers} services"} it would have to rebuild elsewhere: while the region is gone, no plan can run."
  suggest   = ["F13"]
  help      = <<-EOT
    **Why.** Moving services to another region during an outage needs a plan and an apply, and those need the state. In 2017 the tools that were to repair things
    were down with them.

    **How to fix.** Keep the state in another region than what it manages, versioned, with a copy in a third, and write down the backend configuration that uses it.

    **How to test.** Run a plan against the copied state with the primary denied.
  EOT
}
