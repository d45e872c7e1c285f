# Hetzner.

source = "endpoint catalogue of rclone"

region "fsn1" {
  name     = "Falkenstein"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["hel1", "nbg1"]
}

region "nbg1" {
  name     = "Nuremberg"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["hel1", "fsn1"]
}

region "hel1" {
  name     = "Helsinki"
  area     = "Europe (EU)"
  country  = "FI"
  partners = ["fsn1"]
}
