rule "RL2004" {
  name      = "replica-without-versioning"
  summary   = "Replication needs versioning on both buckets, and one has none."
  level     = "error"
  precision = "high"
  over      = "copies"
  when      = contains(each.codes, "X07") && !each.spare
  message   = "The copy of '${each.from.label}' to '${each.to.label}' fails: ${each.reasons["X07"]}."
  suggest   = []
  help      = <<-EOT
    **Why.** The provider refuses to replicate from or to a bucket without versioning, so there is no copy.

    **How to fix.** Enable versioning on both buckets before the rule is made.

    **How to test.** `terraform apply` fails, or the replication status of new objects reads FAILED.
  EOT
}
