rule "RL1005" {
  name      = "several-regions-one-key"
  summary   = "A bucket lives in several regions, and the key of its objects in one."
  level     = "warning"
  precision = "high"
  over      = "buckets"
  when      = contains(each.codes, "X32")
  score     = 40
  message   = "'${each.bucket.label}' lives in several regions, but its objects are encrypted with a key in ${each.key} alone: while that region is gone, none can be read."
  suggest   = ["F04"]
  help      = <<-EOT
    **Why.** The bucket outlives a region; what is in it can be read only as long as the key can be used.

    **How it fails.** Reads answer with an error of the key service, from every region.

    **How to fix.** Use a key ring of the bucket's own location (`nam4`, `eur4`, `us`, `eu`, ...), or the provider's own encryption.

    **How to test.** Disable the key's use in a test project and read an object.
  EOT
}
