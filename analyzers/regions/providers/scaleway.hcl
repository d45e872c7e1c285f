# Scaleway.

source = "endpoint catalogue of rclone"

region "fr-par" {
  name     = "Paris"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["nl-ams", "pl-waw"]
}

region "nl-ams" {
  name     = "Amsterdam"
  area     = "Europe (EU)"
  country  = "NL"
  partners = ["fr-par", "pl-waw"]
}

region "pl-waw" {
  name     = "Warsaw"
  area     = "Europe (EU)"
  country  = "PL"
  partners = ["fr-par", "nl-ams"]
}
