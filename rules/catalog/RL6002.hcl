rule "RL6002" {
  name      = "regional-endpoint-in-a-config"
  summary   = "A copy exists elsewhere, and a config asks the region's own host for the bucket."
  level     = "note"
  max_level = "note"
  precision = "high"
  over      = "dependencies"
  when      = each.pinned && each.copied && !each.switched && each.rung <= 3 && each.need != "soft"
  score     = 20
  message   = "'${each.service.name}' asks for '${each.bucket.label}' at a host of ${each.region}: it will not find the copy elsewhere."
  suggest   = ["F16"]
  help      = <<-EOT
    **Why.** A host that names a region is down when the region is, and a copy answers at another host. Whoever has to switch needs a change of the config and a
    deployment, during the outage.

    **How to fix.** Put a name of your own in front, or give the client a list of endpoints.

    **How to test.** Point the name at the copy in a test environment, and watch reads go on.
  EOT
}
