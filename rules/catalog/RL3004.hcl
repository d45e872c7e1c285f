rule "RL3004" {
  name      = "switch-slower-than-target"
  summary   = "The services can reach a copy, but only after longer than their tier may be down."
  level     = "warning"
  max_level = "warning"
  precision = "high"
  over      = "spofs"
  when      = !each.deletion && each.rung == 4 && each.kind == "rto"
  message   = "${each.who} on '${each.bucket.label}' in ${each.bucket.place}: the way to its copy is a person's work, so an outage lasts ${each.recovery}, longer than the target of ${each.target}."
  suggest   = ["F01", "F02", "F07"]
  help      = <<-EOT
    **Why.** A switch that a person turns takes about an hour, also where people have practised: somebody must be woken, decide, and find the right setting.

    **How to fix.** Let the switch act by itself for reads: an origin group, a multi-region access point, a client that falls back in code. Or state a longer target.

    **How to test.** Time a drill, from the alarm to the last service, and write down its date.
  EOT
}
