rule "RL1004" {
  name      = "service-relies-on-bucket-outside-the-estate"
  summary   = "Services rely on a bucket that no scanned file declares, so its copies cannot be seen."
  level     = "note"
  max_level = "note"
  precision = "medium"
  over      = "spofs"
  when      = !each.deletion && each.rung == 1 && !each.bucket.declared && (each.bucket.name == "" || !each.configured)
  message   = "${each.who} on '${each.bucket.label}', which nothing in the scanned roots declares; whether it has a copy elsewhere cannot be told from here."
  suggest   = []
  help      = <<-EOT
    **Why.** The bucket is a single point of failure unless whoever owns it keeps a copy elsewhere that these services can reach.

    **How to fix.** Scan the tree that declares it together with this one, or ask its owner which region it is in and what happens when that region is gone.
  EOT
}
