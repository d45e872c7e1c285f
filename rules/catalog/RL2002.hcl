rule "RL2002" {
  name      = "disabled-replication-rule"
  summary   = "A replication rule is written but not enabled, or only under a condition."
  level     = "error"
  precision = "high"
  over      = "copies"
  when      = (each.enabled == "no" || each.condition != "") && !each.spare
  message   = each.enabled == "no" ? "The rule that copies '${each.from.label}' to '${each.to.label}' is not enabled, so nothing is copied." : "Whether '${each.from.label}' is copied to '${each.to.label}' hangs on ${each.condition}, which is not known here."
  suggest   = []
  help      = <<-EOT
    **Why.** A rule whose status is not Enabled copies nothing, yet looks like protection in a review.

    **How to fix.** Set the status to Enabled, or delete the rule. Where it hangs on an input, give the input: `--var NAME=VALUE` or `--var-file prod.tfvars`
    scans what production gets.

    **How to test.** Upload an object and look for it in the destination.
  EOT
}
