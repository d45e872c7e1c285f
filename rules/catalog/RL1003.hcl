rule "RL1003" {
  name      = "only-a-cold-copy"
  summary   = "The only copy outside the region must be restored before it can be read."
  level     = "error"
  precision = "high"
  over      = "spofs"
  when      = !each.deletion && each.rung == 2
  message   = "${each.who} on '${each.bucket.label}', whose only copy outside ${each.bucket.place} is cold: the outage lasts as long as a restore takes."
  suggest   = ["F01", "F02", "F06"]
  help      = <<-EOT
    **Why.** A backup or an archive-class replica keeps the data, not the service. A restore takes hours, and everybody restores at once.

    **How to fix.** Keep the replica in a class that can be read at once, or write the long recovery time down as the target.

    **How to test.** Restore one percent of the objects into a scratch bucket and compare their hashes.
  EOT
}
