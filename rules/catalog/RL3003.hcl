rule "RL3003" {
  name      = "switch-that-does-not-switch"
  summary   = "A switch is there but would not save the service in an outage."
  level     = "error"
  precision = "high"
  over      = "switches"
  when      = length([for c in each.codes : c if contains(["X10", "X11", "X13"], c)]) > 0 || each.used == "no"
  message   = "The ${each.kind} switch of '${each.service.name}' would not save it: ${each.used == "no" || contains(each.codes, "X11") ? "no traffic passes through it" : contains(each.codes, "X10") ? "its members are no copies of each other in different regions" : "it does not react to the errors of an outage (500, 502, 503 and 504)"}."
  suggest   = ["F01"]
  help      = <<-EOT
    **Why.** A switch counts when traffic passes through it, when it leads to a copy in another region, and when it reacts to what a failing bucket answers.

    **How to fix.** Send traffic through it (`target_origin_id` of a CloudFront behaviour, the origin group of a Front Door route), use a replica in another region
    as the second member, and let it react to 500, 502, 503 and 504.

    **How to test.** See single-origin-distribution (RL3002).
  EOT
}
