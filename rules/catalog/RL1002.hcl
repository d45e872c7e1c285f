rule "RL1002" {
  name      = "service-relies-on-zonal-bucket"
  summary   = "Services rely on storage that lives in a single zone or datacentre."
  level     = "error"
  precision = "very-high"
  over      = "spofs"
  when      = !each.deletion && each.rung == 0
  message   = "${each.who} on '${each.bucket.label}', all of whose copies are in one zone or datacentre in ${each.bucket.place}."
  suggest   = ["F18", "F07", "F04"]
  help      = <<-EOT
    **Why.** Zonal storage (Azure LRS, S3 directory buckets, GCS zonal buckets) does not outlive the loss of one datacentre, which happens far more often than the
    loss of a region.

    **How it fails.** A power, cooling or network fault in one building makes the data unreachable; a fire makes it gone.

    **How to fix.** Move to a regional class first, which is cheap: ZRS, a general purpose bucket, a regional location. Keep zonal storage as a cache of it.

    **How to test.** Restore a sample of the data from its copy.
  EOT
}
