rule "RL6001" {
  name      = "config-and-bucket-in-different-regions"
  summary   = "A config looks for a bucket in another region than the one it lives in."
  level     = "warning"
  max_level = "warning"
  precision = "medium"
  over      = "dependencies"
  when      = each.region != "" && each.bucket.region != "" && each.region != each.bucket.region && each.bucket.scope == "region"
  score     = 20
  message   = "'${each.service.name}' looks for '${each.bucket.label}' in ${each.region}, and it lives in ${each.bucket.region}."
  suggest   = []
  help      = <<-EOT
    **Why.** Either the config is stale, and requests fail or are redirected; or the service works across regions on purpose, and then the loss of either region
    takes it down, which nobody counts on who reads one of the two files.

    **How to fix.** Take the region from where the bucket is declared: an output, a parameter, one setting for both.

    **How to test.** Ask the provider for the bucket's location, and compare.
  EOT
}
