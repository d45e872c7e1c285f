rule "RL6005" {
  name      = "third-party-download"
  summary   = "A build or a script downloads from a bucket of somebody else's."
  level     = "note"
  max_level = "note"
  precision = "medium"
  over      = "dependencies"
  when      = each.bucket.third_party
  score     = 10
  message   = "'${each.service.name}' downloads from '${each.bucket.label}', which belongs to somebody else as far as can be seen: while it is gone, this step fails."
  suggest   = []
  help      = <<-EOT
    **Why.** A build, a start-up script or a job that downloads from somebody else's bucket fails while that bucket's region is down, or when its owner moves the
    file or makes it private. Nothing that runs already is hit, so this is no single point of failure.

    **How to fix.** Keep what you need in a registry or a bucket of your own, and check it against a sum; or bake it into the image that is deployed.

    **How to test.** Block the host, and run the build without its cache.
  EOT
}
