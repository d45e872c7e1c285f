rule "RL3006" {
  name      = "events-from-the-primary-alone"
  summary   = "A service is triggered by a bucket, and the bucket's copy triggers nothing."
  level     = "note"
  precision = "high"
  over      = "dependencies"
  when      = contains(each.codes, "X39") && each.access == "trigger"
  score     = 30
  message   = "'${each.service.name}' is triggered by '${each.bucket.label}', and not by its copy: after a switch, what is written starts nothing."
  suggest   = ["F02"]
  help      = <<-EOT
    **Why.** Notifications belong to one bucket. Writers that move to the copy go on, and everything behind them stands still without an error.

    **How to fix.** Give the copy the same notifications, to functions or queues of its own region, and make what they do repeatable: replicated objects trigger them too.

    **How to test.** Write one object to the copy, and follow it to the end.
  EOT
}
