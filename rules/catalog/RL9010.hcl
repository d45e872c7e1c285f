rule "RL9010" {
  name      = "assertion-broken"
  summary   = "The configuration asserts that a service survives something, and it does not."
  level     = "error"
  precision = "very-high"
  over      = "assertions"
  when      = true
  message   = "${each.service.name} does not survive ${each.events} ${each.within}, as .resilint.hcl asserts (survives = \"${each.survives}\")."
  help      = <<-EOT
    **Why.** Somebody wrote down what must hold: `assert "checkout" { survives = "region" within = "15m" }`. It is held against the fault model on every run, as
    a test is: each place whose loss takes the service down, or keeps it from writing, for longer than that is named.

    **How it fails.** The event that is named happens, and the service is not back in time. The region that the service itself runs in counts: it is gone with it,
    whatever its bucket survives.

    **How to fix.** `resilint simulate --outage EVENT` shows how long it would be down and by what it comes back. Give it a copy outside of that place and a switch
    that is fast enough, or change what is asserted.

    **How to test.** Deny the service access to what is lost in a test environment, and measure how long users notice.

    **References.** AWS Well-Architected REL13; docs/outages.md.
  EOT
}
