rule "RL3011" {
  name      = "writes-spread-and-copied-one-way"
  summary   = "A service writes to any of several buckets, and only one direction is copied."
  level     = "warning"
  precision = "high"
  over      = "switches"
  when      = contains(each.codes, "X17")
  message   = "'${each.service.name}' writes through the ${each.kind} switch to any member, and what is written elsewhere never reaches '${each.bucket.label}'."
  suggest   = ["F02", "F03"]
  help      = <<-EOT
    **Why.** In an outage, and on every day that another member is nearer, writes go to the copy. They stay there: when the bucket is back, readers near it do
    not see them.

    **How to fix.** Add the replication rule of the other direction, with metadata changes (`replica_modifications`) included.

    **How to test.** Write an object through each member, and wait for it in the other.
  EOT
}
