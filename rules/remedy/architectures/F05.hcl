architecture "F05" {
  title      = "Multi-region bucket"
  when       = each.provider == "gcp" && each.served
  rung_after = 6
  protects   = "the loss of a zone or a region"
  rpo        = "about 1 h by default, without a promise"
  rto        = "none: one name is served from several regions"
  cost       = "about 1.3 times one copy"
  effort     = "M"
  steps      = [
    "create a bucket whose location is a continent, such as EU or US, and copy the objects to it",
    "point the services at it; a bucket's location cannot be changed in place",
  ]
  caveats    = [
    "residency is only as precise as the continent",
    "faults of the whole product take it too, as on 12 March 2019",
    "an encryption key must be in a location that covers it",
  ]
  test       = "run readers from a second region only, for an hour"
}
