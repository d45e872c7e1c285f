rule "RL3012" {
  name      = "switch-set-from-the-lost-region"
  summary   = "A person has to turn the switch, and what turns it lives in the region that is lost."
  level     = "error"
  precision = "high"
  over      = "switches"
  when      = contains(each.codes, "X26")
  message   = "The ${each.kind} switch of '${each.service.name}' takes a change in ${each.home}, which is where '${each.bucket.label}' is lost."
  suggest   = ["F01", "F02"]
  help      = <<-EOT
    **Why.** The records of Route 53 and the settings of CloudFront are changed in us-east-1, whoever asks and from wherever. What they answer goes on in an
    outage of that region; changing it may not.

    **How to fix.** Let a health check turn the switch, or a routing control of Application Recovery Controller, which is turned from several regions.

    **How to test.** Read the runbook and strike out every call to a control plane of the lost region; what is left must be enough.
  EOT
}
