rule "RL3008" {
  name      = "switch-that-is-never-told"
  summary   = "A switch would act by itself, and nothing tells it that the first member is down."
  level     = "warning"
  precision = "high"
  over      = "switches"
  when      = length([for c in each.codes : c if contains(["X14", "X35"], c)]) > 0
  message   = "The ${each.kind} switch of '${each.service.name}' never leaves '${each.bucket.label}' by itself: ${contains(each.codes, "X35") ? "its health check asks something else" : "no health check asks whether it is well"}."
  suggest   = ["F01", "F08"]
  help      = <<-EOT
    **Why.** A name, a pool or a priority with two members goes on answering with the first one for as long as nobody says that it is down. A check
    that asks the second member, or a page that is served from elsewhere, says that all is well in the middle of the outage.

    **How to fix.** Give the first member a health check that reads a real object through the same bucket: `health_check_id` or `evaluate_target_health` of a
    DNS record, `health_probe` of a Front Door group, a monitor of a pool, a health check of a backend.

    **How to test.** Take the permission to read that object away for ten minutes, and watch the switch turn and turn back.
  EOT
}
