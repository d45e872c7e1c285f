# Linode, by region; the clusters of its hosts (us-east-1) lie in these.

source = "endpoint catalogue of rclone"

region "us-east" {
  name     = "Newark"
  area     = "North America"
  country  = "US"
  partners = ["us-lax", "us-ord"]
}

region "us-iad" {
  name     = "Washington"
  area     = "North America"
  country  = "US"
  partners = ["us-lax", "us-ord"]
}

region "us-southeast" {
  name     = "Atlanta"
  area     = "North America"
  country  = "US"
  partners = ["us-sea"]
}

region "us-ord" {
  name     = "Chicago"
  area     = "North America"
  country  = "US"
  partners = ["us-lax"]
}

region "us-lax" {
  name     = "Los Angeles"
  area     = "North America"
  country  = "US"
  partners = ["us-ord"]
}

region "us-sea" {
  name     = "Seattle"
  area     = "North America"
  country  = "US"
  partners = ["us-ord"]
}

region "us-mia" {
  name     = "Miami"
  area     = "North America"
  country  = "US"
  partners = ["us-ord"]
}

region "eu-central" {
  name     = "Frankfurt"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["nl-ams", "fr-par"]
}

region "nl-ams" {
  name     = "Amsterdam"
  area     = "Europe (EU)"
  country  = "NL"
  partners = ["eu-central"]
}

region "fr-par" {
  name     = "Paris"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["eu-central"]
}

region "es-mad" {
  name     = "Madrid"
  area     = "Europe (EU)"
  country  = "ES"
  partners = ["fr-par"]
}

region "it-mil" {
  name     = "Milan"
  area     = "Europe (EU)"
  country  = "IT"
  partners = ["fr-par"]
}

region "se-sto" {
  name     = "Stockholm"
  area     = "Europe (EU)"
  country  = "SE"
  partners = ["nl-ams"]
}

region "gb-lon" {
  name     = "London 2"
  area     = "Europe (UK)"
  country  = "GB"
  partners = ["nl-ams"]
}

region "ap-south" {
  name     = "Singapore"
  area     = "Asia Pacific"
  country  = "SG"
  metro    = "Singapore"
  partners = ["id-cgk"]
}

region "sg-sin" {
  name     = "Singapore 2"
  area     = "Asia Pacific"
  country  = "SG"
  metro    = "Singapore"
  partners = ["id-cgk"]
}

region "id-cgk" {
  name     = "Jakarta"
  area     = "Asia Pacific"
  country  = "ID"
  partners = ["sg-sin"]
}

region "in-maa" {
  name     = "Chennai"
  area     = "Asia Pacific"
  country  = "IN"
  partners = ["sg-sin"]
}

region "jp-osa" {
  name     = "Osaka"
  area     = "Asia Pacific"
  country  = "JP"
  partners = ["jp-tyo"]
}

region "jp-tyo" {
  name     = "Tokyo 3"
  area     = "Asia Pacific"
  country  = "JP"
  partners = ["jp-osa"]
}

region "br-gru" {
  name     = "Sao Paulo"
  area     = "South America"
  country  = "BR"
  partners = ["us-mia"]
}
