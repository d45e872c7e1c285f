rule "RL3001" {
  name      = "replica-without-switch"
  summary   = "A copy exists in another region, but the services have no way to it."
  level     = "error"
  precision = "high"
  over      = "spofs"
  when      = !each.deletion && each.rung == 3
  message   = "${each.who} on '${each.bucket.label}' in ${each.bucket.place}: a copy exists elsewhere, but nothing sends them to it, so an outage lasts as long as a change and a deployment under stress."
  suggest   = ["F01", "F02", "F16", "F08"]
  help      = <<-EOT
    **Why.** In 2017 sites with a copy of their assets were down too: they could not switch to it, by hand or by machine.

    **How to fix.** Put an origin group in front for reads, a multi-region access point for reads and writes, or give the services both names and a setting that
    chooses. Their role must be allowed to use the copy before the outage: permissions are a control plane.

    **How to test.** Switch over in a quiet hour, and back. Note the date: an untested switch is a guess.

    **References.** AWS Well-Architected REL11: rely on the data plane, not on the control plane, during recovery.
  EOT
}
