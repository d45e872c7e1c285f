# Wasabi. Its codes look like those of AWS and name other places.

source = "endpoint catalogue of rclone"

region "us-east-1" {
  name     = "N. Virginia"
  area     = "North America"
  country  = "US"
  metro    = "Northern Virginia"
  partners = ["us-central-1", "us-west-1"]
}

region "us-east-2" {
  name     = "N. Virginia 2"
  area     = "North America"
  country  = "US"
  metro    = "Northern Virginia"
  partners = ["us-central-1", "us-west-1"]
}

region "us-central-1" {
  name     = "Texas"
  area     = "North America"
  country  = "US"
  partners = ["us-east-1"]
}

region "us-west-1" {
  name     = "Oregon"
  area     = "North America"
  country  = "US"
  partners = ["us-east-1"]
}

region "ca-central-1" {
  name     = "Toronto"
  area     = "North America"
  country  = "CA"
  partners = ["us-central-1"]
}

region "eu-central-1" {
  name     = "Amsterdam"
  area     = "Europe (EU)"
  country  = "NL"
  partners = ["eu-central-2"]
}

region "eu-central-2" {
  name     = "Frankfurt"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["eu-central-1"]
}

region "eu-west-1" {
  name     = "London"
  area     = "Europe (UK)"
  country  = "GB"
  partners = ["eu-central-1"]
}

region "eu-west-2" {
  name     = "Paris"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["eu-central-2"]
}

region "eu-south-1" {
  name     = "Milan"
  area     = "Europe (EU)"
  country  = "IT"
  partners = ["eu-central-2"]
}

region "ap-northeast-1" {
  name     = "Tokyo"
  area     = "Asia Pacific"
  country  = "JP"
  partners = ["ap-northeast-2"]
}

region "ap-northeast-2" {
  name     = "Osaka"
  area     = "Asia Pacific"
  country  = "JP"
  partners = ["ap-northeast-1"]
}

region "ap-southeast-1" {
  name     = "Singapore"
  area     = "Asia Pacific"
  country  = "SG"
  partners = ["ap-northeast-1"]
}

region "ap-southeast-2" {
  name     = "Sydney"
  area     = "Asia Pacific"
  country  = "AU"
  partners = ["ap-southeast-1"]
}
