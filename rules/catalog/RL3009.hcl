rule "RL3009" {
  name      = "store-asked-by-the-wrong-name"
  summary   = "Requests reach the second store under a host name by which it finds no bucket."
  level     = "error"
  precision = "high"
  over      = "switches"
  when      = contains(each.codes, "X15")
  message   = "The ${each.kind} switch of '${each.service.name}' passes the client's host name on, by which a store finds one bucket: a copy of '${each.bucket.label}' has another name and does not answer."
  suggest   = ["F01", "F08"]
  help      = <<-EOT
    **Why.** Object stores find a bucket by the host name of the request, and a name is taken once: two buckets of one provider can never answer for the same
    host. A DNS answer changes where a request goes, and not what it asks for.

    **How to fix.** Put something that sets the host name in front of each bucket, such as a distribution, and switch between those; or set the name for each
    origin: `origin_host_header` in Front Door, a Host header of the pool's origin, `override_host` of a backend.

    **How to test.** Ask the second bucket's address for an object, with the public name as Host.
  EOT
}
