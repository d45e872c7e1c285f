rule "RL6003" {
  name      = "config-names-one-bucket"
  summary   = "The config of a service names a bucket, and nothing to turn to when its region is gone."
  level     = "warning"
  max_level = "warning"
  precision = "medium"
  over      = "spofs"
  when      = !each.deletion && each.rung == 1 && !each.bucket.declared && each.bucket.name != "" && each.configured
  message   = "${each.who} on '${each.bucket.label}'${each.bucket.region == "" ? "" : " in ${each.bucket.region}"}, which only configs name: no store in another region is configured beside it, and whether it has a copy elsewhere cannot be told from here."
  suggest   = ["F16"]
  help      = <<-EOT
    **Why.** What the config names is all that the service knows. When the region is gone it has nowhere to turn, even if the owner of the bucket keeps a copy.

    **How it fails.** Uploads and downloads fail or hang until the provider is back. On 28 February 2017 that took over four hours in us-east-1.

    **How to fix.** Scan the tree that declares the bucket together with this one: a copy that it has will be seen. Then give the config a second endpoint that
    the service tries when the first one fails.

    **How to test.** Block the bucket's host for a test environment for ten minutes, and watch what users see.
  EOT
}
