rule "RL2003" {
  name      = "partial-replication"
  summary   = "A replication rule covers only a part of the bucket."
  level     = "warning"
  max_level = "warning"
  precision = "high"
  over      = "copies"
  when      = contains(each.codes, "X04") && each.enabled != "no" && !each.spare
  message   = "Only a part of '${each.from.label}' is copied to '${each.to.label}': the rule has a prefix or a tag filter."
  suggest   = []
  help      = <<-EOT
    **Why.** What the filter leaves out exists once. Services that need it are down with the region whatever the rest of the copy does.

    **How to fix.** Use an empty filter, or make sure that the services only need what the filter covers and say so in a suppression.
  EOT
}
