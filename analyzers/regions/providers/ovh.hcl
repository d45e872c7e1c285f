# OVHcloud.

source = "endpoint catalogue of rclone"

region "gra" {
  name     = "Gravelines"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["sbg", "eu-west-par", "de"]
}

region "rbx" {
  name     = "Roubaix"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["sbg", "eu-west-par", "de"]
}

region "sbg" {
  name     = "Strasbourg"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["gra", "eu-west-par"]
}

region "eu-west-par" {
  name     = "Paris 3-AZ"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["gra", "de"]
}

region "de" {
  name     = "Frankfurt"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["gra", "waw"]
}

region "waw" {
  name     = "Warsaw"
  area     = "Europe (EU)"
  country  = "PL"
  partners = ["de", "gra"]
}

region "uk" {
  name     = "London"
  area     = "Europe (UK)"
  country  = "GB"
  partners = ["gra"]
}

region "bhs" {
  name     = "Beauharnois"
  area     = "North America"
  country  = "CA"
  partners = ["ca-east-tor"]
}

region "ca-east-tor" {
  name     = "Toronto"
  area     = "North America"
  country  = "CA"
  partners = ["bhs"]
}

region "us-east-va" {
  name     = "Vint Hill"
  area     = "North America"
  country  = "US"
  partners = ["us-west-or"]
}

region "us-west-or" {
  name     = "Hillsboro"
  area     = "North America"
  country  = "US"
  partners = ["us-east-va"]
}

region "sgp" {
  name     = "Singapore"
  area     = "Asia Pacific"
  country  = "SG"
  partners = ["ap-southeast-syd"]
}

region "ap-southeast-syd" {
  name     = "Sydney"
  area     = "Asia Pacific"
  country  = "AU"
  partners = ["sgp"]
}

region "ap-south-mum" {
  name     = "Mumbai"
  area     = "Asia Pacific"
  country  = "IN"
  partners = ["sgp"]
}
