# DigitalOcean, the regions with Spaces that were known.

source = "endpoint catalogue of rclone"

region "nyc3" {
  name     = "New York 3"
  area     = "North America"
  country  = "US"
  partners = ["sfo3"]
}

region "sfo2" {
  name     = "San Francisco 2"
  area     = "North America"
  country  = "US"
  partners = ["nyc3"]
}

region "sfo3" {
  name     = "San Francisco 3"
  area     = "North America"
  country  = "US"
  partners = ["nyc3"]
}

region "tor1" {
  name     = "Toronto 1"
  area     = "North America"
  country  = "CA"
  partners = ["nyc3"]
}

region "ams3" {
  name     = "Amsterdam 3"
  area     = "Europe (EU)"
  country  = "NL"
  partners = ["fra1"]
}

region "fra1" {
  name     = "Frankfurt 1"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["ams3"]
}

region "lon1" {
  name     = "London 1"
  area     = "Europe (UK)"
  country  = "GB"
  partners = ["ams3"]
}

region "sgp1" {
  name     = "Singapore 1"
  area     = "Asia Pacific"
  country  = "SG"
  partners = ["blr1", "syd1"]
}

region "blr1" {
  name     = "Bangalore 1"
  area     = "Asia Pacific"
  country  = "IN"
  partners = ["sgp1"]
}

region "syd1" {
  name     = "Sydney 1"
  area     = "Asia Pacific"
  country  = "AU"
  partners = ["sgp1"]
}
