rule "RL9011" {
  name      = "availability-out-of-reach"
  summary   = "The configuration asserts an availability that the service cannot have on what it relies on."
  level     = "error"
  precision = "high"
  over      = "availabilities"
  when      = true
  message   = "${each.service.name} cannot be up ${each.availability} of the year: what it relies on is expected to take it down for about ${each.expected} minutes a year, and ${each.allowed} are allowed (${each.events})."
  help      = <<-EOT
    **Why.** A service is up no more than what it cannot do without. `assert "checkout" { availability = 99.99 }` allows 53 minutes a year; one hard dependency on the
    storage service of one region takes about as many by itself, on the assumptions of the model.

    **How it fails.** Nothing unusual has to happen: the outages that every provider has, added up over a year, are more than was promised.

    **How to fix.** Take places away that the service stands or falls with (a copy elsewhere and a switch that is fast), or promise less. `resilint simulate --outage EVENT` shows
    how long each of the events that are named takes the service down. The numbers are assumptions and may be replaced: docs/policy.md.

    **How to test.** Hold the minutes against your own incidents of the last years.

    **References.** The Calculus of Service Availability (2017); docs/outages.md.
  EOT
}
