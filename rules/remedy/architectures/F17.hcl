architecture "F17" {
  title      = "Versioning, and a copy under another authority"
  when       = true
  rung_after = 1
  protects   = "mistakes, malice and a closed account"
  rpo        = "as the copy"
  rto        = "minutes"
  cost       = "0.1 to 1.1 of one copy more"
  effort     = "S"
  steps      = [
    "enable versioning, with an expiry for old versions",
    "for what cannot be made again: a replica in another account whose objects production may not delete",
  ]
  caveats    = [
    "versioning alone does not help against the loss of the region",
  ]
  test       = "try to delete the copy with the production role: it must fail"
}
