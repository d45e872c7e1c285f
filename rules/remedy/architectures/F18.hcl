architecture "F18" {
  title      = "From zonal to regional storage"
  when       = each.scope == "zone"
  rung_after = 1
  protects   = "the loss of a zone or datacentre"
  rpo        = "0"
  rto        = "0"
  cost       = "1.0 to 1.25 times"
  effort     = "S"
  steps      = [
    "move to a regional class: ZRS, a general purpose bucket, a regional location",
    "keep zonal storage as a cache of it",
  ]
  caveats    = [
    "the loss of the region still takes it down",
  ]
  test       = "restore a sample"
}
