rule "RL2001" {
  name      = "same-region-replica"
  summary   = "A replica is in the same region as its source, so one outage takes both."
  level     = "error"
  precision = "very-high"
  over      = "copies"
  when      = (contains(each.codes, "X01") || contains(each.codes, "X02")) && each.mechanism != "backup" && !each.spare # a backup guards against mistakes, and says so
  message   = "'${each.from.label}' is copied to '${each.to.label}' in the same region, ${each.from.region}${contains(each.codes, "X02") ? ", though in another account" : ""}: one outage takes both."
  suggest   = ["F01", "F02", "F06"]
  help      = <<-EOT
    **Why.** Same-region replication guards against some mistakes and serves other accounts. It does nothing against the loss of the region.

    Another account protects against a mistake made in the first one, and no more.

    **How it fails.** Both buckets answer with the same errors at the same time.

    **How to fix.** Move the destination to a partner region: another provider configuration, or `region` on the bucket with version 6 of the AWS provider.

    **How to test.** Compare the regions of both buckets in the plan.
  EOT
}
