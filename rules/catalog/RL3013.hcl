rule "RL3013" {
  name      = "writes-behind-a-read-switch"
  summary   = "Clients may write through a switch that repeats reads alone."
  level     = "note"
  max_level = "note"
  precision = "high"
  over      = "switches"
  when      = contains(each.codes, "X12") && each.written
  score     = 20
  message   = "The ${each.kind} switch of '${each.service.name}' lets clients write, and repeats reads alone at a copy of '${each.bucket.label}': writes fail until it is back."
  suggest   = ["F02", "F11"]
  help      = <<-EOT
    **Why.** An origin group goes on to the second origin for GET, HEAD and OPTIONS. A PUT or a POST fails with its first origin.

    **How to fix.** Allow the methods that are used. Where clients do write, let them write to a queue, or to a multi-region access point with copies both ways.

    **How to test.** Upload with the first origin closed, and see what the client makes of the error.
  EOT
}
