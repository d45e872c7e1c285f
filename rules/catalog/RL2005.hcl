rule "RL2005" {
  name      = "copy-and-key-share-a-region"
  summary   = "A copy cannot be read, or is not made, because of the key its objects need."
  level     = "warning"
  precision = "high"
  over      = "copies"
  when      = contains(each.codes, "X06") && each.enabled != "no" && !each.spare
  message   = "The copy of '${each.from.label}' in '${each.to.label}' does not outlive the region of its key: ${each.reasons["X06"]}."
  suggest   = ["F01"]
  help      = <<-EOT
    **Why.** Keys of a key service live in one region. Objects that the source's key encrypts are skipped by a rule that does not select them; a copy under a key
    of the failed region is there, and nobody can decrypt it.

    **How it fails.** Reads of the copy answer with an error of the key service. Skipped objects were never there.

    **How to fix.** Select them (`source_selection_criteria.sse_kms_encrypted_objects`), and name a key of the destination's region (`replica_kms_key_id`).
    A multi-region key helps only if its replica in that region is the one that is named.

    **How to test.** Read an object of the copy with the key of the source's region disabled.
  EOT
}
