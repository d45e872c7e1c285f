# IBM Cloud; us, eu and ap are buckets across regions.

source = "endpoint catalogue of rclone"

region "us-south" {
  name     = "Dallas"
  area     = "North America"
  country  = "US"
  partners = ["us-east"]
}

region "us-east" {
  name     = "Washington DC"
  area     = "North America"
  country  = "US"
  partners = ["us-south"]
}

region "eu-de" {
  name     = "Frankfurt"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["eu-gb"]
}

region "eu-gb" {
  name     = "London"
  area     = "Europe (UK)"
  country  = "GB"
  partners = ["eu-de"]
}

region "jp-tok" {
  name     = "Tokyo"
  area     = "Asia Pacific"
  country  = "JP"
  partners = ["jp-osa"]
}

region "jp-osa" {
  name     = "Osaka"
  area     = "Asia Pacific"
  country  = "JP"
  partners = ["jp-tok"]
}

region "au-syd" {
  name     = "Sydney"
  area     = "Asia Pacific"
  country  = "AU"
  partners = ["jp-tok"]
}

region "ca-tor" {
  name     = "Toronto"
  area     = "North America"
  country  = "CA"
  partners = ["us-east"]
}

region "br-sao" {
  name     = "Sao Paulo"
  area     = "South America"
  country  = "BR"
  partners = ["us-south"]
}

region "us" {
  name    = "US cross-region"
  area    = "North America"
  country = "US"
  scope   = "multi-region"
}

region "eu" {
  name  = "EU cross-region"
  area  = "Europe (EU)"
  scope = "multi-region"
}

region "ap" {
  name  = "AP cross-region"
  area  = "Asia Pacific"
  scope = "multi-region"
}
