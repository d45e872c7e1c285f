rule "RL1001" {
  name      = "service-relies-on-single-region-bucket"
  summary   = "Services rely on a bucket whose data lives in one region only."
  level     = "error"
  precision = "very-high"
  over      = "spofs"
  when      = !each.deletion && each.rung == 1 && each.bucket.declared
  message   = "${each.who} on '${each.bucket.label}', which lives in ${each.bucket.place} alone; no copy elsewhere is visible in the scanned roots.${each.undecided == "" ? "" : " There may be one: ${each.undecided}."}"
  suggest   = ["F01", "F02", "F04", "F05", "F06", "F07", "F03", "F09", "F10", "F16"]
  help      = <<-EOT
    **Why.** When the region's storage service fails, every service that needs this bucket fails with it, and stays down until the provider is back. On 28
    February 2017 that took over four hours in us-east-1.

    **How it fails.** Reads and writes answer 5xx or time out. A copy made during the outage is too late: the source cannot be read.

    **How to fix.** Keep a live copy in another region, and give the services a way to it: an origin group for a distribution, a multi-region access point or a
    second endpoint for an application, a dual-region location on Google Cloud, RA-GZRS on Azure. A copy that no service can reach is half of a fix.

    **How to test.** Deny the services access to the primary bucket in a test environment for ten minutes and watch what users see.

    **References.** AWS Well-Architected REL10 and REL13; docs/scoring.md for the score.
  EOT
}
