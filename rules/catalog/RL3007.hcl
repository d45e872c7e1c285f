rule "RL3007" {
  name      = "service-in-one-region"
  summary   = "A service's bucket survives the region, and the service does not."
  level     = "note"
  max_level = "note"
  precision = "high"
  over      = "dependencies"
  when      = contains(each.codes, "X33") && each.need != "soft"
  score     = 0 # shown with --all alone: it is no fault of the bucket
  message   = "'${each.bucket.label}' outlives its region, and '${each.service.name}' does not: it runs in ${each.service.region} alone."
  suggest   = []
  help      = <<-EOT
    **Why.** Data that is there is of use only to somebody who is. This is no fault of the bucket, and raises no other finding.

    **How to fix.** Run the service in the second region too, or write down that its loss with the region is accepted.

    **How to test.** Start it in the second region with the first one blocked.
  EOT
}
