architecture "F13" {
  title      = "State in another region than what it manages"
  when       = each.purpose == "state"
  rung_after = 3
  protects   = "the loss of the region that must be repaired"
  rpo        = "minutes"
  rto        = "10 to 30 min, by hand"
  cost       = "about 2 times one copy"
  effort     = "S"
  steps      = [
    "move the state to a versioned bucket in {partner}",
    "replicate it to a third region, with a lock or retention",
    "write down the backend configuration that uses the replica",
  ]
  caveats    = [
    "never let two replicas be written at once: freeze applies before switching",
  ]
  test       = "run a plan against the copied state with the primary denied"
}
