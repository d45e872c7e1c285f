rule "RL1006" {
  name      = "regional-backing-service"
  summary   = "Services rely on a database, queue, key or other backing service that lives in one region only."
  level     = "warning"
  max_level = "warning"
  precision = "high"
  default   = false
  over      = "backings"
  when      = each.single_region
  message   = "${each.who} ${each.services == 1 ? "relies" : "rely"} on the ${each.kind} '${each.label}', which lives in ${each.place} alone; no copy elsewhere is visible in the scanned roots."
  help      = <<-EOT
    **Why.** A copy of the bucket in another region does not help a service whose table, queue, key or secret is gone with the region. Several zones are still
    one region. This rule is off by default, since the grade is about buckets: `--select RL1006` asks for it.

    **How it fails.** The bucket's replica answers, and the service in front of it cannot start, decrypt, sign in or take a message.

    **How to fix.** Use what the product has for several regions: global tables, global databases or read replicas that can be promoted, replicas of secrets and
    of multi-region keys. Queues and topics have none: run the whole service in two regions.

    **How to test.** Deny the services access to it in a test environment for ten minutes and watch what users see.

    **References.** AWS Well-Architected REL10 and REL13.
  EOT
}
