rule "RL4001" {
  name      = "bucket-can-be-deleted"
  summary   = "One mistaken command can delete what services rely on, and nothing brings it back."
  level     = "error"
  precision = "high"
  over      = "spofs"
  when      = each.deletion
  message   = each.confidence == "certain" ? "${each.who} on '${each.bucket.label}', and a mistaken deletion there is final: no versioning, lock, soft delete or independent copy." : "${each.who} on '${each.bucket.label}', and a mistaken deletion there may be final: what would undo it could not be seen."
  suggest   = ["F17", "F09"]
  help      = <<-EOT
    **Why.** The outage of 2017 began with a mistyped command. Your own people and pipelines type too; a replica that copies deletions copies the mistake.

    **How it fails.** `aws s3 rm --recursive` on the wrong bucket, a lifecycle rule with an empty prefix, a `terraform destroy` in the wrong workspace.

    **How to fix.** Enable versioning with an expiry for old versions, soft delete, or an object lock; keep a backup under another account for what cannot be made again.

    **How to test.** Delete an object in a test bucket with the production role, and bring it back.
  EOT
}
