rule "RL3005" {
  name      = "name-written-into-the-service"
  summary   = "A copy exists, and the bucket's name is written into the service, so using the copy takes a change and a deployment."
  level     = "note"
  max_level = "note"
  precision = "high"
  over      = "dependencies"
  when      = contains(each.codes, "X20") && each.need != "soft"
  score     = 20
  message   = "'${each.service.name}' has the name of '${each.bucket.label}' in its text: the copy elsewhere is of no use to it without a change and a deployment."
  suggest   = ["F16"]
  help      = <<-EOT
    **Why.** A literal is the slowest switch there is: somebody finds it, changes it, and deploys, with the tools that the outage left.

    **How to fix.** Give the service a list of endpoints, or let the name come from one setting that is kept in both regions.

    **How to test.** Measure how long it takes from the decision to the last instance that reads the copy.
  EOT
}
