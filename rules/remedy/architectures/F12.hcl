architecture "F12" {
  title      = "Artifacts in two regions"
  when       = each.purpose == "artifact"
  rung_after = 4
  protects   = "the loss of a region, for deployments"
  rpo        = "one build"
  rto        = "a deployment"
  cost       = "about 1.2 times one copy"
  effort     = "M"
  steps      = [
    "let the pipeline push each artifact to a bucket in {partner} too, in the same job",
    "let each region deploy from its own bucket, by digest",
  ]
  caveats    = [
    "the pipeline and its cache must run in the second region too",
  ]
  test       = "deploy to {partner} from nothing, with the first region blocked"
}
