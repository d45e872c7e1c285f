architecture "F09" {
  title      = "Backup in another region and account"
  when       = true
  rung_after = 2
  protects   = "the loss of a region or an account, and mistakes, for the data"
  rpo        = "24 h"
  rto        = "hours to days"
  cost       = "1.3 to 1.6 times one copy"
  effort     = "S"
  steps      = [
    "copy backups to a locked vault in {partner}, under another account",
  ]
  caveats    = [
    "the data survives, the service does not: a restore takes hours",
    "archived recovery points cannot be copied on",
  ]
  test       = "restore one percent of the objects into a scratch bucket every quarter and compare hashes"
}
