rule "RL2006" {
  name      = "copying-role-without-permission"
  summary   = "The identity that copies is allowed nothing on the destination, so nothing arrives."
  level     = "warning"
  max_level = "warning"
  precision = "medium"
  over      = "copies"
  when      = contains(each.codes, "X08") && each.enabled != "no" && !each.spare
  message   = "Nothing is copied from '${each.from.label}' to '${each.to.label}': ${each.reasons["X08"]}."
  suggest   = ["F01"]
  help      = <<-EOT
    **Why.** Replication runs under a role of yours. Without the permission on the destination each object fails, and only a metric tells.

    **How to fix.** Allow the role `s3:ReplicateObject`, `s3:ReplicateDelete` and `s3:ReplicateTags` on the destination's objects, and the use of its key.

    **How to test.** Upload an object; its replication status reads COMPLETED, not FAILED.
  EOT
}
