# Backblaze B2. An account lives in one of these for good.

source = "Backblaze documentation, region groups"

region "us-west" {
  name     = "US West"
  area     = "North America"
  country  = "US"
  partners = ["us-east"]
}

region "us-east" {
  name     = "US East"
  area     = "North America"
  country  = "US"
  partners = ["us-west"]
}

region "eu-central" {
  name    = "EU Central, Amsterdam"
  area    = "Europe (EU)"
  country = "NL"
}

region "ca-east" {
  name     = "CA East, Toronto"
  area     = "North America"
  country  = "CA"
  partners = ["us-east"]
}
